import { sleep } from 'n8n-workflow';

import type { Failure } from '../errors';
import { apiError, asNodeError } from '../errors';
import type { ApiAnswer, ApiContext, ApiRequest, Verdict } from './types';
import type { NetworkProblem } from './networkErrors';
import { networkProblem } from './networkErrors';
import type { Pace } from './rateLimiter';
import { keepPace } from './rateLimiter';
import { noteWait } from '../waits';

/** What the shared exchange needs to know of a service. Implemented once per service, in its `transport/`. */
export interface Service {
	/** As people call it, for messages. */
	readonly name: string;
	/** Sends the request once with the credential and returns the answer whatever its status; throws on network errors. */
	attempt(context: ApiContext, request: ApiRequest): Promise<ApiAnswer>;
	/** `again`: an earlier try of this request may have taken effect, its answer was lost. */
	judge(answer: ApiAnswer, request: ApiRequest, again: boolean): Verdict;
	/** How a person finds out whether an unsafe write took effect. */
	howToFindOut(request: ApiRequest): string;
	/** The vendor's published limit for this kind of call, if any. */
	pace?(request: ApiRequest): Pace | undefined;
}

const MAX_TRIES = 5;
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

/** Waits in short steps so that a cancelled execution stops at once. Returns false when it was cancelled. */
async function pause(context: ApiContext, milliseconds: number): Promise<boolean> {
	const signal = cancelSignal(context);
	for (let left = milliseconds; left > 0 && !signal?.aborted; left -= 250) await sleep(Math.min(left, 250));
	return !signal?.aborted;
}

const written = new WeakSet<object>();

/** Whether this context has sent anything but reads, so that running it again would repeat something. */
export function hasWritten(context: object): boolean {
	return written.has(context);
}

function unknownOutcome(service: Service, request: ApiRequest, cause: string, status?: number): Failure {
	return {
		message: `The outcome is unknown: ${cause}. The request was not sent again, so nothing is doubled.`,
		description: service.howToFindOut(request),
		status,
		outcomeUnknown: true,
	};
}

/** Why a call brought no good answer, and whether it may be sent again without doubling anything. */
interface Trouble {
	failure: Failure;
	again: boolean;
	/** Whether the call may have taken effect all the same. */
	doubtful: boolean;
	/** What the service asked for; own back-off when left out. */
	waitMs?: number;
	/** See `Verdict`. */
	stepMs?: number;
}

function waitFor({ waitMs, stepMs }: Trouble, tries: number): number {
	return waitMs ?? (stepMs === undefined ? backoff(tries) : growing(stepMs, tries));
}

function troubleOf(service: Service, request: ApiRequest, verdict: Exclude<Verdict, { kind: 'ok' }>): Trouble {
	const { kind, failure } = verdict;
	if (kind === 'failed') return { failure, again: false, doubtful: false };
	if (kind === 'refused') {
		const { waitMs, stepMs } = verdict;
		return { failure, again: true, doubtful: false, waitMs, stepMs };
	}
	if (request.retry !== 'unsafeWrite') return { failure, again: true, doubtful: true };
	return { failure: unknownOutcome(service, request, failure.message, failure.status), again: false, doubtful: true };
}

function troubleWithNetwork(service: Service, request: ApiRequest, problem: NetworkProblem): Trouble {
	const { text, sent, passing } = problem;
	if (sent && request.retry === 'unsafeWrite') {
		const cause = `${text} after the request was sent to ${service.name}`;
		return { failure: unknownOutcome(service, request, cause), again: false, doubtful: true };
	}
	const failure = {
		message: `${service.name} cannot be reached: ${text}`,
		description: 'Check the address in the credential, and whether this n8n can reach it.',
	};
	return { failure, again: passing, doubtful: sent };
}

/**
 * Not the API's answer, or not all of it: a page or half a document where JSON should be. A read has to bring JSON;
 * taken for an empty list, nothing would hide what is there. A write may be answered with nothing or a bare word.
 */
function isUnreadable({ body }: ApiAnswer, { encoding, retry }: ApiRequest): boolean {
	if (encoding !== undefined) return false;
	if (retry === 'read') return typeof body !== 'object' || body === null;
	return typeof body === 'string' && /^[<{[]/.test(body.trimStart());
}

function unreadable(service: Service, { status }: ApiAnswer): Verdict & { kind: 'faulty' } {
	return {
		kind: 'faulty',
		failure: {
			status,
			message: `${service.name} sent an answer that cannot be read (HTTP ${status})`,
			description: 'Check the address in the credential: something else may have answered, for example a proxy.',
		},
	};
}

/** One try. Errors that are none of the network are passed on. */
async function tryOnce(
	context: ApiContext,
	service: Service,
	request: ApiRequest,
	doubtful: boolean,
): Promise<ApiAnswer | Trouble> {
	let answer: ApiAnswer;
	try {
		answer = await service.attempt(context, request);
	} catch (error) {
		const problem = networkProblem(error);
		if (problem === undefined) throw asNodeError(context.getNode(), error);
		return troubleWithNetwork(service, request, problem);
	}
	const verdict = service.judge(answer, request, doubtful);
	if (verdict.kind !== 'ok') return troubleOf(service, request, verdict);
	return isUnreadable(answer, request) ? troubleOf(service, request, unreadable(service, answer)) : answer;
}

/**
 * Sends one request and returns its good answer, repeating it where that cannot double anything.
 * @throws NodeApiError with the vendor's words, or saying that the outcome of an unsafe write is unknown.
 */
export async function exchange(
	context: ApiContext,
	service: Service,
	request: ApiRequest,
	itemIndex?: number,
): Promise<ApiAnswer> {
	const fail = (failure: Failure) => apiError(context.getNode(), failure, itemIndex);
	if (request.retry !== 'read') written.add(context);
	let asked = 0;
	let doubtful = false;
	for (let tries = 1; ; tries++) {
		const pace = service.pace?.(request);
		if (pace !== undefined) {
			const paced = await keepPace(context, pace, async (ms) => await pause(context, ms));
			noteWait(context, service.name, 'pacedMs', paced);
		}
		if (cancelSignal(context)?.aborted)
			throw fail({ message: 'The execution was cancelled before this request was sent' });

		const outcome = await tryOnce(context, service, request, doubtful);
		if (!('again' in outcome)) return outcome;
		doubtful ||= outcome.doubtful;
		const wait = waitFor(outcome, tries);
		if (!outcome.again || tries >= MAX_TRIES || asked + wait > MAX_WAIT_MS) throw fail(outcome.failure);
		asked += wait;
		noteWait(context, service.name, 'askedMs', wait);
		if (!(await pause(context, wait))) {
			throw fail({ message: `The execution was cancelled while waiting for ${service.name}` });
		}
	}
}
