import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { groupsOf, groupsRequest } from '../groups';
import { kaizalaRequest } from '../transport';

/** All groups that the credential reaches, by name. */
export async function searchGroups(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const wanted = (filter ?? '').trim().toLowerCase();
	const groups = groupsOf(await kaizalaRequest(this, groupsRequest({ fetchAllGroups: true })));
	const results = groups
		.map(({ groupId, groupName }) => ({ name: String(groupName || groupId), value: String(groupId) }))
		.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted))
		.sort((a, b) => a.name.localeCompare(b.name));
	return { results };
}
