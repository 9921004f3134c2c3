import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { inputError } from '../../shared/errors';
import { paginate } from '../../shared/http/pagination';
import { allOf, recordIn, recordOf, type Shape } from '../../shared/http/shapes';
import { hintOnce } from './executionHints';
import { crmRecord } from './record';
import { hubSpotRequest, nextPage, results, resultsOf } from '../transport';
import { safeNumber, safeString } from '../../shared/safeConversion';

/** HubSpot's search: its limits, and a scan that is not stopped by the first 10,000 results. */

export interface Filter extends IDataObject {
	propertyName: string;
	operator: string;
	value?: string;
	highValue?: string;
	values?: string[];
}

export interface Query {
	text: string;
	groups: Filter[][];
	sort?: { propertyName: string; direction: string };
	/** Undefined: HubSpot's own choice. */
	properties?: string[];
}

const MAX_GROUPS = 5;
const MAX_IN_GROUP = 6;
const MAX_FILTERS = 18;
const LONGEST_BODY = 3_000;
const PAGE = 200;
const MAX_RESULTS = 10_000;
/** Room for the cursor that later pages add to each filter group. */
const CURSOR_LENGTH = 90;

const sum = (groups: unknown[][]): number => groups.reduce((total, group) => total + group.length, 0);

/** @throws NodeOperationError when HubSpot would refuse so many filters. */
export function checkFilters(context: IExecuteFunctions, groups: unknown[][], itemIndex: number): void {
	const refuse = (message: string) => {
		throw inputError(context, message, {
			itemIndex,
			description: 'Take filters out, or use the operator "Is One Of" to test several values at once.',
		});
	};
	if (groups.length > MAX_GROUPS) {
		refuse(`HubSpot allows ${MAX_GROUPS} alternatives in a search, but there are ${groups.length}`);
	}
	const largest = Math.max(0, ...groups.map((group) => group.length));
	if (largest > MAX_IN_GROUP) {
		refuse(`HubSpot allows ${MAX_IN_GROUP} filters that must all match, but there are ${largest}`);
	}
	if (sum(groups) > MAX_FILTERS) {
		refuse(`HubSpot allows ${MAX_FILTERS} filters in all, but there are ${sum(groups)}`);
	}
}

interface Page {
	limit: number;
	/** Only tickets with a higher ID. */
	beyond?: string;
	offset?: number;
	byId: boolean;
}

function searchBody(query: Query, { limit, beyond, offset, byId }: Page): IDataObject {
	const groups = query.groups.length === 0 && beyond !== undefined ? [[]] : query.groups;
	const cursor: Filter[] =
		beyond === undefined ? [] : [{ propertyName: 'hs_object_id', operator: 'GT', value: beyond }];
	const sort = byId ? { propertyName: 'hs_object_id', direction: 'ASCENDING' } : query.sort;
	return {
		...(query.text === '' ? {} : { query: query.text }),
		...(groups.length === 0 ? {} : { filterGroups: groups.map((group) => ({ filters: [...group, ...cursor] })) }),
		...(sort === undefined ? {} : { sorts: [sort] }),
		...(query.properties === undefined ? {} : { properties: query.properties }),
		limit,
		...(offset === undefined ? {} : { after: String(offset) }),
	};
}

/** Whether the text of the request stays within HubSpot's limit, on every page. */
export function fitsSearch(query: Query): boolean {
	const room = LONGEST_BODY - CURSOR_LENGTH * Math.max(1, query.groups.length);
	return JSON.stringify(searchBody(query, { limit: PAGE, byId: true })).length <= room;
}

/** Without a number, tickets behind the 10,000th would be left out. */
const withTotal: Shape = (body) => (Number.isInteger(safeNumber(recordIn(body).total ?? '')) ? undefined : 'total');

const FOUND = allOf(resultsOf(crmRecord), recordOf('total'), withTotal);

async function ask(context: IExecuteFunctions, body: IDataObject, itemIndex: number): Promise<unknown> {
	const request = {
		family: 'objects',
		method: 'POST',
		path: '/tickets/search',
		body,
		retry: 'read',
		expects: FOUND,
	} as const;
	return await hubSpotRequest(context, { ...request, rateLimit: 'search' }, itemIndex);
}

function totalOf(body: unknown): number {
	return safeNumber(recordIn(body).total);
}

/** How many tickets match. */
export async function countMatches(context: IExecuteFunctions, query: Query, itemIndex: number): Promise<number> {
	return totalOf(
		await ask(context, searchBody({ ...query, properties: ['hs_object_id'] }, { limit: 1, byId: false }), itemIndex),
	);
}

/** Whether each group has room for the cursor by ID, if need be in a search of its own. */
function hasRoomAlone({ groups }: Query): boolean {
	return groups.every((group) => group.length < MAX_IN_GROUP);
}

/** Whether one search has room for the cursor in each of its groups. */
function hasRoomForCursor(query: Query): boolean {
	return hasRoomAlone(query) && sum(query.groups) + query.groups.length <= MAX_FILTERS;
}

/** Takes out what is there already, and remembers the rest. */
function unseen(found: IDataObject[], seen: Set<unknown>): IDataObject[] {
	const fresh = found.filter(({ id }) => !seen.has(id));
	for (const { id } of fresh) seen.add(id);
	return fresh;
}

/**
 * HubSpot's own paging, up to its 10,000th result. Tickets that are made meanwhile push others onto the next page,
 * where they come again; they are left out there. Those that are deleted pull others onto a page that was read
 * already; when the total has shrunk, so many are read again.
 */
function byOffset(
	context: IExecuteFunctions,
	query: Query,
	{ most, seen }: { most: number; seen: Set<unknown> },
	itemIndex: number,
) {
	let before = 0;
	const start = { offset: 0, readAgain: 0 };
	return paginate<{ found: IDataObject[]; total: number }, typeof start>(
		{ context, service: 'HubSpot', itemIndex },
		async ({ offset, readAgain } = start) => {
			const limit = Math.min(PAGE, most - seen.size, MAX_RESULTS - offset);
			const body = await ask(
				context,
				searchBody(query, { limit, offset: offset || undefined, byId: false }),
				itemIndex,
			);
			const found = results(body);
			const total = totalOf(body);
			const gone = offset === 0 ? 0 : Math.min(offset, Math.max(0, before - total));
			before = total;
			const page = { found: unseen(found, seen), total };
			if (gone === 0 && nextPage(body) === undefined) return { page };
			const next =
				gone > 0
					? { offset: offset - gone, readAgain: readAgain + gone }
					: { offset: offset + found.length, readAgain };
			return next.offset < MAX_RESULTS ? { page, next } : { page };
		},
	);
}

/** Each page asks for IDs beyond the last one: no end at 10,000, and nothing moves when tickets come or go. */
function byCursor(context: IExecuteFunctions, query: Query, most: number, itemIndex: number) {
	let left = most;
	return paginate<IDataObject[], string>({ context, service: 'HubSpot', itemIndex }, async (beyond) => {
		const limit = Math.min(PAGE, left);
		const body = await ask(context, searchBody(query, { limit, beyond, byId: true }), itemIndex);
		const page = results(body);
		left -= page.length;
		const last = page[page.length - 1];
		// A page may have fewer than asked for although more follow: what counts is whether a next one is named.
		const isLast = nextPage(body) === undefined || left <= 0;
		return isLast ? { page } : { page, next: safeString(last?.id ?? beyond ?? 0) };
	});
}

async function* oneByOne<T>(pages: AsyncIterable<T[]>) {
	for await (const page of pages) yield* page;
}

/** One search per group where the cursor does not fit into all of them together; what several find comes once. */
async function* byGroups(context: IExecuteFunctions, query: Query, itemIndex: number) {
	const scans = query.groups.map((group) =>
		oneByOne(byCursor(context, { ...query, groups: [group] }, Number.POSITIVE_INFINITY, itemIndex)),
	);
	const next = async (scan: (typeof scans)[number]) => ({ scan, ticket: (await scan.next()).value || undefined });
	let heads = await Promise.all(scans.map(next));
	for (;;) {
		const ids = heads.flatMap(({ ticket }) => (ticket === undefined ? [] : [safeNumber(ticket.id)]));
		if (ids.length === 0) return;
		const lowest = Math.min(...ids);
		const same = heads.filter(({ ticket }) => safeNumber(ticket?.id) === lowest);
		const ticket = same[0]?.ticket;
		if (ticket !== undefined) yield [ticket];
		heads = await Promise.all(heads.map(async (head) => (same.includes(head) ? await next(head.scan) : head)));
	}
}

/** The matching tickets, up to `most`. */
export async function* matches(
	context: IExecuteFunctions,
	query: Query,
	most: number,
	itemIndex: number,
): AsyncGenerator<IDataObject[]> {
	const cursorFits = hasRoomForCursor(query);
	if (cursorFits && query.sort === undefined) {
		yield* byCursor(context, query, most, itemIndex);
		return;
	}
	const seen = new Set<unknown>();
	for await (const { found, total } of byOffset(context, query, { most, seen }, itemIndex)) {
		if (Math.min(total, most) > MAX_RESULTS) {
			if (!hasRoomAlone(query)) {
				throw inputError(
					context,
					`${total} tickets match, but HubSpot lists only 10,000 of them with so many filters`,
					{
						itemIndex,
						description: 'Use at most 5 filters that must all match, or set a limit.',
					},
				);
			}
			if (query.sort !== undefined) {
				hintOnce(context, `${total} tickets match. HubSpot sorts no more than 10,000, so these are sorted by ID.`);
			}
			const scan = cursorFits ? byCursor(context, query, most, itemIndex) : byGroups(context, query, itemIndex);
			for (const { id } of found) seen.delete(id);
			for await (const page of scan) yield unseen(page, seen);
			return;
		}
		yield found;
	}
}
