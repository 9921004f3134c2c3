import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { isRecord } from '../../shared/isRecord';
import { sha256 } from '../../shared/crypto';
import { bodyOf, headerOf, textOf } from '../../shared/triggers/webhook';
import { safeString } from '../../shared/safeConversion';

/** How Thulium writes that a value is missing. */
const NOTHING = new Set<unknown>(['null', 'undefined', '']);

const nullFor = <T>(value: T): T | null => (NOTHING.has(value) ? null : value);

const withNulls = (fields: IDataObject): IDataObject =>
	Object.fromEntries(
		Object.entries(fields).map(([name, value]) => [name, Array.isArray(value) ? value.map(nullFor) : nullFor(value)]),
	);

/** The fields of a form. A name that is repeated, or ends in `[]` or is counted from `[0]`, has all its values, as a list. */
function formFields(pairs: Iterable<[string, string]>): IDataObject {
	const fields = new Map<string, string[]>();
	const lists = new Set<string>();
	for (const [given, value] of pairs) {
		const [ending = '', number = ''] = /\[(\d*)\]$/.exec(given) ?? [];
		const base = given.slice(0, given.length - ending.length);
		// Other numbers are those of something, such as a custom field.
		const isList = ending !== '' && (number === '' || number === String(fields.get(base)?.length ?? 0));
		const name = isList ? base : given;
		if (isList) lists.add(name);
		// Not copied for each: a call may repeat one name a million times.
		const values = fields.get(name);
		if (values === undefined) fields.set(name, [value]);
		else values.push(value);
	}
	return Object.fromEntries(
		[...fields].map(([name, values]) => [name, lists.has(name) || values.length > 1 ? values : (values[0] ?? '')]),
	);
}

/** Thulium does not document the format and was seen to send forms: what is not JSON is read as a form, whatever its content type. */
export function parse(text: string): IDataObject[] {
	try {
		const json: unknown = JSON.parse(text);
		// What stands beside events and is none must not make them be lost; it counts as one without an action.
		if (isRecord(json) || Array.isArray(json)) return [json].flat().map((entry) => (isRecord(entry) ? entry : {}));
	} catch {
		// A form.
	}
	return [formFields(new URLSearchParams(text))];
}

const isMultipart = (context: IWebhookFunctions): boolean =>
	headerOf(context, 'content-type').toLowerCase().startsWith('multipart/form-data');

/** n8n reads a multipart form by itself, into `data` and `files`. */
function parsedForm({ data }: IDataObject): IDataObject[] {
	if (!isRecord(data)) return [];
	const pairs = Object.entries(data).flatMap(([name, value]) =>
		[value].flat().map((one): [string, string] => [name, safeString(one)]),
	);
	return [formFields(pairs)];
}

/** What a call carries, with nulls where Thulium writes them as text. Never throws; empty when nothing can be read. */
export function eventsIn(context: IWebhookFunctions, raw: Buffer): IDataObject[] {
	if (isMultipart(context)) return parsedForm([bodyOf(context)].flat()[0] ?? {}).map(withNulls);
	return raw.length === 0 ? [] : parse(textOf(context, raw)).map(withNulls);
}

/** Whether there is something in a call, but no action. */
export function isUnreadable(context: IWebhookFunctions, raw: Buffer, sent: readonly IDataObject[]): boolean {
	if (raw.length === 0 && !isMultipart(context)) return false;
	if (/^\s*\[\s*\]\s*$/.test(raw.toString('utf8'))) return false;
	return !sent.some(({ action }) => typeof action === 'string');
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
