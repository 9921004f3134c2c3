import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';

import { thuliumRequest } from './transport';
import { rows } from './transport/lists';

/** One line of a drop-down. */
export interface Entry {
	id: string;
	name: string;
	children: Entry[];
}

// The shapes of the dictionaries are not documented, so each part is looked for under every likely name (spec 3.1).
const ID_KEYS = ['status_id', 'category_id', 'ticket_category_id', 'ticket_queue_id', 'queue_id', 'id'];
const CHILD_ID_KEYS = ['substatus_id', 'id'];
const NAME_KEYS = ['name', 'label', 'title', 'full_name'];
const CHILDREN_KEYS = ['substatuses', 'sub_statuses', 'children'];

export function text(record: IDataObject, keys: readonly string[]): string {
	const value = keys.map((key) => record[key]).find((candidate) => candidate !== undefined && candidate !== null);
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function toEntry(row: IDataObject, idKeys: readonly string[]): Entry {
	const id = text(row, idKeys);
	const children = CHILDREN_KEYS.map((key) => row[key]).find((value) => Array.isArray(value));
	return {
		id,
		name: text(row, NAME_KEYS) || id,
		children: rows(children).map((child) => toEntry(child, CHILD_ID_KEYS)),
	};
}

/** Statuses with their sub-statuses, categories or ticket queues. */
export async function dictionary(
	context: ILoadOptionsFunctions,
	path: '/ticket_statuses' | '/ticket_categories' | '/ticket_queues',
): Promise<Entry[]> {
	const body = await thuliumRequest(context, { method: 'GET', path, retry: 'read' });
	return rows(body)
		.map((row) => toEntry(row, ID_KEYS))
		.filter(({ id }) => id !== '');
}
