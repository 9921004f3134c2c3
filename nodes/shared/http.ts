import type {
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestMethods,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
	IWebhookFunctions,
	IDataObject,
} from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import type { Failure } from './errors';
import { apiError, asNodeError } from './errors';
import { keepPace, type Pace } from './pace';

/** Every n8n context that a transport can be called from. */
export type ApiContext =
	IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions | IHookFunctions | IWebhookFunctions;

/**
 * What may be done when an answer is missing (design, section 3):
 * `read` and `idempotentWrite` are repeated after network errors, timeouts and 5xx; an `unsafeWrite` never is,
 * because it may have taken effect. All three are repeated when the service refused the call (429, 503 with
 * Retry-After, expired token) or when nothing was sent (connection refused, unknown host).
 */
export type RetryClass = 'read' | 'idempotentWrite' | 'unsafeWrite';

/** One call as an operation describes it. `path` is below the service's base URL and already escaped. */
export interface ApiRequest {
	method: IHttpRequestMethods;
	path: string;
	qs?: IDataObject;
	body?: IHttpRequestOptions['body'];
	headers?: IDataObject;
	/** `arraybuffer` or `stream` for files; JSON when left out. */
	encoding?: IHttpRequestOptions['encoding'];
	arrayFormat?: IHttpRequestOptions['arrayFormat'];
	retry: RetryClass;
	/** Milliseconds until an attempt is given up. Default 60 s. */
	timeout?: number;
}

/** An answer of any status. Header names are in lower case. */
export interface ApiAnswer {
	status: number;
	headers: Record<string, string>;
	body: unknown;
}

/** What a service makes of an answer. */
export type Verdict =
	| { kind: 'ok' }
	/** The service refused the call and did nothing; worth another try after `waitMs` (own back-off when left out). */
	| { kind: 'refused'; waitMs?: number; failure: Failure }
	/** A server-side fault: nobody knows whether the call took effect. */
	| { kind: 'faulty'; failure: Failure }
	| { kind: 'failed'; failure: Failure };

/** What the shared exchange needs to know of a service. Implemented once per service, in its `transport/`. */
export interface Service {
	/** As people call it, for messages. */
	readonly name: string;
	/** Sends the request once with the credential and returns the answer whatever its status; throws on network errors. */
	attempt(context: ApiContext, request: ApiRequest): Promise<ApiAnswer>;
	judge(answer: ApiAnswer, request: ApiRequest): Verdict;
	/** How a person finds out whether an unsafe write took effect. */
	howToFindOut(request: ApiRequest): string;
	/** The vendor's published limit for this kind of call, if any. */
	pace?(request: ApiRequest): Pace | undefined;
}

const MAX_TRIES = 5;
const MAX_WAIT_MS = 120_000;
const LONG_WAIT_MS = 5_000;
const DEFAULT_TIMEOUT_MS = 60_000;

/** Failures of the connection before a byte of the request left: safe to repeat for every class. */
const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

interface NetworkProblem {
	code: string;
	text: string;
}

function readCode(error: unknown): string | undefined {
	for (let current = error, depth = 0; current instanceof Error && depth < 4; current = current.cause, depth++) {
		if ('code' in current && typeof current.code === 'string') return current.code;
	}
	return undefined;
}

const NETWORK_TEXTS: Record<string, string> = {
	ECONNREFUSED: 'the server refused the connection',
	ENOTFOUND: 'the host name is unknown',
	EAI_AGAIN: 'the host name could not be looked up',
	ECONNRESET: 'the connection was cut',
	EPIPE: 'the connection was cut',
	ECONNABORTED: 'no answer came in time',
	ETIMEDOUT: 'no answer came in time',
};

/** The problem behind an error of the HTTP helper, or undefined when it is none of the network. */
function networkProblem(error: unknown): NetworkProblem | undefined {
	const code = readCode(error);
	if (code === undefined || !/^(E[A-Z_]+|UND_ERR_.*)$/.test(code) || code.startsWith('ERR_')) return undefined;
	return { code, text: NETWORK_TEXTS[code] ?? `the connection failed (${code})` };
}

function backoff(attempt: number): number {
	return Math.round(500 * 2 ** (attempt - 1) * (0.75 + Math.random() / 2));
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

function tellLongWait(context: ApiContext, service: Service, milliseconds: number): void {
	if (milliseconds < LONG_WAIT_MS || !('addExecutionHints' in context)) return;
	context.addExecutionHints({
		message: `${service.name} asked to slow down: this run waited ${Math.round(milliseconds / 1000)} s for it.`,
		location: 'outputPane',
	});
}

function unknownOutcome(service: Service, request: ApiRequest, cause: string, status?: number): Failure {
	return {
		message: `The outcome is unknown: ${cause}. The request was not sent again, so nothing is doubled.`,
		description: service.howToFindOut(request),
		status,
	};
}

/** Options that every attempt shares; a transport adds the address and hands them to n8n's HTTP helper. */
export function httpOptions(request: ApiRequest, url: string): IHttpRequestOptions {
	return {
		method: request.method,
		url,
		...(request.qs === undefined ? {} : { qs: request.qs }),
		...(request.body === undefined ? {} : { body: request.body }),
		...(request.headers === undefined ? {} : { headers: request.headers }),
		...(request.arrayFormat === undefined ? {} : { arrayFormat: request.arrayFormat }),
		...(request.encoding === undefined ? { json: true } : { encoding: request.encoding }),
		timeout: request.timeout ?? DEFAULT_TIMEOUT_MS,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// A credential is only ever sent to the host that it names.
		disableFollowRedirect: true,
	};
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return value !== null && typeof value === 'object';
}

/** Reads what n8n's HTTP helper returns for `returnFullResponse`. */
export function toAnswer(response: unknown): ApiAnswer {
	const full = isRecord(response) ? response : {};
	const headers: Record<string, string> = {};
	if (isRecord(full.headers)) {
		for (const [name, value] of Object.entries(full.headers)) headers[name.toLowerCase()] = String(value);
	}
	return { status: Number(full.statusCode), headers, body: full.body };
}

/** `Retry-After` in milliseconds: seconds or an HTTP date. Undefined when absent or unreadable. */
export function retryAfterMs(answer: ApiAnswer): number | undefined {
	const value = answer.headers['retry-after'];
	if (value === undefined || value.trim() === '') return undefined;
	const seconds = Number(value);
	if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
	const at = Date.parse(value);
	return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}

/** What any HTTP service means by these statuses; a service's own `judge` calls it last. */
export function judgeStatus(answer: ApiAnswer, failure: Failure): Verdict {
	const { status } = answer;
	if (status >= 200 && status < 300) return { kind: 'ok' };
	const waitMs = retryAfterMs(answer);
	if (status === 429 || (status === 503 && waitMs !== undefined)) return { kind: 'refused', waitMs, failure };
	return { kind: status >= 500 || status === 408 ? 'faulty' : 'failed', failure };
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
	let waited = 0;
	for (let tries = 1; ; tries++) {
		const pace = service.pace?.(request);
		if (pace !== undefined) waited += await keepPace(context, pace, (ms) => pause(context, ms));
		if (cancelSignal(context)?.aborted)
			throw fail({ message: 'The execution was cancelled before this request was sent' });

		let failure: Failure;
		let waitMs: number | undefined;
		let repeatable: boolean;
		try {
			const answer = await service.attempt(context, request);
			const verdict = service.judge(answer, request);
			if (verdict.kind === 'ok') {
				tellLongWait(context, service, waited);
				return answer;
			}
			failure = verdict.failure;
			if (verdict.kind === 'failed') throw fail(failure);
			if (verdict.kind === 'faulty' && request.retry === 'unsafeWrite') {
				throw fail(unknownOutcome(service, request, failure.message, failure.status));
			}
			repeatable = true;
			waitMs = verdict.kind === 'refused' ? verdict.waitMs : undefined;
		} catch (error) {
			const problem = networkProblem(error);
			if (problem === undefined) throw asNodeError(context.getNode(), error, itemIndex);
			const sent = !NOT_SENT.has(problem.code);
			if (sent && request.retry === 'unsafeWrite') {
				throw fail(unknownOutcome(service, request, `${problem.text} after the request was sent to ${service.name}`));
			}
			failure = {
				message: `${service.name} cannot be reached: ${problem.text}`,
				description: 'Check the address in the credential, and whether this n8n can reach it.',
			};
			repeatable = true;
		}

		const wait = waitMs ?? backoff(tries);
		if (!repeatable || tries >= MAX_TRIES || waited + wait > MAX_WAIT_MS) throw fail(failure);
		waited += wait;
		if (!(await pause(context, wait)))
			throw fail({ message: `The execution was cancelled while waiting for ${service.name}` });
	}
}
