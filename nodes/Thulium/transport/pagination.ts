import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { paginate } from '../../shared/http/pagination';
import { allOf, isFilled, listOf, readable, recordIn, recordOf, type Shape } from '../../shared/http/shapes';
import { isRecord } from '../../shared/isRecord';
import { thuliumRequest } from './index';
import { safeNumber, safeString } from '../../shared/safeConversion';

/** A list of Thulium that comes in pages. */
export interface PagedList {
	path: string;
	/** Largest page; a higher limit may be refused. */
	largest: number;
	/** The field that tells its rows apart; none when it is not known. */
	key?: string;
}

function listIn(body: unknown): unknown[] | undefined {
	if (Array.isArray(body)) return body;
	if (!isRecord(body)) return undefined;
	const list = [body.result, body.results, body.data, body.items].find((entry) => Array.isArray(entry));
	if (Array.isArray(list)) return list;
	return isFilled(body.count) && safeNumber(body.count) === 0 ? [] : undefined;
}

/** A list, whichever envelope it comes in. */
const aList: Shape = (body) => (listIn(body) === undefined ? 'a list' : undefined);

/** A list of records. */
export const listOfRecords: Shape = (body) => (listIn(body)?.every(isRecord) === true ? undefined : 'a list');

/** A list of records that are known by this field. One without it is kept: it is told as it came. */
export const listWith =
	(key: string): Shape =>
	(body) =>
		listOfRecords(body) ??
		rows(body)
			.map(readable(key))
			.find((missing) => missing !== undefined);

export const TICKETS: PagedList = { path: '/tickets', largest: 100, key: 'ticket_id' };

/** A ticket with its history: without one nothing would have happened to it. */
export const WHOLE_TICKET: Shape = allOf(
	(body) => (isRecord(body) && /^\d+$/.test(safeString(body.ticket_id)) ? undefined : 'ticket_id'),
	listOf('messages'),
);

/** The rows of a list; plain values become records. */
export function rows(body: unknown): IDataObject[] {
	return (listIn(body) ?? []).map((entry) => (isRecord(entry) ? entry : { value: safeString(entry) }));
}

/** How many rows there are in all; undefined where the answer does not tell. */
function countIn(body: unknown): number | undefined {
	const count = safeNumber(recordIn(body).count ?? Number.NaN);
	return Number.isNaN(count) ? undefined : count;
}

/** A count smaller than the number of rows on its own page would end the list too early. */
export const withFittingCount: Shape = (body) =>
	(countIn(body) ?? Number.POSITIVE_INFINITY) < rows(body).length ? 'a count that fits its rows' : undefined;

/** How many rows at the beginning of a page are the last ones that were read before it, at most `most`. */
function repeated(before: readonly string[], page: readonly string[], most: number): number {
	for (let count = Math.min(most, before.length, page.length); count > 0; count--) {
		if (before.slice(-count).every((row, index) => row === page[index])) return count;
	}
	return 0;
}

/**
 * The pages of a list. What changes while they are read pushes other rows back (tickets are sorted by modification,
 * newest first), so a row may come twice and is dropped then. What leaves the list, because it was deleted or does not
 * match the filters any more, pulls others forward over the page boundary; so many rows are read once more then.
 */
export function listPages(
	context: IExecuteFunctions,
	{ path, largest, key }: PagedList,
	query: IDataObject,
	wanted: number,
	itemIndex: number,
	// Nobody knows what a list without a known key is made of.
	list: Shape = key === undefined ? aList : listOfRecords,
): AsyncGenerator<IDataObject[]> {
	const limit = Math.min(largest, wanted);
	const seen = new Set<unknown>();
	let before: string[] = [];
	let countBefore: number | undefined;
	const start = { offset: 0, readAgain: 0 };
	/** How many of the rows that come next were read before. */
	let overlap = 0;
	return paginate<IDataObject[], typeof start>(
		{ context, service: 'Thulium', itemIndex },
		async ({ offset, readAgain } = start) => {
			// Without the count that came before, a page that is too short would pass for the last one.
			const expects = allOf(list, withFittingCount, ...(countBefore === undefined ? [] : [recordOf('count')]));
			const request = { method: 'GET', path, qs: { ...query, limit, offset }, retry: 'read', expects } as const;
			const body = await thuliumRequest(context, request, itemIndex);
			const page = rows(body);
			const count = countIn(body);
			const change = count === undefined ? 0 : count - (countBefore ?? count);
			countBefore = count;
			if (offset > 0 && change < 0) {
				const back = Math.min(offset, -change);
				overlap += back;
				return { page: [], next: { offset: offset - back, readAgain: readAgain + back } };
			}
			const texts = page.map((row) => JSON.stringify(row));
			const [first] = texts;
			if (first !== undefined && overlap === 0 && first === before[0]) {
				// A list without pages ignores the offset.
				if (count === undefined) return { page: [] };
				const isSame = texts.length === before.length && texts.every((text, index) => text === before[index]);
				if (isSame && change === 0) return { page: [], next: { offset, readAgain } };
			}
			// Rows without a key are told by their place.
			const skipped = key === undefined ? repeated(before, texts, overlap) : 0;
			[before, overlap] = [texts, 0];
			const rowsOfPage = page.slice(skipped).filter((row) => {
				const id = key === undefined ? undefined : row[key];
				return id === undefined || id === null || id === '' || (!seen.has(id) && seen.add(id));
			});
			const next = { offset: offset + page.length, readAgain };
			const isLast = count === undefined ? page.length < limit : next.offset >= count;
			return page.length === 0 || isLast ? { page: rowsOfPage } : { page: rowsOfPage, next };
		},
	);
}
