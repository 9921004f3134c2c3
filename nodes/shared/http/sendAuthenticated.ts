import type { IAdditionalCredentialOptions, IHttpRequestOptions } from 'n8n-workflow';

import { isRecord } from '../isRecord';
import { isReadable } from './multipart';
import type { ApiContext } from './types';

/**
 * n8n's HTTP helper with a credential. n8n puts the signal of the execution in the place of a request's own, so the helper
 * gets a context whose signal is both. Not by `AbortSignal.any`, of which Node.js keeps something for as long as the
 * execution lasts.
 */
export async function sendAuthenticated(
	context: ApiContext,
	credential: string,
	options: IHttpRequestOptions,
	more?: IAdditionalCredentialOptions,
): Promise<unknown> {
	const send = async (sender: ApiContext): Promise<unknown> =>
		await sender.helpers.httpRequestWithAuthentication.call(sender, credential, options, more);
	const { abortSignal } = options;
	if (!('getExecutionCancelSignal' in context) || !(abortSignal instanceof AbortSignal)) return await send(context);
	const canceled = context.getExecutionCancelSignal();
	const signals = canceled === undefined ? [abortSignal] : [canceled, abortSignal];
	const either = new AbortController();
	const end = (): void => either.abort(signals.find(({ aborted }) => aborted)?.reason);
	const release = (): void => signals.forEach((signal) => signal.removeEventListener('abort', end));
	signals.forEach((signal) => signal.addEventListener('abort', end));
	if (signals.some(({ aborted }) => aborted)) end();
	let body: unknown;
	try {
		const bound: ApiContext = Object.create(context, { getExecutionCancelSignal: { value: () => either.signal } });
		const response = await send(bound);
		body = isRecord(response) ? response.body : undefined;
		return response;
	} finally {
		// A file is still on its way.
		if (isReadable(body)) body.once('close', release);
		else release();
	}
}
