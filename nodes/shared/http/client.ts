import { sleep } from 'n8n-workflow';

import type { Failure } from '../errors';
import { apiError, asNodeError, shorten } from '../errors';
import { executionStore } from '../executionStore';
import { inTime } from './deadline';
import { mapTexts, redactor } from './secrets';
import { anyAnswer, errorIn } from './shapes';
import type { ApiResponse, ApiContext, ApiRequest, ResponseAction } from './types';
import { deadlineOf } from './types';
import type { NetworkProblem } from './networkErrors';
import { LATE, networkProblem } from './networkErrors';
import type { RateLimit } from './rateLimiter';
import { acquire, recordWait } from './rateLimiter';

/** What sending needs to know of a service. Implemented once per service, in its `transport/`. */
export interface Service {
	/** As people call it, for messages. */
	readonly name: string;
	/** Sends the request once with the credential and returns the response whatever its status; throws on network errors. */
	attempt(context: ApiContext, request: ApiRequest): Promise<ApiResponse>;
	/** `maybeApplied`: an earlier try of this request may have taken effect, its response was lost. */
	classifyResponse(response: ApiResponse, request: ApiRequest, maybeApplied: boolean): ResponseAction;
	/** What no error may show: the credential, with its tokens. */
	secrets(context: ApiContext): Promise<object>;
	/** The vendor's published limit for this kind of call, if any. */
	rateLimit?(request: ApiRequest): RateLimit | undefined;
}

const MAX_ATTEMPTS = 5;
const MAX_WAIT_MS = 120_000;

function backoff(attempt: number): number {
	return Math.round(500 * 2 ** (attempt - 1) * (0.75 + Math.random() / 2));
}

/** Never shorter than the step itself, after which a limit is free again; callers that wait together come apart. */
function growing(stepMs: number, attempt: number): number {
	return Math.round(stepMs * attempt * (1 + Math.random() / 10));
}

function cancelSignal(context: ApiContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

/** Waits in short steps so that a canceled execution stops at once. Returns false when it was canceled. */
async function pause(context: ApiContext, milliseconds: number): Promise<boolean> {
	const signal = cancelSignal(context);
	for (let left = milliseconds; left > 0 && !signal?.aborted; left -= 250) await sleep(Math.min(left, 250));
	return !signal?.aborted;
}

const writes = executionStore(() => ({ any: false }));

/** Whether this context has sent anything but reads, so that running it again would repeat something. */
export function hasWritten(context: object): boolean {
	return writes(context).any;
}

function unknownOutcome(reconcileHint: string, cause: string, status?: number): Failure {
	return {
		message: `The outcome is unknown: ${cause}. The request was not sent again, so nothing is doubled.`,
		description: reconcileHint,
		status,
		outcomeUnknown: true,
	};
}

/** Why a call brought no good response, and whether it may be sent again without doubling anything. */
interface RetryDecision {
	failure: Failure;
	retryable: boolean;
	/** Whether the call may have taken effect all the same. */
	outcomeUnknown: boolean;
	/** What the service asked for; own back-off when left out. */
	waitMs?: number;
	/** See `ResponseAction`. */
	stepMs?: number;
}

function waitFor({ waitMs, stepMs }: RetryDecision, attempts: number): number {
	return waitMs ?? (stepMs === undefined ? backoff(attempts) : growing(stepMs, attempts));
}

function retryDecision(request: ApiRequest, action: Exclude<ResponseAction, { kind: 'ok' }>): RetryDecision {
	const { kind, failure } = action;
	if (kind === 'failed') return { failure, retryable: false, outcomeUnknown: false };
	if (kind === 'refused') {
		const { waitMs, stepMs } = action;
		return { failure, retryable: true, outcomeUnknown: false, waitMs, stepMs };
	}
	if (request.retry !== 'unsafeWrite') return { failure, retryable: true, outcomeUnknown: true };
	return {
		failure: unknownOutcome(request.reconcileHint, failure.message, failure.status),
		retryable: false,
		outcomeUnknown: true,
	};
}

function networkRetryDecision(service: Service, request: ApiRequest, problem: NetworkProblem): RetryDecision {
	const { text, sent, passing } = problem;
	if (sent && request.retry === 'unsafeWrite') {
		const cause = `${text} after the request was sent to ${service.name}`;
		return { failure: unknownOutcome(request.reconcileHint, cause), retryable: false, outcomeUnknown: true };
	}
	const failure = {
		message: `${service.name} cannot be reached: ${text}`,
		description: 'Check the address in the credential, and whether this n8n can reach it.',
	};
	return { failure, retryable: passing, outcomeUnknown: sent };
}

type Faulty = ResponseAction & { kind: 'faulty' };

/**
 * What is wrong with a response of a good status: a page or half a document where JSON should be, or JSON of another shape.
 * A write may be answered with nothing or a bare word, but not with an error.
 */
function misfit(service: Service, { body, status }: ApiResponse, request: ApiRequest): Faulty | undefined {
	const { encoding } = request;
	const isRead = request.retry === 'read';
	const isJson = isRead ? typeof body === 'object' && body !== null : !isBroken(body);
	if (encoding === undefined && !isJson) {
		const message = `${service.name} sent a response that cannot be read (HTTP ${status})`;
		const description = 'Check the address in the credential: something else may have answered, for example a proxy.';
		return { kind: 'faulty', failure: { status, message, description } };
	}
	// What people call themselves is answered in ways that nobody knows here.
	const words = isRead || request.expects === anyAnswer ? undefined : errorIn(body);
	if (words !== undefined) {
		const message = `${service.name} answered with an error under HTTP ${status}: ${shorten(words)}`;
		return { kind: 'faulty', failure: { status, message } };
	}
	const missing = request.expects?.(body);
	if (missing === undefined) return undefined;
	const message = `${service.name} answered without ${missing}`;
	const description = 'Check the address in the credential, or run this item again.';
	return { kind: 'faulty', failure: { status, message, description } };
}

/** A page, or JSON that ends too early. */
const isBroken = (body: unknown): boolean => typeof body === 'string' && /^[<{[]/.test(body.trimStart());

async function redactorOf(context: ApiContext, service: Service): Promise<(text: string) => string> {
	// Without a credential nothing was sent.
	return redactor(await service.secrets(context).catch(() => ({})));
}

async function harmlessResponse(context: ApiContext, service: Service, response: ApiResponse): Promise<ApiResponse> {
	const hide = await redactorOf(context, service);
	const headers = Object.entries(response.headers).map(([name, value]): [string, string] => [name, hide(value)]);
	return { ...response, headers: Object.fromEntries(headers), body: mapTexts(response.body, hide) };
}

/** An error that is none of the network, as n8n's or of this package; made anew where a secret stands in it. */
async function withoutSecrets(context: ApiContext, service: Service, error: unknown): Promise<Error> {
	const hide = await redactorOf(context, service);
	const found = asNodeError(context.getNode(), error);
	const { message, description } = found;
	const told = { message: hide(message), description: hide(description ?? '') };
	const isHarmless = told.message === message && told.description === (description ?? '');
	return isHarmless ? found : apiError(context.getNode(), told);
}

/** One try. Errors that are none of the network are passed on. */
async function sendAttempt(
	context: ApiContext,
	service: Service,
	request: ApiRequest,
	maybeApplied: boolean,
): Promise<ApiResponse | RetryDecision> {
	let response: ApiResponse;
	const deadline = AbortSignal.timeout(deadlineOf(request));
	try {
		response = await inTime(deadline, service.attempt(context, request));
	} catch (error) {
		const problem = deadline.aborted ? LATE : networkProblem(error);
		if (problem === undefined) throw await withoutSecrets(context, service, error);
		return networkRetryDecision(service, request, problem);
	}
	const action = service.classifyResponse(response, request, maybeApplied);
	if (action.kind !== 'ok') {
		// Some servers and proxies show the headers of a request that they refuse. Before anything is cut off the text.
		const harmless = await harmlessResponse(context, service, response);
		const told = service.classifyResponse(harmless, request, maybeApplied);
		return retryDecision(request, told.kind === 'ok' ? action : told);
	}
	const faulty = action.errorsRead === true ? undefined : misfit(service, response, request);
	if (faulty === undefined) return response;
	return retryDecision(request, misfit(service, await harmlessResponse(context, service, response), request) ?? faulty);
}

/**
 * Sends one request and returns its good response, repeating it where that cannot double anything.
 * @throws NodeApiError with the vendor's words, or saying that the outcome of an unsafe write is unknown.
 */
export async function send(
	context: ApiContext,
	service: Service,
	request: ApiRequest,
	itemIndex?: number,
): Promise<ApiResponse> {
	const fail = (failure: Failure) => apiError(context.getNode(), failure, itemIndex);
	// What to do are words of this package: gaps in them would tell a secret that is an ordinary word.
	const failHarmless = async (failure: Failure) => {
		const hide = await redactorOf(context, service);
		return fail({ ...failure, message: hide(failure.message) });
	};
	if (request.retry !== 'read') writes(context).any = true;
	let asked = 0;
	let maybeApplied = false;
	for (let attempts = 1; ; attempts++) {
		const limit = service.rateLimit?.(request);
		if (limit !== undefined) {
			const waited = await acquire(context, limit, async (ms) => await pause(context, ms));
			recordWait(context, service.name, 'ownLimitMs', waited);
		}
		if (cancelSignal(context)?.aborted)
			throw fail({ message: 'The execution was canceled before this request was sent' });

		const outcome = await sendAttempt(context, service, request, maybeApplied);
		if (!('retryable' in outcome)) return outcome;
		maybeApplied ||= outcome.outcomeUnknown;
		const wait = waitFor(outcome, attempts);
		if (!outcome.retryable || attempts >= MAX_ATTEMPTS || asked + wait > MAX_WAIT_MS) {
			throw await failHarmless(outcome.failure);
		}
		asked += wait;
		recordWait(context, service.name, 'refusedMs', wait);
		if (!(await pause(context, wait))) {
			throw fail({ message: `The execution was canceled while waiting for ${service.name}` });
		}
	}
}
