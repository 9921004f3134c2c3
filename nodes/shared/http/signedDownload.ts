import type { IBinaryData } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { isRecord } from '../isRecord';
import { inTime, lateError } from './deadline';
import { safeFileName } from './fileName';
import { isReadable, type Readable } from './multipart';
import { whyNotFetched } from './origin';
import type { ApiContext, ApiResponse } from './types';
import { isSuccess, toApiResponse } from './types';
import { safeString } from '../safeConversion';

/** Files at addresses that carry their own signature. No credential goes with such a request. */

const MB = 1024 * 1024;

/** Redirects that are followed for one file. */
const MAX_REDIRECTS = 3;

export interface DownloadLimits {
	/** Addresses of the service that the credential names. */
	own: string[];
	/** Bytes, as they are stored: what comes compressed may be a thousand times longer. */
	maxBytes: number;
	/** Until all of the file has come. */
	timeout: number;
	/** Redirects to follow; 3 when left out. */
	redirects?: number;
}

/** What is left of a stream that nobody reads keeps its connection open. */
const drop = (body: unknown): void => {
	if (isRecord(body) && typeof body.destroy === 'function') body.destroy();
};

const tooLong = (maxBytes: number): UserError => new UserError(`it has more than ${Math.floor(maxBytes / MB)} MB`);

/** @throws UserError when the head of an answer says already that the file is longer than is allowed. */
export function assertLength({ headers, body }: ApiResponse, maxBytes: number): void {
	if (!(Number(headers['content-length']) > maxBytes)) return;
	drop(body);
	throw tooLong(maxBytes);
}

/** The stream, which ends with an error as soon as it gets longer than is allowed. */
export function limited(body: Readable, maxBytes: number): Readable {
	let bytes = 0;
	const counted = body.map((piece: unknown) => {
		bytes += piece instanceof Uint8Array ? piece.byteLength : Buffer.byteLength(safeString(piece));
		if (bytes > maxBytes) {
			body.destroy();
			throw tooLong(maxBytes);
		}
		return piece;
	});
	return counted;
}

/**
 * Begins a download: the answer of the last address, its body a stream. Each address on the way is checked.
 * @throws UserError that says why it is not fetched.
 */
export async function openSigned(
	context: ApiContext,
	address: string,
	{ own, maxBytes, timeout, redirects = MAX_REDIRECTS }: DownloadLimits,
): Promise<ApiResponse> {
	let url = address;
	for (let hops = 0; ; hops++) {
		const problem = whyNotFetched(url, own);
		if (problem !== undefined) throw new UserError(problem);
		const deadline = AbortSignal.timeout(timeout);
		const answered = context.helpers.httpRequest({
			method: 'GET',
			url,
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout,
			abortSignal: deadline,
		});
		const response = toApiResponse(await inTime(deadline, answered));
		const { status, headers, body } = response;
		const next = [301, 302, 303, 307, 308].includes(status) ? headers.location : undefined;
		if (next !== undefined && hops < redirects && URL.canParse(next, url)) {
			drop(body);
			url = new URL(next, url).href;
			continue;
		}
		if (!isSuccess(status)) {
			drop(body);
			return { ...response, body: undefined };
		}
		assertLength(response, maxBytes);
		return response;
	}
}

/** Hands the body of an answer to n8n's store of files as it comes in. Undefined when it is no file. */
export async function storeFile(
	context: ApiContext,
	{ body, headers }: ApiResponse,
	fileName: string | undefined,
	{ maxBytes, timeout }: DownloadLimits,
): Promise<IBinaryData | undefined> {
	if (!isReadable(body) || !('prepareBinaryData' in context.helpers)) return undefined;
	const deadline = AbortSignal.timeout(timeout);
	const onAbort = () => body.destroy(lateError());
	deadline.addEventListener('abort', onAbort);
	try {
		const type = headers['content-type']?.split(';', 1)[0];
		return await context.helpers.prepareBinaryData(limited(body, maxBytes), safeFileName(fileName), type);
	} finally {
		deadline.removeEventListener('abort', onAbort);
		body.destroy();
	}
}
