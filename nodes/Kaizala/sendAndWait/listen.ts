import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { NodeApiError, sleep } from 'n8n-workflow';

import { asNodeError, errorText } from '../../shared/errors';
import { webhooksTo } from '../webhook/webhookApi';
import { kaizalaRequest } from '../transport';
import { NOT_LISTENING } from './resume';

/** What Send and Wait listens to, and where. */
export interface Listening {
	/** Where the execution goes on. */
	url: string;
	token: string;
	/** One per call that the action was sent in. */
	actionIds: string[];
	eventType: string;
	until?: Date;
}

/** A little longer than the wait itself, for clocks that differ. */
const MARGIN_MS = 5 * 60_000;

/** Two attempts a second at first; about a minute and a half in all. */
const PAUSES_MS = [200, 300, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 30_000];

/**
 * Asks for the webhooks of the group: whoever may not do that may not make one either, because the permission is one.
 * Before the action is sent, so that nobody is asked whose answer would not be heard.
 */
export async function assertMayListen(context: IExecuteFunctions, groupId: string): Promise<void> {
	await webhooksTo(context, { objectType: 'Group', objectId: groupId }, '');
}

/** Refused, as it is as long as n8n does not answer the check; the status of a refusal is not on record. */
const mayPass = (error: unknown): boolean => error instanceof NodeApiError && /^[24]00$/.test(error.httpCode ?? '');

async function subscribe(context: IExecuteFunctions, listening: Listening, objectId: string): Promise<void> {
	const { url, token, eventType, until } = listening;
	const body: IDataObject = {
		objectId,
		objectType: 'Action',
		eventTypes: [eventType],
		callBackUrl: url,
		callBackToken: token,
		// The webhook ends with the wait, also when nothing removes it.
		...(until === undefined ? {} : { validity: until.getTime() + MARGIN_MS }),
	};
	for (const [index, pause] of PAUSES_MS.entries()) {
		await sleep(pause);
		if (context.getExecutionCancelSignal()?.aborted) return;
		try {
			// Made twice, both would call the same execution, which goes on once, and both are found by their address.
			await kaizalaRequest(context, { method: 'POST', path: '/v1/webhook', body, retry: 'idempotentWrite' });
			return;
		} catch (error) {
			if (index === PAUSES_MS.length - 1 || !mayPass(error)) throw asNodeError(context.getNode(), error);
		}
	}
}

/** Lets the execution go on with the reason why nobody listens: better than to let it wait for nothing. */
async function giveUp(context: IExecuteFunctions, { url, token }: Listening, problem: string): Promise<void> {
	context.logger.error(`Kaizala: nobody listens for the answer that an execution waits for. ${problem}`);
	await context.helpers.httpRequest({
		method: 'POST',
		url,
		headers: { 'kz-callback-token': token },
		body: { eventType: NOT_LISTENING, data: { problem } },
	});
}

/**
 * Subscribes to the answers, after the node has run. It cannot be done before: Kaizala checks the address at once, and
 * n8n answers for an execution only when that is stored as waiting. Never throws.
 */
export async function listenOnceWaiting(context: IExecuteFunctions, listening: Listening): Promise<void> {
	try {
		for (const actionId of listening.actionIds) await subscribe(context, listening, actionId);
	} catch (error) {
		const advice = `Kaizala must be able to reach ${new URL(listening.url).origin} by HTTPS; set N8N_WEBHOOK_URL of your n8n if the address is wrong.`;
		await giveUp(context, listening, `${errorText(error)} ${advice}`).catch(() => undefined);
	}
}
