import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { matching } from '../../shared/parameters/listSearch';
import { bots, groups, members, subGroups } from './choices';
import { safeString } from '../../shared/safeConversion';

export async function searchGroups(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return matching(await groups(this), filter);
}

/** The group that was chosen above. */
function chosenGroup(context: ILoadOptionsFunctions): string {
	return safeString(context.getCurrentNodeParameter('groupId', { extractValue: true }) ?? '');
}

/** The members of the chosen group; none before one is chosen. */
export async function searchMembers(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const groupId = chosenGroup(this);
	return groupId === '' ? { results: [] } : matching(await members(this, groupId), filter);
}

/** The groups below the chosen group; none before one is chosen. */
export async function searchSubGroups(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const groupId = chosenGroup(this);
	return groupId === '' ? { results: [] } : matching(await subGroups(this, groupId), filter);
}

export async function searchBots(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return matching(await bots(this), filter);
}
