import type { IBinaryData, IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { pathPart } from '../../../shared/http/url';
import { asNodeError } from '../../../shared/errors';
import type { Service } from '../../../shared/http/client';
import { send } from '../../../shared/http/client';
import { isReadable } from '../../../shared/http/multipart';
import type { ApiResponse, ApiContext } from '../../../shared/http/types';
import { httpOptions, classifyStatus, toApiResponse } from '../../../shared/http/types';
import { runConcurrently } from '../../../shared/http/concurrency';
import { isRecord } from '../../../shared/isRecord';
import { hubSpotRequest } from '../../transport';

/** Reading of HubSpot's files. */

const CONCURRENCY = 4;
const DOWNLOAD_TIMEOUT_MS = 600_000;
const FIVE_MINUTES_S = 300;

/** What HubSpot says of each file, or why it does not. There is no batch for it. */
export async function readFiles(context: ApiContext, ids: string[]): Promise<Map<string, IDataObject | Error>> {
	const read = new Map<string, IDataObject | Error>();
	await runConcurrently(ids, CONCURRENCY, async (id) => {
		const request = { family: 'files', method: 'GET', path: `/files/${pathPart('File', id)}`, retry: 'read' } as const;
		try {
			const file = await hubSpotRequest(context, request);
			read.set(id, isRecord(file) ? file : {});
		} catch (error) {
			read.set(id, asNodeError(context.getNode(), error));
		}
		return true;
	});
	return read;
}

/** A private file is read through an address that is signed for a short time. */
export async function signedAddress(context: IExecuteFunctions, id: string, itemIndex: number): Promise<IDataObject> {
	const qs = { expirationSeconds: FIVE_MINUTES_S };
	const request = {
		family: 'files',
		method: 'GET',
		path: `/files/${pathPart('File', id)}/signed-url`,
		qs,
		retry: 'read',
	} as const;
	const answer = await hubSpotRequest(context, request, itemIndex);
	return isRecord(answer) ? answer : {};
}

/** Where the files lie: another host, which must not see the token. */
function fileStore(context: IExecuteFunctions, fileName: string): Service {
	return {
		name: 'The file store of HubSpot',
		async attempt(_context, request): Promise<ApiResponse> {
			const options = { ...httpOptions(request, request.path), disableFollowRedirect: false };
			const response = toApiResponse(await context.helpers.httpRequest(options));
			const { status, body, headers } = response;
			if (!isReadable(body)) return response;
			if (status < 200 || status > 299) {
				body.destroy();
				return { ...response, body: undefined };
			}
			// Within the attempt, so that a connection that is cut in the middle of the file is tried again.
			const mimeType = headers['content-type']?.split(';', 1)[0];
			return { ...response, body: await context.helpers.prepareBinaryData(body, fileName, mimeType) };
		},
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
		timeout: DOWNLOAD_TIMEOUT_MS,
	} as const;
	const { body } = await send(context, fileStore(context, fileName), request, itemIndex);
	if (isBinary(body)) return body;
	throw asNodeError(context.getNode(), new Error('The file store of HubSpot sent no file'), itemIndex);
}

function isBinary(body: unknown): body is IBinaryData {
	return isRecord(body) && typeof body.mimeType === 'string' && typeof body.data === 'string';
}
