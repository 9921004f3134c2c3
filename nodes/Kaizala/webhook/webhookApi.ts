import { randomBytes } from 'crypto';
import type { IDataObject } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { asNodeError } from '../../shared/errors';
import type { ApiContext } from '../../shared/http/types';
import { pathPart } from '../../shared/http/url';
import { listIn, listOf, recordOf } from '../../shared/http/shapes';
import { kaizalaRequest } from '../transport';
import type { ObjectType } from './events';
import { safeNumber, safeString } from '../../shared/safeConversion';
import { isRecord } from '../../shared/isRecord';

/** A webhook in Kaizala. It says `events` and `callback…` where it is told `eventTypes` and `callBack…`. */
export interface Webhook {
	id: string;
	callbackUrl: string;
	callbackToken: string;
	callbackContext: string;
	events: string[];
	validity: number;
	active: boolean;
}

/** The docs spell the names in two ways, so their case does not count. */
function lowerKeys(record: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(record).map(([name, value]) => [name.toLowerCase(), value]));
}

function readWebhook(record: IDataObject): Webhook {
	const { id, callbackurl, callbacktoken, callbackcontext, events, validity, active } = lowerKeys(record);
	return {
		id: safeString(id ?? ''),
		callbackUrl: safeString(callbackurl ?? ''),
		callbackToken: safeString(callbacktoken ?? ''),
		callbackContext: safeString(callbackcontext ?? ''),
		events: Array.isArray(events) ? events.map(safeString) : [],
		// One that cannot be read may be over any time.
		validity: safeNumber(validity) || 0,
		active: safeString(active).toLowerCase() !== 'false',
	};
}

/** What a webhook listens to. */
export interface WebhookTarget {
	objectType: ObjectType;
	objectId: string;
}

export const WEBHOOKS = listOf('webhooks', (webhook) =>
	isRecord(webhook) ? recordOf('id')(lowerKeys(webhook)) : 'id',
);

/** The webhooks on an object whose events come to this address; all others belong to somebody else. */
export async function webhooksTo(
	context: ApiContext,
	{ objectId, objectType }: WebhookTarget,
	url: string,
): Promise<Webhook[]> {
	const request = {
		method: 'GET',
		path: '/v1/webhook',
		qs: { objectId, objectType },
		retry: 'read',
		expects: WEBHOOKS,
	} as const;
	const body = await kaizalaRequest(context, request);
	return listIn(body, 'webhooks')
		.map(readWebhook)
		.filter(({ callbackUrl }) => callbackUrl === url);
}

/** How a person finds out whether a webhook was made. */
export const FIND_WEBHOOK =
	'Check with Webhook: Get Many whether it is there before you run this item again: each webhook gets every event.';

export const webhookPath = (id: string): string => `/v1/webhook/${pathPart('Webhook ID', id)}`;

export async function deleteWebhook(context: ApiContext, id: string): Promise<void> {
	try {
		await kaizalaRequest(context, { method: 'DELETE', path: webhookPath(id), retry: 'idempotentWrite' });
	} catch (error) {
		// Gone already, which is what was wanted.
		if (!(error instanceof NodeApiError) || error.httpCode !== '404') throw asNodeError(context.getNode(), error);
	}
}

/** A secret that comes with every event of one webhook. */
export const newToken = (): string => randomBytes(24).toString('hex');
