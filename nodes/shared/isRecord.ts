import type { IDataObject } from 'n8n-workflow';

/** Whether a value of unknown origin is an object with keys. */
export function isRecord(value: unknown): value is IDataObject {
	return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** The entry of a table under a name that comes from outside, which may be one that all objects have: "constructor". */
export function entryOf<T>(table: Readonly<Partial<Record<string, T>>>, name: string): T | undefined {
	return Object.hasOwn(table, name) ? table[name] : undefined;
}
