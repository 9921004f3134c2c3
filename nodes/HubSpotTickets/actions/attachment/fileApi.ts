import type { IBinaryData, IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { pathPart } from '../../../shared/http/url';
import { asNodeError, inputError } from '../../../shared/errors';
import type { Service } from '../../../shared/http/client';
import { send } from '../../../shared/http/client';
import type { ApiResponse, ApiContext } from '../../../shared/http/types';
import { openSigned, storeFile } from '../../../shared/http/signedDownload';
import { classifyStatus } from '../../../shared/http/types';
import { runConcurrently } from '../../../shared/http/concurrency';
import { isRecord } from '../../../shared/isRecord';
import { aFile, recordIn, recordOf, type Shape } from '../../../shared/http/shapes';
import { baseUrl, credentialType, hubSpotRequest } from '../../transport';
import { plainText, safeString } from '../../../shared/safeConversion';

/** Reading of HubSpot's files. */

const CONCURRENCY = 4;
const DOWNLOAD_TIMEOUT_MS = 600_000;
const FIVE_MINUTES_S = 300;

/** The name of a file with its ending; empty where HubSpot tells none. */
export function fileNameOf({ name, extension }: IDataObject): string {
	return [plainText(name), plainText(extension)].filter(Boolean).join('.');
}

/** What HubSpot says of each file, or why it does not. There is no batch for it. */
export async function readFiles(context: ApiContext, ids: string[]): Promise<Map<string, IDataObject | Error>> {
	const read = new Map<string, IDataObject | Error>();
	await runConcurrently(ids, CONCURRENCY, async (id) => {
		const request = {
			family: 'files',
			method: 'GET',
			path: `/files/${pathPart('File', id)}`,
			retry: 'read',
			expects: recordOf('id'),
		} as const;
		try {
			const file = await hubSpotRequest(context, request);
			read.set(id, recordIn(file));
		} catch (error) {
			read.set(id, asNodeError(context.getNode(), error));
		}
		return true;
	});
	return read;
}

const signed: Shape = (body) => (URL.canParse(safeString(recordIn(body).url)) ? undefined : 'url');

/** A private file is read through an address that is signed for a short time. */
export async function signedAddress(context: IExecuteFunctions, id: string, itemIndex: number): Promise<IDataObject> {
	const qs = { expirationSeconds: FIVE_MINUTES_S };
	const request = {
		family: 'files',
		method: 'GET',
		path: `/files/${pathPart('File', id)}/signed-url`,
		qs,
		retry: 'read',
		expects: signed,
	} as const;
	const answer = await hubSpotRequest(context, request, itemIndex);
	return recordIn(answer);
}

/** As much as n8n stores for one file; HubSpot's largest are videos of 2 GB. */
const LARGEST_FILE = 2 * 1024 * 1024 * 1024;

/** Where the files lie: another host, which must not see the token. */
async function fileStore(context: IExecuteFunctions, fileName: string): Promise<Service> {
	const limits = { own: [await baseUrl(context)], maxBytes: LARGEST_FILE, timeout: DOWNLOAD_TIMEOUT_MS };
	return {
		name: 'The file store of HubSpot',
		async attempt(_context, request): Promise<ApiResponse> {
			const fetched = openSigned(context, request.path, limits).then(
				// Within the attempt, so that a connection that is cut in the middle of the file is tried again.
				async (response) => ({ ...response, body: await storeFile(context, response, fileName, limits) }),
			);
			return await fetched.catch(async (error: unknown) => {
				const isRefusal = error instanceof UserError;
				const refusal = `The file "${fileName}" was not downloaded: ${isRefusal ? error.message : ''}`;
				return await Promise.reject(isRefusal ? inputError(context, refusal) : error);
			});
		},
		secrets: async () => await context.getCredentials(credentialType(context)),
		classifyResponse: (response) =>
			classifyStatus(response, {
				status: response.status,
				message: `The file store of HubSpot answered with HTTP ${response.status}`,
				description: 'Run the item again: the address of a file is good for a short time only.',
			}),
	};
}

/** The content behind a signed address, streamed to where n8n keeps its files. */
export async function download(
	context: IExecuteFunctions,
	url: string,
	fileName: string,
	itemIndex: number,
): Promise<IBinaryData> {
	const request = {
		method: 'GET',
		path: url,
		encoding: 'stream',
		retry: 'read',
		expects: aFile,
		timeout: DOWNLOAD_TIMEOUT_MS,
	} as const;
	const service = await fileStore(context, fileName);
	const { body } = await send(context, service, request, itemIndex);
	if (isBinary(body)) return body;
	throw asNodeError(context.getNode(), new Error('The file store of HubSpot sent no file'), itemIndex);
}

function isBinary(body: unknown): body is IBinaryData {
	return isRecord(body) && typeof body.mimeType === 'string' && typeof body.data === 'string';
}
