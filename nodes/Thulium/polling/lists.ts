import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { send } from '../../shared/http/client';
import { isRecord } from '../../shared/isRecord';
import { sha256 } from '../../shared/crypto';
import { thulium } from '../transport';
import { rows, listOfRecords } from '../transport/pagination';
import { toTimestamp } from './timestamps';
import type { PolledList } from './types';

const ticketKey = ({ ticket_id: id }: IDataObject): string => (/^\d{1,15}$/.test(String(id)) ? String(id) : '');

/** A text as a whole number of 48 bits. */
const hashed = (text: string): string => String(Number.parseInt(sha256(text).slice(0, 12), 16));

/** IDs of calls look like `1416225570.341`: the second of their beginning and a running number. */
function callKey({ connection_id: id }: IDataObject): string {
	const text = String(id ?? '');
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
	key: ({ connection_id: id, filename }) => hashed(JSON.stringify([id, filename])),
	newestFirst: false,
};

/** The largest page of all four lists. */
const PAGE = 100;

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
	{ path, filter }: PolledList,
	from: string,
	offset: number,
	limit = PAGE,
): Promise<Page> {
	const qs = { ...(from === '' ? {} : { [filter]: from }), limit, offset };
	const { body, headers } = await send(context, thulium, {
		method: 'GET',
		path,
		qs,
		retry: 'read',
		expects: listOfRecords,
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

/** The newest rows of a whole list: its first page, and its last one where the order is unknown. */
export async function newestRows(context: IPollFunctions, list: PolledList, wanted: number): Promise<IDataObject[]> {
	const first = await readPage(context, list, '', 0, list.newestFirst ? wanted : PAGE);
	const found = [...first.rows];
	if (!list.newestFirst && !first.last && first.count !== undefined) {
		found.push(...(await readPage(context, list, '', Math.max(PAGE, first.count - PAGE))).rows);
	}
	const timestamp = (row: IDataObject) => toTimestamp(row[list.timestamp]);
	if (!list.newestFirst) found.sort((a, b) => timestamp(b).localeCompare(timestamp(a)));
	return found.slice(0, wanted);
}
