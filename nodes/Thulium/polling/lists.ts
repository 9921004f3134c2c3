import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { send } from '../../shared/http/client';
import { allOf, type Shape } from '../../shared/http/shapes';
import { isRecord } from '../../shared/isRecord';
import { sha256 } from '../../shared/crypto';
import { pageReadAlready, paginate } from '../../shared/http/pagination';
import { thulium } from '../transport';
import { rows, listOfRecords, withFittingCount } from '../transport/pagination';
import { toTimestamp } from './timestamps';
import type { PolledList } from './types';
import { safeString } from '../../shared/safeConversion';

const ticketKey = ({ ticket_id: id }: IDataObject): string => (/^\d{1,15}$/.test(safeString(id)) ? safeString(id) : '');

/** A text as a whole number of 48 bits. */
const hashed = (text: string): string => String(Number.parseInt(sha256(text).slice(0, 12), 16));

/** IDs of calls look like `1416225570.341`: the second of their beginning and a running number. */
function callKey({ connection_id: id }: IDataObject): string {
	const text = typeof id === 'string' ? id : '';
	const [, second = '', number = ''] = /^(\d{1,10})\.(\d{1,5})$/.exec(text) ?? [];
	if (second !== '') return String(Number(second) * 100_000 + Number(number));
	return text === '' ? '' : hashed(text);
}

export const CHANGED: PolledList = {
	path: '/tickets',
	filter: 'date_from',
	timestamp: 'updated_at',
	key: ticketKey,
	newestFirst: true,
};

/** Thulium sorts this list by change, too, so all its pages are read. */
export const CREATED: PolledList = { ...CHANGED, filter: 'create_date_from', timestamp: 'created_at' };

export const CALLS: PolledList = {
	path: '/connections',
	filter: 'date_from',
	timestamp: 'date',
	key: callKey,
	newestFirst: false,
};

export const RECORDINGS: PolledList = {
	path: '/recordings',
	filter: 'date_from',
	timestamp: 'created_at',
	// A call that was transferred may have several.
	key: ({ connection_id: id, filename }) =>
		typeof id === 'string' && typeof filename === 'string' ? hashed(JSON.stringify([id, filename])) : '',
	newestFirst: false,
};

/** The largest page of all four lists. */
const PAGE = 100;

/** When a row was changed; a ticket that nobody has changed yet, when it was made. Empty when it cannot be read. */
export const timestampOf = ({ timestamp }: PolledList, row: IDataObject): string =>
	toTimestamp(row[timestamp]) || toTimestamp(row.created_at);

/** A row that cannot be told from others, or without its time, would be left out, and nobody would know. */
const rowsOf =
	(list: PolledList): Shape =>
	(body) => {
		const found = rows(body);
		if (found.some((row) => list.key(row) === '')) return 'the IDs of its rows';
		return found.some((row) => timestampOf(list, row) === '') ? list.timestamp : undefined;
	};

export interface Page {
	rows: IDataObject[];
	/** How many rows there are above the lower bound, when the list tells. */
	count: number | undefined;
	/** What the clock of the server shows, in epoch milliseconds; this host's where the server does not tell. */
	serverTime: number;
	last: boolean;
}

/** Reads one page. `date_to` is never sent: what changes meanwhile must not drop out of the list. */
export async function readPage(
	context: IPollFunctions,
	list: PolledList,
	from: string,
	offset: number,
	limit = PAGE,
): Promise<Page> {
	const { path, filter } = list;
	const qs = { ...(from === '' ? {} : { [filter]: from }), limit, offset };
	const { body, headers } = await send(context, thulium, {
		method: 'GET',
		path,
		qs,
		retry: 'read',
		expects: allOf(listOfRecords, withFittingCount, rowsOf(list)),
	});
	const found = rows(body);
	const count = isRecord(body) && typeof body.count === 'number' ? body.count : undefined;
	const end = offset + found.length;
	const serverTime = Date.parse(headers.date ?? '');
	return {
		rows: found,
		count,
		serverTime: Number.isNaN(serverTime) ? Date.now() : serverTime,
		last: found.length === 0 || (count === undefined ? found.length < limit : end >= count),
	};
}

/** Where the next page begins, and how many rows the list had. */
interface Place {
	offset: number;
	count: number | undefined;
}

/**
 * The pages of a list from there on, each with its place. A page without rows comes where rows that were read have left
 * the list: others have moved forward into the part that is read, which is read once more then.
 */
export function pagesFrom(
	context: IPollFunctions,
	list: PolledList,
	from: string,
	start: Place,
): AsyncGenerator<Page & { next: Place }> {
	const caller = { context, service: 'Thulium' };
	let before = '';
	const first = { ...start, readAgain: 0 };
	return paginate<Page & { next: Place }, typeof first>(caller, async ({ offset, count, readAgain } = first) => {
		const page = await readPage(context, list, from, offset);
		const gone = count === undefined || page.count === undefined ? 0 : Math.min(offset, count - page.count);
		if (gone > 0) {
			const next = { offset: offset - gone, count: page.count };
			return { page: { ...page, rows: [], last: false, next }, next: { ...next, readAgain: readAgain + gone } };
		}
		const text = JSON.stringify(page.rows);
		if (text === before && !page.last) throw pageReadAlready(caller);
		before = text;
		const next = { offset: offset + page.rows.length, count: page.count };
		return { page: { ...page, next }, ...(page.last ? {} : { next: { ...next, readAgain } }) };
	});
}

/** The newest rows of a whole list: its first page, and its last one where the order is unknown. */
export async function newestRows(
	context: IPollFunctions,
	list: PolledList,
	wanted: number,
): Promise<Pick<Page, 'rows' | 'serverTime'>> {
	const first = await readPage(context, list, '', 0, list.newestFirst ? wanted : PAGE);
	const found = [...first.rows];
	if (!list.newestFirst && !first.last && first.count !== undefined) {
		found.push(...(await readPage(context, list, '', Math.max(PAGE, first.count - PAGE))).rows);
	}
	if (!list.newestFirst) found.sort((a, b) => timestampOf(list, b).localeCompare(timestampOf(list, a)));
	return { rows: found.slice(0, wanted), serverTime: first.serverTime };
}
