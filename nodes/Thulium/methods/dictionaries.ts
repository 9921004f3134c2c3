import type { IDataObject } from 'n8n-workflow';

import type { ApiContext } from '../../shared/http/types';
import { thuliumRequest } from '../transport';
import { isRecord } from '../../shared/isRecord';
import { listOfRecords, listWith, rows } from '../transport/pagination';
import { isName } from '../../shared/http/shapes';

/** One line of a drop-down. */
export interface Entry {
	id: string;
	name: string;
	children: Entry[];
}

// The shapes of the dictionaries are not documented, so each part is looked for under every likely name.
const ID_KEYS = [
	...['status_id', 'category_id', 'ticket_category_id', 'ticket_queue_id', 'chat_queue_id', 'queue_id', 'outbound_id'],
	'id',
];
const CHILD_ID_KEYS = ['substatus_id', 'id'];
const NAME_KEYS = ['name', 'label', 'title', 'full_name'];
const CHILDREN_KEYS = ['substatuses', 'sub_statuses', 'children'];

function text(record: IDataObject, keys: readonly string[]): string {
	const value = keys.map((key) => record[key]).find((candidate) => candidate !== undefined && candidate !== null);
	return isName(value) ? String(value) : '';
}

function toEntry(row: IDataObject, idKeys: readonly string[]): Entry {
	const id = text(row, idKeys);
	const children = CHILDREN_KEYS.map((key) => row[key]).find((value) => Array.isArray(value));
	return {
		id,
		name: text(row, NAME_KEYS) || id,
		children: (Array.isArray(children) ? children.filter(isRecord) : []).map((child) => toEntry(child, CHILD_ID_KEYS)),
	};
}

/** A list for a drop-down: statuses with their sub-statuses, categories, queues, campaigns. */
export async function dictionary(context: ApiContext, path: string): Promise<Entry[]> {
	const body = await thuliumRequest(context, { method: 'GET', path, retry: 'read', expects: listOfRecords });
	return rows(body)
		.map((row) => toEntry(row, ID_KEYS))
		.filter(({ id }) => id !== '');
}

/** The agents. They are addressed by login everywhere. */
export async function agents(context: ApiContext): Promise<Array<{ name: string; value: string }>> {
	const body = await thuliumRequest(context, {
		method: 'GET',
		path: '/agents',
		retry: 'read',
		expects: listWith('login'),
	});
	const items = rows(body).map((agent) => {
		const login = text(agent, ['login']);
		const name = [text(agent, ['name']), text(agent, ['surname'])].filter(Boolean).join(' ');
		const label = name === '' ? login : `${name} (${login})`;
		return { name: agent.active === false ? `${label} - inactive` : label, value: login };
	});
	return items.filter(({ value }) => value !== '');
}
