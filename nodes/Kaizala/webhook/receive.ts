import type {
	IBinaryKeyData,
	IDataObject,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { isReadable } from '../../shared/http/multipart';
import { toApiResponse } from '../../shared/http/types';
import { isRecord } from '../../shared/isRecord';
import { sameSecret } from '../../shared/crypto';
import {
	agreedValue,
	answerCall,
	bodyOf,
	bodyProblem,
	headerOf,
	newDeliveries,
	rawBody,
	refuseBody,
	refuseCall,
} from '../../shared/triggers/webhook';
import { authRoot, isHttp, trustedEndpoint } from '../transport/address';
import { CREDENTIAL } from '../transport/session';
import { triggerSettings } from './settings';
import type { Attachment, KaizalaEvent } from './payload';
import { asEvent, attachmentsOf, deliveryKey, isWanted, simplifyEvent } from './payload';

/** Long enough for a large picture, short enough that Kaizala does not give the call up. */
const DOWNLOAD_TIMEOUT_MS = 20_000;

/** Kaizala checks a new address: it wants the token back as plain text within five seconds. */
export function answerHandshake(context: IWebhookFunctions): IWebhookResponseData {
	const { validationToken } = context.getQueryData() as IDataObject;
	if (typeof validationToken !== 'string' || validationToken === '') return refuseCall(context, 400);
	return answerCall(context, 200, validationToken, {
		'Content-Type': 'text/plain; charset=utf-8',
		'X-Content-Type-Options': 'nosniff',
	});
}

/** Larger than any file that Kaizala takes. */
const LARGEST_DOWNLOAD = 100 * 1024 * 1024;

const problemOfSize = (length: string | undefined): string | undefined =>
	Number(length) > LARGEST_DOWNLOAD ? 'it has more than 100 MB' : undefined;

/**
 * The addresses carry their own signature; no credential goes with them. They come from outside: only https
 * ones are fetched, http ones where the credential itself names http, and no other address is followed from there.
 */
async function download(context: IWebhookFunctions, { url, fileName }: Attachment) {
	if (!isHttp(url)) throw new Error('it has no web address');
	const root = authRoot(await context.getCredentials(CREDENTIAL));
	if (trustedEndpoint(url, root) === undefined) throw new Error('it has no https address');
	const response: unknown = await context.helpers.httpRequest({
		method: 'GET',
		url,
		encoding: 'stream',
		returnFullResponse: true,
		disableFollowRedirect: true,
		timeout: DOWNLOAD_TIMEOUT_MS,
	});
	const { body, headers, status } = toApiResponse(response);
	if (!isReadable(body)) throw new Error('the answer holds no file');
	const problem = status > 299 ? `the answer has the status ${status}` : problemOfSize(headers['content-length']);
	if (problem !== undefined) {
		if (isRecord(body) && typeof body.destroy === 'function') body.destroy();
		throw new Error(problem);
	}
	return await context.helpers.prepareBinaryData(body, fileName || undefined, headers['content-type']?.split(';')[0]);
}

/** A file that cannot be fetched is named in the item; the event itself is not lost for it. */
async function withAttachments(
	context: IWebhookFunctions,
	event: KaizalaEvent,
	item: INodeExecutionData,
): Promise<INodeExecutionData> {
	const binary: IBinaryKeyData = {};
	const failed: IDataObject[] = [];
	for (const [index, attachment] of attachmentsOf(event).entries()) {
		try {
			binary[`attachment_${index}`] = await download(context, attachment);
		} catch (error) {
			const reason = error instanceof Error ? error.message : 'it cannot be fetched';
			failed.push({ fileName: attachment.fileName, reason });
		}
	}
	const json = failed.length === 0 ? item.json : { ...item.json, attachmentsNotDownloaded: failed };
	return { json, ...(Object.keys(binary).length === 0 ? {} : { binary }) };
}

/** One call of Kaizala. Nothing but an event with our token starts the workflow. */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const callBackToken = agreedValue(context, 'callBackToken');
	const expected = typeof callBackToken === 'string' ? callBackToken : '';
	if (!sameSecret(headerOf(context, 'kz-callback-token'), expected)) return refuseCall(context, 401);
	const body = bodyOf(context);
	const problem = bodyProblem(await rawBody(context), body);
	if (problem !== undefined) return refuseBody(context, problem);
	const event = asEvent(body);
	if (event === undefined) return refuseCall(context, 400);
	const wanted = triggerSettings(context);
	if (!isWanted(event, wanted)) return answerCall(context, 200, '');
	if (wanted.skipDuplicates && newDeliveries(context, [event], deliveryKey).length === 0)
		return answerCall(context, 200, '');
	const item: INodeExecutionData = { json: wanted.simplify ? simplifyEvent(event) : event.raw };
	return { workflowData: [[wanted.downloadAttachments ? await withAttachments(context, event, item) : item]] };
}
