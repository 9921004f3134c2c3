import { WHOLE_NUMBERS } from '../schema/properties/tickets';
import { findOwner } from '../schema/owners';
import type { ApiVersion, PropertyDefinition } from '../types';

export const LONGEST_TEXT = 65_536;

export type Checked = { value: string; normalized?: boolean } | { code: string; message: string };

/** White space and invisible characters that values other than texts must not begin or end with. */
const EDGE = /^[\s\u200b-\u200d\u2060\ufeff]|[\s\u200b-\u200d\u2060\ufeff]$/u;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;
const MILLISECONDS = /^-?\d{1,15}$/;
const DAY_MS = 86_400_000;

/** Checks one value that is not empty and gives it its stored form. */
export function checkValue(definition: PropertyDefinition, raw: string, before: string, version: ApiVersion): Checked {
	const isText = definition.type === 'string' || definition.type === 'phone_number';
	if (isText) {
		if (raw.length <= LONGEST_TEXT) return { value: raw };
		return refuse(
			'PROPERTY_VALUE_TOO_LONG',
			`${definition.name} has ${raw.length} characters; at most ${LONGEST_TEXT} are allowed`,
		);
	}
	if (EDGE.test(raw)) {
		return refuse('LEADING_TRAILING_WHITESPACE', `"${raw}" of ${definition.name} has leading or trailing whitespace.`);
	}
	switch (definition.type) {
		case 'number':
			return checkNumber(definition, raw);
		case 'date':
			return checkDate(raw, version);
		case 'datetime':
			return checkDateTime(raw);
		case 'bool':
			return raw === 'true' || raw === 'false' ? { value: raw } : notAnOption(definition, raw);
		case 'enumeration':
			return checkEnumeration(definition, raw, before);
		default:
			return refuse('READ_ONLY_VALUE', `${definition.name} cannot be written`);
	}
}

/** Epoch milliseconds of a stored or sent date; `undefined` when it is none. */
export function instantOf(text: string): number | undefined {
	if (MILLISECONDS.test(text)) return Number(text);
	if (!DAY.test(text) && !ISO.test(text)) return undefined;
	const instant = Date.parse(text);
	if (Number.isNaN(instant)) return undefined;
	// The engine turns 30 February into 1 March; HubSpot does not.
	const day = text.slice(0, 10);
	return new Date(Date.parse(day)).toISOString().startsWith(day) ? instant : undefined;
}

function checkNumber(definition: PropertyDefinition, raw: string): Checked {
	if (!/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(raw)) return refuse('INVALID_INTEGER', `${raw} was not a valid number.`);
	if (WHOLE_NUMBERS.has(definition.name) && !/^-?\d+$/.test(raw)) {
		return refuse('INVALID_LONG', `${raw} was not a valid long.`);
	}
	return { value: raw };
}

function checkDate(raw: string, version: ApiVersion): Checked {
	const instant = instantOf(raw);
	if (instant === undefined) return refuse('INVALID_DATE', `${raw} was not a valid date.`);
	const value = new Date(instant).toISOString().slice(0, 10);
	if (raw === value || instant % DAY_MS === 0) return { value };
	// The newest version rounds to the day and warns.
	if (version === '2026-09') return { value, normalized: true };
	return refuse('INVALID_DATE', `${raw} is at ${new Date(instant).toISOString()}, not midnight UTC.`);
}

function checkDateTime(raw: string): Checked {
	const instant = instantOf(raw);
	if (instant === undefined) return refuse('INVALID_DATE', `${raw} was not a valid date time.`);
	return { value: new Date(instant).toISOString() };
}

function checkEnumeration(definition: PropertyDefinition, raw: string, before: string): Checked {
	if (definition.referencedObjectType === 'OWNER') {
		const owner = findOwner(raw);
		return owner !== undefined && !owner.archived
			? { value: raw }
			: refuse('INVALID_OPTION', `Property value ${raw} is not the id of an owner.`);
	}
	const allowed = new Set(definition.options.map((option) => option.value));
	if (definition.fieldType !== 'checkbox') return allowed.has(raw) ? { value: raw } : notAnOption(definition, raw);
	// A leading semicolon adds to what is there.
	const adds = raw.startsWith(';');
	const chosen = (adds ? raw.slice(1) : raw).split(';');
	const wrong = chosen.find((value) => !allowed.has(value));
	if (wrong !== undefined) return notAnOption(definition, wrong);
	return { value: [...new Set([...(adds && before !== '' ? before.split(';') : []), ...chosen])].join(';') };
}

function notAnOption(definition: PropertyDefinition, raw: string): Checked {
	const values = definition.type === 'bool' ? ['true', 'false'] : definition.options.map((option) => option.value);
	return refuse('INVALID_OPTION', `${raw} was not one of the allowed options: [${values.join(', ')}]`);
}

function refuse(code: string, message: string): Checked {
	return { code, message };
}
