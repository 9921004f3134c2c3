import type { IDataObject } from 'n8n-workflow';

import { listOf, recordOf, type Shape } from '../../shared/http/shapes';
import { isRecord } from '../../shared/isRecord';
import { results } from '../transport';
import { toTimestamp } from './timestamps';
import { safeString } from '../../shared/safeConversion';

/** A record as the API answers it. */
export type CrmRecord = IDataObject & { id: string };

/** Text in most responses, a number in some. */
export const isId = (id: unknown): boolean =>
	(typeof id === 'string' || typeof id === 'number') && /^\d+$/.test(String(id));

/** Where earlier values were asked for, each property that has some has a list of them. */
const hasReadableHistory = (history: unknown): boolean =>
	isRecord(history) && Object.values(history).every((values) => Array.isArray(values) && values.every(isRecord));

/** Where associations were asked for, each kind that has some has a list of them. */
const hasReadableAssociations = (associations: unknown): boolean =>
	isRecord(associations) &&
	Object.values(associations).every((kind) => listOf('results', recordOf('id'))(kind) === undefined);

/** A record that can be told from others, and read. One that is left out would be lost, and nobody would know. */
export const crmRecord: Shape = (record) => {
	if (!isRecord(record) || !isId(record.id)) return 'id';
	if (!isRecord(record.properties)) return 'properties';
	return record.associations === undefined || hasReadableAssociations(record.associations) ? undefined : 'associations';
};

/** The same with its earlier values. */
export const recordWithHistory: Shape = (record) =>
	crmRecord(record) ??
	(isRecord(record) && hasReadableHistory(record.propertiesWithHistory) ? undefined : 'propertiesWithHistory');

/** The records of an answer, which fit `crmRecord`; their IDs are numbers in some answers. */
export const crmRecords = (body: unknown): CrmRecord[] =>
	results(body).map((record) => ({ ...record, id: safeString(record.id) }));

/** The present value of a property as text; empty when it is not set. */
export function propertyOf(record: IDataObject, name: string): string {
	const value = isRecord(record.properties) ? record.properties[name] : undefined;
	return value === undefined || value === null ? '' : safeString(value);
}

export function lastModified(record: IDataObject): number {
	return toTimestamp(propertyOf(record, 'hs_lastmodifieddate')) ?? toTimestamp(record.updatedAt) ?? 0;
}

/** The tickets that this one has taken over. */
export const mergedIds = (ticket: IDataObject): string[] =>
	propertyOf(ticket, 'hs_merged_object_ids').split(';').filter(Boolean);
