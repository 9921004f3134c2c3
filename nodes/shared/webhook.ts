import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { isRecord } from './records';
import { sameSecret } from './signature';

/**
 * Pieces of webhook triggers. A `webhook` function must not throw on what strangers send: n8n starts a failed execution
 * for every error that it throws.
 */

/** A call that is not accepted: answered with the status and an empty body, starts nothing. */
export function refuseCall(context: IWebhookFunctions, status: number, headers: Record<string, string> = {}) {
	return answerCall(context, status, '', headers);
}

/** A call that is answered at once and starts nothing. */
export function answerCall(
	context: IWebhookFunctions,
	status: number,
	body: string | object,
	headers: Record<string, string> = {},
): IWebhookResponseData {
	const response = context.getResponseObject();
	for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
	response.status(status);
	if (typeof body === 'string') response.end(body);
	else response.json(body);
	return { noWebhookResponse: true };
}

/** One header as text; several of a name are one, as HTTP joins them. Empty when absent. */
export function headerOf(context: IWebhookFunctions, name: string): string {
	const value = context.getHeaderData()[name.toLowerCase()];
	if (value === undefined) return '';
	return Array.isArray(value) ? value.join(', ') : String(value);
}

/** The bytes of the body exactly as they came, for signatures. Empty without a body. */
export async function rawBody(context: IWebhookFunctions): Promise<Buffer> {
	const request = context.getRequestObject();
	// Engines fill it before they call a node of version 1; reading it again does nothing then.
	if (!Buffer.isBuffer(request.rawBody)) await request.readRawBody();
	return Buffer.isBuffer(request.rawBody) ? request.rawBody : Buffer.alloc(0);
}

/** The body as it was parsed by n8n; empty unless it is an object or a list. */
export function bodyOf(context: IWebhookFunctions): IDataObject | IDataObject[] {
	const body: unknown = context.getBodyData();
	if (Array.isArray(body)) return body.filter(isRecord);
	return isRecord(body) ? body : {};
}

/** Whether the call carries this user and password by Basic Auth. Without both, nothing is the same: refusal. */
export function hasBasicAuth(context: IWebhookFunctions, user: string, password: string): boolean {
	const [scheme = '', encoded = ''] = headerOf(context, 'authorization').split(' ');
	if (user === '' || password === '' || scheme.toLowerCase() !== 'basic') return false;
	return sameSecret(Buffer.from(encoded, 'base64').toString('utf8'), `${user}:${password}`);
}

/** Room for the IDs of one trigger in the static data: some 40 KB with IDs of 36 characters. */
const MOST_REMEMBERED = 1_000;

/**
 * Drops deliveries that came before. Remembers the last thousand IDs in the static data of the node, oldest first.
 * Two processes that get one delivery at the same instant do not see each other's memory: at-least-once then.
 */
export function newDeliveries<T>(
	context: IWebhookFunctions,
	deliveries: readonly T[],
	id: (delivery: T) => string,
): T[] {
	const data = context.getWorkflowStaticData('node');
	const known = new Set(Array.isArray(data.delivered) ? data.delivered.map(String) : []);
	const fresh: T[] = [];
	for (const delivery of deliveries) {
		const key = id(delivery);
		if (known.has(key)) continue;
		known.add(key);
		fresh.push(delivery);
	}
	if (fresh.length > 0) data.delivered = [...known].slice(-MOST_REMEMBERED);
	return fresh;
}
