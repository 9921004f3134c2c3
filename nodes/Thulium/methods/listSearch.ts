import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';

import { matching } from '../../shared/parameters/listSearch';
import type { Entry } from './dictionaries';
import { agents, dictionary } from './dictionaries';
import { isRecord } from '../../shared/isRecord';

const toItem = ({ id, name }: Entry): INodeListSearchItems => ({ name, value: id });

export async function searchAgents(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return matching(await agents(this), filter);
}

export async function searchStatuses(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return matching((await dictionary(this, '/ticket_statuses')).map(toItem), filter);
}

/** The ID that is chosen in another field. */
function valueOf(chosen: unknown): string {
	const value = isRecord(chosen) && 'value' in chosen ? chosen.value : chosen;
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The status chosen beside the sub-status, in Create, Update or Close. */
function chosenStatus(context: ILoadOptionsFunctions): string {
	for (const path of ['additionalFields.statusId', 'updateFields.statusId', 'statusId']) {
		const value = valueOf(context.getCurrentNodeParameter(path));
		if (value !== '') return value;
	}
	return '';
}

/** The sub-statuses of the chosen status; of all of them as long as none is chosen. */
export async function searchSubstatuses(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const statuses = await dictionary(this, '/ticket_statuses');
	const chosen = statuses.find(({ id }) => id === chosenStatus(this));
	const items = (chosen === undefined ? statuses : [chosen]).flatMap((status) =>
		status.children.map(({ id, name }) => ({
			name: chosen === undefined ? `${status.name} - ${name}` : name,
			value: id,
		})),
	);
	return matching(items, filter);
}

export async function searchCategories(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return matching((await dictionary(this, '/ticket_categories')).map(toItem), filter);
}

export async function searchTicketQueues(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return matching((await dictionary(this, '/ticket_queues')).map(toItem), filter);
}

/** Phone queues. */
export async function searchQueues(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return matching((await dictionary(this, '/queues')).map(toItem), filter);
}

export async function searchChatQueues(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return matching((await dictionary(this, '/chats/queues')).map(toItem), filter);
}

export async function searchCampaigns(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return matching((await dictionary(this, '/outbounds')).map(toItem), filter);
}

/** The statuses of the campaign that is chosen beside them. */
export async function searchCampaignStatuses(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const campaign = valueOf(this.getCurrentNodeParameter('campaignId'));
	if (!/^\w{5}$/.test(campaign)) return { results: [] };
	return matching((await dictionary(this, `/outbounds/${campaign}/statuses`)).map(toItem), filter);
}
