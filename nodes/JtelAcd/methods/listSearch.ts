import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { matching } from '../../shared/listSearch';
import { eventTypes } from '../eventTypes';
import { jtelList } from '../transport';

const text = (record: IDataObject, key: string) => (typeof record[key] === 'string' ? record[key] : '');

export async function searchGroups(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const groups = await jtelList(this, '/acd/groups');
	return matching(
		groups.map((group) => ({ name: text(group, 'Name') || `Group ${String(group.ID)}`, value: String(group.ID) })),
		filter,
	);
}

export async function searchUsers(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const users = await jtelList(this, '/users');
	return matching(
		users.map((user) => {
			const name = [text(user, 'FirstName'), text(user, 'Name')].filter(Boolean).join(' ');
			const uid = text(user, 'UID');
			return { name: name === '' ? uid : `${name} (${uid})`, value: String(user.ID) };
		}),
		filter,
	);
}

export async function searchEventTypes(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const types = await eventTypes(this);
	return matching(
		types.map((type) => ({ name: type.label, value: String(type.ID) })),
		filter,
	);
}
