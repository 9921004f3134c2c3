import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { inputError } from '../../shared/errors';
import type { Service } from '../../shared/http/client';
import { send } from '../../shared/http/client';
import { safeFileName } from '../../shared/http/fileName';
import { assertLength, limited } from '../../shared/http/signedDownload';
import { isReadable } from '../../shared/http/multipart';
import type { ApiResponse, ApiRequest } from '../../shared/http/types';
import { isSuccess, toApiResponse } from '../../shared/http/types';
import { aFile } from '../../shared/http/shapes';
import { sendOnce, thulium } from './index';

/** Longer than any recording or attachment. */
const LARGEST_FILE = 2 * 1024 * 1024 * 1024;

const LONGEST_ERROR = 100_000;

/** Headers arrive byte by byte, and many servers write names in UTF-8 without saying so. */
function utf8Of(name: string): string {
	if (!/^[\0-\xff]*$/.test(name)) return name;
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(name, 'latin1'));
	} catch {
		return name;
	}
}

/** `filename`, between quotes with whatever is escaped in it, or up to the next semicolon. */
function plainName(header: string): string | undefined {
	const [, quoted, bare] = /(?:^|[;\s])filename\s*=\s*(?:"((?:\\.|[^"\\])*)"|([^";]+))/i.exec(header) ?? [];
	const name = quoted?.replace(/\\(["\\])/g, '$1') ?? bare;
	return name === undefined ? undefined : utf8Of(name);
}

/** The file name of a `Content-Disposition`, without any folder; the form with a character set wins (RFC 6266). */
export function fileNameOf(header = ''): string | undefined {
	const encoded = /filename\*\s*=\s*UTF-8'[^']*'([^;]+)/i.exec(header)?.[1];
	let name = plainName(header);
	try {
		if (encoded !== undefined) name = decodeURIComponent(encoded.trim());
	} catch {
		// The other form has to do.
	}
	return safeFileName(name);
}

/** The type that n8n shows: what the header says, unless that says nothing and the ending of the name may say more. */
function typeOf(header: string | undefined, name: string): string | undefined {
	const type = header?.split(';')[0]?.trim() || 'application/octet-stream';
	return type === 'application/octet-stream' && /\.\w{1,5}$/.test(name) ? undefined : type;
}

/** An error comes as a stream too. Its message is short; anything longer is not an error. */
async function readError(context: IExecuteFunctions, body: unknown): Promise<unknown> {
	if (!isReadable(body)) return body;
	const read = context.helpers.binaryToBuffer(limited(body, LONGEST_ERROR));
	const text = await read.then(String, (error: unknown) => (error instanceof UserError ? '' : Promise.reject(error)));
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/**
 * Fetches a file and hands it to n8n's store of binary data as it comes in, so that it is never held here as a whole.
 * A download that breaks off is begun again. `fallbackName` counts where Thulium sends none.
 */
export async function thuliumDownload(
	context: IExecuteFunctions,
	request: Pick<ApiRequest, 'path' | 'qs'>,
	fallbackName: string,
	itemIndex: number,
): Promise<IBinaryData> {
	let file: IBinaryData | undefined;
	const service: Service = {
		...thulium,
		async attempt(_context, given): Promise<ApiResponse> {
			const response = toApiResponse(await sendOnce(context, given));
			if (!isSuccess(response.status)) return { ...response, body: await readError(context, response.body) };
			if (!isReadable(response.body)) return response;
			const name = fileNameOf(response.headers['content-disposition']) ?? safeFileName(fallbackName) ?? 'file';
			try {
				assertLength(response, LARGEST_FILE);
				const type = typeOf(response.headers['content-type'], name);
				file = await context.helpers.prepareBinaryData(limited(response.body, LARGEST_FILE), name, type);
			} catch (error) {
				if (!(error instanceof UserError)) return await Promise.reject(error);
				throw inputError(context, `The file "${name}" was not downloaded: ${error.message}`);
			}
			return { ...response, body: undefined };
		},
	};
	await send(
		context,
		service,
		{ ...request, method: 'GET', encoding: 'stream', retry: 'read', expects: aFile },
		itemIndex,
	);
	if (file === undefined) throw inputError(context, 'Thulium sent no file', { itemIndex });
	return file;
}
