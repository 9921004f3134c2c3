import type {
	IBinaryKeyData,
	IDataObject,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { shorten } from '../../shared/errors';
import { unlessNothingMatches } from '../../shared/parameters/conditions';
import { networkProblem } from '../../shared/http/networkErrors';
import { openSigned, storeFile } from '../../shared/http/signedDownload';
import { isSuccess } from '../../shared/http/types';
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
	refuseUnauthorized,
} from '../../shared/triggers/webhook';
import { authRoot, tidy } from '../transport/address';
import { CREDENTIAL } from '../transport/session';
import { triggerSettings } from './settings';
import { storedToken } from './subscription';
import type { Attachment, KaizalaEvent } from './payload';
import { asEvent, attachmentsOf, deliveryKey, isAskedFor, isWanted, NO_EVENT, simplifyEvent } from './payload';

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

/** More than anybody sends in one message. */
const MAX_DOWNLOADS = 20;

/** The addresses carry their own signature; no credential goes with them. They come from outside, and lead nowhere else. */
async function download(context: IWebhookFunctions, { url, fileName }: Attachment) {
	const credentials = await context.getCredentials(CREDENTIAL);
	const own = [authRoot(credentials), tidy(credentials.endpointUrl)];
	const limits = { own, maxBytes: LARGEST_DOWNLOAD, timeout: DOWNLOAD_TIMEOUT_MS, redirects: 0 };
	const response = await openSigned(context, url, limits);
	if (!isSuccess(response.status)) {
		throw new UserError(`the response has the status ${response.status}`);
	}
	const file = await storeFile(context, response, fileName || undefined, limits);
	if (file === undefined) throw new UserError('the response holds no file');
	return file;
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
			if (index >= MAX_DOWNLOADS) throw new UserError(`only ${MAX_DOWNLOADS} files of one event are fetched`);
			binary[`attachment_${index}`] = await download(context, attachment);
		} catch (error) {
			const told = error instanceof Error ? error.message : 'it cannot be fetched';
			const reason = networkProblem(error)?.text ?? told;
			failed.push({ fileName: attachment.fileName, reason });
		}
	}
	const json = failed.length === 0 ? item.json : { ...item.json, attachmentsNotDownloaded: failed };
	return { json, ...(Object.keys(binary).length === 0 ? {} : { binary }) };
}

/** One call of Kaizala. Nothing but an event with our token starts the workflow. */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const expected = storedToken(context, agreedValue(context, 'callBackToken')) ?? '';
	if (!sameSecret(headerOf(context, 'kz-callback-token'), expected)) {
		return refuseUnauthorized(context, {
			why: 'it does not carry the token that was agreed with Kaizala',
			advice:
				'It was not sent by Kaizala for this trigger, or by an earlier webhook. Stop listening, and listen once more.',
		});
	}
	const body = bodyOf(context);
	const problem = bodyProblem(await rawBody(context), body);
	if (problem !== undefined) return refuseBody(context, problem);
	const event = asEvent(body);
	if (event === undefined) return refuseBody(context, NO_EVENT);
	const wanted = await unlessNothingMatches(async () => await Promise.resolve(triggerSettings(context)));
	if (wanted === null) return answerCall(context, 200, '');
	if (!isAskedFor(event, wanted)) {
		const type = shorten(event.eventType, 60);
		context.logger.warn(
			`"${context.getNode().name}" got the event ${type}, which is not chosen under Events, and left it out`,
		);
		return answerCall(context, 200, '');
	}
	if (!isWanted(event, wanted)) return answerCall(context, 200, '');
	if (wanted.skipDuplicates && newDeliveries(context, [event], deliveryKey).length === 0)
		return answerCall(context, 200, '');
	const item: INodeExecutionData = { json: wanted.simplify ? simplifyEvent(event) : event.raw };
	return { workflowData: [[wanted.downloadAttachments ? await withAttachments(context, event, item) : item]] };
}
