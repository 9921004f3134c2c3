import type { IDataObject } from 'n8n-workflow';

import { isRecord } from '../../shared/isRecord';
import { toTimestamp } from './timestamps';

/** A record as the API answers it. */
export type CrmRecord = IDataObject & { id: string };

export const isCrmRecord = (record: IDataObject): record is CrmRecord => typeof record.id === 'string';

/** The present value of a property as text; empty when it is not set. */
export function propertyOf(record: IDataObject, name: string): string {
	const value = isRecord(record.properties) ? record.properties[name] : undefined;
	return value === undefined || value === null ? '' : String(value);
}

export function lastModified(record: IDataObject): number {
	return toTimestamp(propertyOf(record, 'hs_lastmodifieddate')) ?? toTimestamp(record.updatedAt) ?? 0;
}

/** The tickets that this one has taken over. */
export const mergedIds = (ticket: IDataObject): string[] =>
	propertyOf(ticket, 'hs_merged_object_ids').split(';').filter(Boolean);
