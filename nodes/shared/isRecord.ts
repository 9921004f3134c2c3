import type { IDataObject } from 'n8n-workflow';

/** Whether a value of unknown origin is an object with keys. */
export function isRecord(value: unknown): value is IDataObject {
	return value !== null && typeof value === 'object' && !Array.isArray(value);
}
