import type {
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestMethods,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import type { Failure } from '../errors';
import { isRecord } from '../isRecord';
import type { Shape } from './shapes';
import { safeNumber, safeString } from '../safeConversion';

/** Every n8n context that a transport can be called from. */
export type ApiContext =
	IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions | IHookFunctions | IWebhookFunctions;

/**
 * What may be done when a response is missing:
 * `read` and `idempotentWrite` are repeated after network errors, timeouts and 5xx; an `unsafeWrite` never is,
 * because it may have taken effect. All three are repeated when the service refused the call (429, 503 with
 * Retry-After, expired token) or when nothing was sent (connection refused, unknown host).
 */
export type RetryClass = 'read' | 'idempotentWrite' | 'unsafeWrite';

interface RequestBase {
	method: IHttpRequestMethods;
	path: string;
	qs?: IDataObject;
	body?: IHttpRequestOptions['body'];
	headers?: IDataObject;
	/** Body and headers that are made anew for each attempt, because a stream can be sent once only. */
	content?: () => Promise<{ body: IHttpRequestOptions['body']; headers: IDataObject }>;
	/** `arraybuffer` or `stream` for files; JSON when left out. */
	encoding?: IHttpRequestOptions['encoding'];
	arrayFormat?: IHttpRequestOptions['arrayFormat'];
	/** Milliseconds until an attempt is given up. Default 60 s. */
	timeout?: number;
}

/**
 * What becomes of a call whose response is lost. An unsafe write is not sent again, so it has to say how a person finds
 * out whether it took effect.
 */
export type RetryPolicy =
	/** What answers a read has to be there and to fit. A write may be answered with anything where nothing is declared. */
	| { retry: Extract<RetryClass, 'read'>; expects: Shape; reconcileHint?: string }
	| { retry: Extract<RetryClass, 'idempotentWrite'>; expects?: Shape; reconcileHint?: string }
	| { retry: Extract<RetryClass, 'unsafeWrite'>; expects?: Shape; reconcileHint: string };

/** One call as an operation describes it. `path` is below the service's base URL and already escaped. */
export type ApiRequest = RequestBase & RetryPolicy;

/** A response of any status. Header names are in lower case. */
export interface ApiResponse {
	status: number;
	headers: Record<string, string>;
	body: unknown;
}

/** What a service makes of a response. */
export type ResponseAction =
	| {
			kind: 'ok';
			/** Whether the service has read by itself what the body says of errors. */
			errorsRead?: boolean;
	  }
	/** The service refused the call and did nothing; worth another try after `waitMs` (own back-off when left out). */
	| {
			kind: 'refused';
			waitMs?: number;
			/** Where no `waitMs` is named: a wait that grows by this with each try, and a little at random. */
			stepMs?: number;
			failure: Failure;
	  }
	/** A server-side fault: nobody knows whether the call took effect. */
	| { kind: 'faulty'; failure: Failure }
	| { kind: 'failed'; failure: Failure };

const DEFAULT_TIMEOUT_MS = 60_000;

/** Files take their time. */
const FILE_DEADLINE_MS = 1_200_000;

/** When an attempt is given up as a whole: a byte now and then keeps a connection busy, and a timeout off, for ever. */
export function deadlineOf({ timeout = DEFAULT_TIMEOUT_MS, content, encoding }: ApiRequest): number {
	const isFile = content !== undefined || encoding === 'stream';
	return Math.max(2 * timeout, isFile ? FILE_DEADLINE_MS : 0);
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
		abortSignal: AbortSignal.timeout(deadlineOf(request)),
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// A credential is only ever sent to the host that it names.
		disableFollowRedirect: true,
	};
}

/** Sends the request once, with a body of its own where the request makes one. A stream is let go of afterwards. */
export async function sendOnce<T>(
	request: ApiRequest,
	url: string,
	send: (options: IHttpRequestOptions) => Promise<T>,
): Promise<T> {
	if (request.content === undefined) return await send(httpOptions(request, url));
	const { body, headers } = await request.content();
	try {
		return await send(httpOptions({ ...request, body, headers: { ...request.headers, ...headers } }, url));
	} finally {
		if (isRecord(body) && typeof body.destroy === 'function') body.destroy();
	}
}

/** A part of a path as it reads; undefined when it holds a "%" that escapes nothing. */
export function unescaped(part: string): string | undefined {
	try {
		return decodeURIComponent(part);
	} catch {
		return undefined;
	}
}

/** Reads what n8n's HTTP helper returns for `returnFullResponse`. */
export function toApiResponse(response: unknown): ApiResponse {
	const full = isRecord(response) ? response : {};
	const headers: Record<string, string> = {};
	if (isRecord(full.headers)) {
		for (const [name, value] of Object.entries(full.headers)) headers[name.toLowerCase()] = safeString(value);
	}
	return { status: safeNumber(full.statusCode), headers, body: full.body };
}

/** `Retry-After` in milliseconds: seconds or an HTTP date. Undefined when absent or unreadable. */
export function retryAfterMs(response: ApiResponse): number | undefined {
	const value = response.headers['retry-after'];
	if (value === undefined) return undefined;
	// Nothing else: a date is found in "60;" and "1,5" as well, and a date long past means no wait at all.
	if (/^\s*\d+(?:\.\d+)?\s*$/.test(value)) return Number(value) * 1000;
	const at = /^\s*[a-z]+,?\s.*\d\d:\d\d/i.test(value) ? Date.parse(value) : Number.NaN;
	return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}

/** The statuses 200 to 299. */
export const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** What any HTTP service means by these statuses; a service's own `classifyResponse` calls it last. */
export function classifyStatus(response: ApiResponse, failure: Failure): ResponseAction {
	const { status } = response;
	if (isSuccess(status)) return { kind: 'ok' };
	const waitMs = retryAfterMs(response);
	if (status === 429 || (status === 503 && waitMs !== undefined)) return { kind: 'refused', waitMs, failure };
	return { kind: status >= 500 || status === 408 ? 'faulty' : 'failed', failure };
}
