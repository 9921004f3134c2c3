import type { Json, JsonObject } from '../../sandbox/core/types';

export function isObject(value: Json | undefined): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a list. */
export function recordsIn(list: Json | undefined): JsonObject[] {
	return Array.isArray(list) ? list.filter(isObject) : [];
}

/** The text of a field, or an empty one: ids are numbers in some of the four systems and text in others. */
export function textOf(record: JsonObject | undefined, field: string): string {
	const value = record?.[field];
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

export function mentions(value: Json | undefined, text: string): boolean {
	return JSON.stringify(value ?? null).includes(JSON.stringify(text).slice(1, -1));
}
