import type { IDataObject } from 'n8n-workflow';

import { apiError } from '../../shared/errors';
import type { ApiContext } from '../../shared/http/types';
import { chunks } from '../../shared/http/pagination';
import { isRecord } from '../../shared/isRecord';
import { describeBatchError, batchErrors, isNotFound } from '../batch/errors';
import { toTimestamp } from '../crm/timestamps';
import { hubSpotRequest, listedResults, nextPage, results } from '../transport';
import type { Page, Position, Wanted } from './types';

/** One page of a search, which is also one step of a walk. */
const PAGE = 200;

/** HubSpot refuses more inputs. */
const BATCH = 100;
const BATCH_WITH_HISTORY = 50;

/** A record as the API answers it. */
export type CrmRecord = IDataObject & { id: string };

/** The kinds of records that triggers look at, as they stand in a path. */
export type RecordType = 'tickets' | 'notes';

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

export const isCrmRecord = (record: IDataObject): record is CrmRecord => typeof record.id === 'string';

export interface SearchFilter {
	propertyName: string;
	operator: 'GTE' | 'GT' | 'IN';
	value?: string;
	values?: string[];
}

interface Query {
	filters: SearchFilter[];
	sort: string;
	direction: 'ASCENDING' | 'DESCENDING';
	limit: number;
	properties: string[];
}

async function searchPage(
	context: ApiContext,
	type: RecordType,
	{ filters, sort, direction, limit, properties }: Query,
): Promise<{ hits: CrmRecord[]; hasMore: boolean }> {
	const body = await hubSpotRequest(context, {
		family: 'objects',
		method: 'POST',
		path: `/${type}/search`,
		body: {
			...(filters.length === 0 ? {} : { filterGroups: [{ filters }] }),
			sorts: [{ propertyName: sort, direction }],
			properties,
			limit,
		},
		rateLimit: 'search',
		retry: 'read',
	});
	return { hits: listedResults(context, body).filter(isCrmRecord), hasMore: nextPage(body) !== undefined };
}

/** What a search finds first. */
export async function searchRecords(context: ApiContext, type: RecordType, query: Query): Promise<CrmRecord[]> {
	return (await searchPage(context, type, query)).hits;
}

interface ScanQuery {
	/** The stamp that the window is about. */
	timestamp: string;
	from: number;
	position: Position;
	narrow: SearchFilter[];
	properties: string[];
}

/**
 * The next records of a walk: always the first page behind the last ID, never an offset, so that neither the cap of
 * 10,000 results nor a deleted record matters.
 */
export async function nextRecords(context: ApiContext, type: RecordType, query: ScanQuery): Promise<Page> {
	const { timestamp, from, position, narrow, properties } = query;
	const { hits, hasMore } = await searchPage(context, type, {
		filters: [
			{ propertyName: timestamp, operator: 'GTE', value: String(from) },
			{ propertyName: 'hs_object_id', operator: 'GT', value: String(position.lastId) },
			...narrow,
		],
		sort: 'hs_object_id',
		direction: 'ASCENDING',
		properties,
		limit: PAGE,
	});
	const reached = Math.max(position.lastId, ...hits.map(({ id }) => Number(id)));
	// A page may have fewer than asked for although more follow: what counts is whether a next one is named.
	const isLast = !hasMore || reached === position.lastId;
	return { hits, next: isLast ? undefined : { lastId: reached } };
}

/**
 * The records as they are now. Those that were deleted or merged away since the search are left out.
 * @throws NodeApiError when HubSpot leaves one out for any other reason: the poll must find it again.
 */
export async function readRecords(
	context: ApiContext,
	type: RecordType,
	ids: string[],
	{ properties, history, archived = false }: Wanted & { archived?: boolean },
): Promise<Map<string, CrmRecord>> {
	const found = new Map<string, CrmRecord>();
	for (const batch of chunks(ids, history.length > 0 ? BATCH_WITH_HISTORY : BATCH)) {
		const body = await hubSpotRequest(context, {
			family: 'objects',
			method: 'POST',
			path: `/${type}/batch/read`,
			...(archived ? { qs: { archived: true } } : {}),
			body: {
				inputs: batch.map((id) => ({ id })),
				properties,
				...(history.length > 0 ? { propertiesWithHistory: history } : {}),
			},
			retry: 'read',
		});
		const failure = batchErrors(body).find((error) => !isNotFound(error));
		if (failure !== undefined) throw apiError(context.getNode(), describeBatchError(failure));
		for (const record of results(body).filter(isCrmRecord)) found.set(record.id, record);
	}
	return found;
}
