import { tryToParseDateTime } from 'n8n-workflow';

import type { PropertyDefinition } from './catalog';

/** The value formats of writes (spec 5.4). Whatever cannot be read is sent as it is: HubSpot then says what is wrong. */

const DAY_MS = 86_400_000;

function isEmpty(value: unknown): boolean {
	return value === undefined || value === null || value === '';
}

/** White space and invisible characters around anything but text are refused (spec 5.4). */
function trimmed(value: unknown): string {
	const text = value !== null && typeof value === 'object' ? JSON.stringify(value) : String(value);
	return text.replace(/^[\s\u200b-\u200d\u2060\ufeff]+|[\s\u200b-\u200d\u2060\ufeff]+$/gu, '');
}

/** Milliseconds since 1970, as a number or as digits. */
function milliseconds(value: unknown): number | undefined {
	const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
	return /^-?\d{10,15}$/.test(text) ? Number(text) : undefined;
}

function parsed(value: unknown, timezone: string) {
	try {
		const at = milliseconds(value);
		return tryToParseDateTime(at === undefined ? value : new Date(at), timezone);
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

function toText(value: unknown): string {
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
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
