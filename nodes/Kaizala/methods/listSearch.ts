import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { matching } from '../../shared/parameters/listSearch';
import { botsOf } from '../actions/bot/bots';
import { groupsOf, groupsRequest, subGroupsOf } from '../actions/group/groups';
import { membersOf, membersRequest } from '../actions/member/members';
import { groupPath, kaizalaRequest } from '../transport';

const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);

const asItem = ({ groupId, groupName }: IDataObject) => ({
	name: String(groupName || groupId),
	value: String(groupId),
});

/** All groups that the credential reaches, by name. */
export async function searchGroups(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const groups = groupsOf(await kaizalaRequest(this, groupsRequest({ fetchAllGroups: true })));
	return matching(groups.map(asItem).sort(byName), filter);
}

/** The group that was chosen above. */
function chosenGroup(context: ILoadOptionsFunctions): string {
	return String(context.getCurrentNodeParameter('groupId', { extractValue: true }) ?? '');
}

/** The members of the chosen group; none before one is chosen. */
export async function searchMembers(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const groupId = chosenGroup(this);
	if (groupId === '') return { results: [] };
	const members = membersOf(await kaizalaRequest(this, membersRequest(groupId)));
	const items = members.map(({ id, name, mobileNumber, role }) => ({
		name: `${String(name || mobileNumber)} (${String(role)})`,
		value: String(id),
	}));
	return matching(items.sort(byName), filter);
}

/** The groups below the chosen group; none before one is chosen. */
export async function searchSubGroups(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const groupId = chosenGroup(this);
	if (groupId === '') return { results: [] };
	const request = { method: 'GET', path: groupPath(groupId, 'subGroups'), retry: 'read' } as const;
	return matching(
		subGroupsOf(await kaizalaRequest(this, request))
			.map(asItem)
			.sort(byName),
		filter,
	);
}

/** The bots of the credential's user. */
export async function searchBots(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const bots = botsOf(await kaizalaRequest(this, { method: 'GET', path: '/v1/bot', retry: 'read' }));
	const items = bots.map(({ botUserId, name }) => ({ name: String(name || botUserId), value: String(botUserId) }));
	return matching(items.sort(byName), filter);
}
