import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { asNodeError, inputError, replaceErrorText } from '../../shared/errors';
import { matching } from '../../shared/triggers/state';
import { keepAgreed, warnDamaged } from '../../shared/triggers/webhook';
import type { Webhook } from './webhookApi';
import { FIND_WEBHOOK, webhookPath, webhooksTo, newToken, deleteWebhook } from './webhookApi';
import { kaizalaRequest } from '../transport';
import type { TriggerSettings } from './settings';
import { namedSettings } from './settings';
import { safeString } from '../../shared/safeConversion';

const DAY_MS = 24 * 60 * 60 * 1000;

function urlOf(context: IHookFunctions): string {
	const url = context.getNodeWebhookUrl('default');
	if (url === undefined) throw inputError(context, 'n8n gives this node no webhook address');
	return url;
}

const own = async (context: IHookFunctions, wanted: TriggerSettings): Promise<Webhook[]> =>
	await webhooksTo(context, wanted, urlOf(context));

/** Where the vendor's webhook differs from what is wanted; the webhook is renewed when half of its life is over. */
function isStale(webhook: Webhook, wanted: TriggerSettings, token: string): boolean {
	const sameEvents =
		webhook.events.length === wanted.eventTypes.length &&
		wanted.eventTypes.every((event) => webhook.events.includes(event));
	const renewal = Date.now() + (wanted.validityDays * DAY_MS) / 2;
	return (
		!sameEvents ||
		!webhook.active ||
		webhook.callbackToken !== token ||
		webhook.callbackContext !== wanted.context ||
		webhook.validity < renewal
	);
}

function fields(wanted: TriggerSettings, token: string): IDataObject {
	return {
		eventTypes: wanted.eventTypes,
		callBackToken: token,
		callBackContext: wanted.context,
		validity: Date.now() + wanted.validityDays * DAY_MS,
	};
}

const isToken = matching(/^[0-9a-f]{48}$/);

/** The token that events have to carry. Undefined when none is stored, or something that was never made here. */
export function storedToken(context: IHookFunctions | IWebhookFunctions, stored: unknown): string | undefined {
	if (stored === undefined) return undefined;
	if (isToken(stored)) return safeString(stored);
	warnDamaged(context, 'Events are refused until the workflow is deactivated and activated again.');
	return undefined;
}

/** Whether the webhook exists; one that was disabled, has nearly run out or listens to something else is put right. */
export async function checkExists(context: IHookFunctions): Promise<boolean> {
	const wanted = await namedSettings(context);
	const [webhook, ...surplus] = await own(context, wanted);
	if (webhook === undefined) return false;
	for (const { id } of surplus) await deleteWebhook(context, id);
	const data = context.getWorkflowStaticData('node');
	const token = storedToken(context, data.callBackToken) ?? newToken();
	data.callBackToken = token;
	if (isStale(webhook, wanted, token)) {
		// Kaizala may call with the new token before n8n has stored it.
		keepAgreed(context);
		const body = { ...fields(wanted, token), Active: 'true' };
		await kaizalaRequest(context, { method: 'PUT', path: webhookPath(webhook.id), body, retry: 'idempotentWrite' });
	}
	return true;
}

/** @throws NodeApiError in Kaizala's words when it refuses the webhook, above all when n8n did not answer its check. */
export async function create(context: IHookFunctions): Promise<boolean> {
	const wanted = await namedSettings(context);
	const data = context.getWorkflowStaticData('node');
	// Kept before the call: if its answer is lost, the next activation finds the webhook by its address.
	const token = newToken();
	data.callBackToken = token;
	keepAgreed(context);
	const { objectId, objectType } = wanted;
	const body = { objectId, objectType, callBackUrl: urlOf(context), ...fields(wanted, token) };
	try {
		const request = {
			method: 'POST',
			path: '/v1/webhook',
			body,
			retry: 'unsafeWrite',
			reconcileHint: FIND_WEBHOOK,
		} as const;
		await kaizalaRequest(context, request);
		return true;
	} catch (error) {
		const failure = asNodeError(context.getNode(), error);
		if (failure instanceof NodeApiError && failure.httpCode === '400') {
			replaceErrorText(failure, {
				description: `Kaizala calls ${body.callBackUrl} before it accepts the webhook, and wants an answer within five seconds. The address must be reachable by HTTPS from outside; set N8N_WEBHOOK_URL of your n8n if it is wrong.`,
			});
		}
		throw failure;
	}
}

export async function unsubscribe(context: IHookFunctions): Promise<boolean> {
	// By the address: a stored ID may be that of another account's webhook.
	for (const { id } of await own(context, await namedSettings(context))) await deleteWebhook(context, id);
	const data = context.getWorkflowStaticData('node');
	delete data.webhookId;
	delete data.callBackToken;
	return true;
}
