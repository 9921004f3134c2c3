import { tryToParseDateTime } from 'n8n-workflow';

import { isRecord } from '../../shared/isRecord';
import type { PropertyDefinition } from './metadata';

/** The value formats of writes. Whatever cannot be read is sent as it is: HubSpot then says what is wrong. */

const DAY_MS = 86_400_000;

function isEmpty(value: unknown): boolean {
	return value === undefined || value === null || value === '';
}

function toText(value: unknown): string {
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? String(value) : value.toISOString();
	if (isRecord(value) && typeof value.toISO === 'function') return String(value.toISO());
	return value !== null && typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** White space and invisible characters around anything but text are refused. */
function trimmed(value: unknown): string {
	return toText(value).replace(/^[\s\u200b-\u200d\u2060\ufeff]+|[\s\u200b-\u200d\u2060\ufeff]+$/gu, '');
}

/** Milliseconds since 1970, as a number or as digits. */
function milliseconds(value: unknown): number | undefined {
	const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
	return /^-?\d{10,15}$/.test(text) ? Number(text) : undefined;
}

const CLOCK = String.raw`\d{2}(?::?\d{2}(?::?\d{2}(?:[.,]\d{1,9})?)?)?`;
const ZONE = String.raw`Z|[+-]\d{2}(?::?\d{2})?|[a-z]+/[\w/+-]+`;
/** ISO 8601 and the form of databases. */
const ISO = new RegExp(String.raw`^\d{4}-?\d{2}-?\d{2}(?:[T ]${CLOCK}(?: ?(?:${ZONE}))?(?:\[[^\]]+\])?)?$`, 'i');
/** As in mails, in HTTP and in JavaScript; all of them name their time zone. */
const WORDED =
	/^(?:[a-z]{3,9},? )?(?:\d{1,2} [a-z]{3}|[a-z]{3} \d{1,2}) \d{4} \d{2}:\d{2}(?::\d{2})? (?:GMT|UTC?|Z|[+-]\d{4})/i;

/** Anything else would be guessed at, in the time zone of the host: "Order 7" would become a day in July 2001. */
function parsedText(text: string, timezone: string) {
	if (!ISO.test(text)) return WORDED.test(text) ? tryToParseDateTime(text, timezone) : undefined;
	const dateTime = tryToParseDateTime(text, timezone);
	// The 30th of February would be taken for the 2nd of March.
	return dateTime.toFormat('yyyyMMdd') === text.replaceAll('-', '').slice(0, 8) ? dateTime : undefined;
}

function parsed(value: unknown, timezone: string) {
	try {
		const at = milliseconds(value);
		if (at !== undefined) return tryToParseDateTime(new Date(at), timezone);
		return typeof value === 'object' ? tryToParseDateTime(value, timezone) : parsedText(trimmed(value), timezone);
	} catch {
		return undefined;
	}
}

/** A day stays that day; a moment becomes its day in the time zone of the workflow. */
function toDate(value: unknown, timezone: string): string {
	const text = trimmed(value);
	if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return text;
	const at = milliseconds(value);
	if (at !== undefined && at % DAY_MS === 0) return new Date(at).toISOString().slice(0, 10);
	return parsed(value, timezone)?.setZone(timezone).toISODate() ?? text;
}

/**
 * A number that cannot be meant as a date, for example the days that spreadsheets count. HubSpot would take it for
 * milliseconds, which is a moment in 1970.
 */
export function isBareNumber({ type }: Pick<PropertyDefinition, 'type'>, value: unknown): boolean {
	if (type !== 'date' && type !== 'datetime') return false;
	const text = trimmed(value);
	return /^-?\d{1,9}(?:\.\d+)?$/.test(text) && !ISO.test(text);
}

const MOMENT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/i;

/** Whether `toOperand` needs to know the type of the property. */
export const isDateTime = (value: string): boolean => MOMENT.test(value.trim());

/**
 * What a filter compares a property with. A moment without a time zone is one in that of the workflow; HubSpot refuses
 * it otherwise. A property that holds days is compared with the day, or no ticket would equal today's midnight.
 */
export function toOperand(type: string | undefined, value: string, timezone: string): string {
	const dateTime = MOMENT.exec(value.trim());
	if (dateTime === null) return value;
	if (type === 'date') return toDate(value, timezone);
	return type === 'datetime' && dateTime[1] === undefined ? toDateTime(value, timezone) : value;
}

/** A moment in UTC; one without a time zone is taken in that of the workflow. */
export function toDateTime(value: unknown, timezone: string): string {
	return parsed(value, timezone)?.toJSDate().toISOString() ?? trimmed(value);
}

function toBoolean(value: unknown): string {
	const text = trimmed(value).toLowerCase();
	if (text === '1' || text === 'yes') return 'true';
	if (text === '0' || text === 'no') return 'false';
	return text;
}

/** A list, a JSON list or `A;B`. A leading `;` adds to what is there. */
function toMultiSelect(value: unknown): string {
	if (Array.isArray(value)) return value.map(trimmed).join(';');
	const text = trimmed(value);
	if (!text.startsWith('[')) return text;
	try {
		const list: unknown = JSON.parse(text);
		return Array.isArray(list) ? list.map(trimmed).join(';') : text;
	} catch {
		return text;
	}
}

/** One property value as HubSpot wants it: always a text; an empty one clears the property. */
export function toValue(definition: PropertyDefinition | undefined, value: unknown, timezone: string): string {
	if (isEmpty(value)) return '';
	switch (definition?.type) {
		case 'bool':
			return toBoolean(value);
		case 'date':
			return toDate(value, timezone);
		case 'datetime':
			return toDateTime(value, timezone);
		case 'enumeration':
			return definition.fieldType === 'checkbox' ? toMultiSelect(value) : trimmed(value);
		case 'number':
			return trimmed(value);
		default:
			return toText(value);
	}
}
