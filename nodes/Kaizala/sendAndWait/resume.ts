import type { IDataObject, INodeProperties, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { nodeParameters } from '../../shared/parameters/reader';
import { sameSecret } from '../../shared/crypto';
import { keptWhileWaiting } from './wait';
import { shorten } from '../../shared/errors';
import {
	answerCall,
	bodyOf,
	bodyProblem,
	headerOf,
	rawBody,
	refuseBody,
	refuseCall,
} from '../../shared/triggers/webhook';
import { webhooksTo, deleteWebhook } from '../webhook/webhookApi';
import type { KaizalaEvent } from '../webhook/payload';
import { asEvent, NO_EVENT, simplifyEvent } from '../webhook/payload';
import { safeString } from '../../shared/safeConversion';

/** What the node tells itself when Kaizala refused its webhook. */
export const NOT_LISTENING = 'NotListening';

export const simplifyField = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
} as const satisfies INodeProperties;

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(safeString) : []);

/** Removes the webhooks of this wait. If that fails they end by themselves. Never throws. */
async function stopListening(context: IWebhookFunctions, { actionIds, url }: IDataObject): Promise<void> {
	try {
		for (const objectId of texts(actionIds)) {
			const webhooks = await webhooksTo(context, { objectType: 'Action', objectId }, safeString(url));
			for (const { id } of webhooks) await deleteWebhook(context, id);
		}
	} catch {
		context.logger.warn('Kaizala: the webhook of an answer that came could not be removed; it ends by itself');
	}
}

/** Kaizala's samples do not always name the right kind of answer, so any will do. */
const isAnswer = ({ eventType }: KaizalaEvent): boolean => eventType === NOT_LISTENING || /Response$/i.test(eventType);

/** The one item that the execution goes on with. */
function itemOf(context: IWebhookFunctions, event: KaizalaEvent, sent: IDataObject): IDataObject {
	if (event.eventType === NOT_LISTENING) return { ...sent, timedOut: false, problem: event.data.problem };
	const simplify = nodeParameters(context, [simplifyField])('simplify');
	return { ...(simplify ? simplifyEvent(event) : event.raw), timedOut: false };
}

/** A call for a waiting execution. Nothing but an answer with the token of this wait lets it go on. */
export async function resume(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const kept = keptWhileWaiting(context);
	const token = typeof kept.token === 'string' ? kept.token : '';
	if (!sameSecret(headerOf(context, 'kz-callback-token'), token)) return refuseCall(context, 401);
	const body = bodyOf(context);
	const problem = bodyProblem(await rawBody(context), body);
	if (problem !== undefined) return refuseBody(context, problem);
	const event = asEvent(body);
	if (event === undefined) return refuseBody(context, NO_EVENT);
	if (!isAnswer(event)) {
		const type = shorten(event.eventType, 60);
		context.logger.warn(
			`"${context.getNode().name}" waits for an answer and got the event ${type}, which is none: it goes on waiting`,
		);
		return answerCall(context, 200, '');
	}
	const sent: IDataObject = typeof kept.sent === 'object' && kept.sent !== null ? { ...kept.sent } : {};
	const json = itemOf(context, event, sent);
	// Kaizala must not wait for that with its call, nor the execution.
	void stopListening(context, kept);
	return { workflowData: [[{ json, pairedItem: { item: 0 } }]] };
}
