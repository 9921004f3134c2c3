import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { matching } from '../../shared/listSearch';
import { groupsOf, groupsRequest } from '../groups';
import { kaizalaRequest } from '../transport';

/** All groups that the credential reaches, by name. */
export async function searchGroups(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const groups = groupsOf(await kaizalaRequest(this, groupsRequest({ fetchAllGroups: true })));
	const items = groups.map(({ groupId, groupName }) => ({
		name: String(groupName || groupId),
		value: String(groupId),
	}));
	return matching(
		items.sort((a, b) => a.name.localeCompare(b.name)),
		filter,
	);
}
