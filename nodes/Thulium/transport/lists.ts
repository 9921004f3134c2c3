import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { isRecord } from '../../shared/records';
import { thuliumRequest } from './index';

/** Largest page of the ticket list; a higher limit may be refused (spec 1.7). */
const LARGEST_PAGE = 100;

/** The rows of a list, whichever envelope it comes in (spec 1.7). */
export function rows(body: unknown): IDataObject[] {
	if (Array.isArray(body)) return body.filter(isRecord);
	if (!isRecord(body)) return [];
	const list = [body.result, body.results, body.data, body.items].find((entry) => Array.isArray(entry));
	return Array.isArray(list) ? list.filter(isRecord) : [];
}

/**
 * The pages of the ticket list. It is sorted by modification, newest first: a ticket that changes while pages are
 * read pushes others back, so a row may come twice and is dropped then.
 */
export async function* ticketPages(
	context: IExecuteFunctions,
	query: IDataObject,
	wanted: number,
	itemIndex: number,
): AsyncGenerator<IDataObject[]> {
	const limit = Math.min(LARGEST_PAGE, wanted);
	const seen = new Set<unknown>();
	for (let offset = 0; ;) {
		const body = await thuliumRequest(
			context,
			{ method: 'GET', path: '/tickets', qs: { ...query, limit, offset }, retry: 'read' },
			itemIndex,
		);
		const page = rows(body);
		yield page.filter(({ ticket_id: id }) => id === undefined || (!seen.has(id) && seen.add(id)));
		offset += page.length;
		const count = isRecord(body) ? Number(body.count ?? Number.NaN) : Number.NaN;
		const last = Number.isNaN(count) ? page.length < limit : offset >= count;
		if (page.length === 0 || last) return;
	}
}
