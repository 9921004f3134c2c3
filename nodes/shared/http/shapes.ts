import type { IDataObject } from 'n8n-workflow';

import { isRecord } from '../isRecord';

/**
 * What the answer to a read has to look like. Names what is missing, in the vendor's words; undefined when it fits.
 * Taken for an empty list or a record, anything else would hide what is there.
 */
export type Shape = (body: unknown) => string | undefined;

export const isFilled = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** Longer than every token; no service has such an ID. */
const LONGEST_NAME = 10_000;

/** What can name something: a text, or a whole number. Of anything else nobody knows what it is to say. */
export const isName = (value: unknown): value is string | number =>
	typeof value === 'string' ? value.trim() !== '' && value.length <= LONGEST_NAME : Number.isSafeInteger(value);

/** A record in which each of these fields holds a text or a whole number. */
export function recordOf(...fields: [string, ...string[]]): Shape {
	return (body) => fields.find((field) => !isRecord(body) || !isName(body[field]));
}

/** Each of these fields that is there holds a text or a whole number. */
export function readable(...fields: [string, ...string[]]): Shape {
	return (body) => fields.find((field) => isFilled(recordIn(body)[field]) && !isName(recordIn(body)[field]));
}

/** A record in which one of these fields at least holds a text or a whole number, and none anything else. */
export function recordOfAny(...fields: [string, ...string[]]): Shape {
	return (body) =>
		readable(...fields)(body) ?? (fields.some((field) => isFilled(recordIn(body)[field])) ? undefined : fields[0]);
}

/** A record that has one of these fields at least, if only with nothing in it. */
export function recordWithAny(...fields: [string, ...string[]]): Shape {
	return (body) => (isRecord(body) && fields.some((field) => body[field] !== undefined) ? undefined : fields[0]);
}

/** A record with a list of records under this key, each of which fits as well. */
export function listOf(key: string, entry: Shape = () => undefined): Shape {
	return (body) => {
		const list: unknown = isRecord(body) ? body[key] : undefined;
		if (!Array.isArray(list) || !list.every(isRecord)) return key;
		const missing = list.map(entry).find((field) => field !== undefined);
		return missing === undefined ? undefined : `${key}.${missing}`;
	};
}

/** What fits each of these. */
export function allOf(...shapes: Shape[]): Shape {
	return (body) => {
		for (const shape of shapes) {
			const missing = shape(body);
			if (missing !== undefined) return missing;
		}
		return undefined;
	};
}

/** What fits one of these. */
export function anyOf(...shapes: [Shape, ...Shape[]]): Shape {
	return (body) => (shapes.some((shape) => shape(body) === undefined) ? undefined : shapes[0](body));
}

/** Whatever comes, for writes that people make themselves. */
export const anyAnswer: Shape = () => undefined;

/** A file, or nothing: whoever stores it says so. */
export const aFile: Shape = () => undefined;

/** Whatever JSON there is, for calls that people make themselves. */
export const anyJson: Shape = (body) => (typeof body === 'object' && body !== null ? undefined : 'JSON');

const isEmptyDeep = (value: unknown): boolean =>
	!isFilled(value) || (typeof value === 'object' && value !== null && Object.values(value).every(isEmptyDeep));

/** The names that errors have in answers. */
const ERRORS = ['error', 'errors', 'errorCode', 'fault', 'exception'];

/** An answer that no documentation describes: something is in it, and it is no error. */
export function undocumented(what: string): Shape {
	return (body) => {
		const isError = isRecord(body) && (body.status === 'error' || ERRORS.some((name) => Object.hasOwn(body, name)));
		return anyJson(body) !== undefined || isEmptyDeep(body) || isError ? what : undefined;
	};
}

/** Names of errors that stand in no good answer to a write; a batch has a list of `errors` for its items. */
const FATAL = ERRORS.filter((name) => name !== 'errors');

/** What went wrong by a body that says so itself, whatever its status. */
export function errorIn(body: unknown): string | undefined {
	if (!isRecord(body)) return undefined;
	const named = FATAL.map((name) => (Object.hasOwn(body, name) ? body[name] : undefined)).find(
		(value) => Boolean(value) && !isEmptyDeep(value),
	);
	if (named === undefined && body.status !== 'error') return undefined;
	const words = [body.message, named].find((value) => typeof value === 'string' && value !== '');
	return typeof words === 'string' ? words : JSON.stringify(named ?? body.status);
}

/** The records that an answer holds under a key; those that `listOf` has asked for. */
export function listIn(body: unknown, key: string): IDataObject[] {
	const list = isRecord(body) ? body[key] : undefined;
	return Array.isArray(list) ? list.filter(isRecord) : [];
}

/** The record that an answer is; that which `recordOf` has asked for. */
export function recordIn(body: unknown): IDataObject {
	return isRecord(body) ? body : {};
}
