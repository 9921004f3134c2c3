import type { IDataObject } from 'n8n-workflow';

/**
 * Fields that are dragged from the input into a parameter: `={{ $json.customer.name }}`. n8n takes about a millisecond
 * for each of them and each item, whatever it reads; from the item itself it is had at once. Anything that is not
 * exactly such a reference, or does not lead to a text, a number or a boolean, is left to n8n.
 */

/** The reference does not lead to a plain value in this item: n8n has to say what it is. */
export const NOT_PLAIN = Symbol('not plain');

type Reader = (json: IDataObject) => unknown;

/** No index with a leading zero, which JavaScript may take for an octal one. */
const STEP = String.raw`\.[A-Za-z_]\w*|\[(?:0|[1-9]\d{0,8})\]|\["[^"\\\r\n{}]*"\]|\['[^'\\\r\n{}]*'\]`;
const REFERENCE = new RegExp(String.raw`^=\{\{\s*\$json((?:${STEP})+)\s*\}\}$`);
/** n8n refuses these names in expressions. */
const REFUSED = new Set(['__proto__', 'constructor', 'prototype']);

function nameOf(step: string): string {
	if (step.startsWith('.')) return step.slice(1);
	return /^\[\d/.test(step) ? step.slice(1, -1) : step.slice(2, -2);
}

function pathOf(reference: string): string[] | undefined {
	const [, steps] = REFERENCE.exec(reference) ?? [];
	const path = steps?.match(new RegExp(STEP, 'g'))?.map(nameOf);
	return path?.some((name) => REFUSED.has(name)) ? undefined : path;
}

/** What a field inherits is none of the item's data. */
export function holds(value: unknown, name: string): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && Object.hasOwn(value, name);
}

function follow(json: IDataObject, path: string[]): unknown {
	let value: unknown = json;
	for (const name of path) {
		if (!holds(value, name)) return NOT_PLAIN;
		value = value[name];
	}
	return ['string', 'number', 'boolean'].includes(typeof value) ? value : NOT_PLAIN;
}

function readerOfAll(
	parts: Array<[string, unknown]>,
): ((json: IDataObject) => Map<string, unknown> | undefined) | undefined {
	const readers: Array<[string, Reader]> = [];
	for (const [name, part] of parts) {
		const reader = plainReader(part);
		if (reader === undefined) return undefined;
		readers.push([name, reader]);
	}
	return (json) => {
		const values = new Map<string, unknown>();
		for (const [name, read] of readers) {
			const value = read(json);
			if (value === NOT_PLAIN) return undefined;
			values.set(name, value);
		}
		return values;
	};
}

export function hasExpression(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	return typeof value === 'object' && value !== null && Object.values(value).some(hasExpression);
}

/**
 * How to read a parameter from the JSON of an item without n8n.
 * @param raw The parameter as it is stored in the node, with its expressions.
 * @returns Undefined when it holds an expression of another kind. The reader answers `NOT_PLAIN` for n8n's turn.
 */
export function plainReader(raw: unknown): Reader | undefined {
	if (!hasExpression(raw)) return () => raw;
	if (typeof raw === 'string') {
		const path = pathOf(raw);
		return path === undefined ? undefined : (json) => follow(json, path);
	}
	if (typeof raw !== 'object' || raw === null) return undefined;
	const readAll = readerOfAll(Object.entries(raw));
	if (readAll === undefined) return undefined;
	const isList = Array.isArray(raw);
	return (json) => {
		const values = readAll(json);
		if (values === undefined) return NOT_PLAIN;
		return isList ? [...values.values()] : Object.fromEntries(values);
	};
}
