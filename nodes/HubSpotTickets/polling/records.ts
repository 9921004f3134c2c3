import type { ApiContext } from '../../shared/http/types';
import { allOf, type Shape } from '../../shared/http/shapes';
import { isRecord } from '../../shared/isRecord';
import { batchRead } from '../batch/read';
import type { CrmRecord } from '../crm/record';
import { crmRecord, crmRecords, propertyOf } from '../crm/record';
import { toTimestamp } from '../crm/timestamps';
import { hubSpotRequest, nextPage, resultsOf, repeatedPage } from '../transport';
import type { Page, Position, SearchFilter, WantedProperties } from './types';

/** One page of a search, which is also one step of a scan. */
const PAGE = 200;

/** The kinds of records that triggers look at, as they stand in a path. */
export type RecordType = 'tickets' | 'notes';

interface Query {
	filters: SearchFilter[];
	sort: string;
	direction: 'ASCENDING' | 'DESCENDING';
	limit: number;
	properties: string[];
}

/** Without the time of its change a record would pass for one that has not changed. */
const datedBy =
	(timestamp: string): Shape =>
	(record) =>
		isRecord(record) && toTimestamp(propertyOf(record, timestamp)) === undefined ? timestamp : undefined;

/** @param timestamp The property that holds the time of the change. */
async function searchPage(
	context: ApiContext,
	type: RecordType,
	timestamp: string,
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
		expects: resultsOf(allOf(crmRecord, datedBy(timestamp))),
	});
	return { hits: crmRecords(body), hasMore: nextPage(body) !== undefined };
}

/** What a search finds first. */
export async function searchRecords(context: ApiContext, type: RecordType, query: Query): Promise<CrmRecord[]> {
	return (await searchPage(context, type, query.sort, query)).hits;
}

interface ScanQuery {
	/** The property that holds the time of the change. */
	timestamp: string;
	from: number;
	position: Position;
	narrow: SearchFilter[];
	properties: string[];
}

/**
 * The next records of a scan: always the first page behind the last ID, never an offset, so that neither the cap of
 * 10,000 results nor a deleted record matters.
 */
export async function nextRecords(context: ApiContext, type: RecordType, query: ScanQuery): Promise<Page> {
	const { timestamp, from, position, narrow, properties } = query;
	const { hits, hasMore } = await searchPage(context, type, timestamp, {
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
	if (!hasMore) return { hits, next: undefined };
	if (reached === position.lastId) throw repeatedPage(context);
	return { hits, next: { lastId: reached } };
}

/**
 * The records as they are now. Those that were deleted or merged away since the search are left out.
 * @throws NodeApiError when HubSpot leaves one out for any other reason: the poll must find it again.
 */
export async function readRecords(
	context: ApiContext,
	type: RecordType,
	ids: string[],
	{ archived = false, ...wanted }: WantedProperties & { archived?: boolean },
): Promise<Map<string, CrmRecord>> {
	const { found, missing } = await batchRead(context, ids, { ...wanted, kind: type, associations: [], archived });
	for (const failure of missing.values()) if (failure.httpCode !== '404') throw failure;
	return found;
}
