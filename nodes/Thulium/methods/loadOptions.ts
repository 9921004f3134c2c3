import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { agents, dictionary } from './dictionaries';

/** For the multi-select of Get Many, which cannot be a resource locator. */
export async function getStatuses(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return (await dictionary(this, '/ticket_statuses')).map(({ id, name }) => ({ name, value: id }));
}

/** For the multi-select of Add Agents. */
export async function getAgents(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await agents(this);
}
