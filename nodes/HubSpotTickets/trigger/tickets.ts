import type { IDataObject } from 'n8n-workflow';

import { apiError } from '../../shared/errors';
import type { ApiContext } from '../../shared/http';
import { chunks } from '../../shared/pages';
import { isRecord } from '../../shared/records';
import { describeInner, innerErrors, isNotFound } from '../multiStatus';
import { hubSpotRequest, results } from '../transport';

/** One page of a search, which is also one step of a walk. */
export const PAGE = 200;

/** Spec 5.2: more inputs are refused. */
const BATCH = 100;
const BATCH_WITH_HISTORY = 50;

/** Search texts over 3,000 characters are refused (spec 6); longer lists are left to our own check after the read. */
const MOST_FILTER_TEXT = 2_000;

/** A ticket as the API answers it. */
export type Ticket = IDataObject & { id: string };

/** One of HubSpot's stamps, ISO or milliseconds, as epoch milliseconds. */
export function stampOf(value: unknown): number | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const text = String(value);
	const stamp = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
	return Number.isFinite(stamp) ? stamp : undefined;
}

export function propertyOf(ticket: IDataObject, name: string): string {
	const value = isRecord(ticket.properties) ? ticket.properties[name] : undefined;
	return value === undefined || value === null ? '' : String(value);
}

export function lastModified(ticket: IDataObject): number {
	return stampOf(propertyOf(ticket, 'hs_lastmodifieddate')) ?? stampOf(ticket.updatedAt) ?? 0;
}

const isTicket = (record: IDataObject): record is Ticket => typeof record.id === 'string';

export interface Filters {
	pipelines: string[];
	stages: string[];
}

export interface SearchFilter {
	propertyName: string;
	operator: 'GTE' | 'GT' | 'IN';
	value?: string;
	values?: string[];
}

/** The user's choice as filters of the search. Leaves out what would make the request too long. */
export function searchFilters({ pipelines, stages }: Filters): SearchFilter[] {
	const filters: SearchFilter[] = [];
	if (pipelines.length > 0) filters.push({ propertyName: 'hs_pipeline', operator: 'IN', values: pipelines });
	if (stages.length > 0) filters.push({ propertyName: 'hs_pipeline_stage', operator: 'IN', values: stages });
	return JSON.stringify(filters).length > MOST_FILTER_TEXT ? [] : filters;
}

interface Query {
	filters: SearchFilter[];
	sort: string;
	direction: 'ASCENDING' | 'DESCENDING';
	limit: number;
}

export async function searchTickets(
	context: ApiContext,
	{ filters, sort, direction, limit }: Query,
): Promise<Ticket[]> {
	const body = await hubSpotRequest(context, {
		family: 'objects',
		method: 'POST',
		path: '/tickets/search',
		body: {
			...(filters.length === 0 ? {} : { filterGroups: [{ filters }] }),
			sorts: [{ propertyName: sort, direction }],
			properties: ['createdate', 'hs_createdate', 'hs_lastmodifieddate', 'hs_merged_object_ids'],
			limit,
		},
		retry: 'read',
	});
	return results(body).filter(isTicket);
}

/** The stamp of the newest change that the index shows. */
export async function newestChange(context: ApiContext): Promise<number | undefined> {
	const [newest] = await searchTickets(context, {
		filters: [],
		sort: 'hs_lastmodifieddate',
		direction: 'DESCENDING',
		limit: 1,
	});
	return newest === undefined ? undefined : lastModified(newest);
}

/**
 * The next tickets of a walk: always the first page behind the last ID, never an offset, so that neither the cap of
 * 10,000 results nor a deleted ticket matters (spec 15).
 */
export async function nextTickets(
	context: ApiContext,
	from: number,
	lastId: number,
	filters: SearchFilter[],
): Promise<Ticket[]> {
	return await searchTickets(context, {
		filters: [
			{ propertyName: 'hs_lastmodifieddate', operator: 'GTE', value: String(from) },
			{ propertyName: 'hs_object_id', operator: 'GT', value: String(lastId) },
			...filters,
		],
		sort: 'hs_object_id',
		direction: 'ASCENDING',
		limit: PAGE,
	});
}

/**
 * The tickets as they are now. Those that were deleted or merged away since the search are left out.
 * @throws NodeApiError when HubSpot leaves one out for any other reason: the poll must find it again.
 */
export async function readTickets(
	context: ApiContext,
	ids: string[],
	properties: string[],
	history: string[],
): Promise<Ticket[]> {
	const found: Ticket[] = [];
	for (const batch of chunks(ids, history.length > 0 ? BATCH_WITH_HISTORY : BATCH)) {
		const body = await hubSpotRequest(context, {
			family: 'objects',
			method: 'POST',
			path: '/tickets/batch/read',
			body: {
				inputs: batch.map((id) => ({ id })),
				properties,
				...(history.length > 0 ? { propertiesWithHistory: history } : {}),
			},
			retry: 'read',
		});
		const trouble = innerErrors(body).find((error) => !isNotFound(error));
		if (trouble !== undefined) throw apiError(context.getNode(), describeInner(trouble));
		found.push(...results(body).filter(isTicket));
	}
	return found;
}
