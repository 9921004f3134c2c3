import type { IHttpRequestOptions } from 'n8n-workflow';

import { isRecord } from '../isRecord';
import { isReadable } from './multipart';
import type { ApiContext } from './types';

/**
 * Sends in a context whose signal ends the request: n8n puts the one of the execution in its place. Not by
 * `AbortSignal.any`, of which Node.js keeps something for as long as the execution lasts.
 */
export async function sendBound<C extends ApiContext, T>(
	context: C,
	{ abortSignal }: IHttpRequestOptions,
	send: (context: C) => Promise<T>,
): Promise<T> {
	if (!('getExecutionCancelSignal' in context) || !(abortSignal instanceof AbortSignal)) return await send(context);
	const cancelled = context.getExecutionCancelSignal();
	const signals = cancelled === undefined ? [abortSignal] : [cancelled, abortSignal];
	const either = new AbortController();
	const end = (): void => either.abort(signals.find(({ aborted }) => aborted)?.reason);
	const release = (): void => signals.forEach((signal) => signal.removeEventListener('abort', end));
	signals.forEach((signal) => signal.addEventListener('abort', end));
	if (signals.some(({ aborted }) => aborted)) end();
	let body: unknown;
	try {
		const bound: C = Object.create(context, { getExecutionCancelSignal: { value: () => either.signal } });
		const response = await send(bound);
		body = isRecord(response) ? response.body : undefined;
		return response;
	} finally {
		// A file is still on its way.
		if (isReadable(body)) body.once('close', release);
		else release();
	}
}
