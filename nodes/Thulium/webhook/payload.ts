import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { isRecord } from '../../shared/isRecord';
import { sha256 } from '../../shared/crypto';
import { bodyOf } from '../../shared/triggers/webhook';

/** How Thulium writes that a value is missing. */
const NOTHING = new Set<unknown>(['null', 'undefined', '']);

const withNulls = (fields: IDataObject): IDataObject =>
	Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, NOTHING.has(value) ? null : value]));

/** Thulium does not document the format and was seen to send forms: what is not JSON is read as a form, whatever its content type. */
function parse(text: string): IDataObject[] {
	try {
		const json: unknown = JSON.parse(text);
		const list: unknown[] = Array.isArray(json) ? json : [json];
		if (list.some(isRecord)) return list.filter(isRecord);
	} catch {
		// A form.
	}
	return [Object.fromEntries(new URLSearchParams(text))];
}

/** The events in a call, with nulls where Thulium writes them as text. Never throws; empty when nothing can be read. */
export function eventsIn(context: IWebhookFunctions, raw: Buffer): IDataObject[] {
	const found = raw.length > 0 ? parse(raw.toString('utf8')) : [bodyOf(context)].flat();
	return found.map(withNulls);
}

/**
 * Thulium sends no event ID, so a delivery is known by its content, which has the time to the second. All fields
 * count: a call may ring at two agents within one second.
 */
export function deliveryKey(event: IDataObject): string {
	const fields = Object.keys(event)
		.sort()
		.map((name) => [name, event[name]]);
	return sha256(JSON.stringify(fields)).slice(0, 32);
}
