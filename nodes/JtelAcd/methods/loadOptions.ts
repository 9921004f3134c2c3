import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { searchEventTypes, searchGroups, searchUsers } from './listSearch';

type Search = typeof searchGroups;

/** Multi-selects cannot be resource locators; they show the same entries. */
async function options(context: ILoadOptionsFunctions, search: Search): Promise<INodePropertyOptions[]> {
	return (await search.call(context)).results.map(({ name, value }) => ({ name, value: String(value) }));
}

export async function getGroups(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await options(this, searchGroups);
}

export async function getUsers(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await options(this, searchUsers);
}

export async function getEventTypes(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await options(this, searchEventTypes);
}
