import type { IDataObject, IHookFunctions, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { inputError } from '../errors';
import { isRecord } from '../isRecord';
import { sameSecret, sha256 } from '../crypto';
import { matching } from './state';
import { safeString } from '../safeConversion';

/**
 * Parts of webhook triggers. A `webhook` function must not throw on unauthenticated requests: n8n starts a failed execution
 * for every error that it throws.
 */

/** A call that is refused: answered with the status and an empty body, starts nothing. */
export function refuseCall(context: IWebhookFunctions, status: number, headers: Record<string, string> = {}) {
	return answerCall(context, status, '', headers);
}

/**
 * A call that does not authenticate itself as the service: 401, and nothing starts. Somebody who tries the trigger in the
 * editor is told why; in an active workflow an error would start a failed execution for every such call.
 */
export function refuseUnauthorized(
	context: IWebhookFunctions,
	{ why, advice }: { why: string; advice: string },
	headers: Record<string, string> = {},
): IWebhookResponseData {
	if (context.getMode() !== 'manual') return refuseCall(context, 401, headers);
	throw inputError(context, `A call came and was refused: ${why}`, { description: advice });
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

/** The bytes of the body exactly as they came, for signatures. Empty without a body, and for multipart forms. */
export async function rawBody(context: IWebhookFunctions): Promise<Buffer> {
	const request = context.getRequestObject();
	try {
		// Engines fill it before they call a node of version 1; reading it again does nothing then.
		if (!Buffer.isBuffer(request.rawBody)) await request.readRawBody();
	} catch {
		// The engine has read a multipart form to its end. What strangers send must not make this throw.
	}
	return Buffer.isBuffer(request.rawBody) ? request.rawBody : Buffer.alloc(0);
}

/** The body as text, in the characters that its content type names. */
export function textOf(context: IWebhookFunctions, raw: Buffer): string {
	const [, charset = 'utf-8'] = /charset="?([\w.:-]{1,40})/i.exec(headerOf(context, 'content-type')) ?? [];
	try {
		return new TextDecoder(charset).decode(raw);
	} catch {
		// Nobody knows such a name.
		return raw.toString('utf8');
	}
}

/** The body as it was parsed by n8n; empty unless it is an object or a list. */
export function bodyOf(context: IWebhookFunctions): IDataObject | IDataObject[] {
	const body: unknown = context.getBodyData();
	if (Array.isArray(body)) return body.filter(isRecord);
	return isRecord(body) ? body : {};
}

/** Far more than any service sends in one call, and less than n8n takes. */
const MAX_BYTES = 8_000_000;

/** Services nest a few levels. What is nested without end cannot be stored, nor walked through. */
const MAX_LEVELS = 50;

/** HubSpot, which sends the most, puts up to 100 events into one call. */
const MAX_EVENTS = 1_000;

function isTooDeep(value: unknown, levels = MAX_LEVELS): boolean {
	if (typeof value !== 'object' || value === null) return false;
	return levels === 0 || Object.values(value).some((inner) => isTooDeep(inner, levels - 1));
}

/** Why the body of a call is not taken, though the call is signed or has the secret. */
export interface BodyProblem {
	status: 400 | 413;
	error: string;
}

/** To be asked before anything walks through the body. Undefined when there is nothing to be said against it. */
export function bodyProblem(raw: Buffer, body: unknown, maxBytes = MAX_BYTES): BodyProblem | undefined {
	if (raw.length > maxBytes) return { status: 413, error: `The body is longer than ${maxBytes} bytes` };
	if (Array.isArray(body) && body.length > MAX_EVENTS) {
		return { status: 413, error: `The body holds more than ${MAX_EVENTS} events` };
	}
	return isTooDeep(body) ? { status: 400, error: 'The body is nested too deeply' } : undefined;
}

/** Refuses it, and leaves a line in the log: whoever sent it knows the secret, and waits for something to happen. */
export function refuseBody(context: IWebhookFunctions, { status, error }: BodyProblem): IWebhookResponseData {
	context.logger.warn(`"${context.getNode().name}" refused a call: ${error}`);
	return status === 413 ? refuseCall(context, status) : answerCall(context, status, { status, error });
}

/** A text, number or boolean as text; empty for anything else, which may not let itself be turned into one. */
export function plainText(value: unknown): string {
	return ['string', 'number', 'boolean'].includes(typeof value) ? safeString(value) : '';
}

/** Whether the call carries this user and password by Basic Auth. Never true when one of them is empty. */
export function hasBasicAuth(context: IWebhookFunctions, user: string, password: string): boolean {
	const [scheme = '', encoded = ''] = headerOf(context, 'authorization').split(' ');
	if (user === '' || password === '' || scheme.toLowerCase() !== 'basic') return false;
	return sameSecret(Buffer.from(encoded, 'base64').toString('utf8'), `${user}:${password}`);
}

/** What n8n has stored of a webhook does not fit: it counts for nothing, and somebody is told what comes of that. */
export function warnDamaged(context: IHookFunctions | IWebhookFunctions, consequence: string): void {
	context.logger.warn(
		`"${context.getNode().name}": the stored state of its webhook is damaged, so it starts over. ${consequence}`,
	);
}

/** What was just agreed with a service, by node: it may call before n8n has stored the static data. */
const agreed = new Map<string, { data: IDataObject; at: number }>();
const STORED_AFTER_MS = 60_000;

const placeOf = (context: IHookFunctions | IWebhookFunctions): string =>
	`${context.getWorkflow().id ?? ''} ${context.getNode().id}`;

/** Keeps what a lifecycle method has put into the static data; call it before the service is told. */
export function keepAgreed(context: IHookFunctions): void {
	agreed.set(placeOf(context), { data: { ...context.getWorkflowStaticData('node') }, at: Date.now() });
}

/** One entry of the node's static data, or what was agreed for it in this process while n8n has stored nothing yet. */
export function agreedValue(context: IWebhookFunctions, key: string): unknown {
	const stored = context.getWorkflowStaticData('node')[key];
	const recent = agreed.get(placeOf(context));
	if (stored !== undefined || recent === undefined || Date.now() - recent.at > STORED_AFTER_MS) return stored;
	return recent.data[key];
}

/** Room for the IDs of one trigger in the static data: some 60 KB. Services send up to 100 events in one call. */
const MAX_REMEMBERED = 4_000;

/** IDs may be long, and only have to be told apart: 72 bits are enough for that. */
const fingerprint = (id: string): string => Buffer.from(sha256(id), 'hex').toString('base64').slice(0, 12);

const isFingerprint = matching(/^[\w+/]{12}$/);

function storedDeliveries(context: IWebhookFunctions, { delivered = [] }: IDataObject): string[] {
	if (Array.isArray(delivered) && delivered.every(isFingerprint)) return delivered.map(safeString);
	warnDamaged(context, 'A delivery that the service sends once more starts the workflow again.');
	return [];
}

/** What calls under way in this process have seen: n8n stores the static data only when a call is done. */
const seenHere = new Map<string, string[]>();

/**
 * Drops deliveries that came before. Remembers the last 4,000 IDs in the static data of the node, oldest first.
 * Two processes that get one delivery at the same instant do not see each other's IDs: at-least-once then.
 */
export function newDeliveries<T>(
	context: IWebhookFunctions,
	deliveries: readonly T[],
	id: (delivery: T) => string,
): T[] {
	// A test run is repeated on purpose, and must not make the production webhook drop anything.
	if (context.getMode() === 'manual') return [...deliveries];
	const data = context.getWorkflowStaticData('node');
	const place = placeOf(context);
	const stored = storedDeliveries(context, data);
	const known = new Set([...stored, ...(seenHere.get(place) ?? [])]);
	const fresh: T[] = [];
	for (const delivery of deliveries) {
		const key = fingerprint(id(delivery));
		if (known.has(key)) continue;
		known.add(key);
		fresh.push(delivery);
	}
	if (fresh.length === 0) return fresh;
	const delivered = [...known].slice(-MAX_REMEMBERED);
	data.delivered = delivered;
	seenHere.set(place, delivered);
	return fresh;
}
