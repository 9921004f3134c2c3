import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';

import { matching } from '../../shared/listSearch';
import type { Entry } from '../dictionaries';
import { dictionary, text } from '../dictionaries';
import { isRecord } from '../../shared/records';
import { thuliumRequest } from '../transport';
import { rows } from '../transport/lists';

const toItem = ({ id, name }: Entry): INodeListSearchItems => ({ name, value: id });

/** Agents are addressed by login everywhere in tickets (spec 3.5). */
export async function searchAgents(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const agents = rows(await thuliumRequest(this, { method: 'GET', path: '/agents', retry: 'read' }));
	const items = agents.map((agent) => {
		const login = text(agent, ['login']);
		const name = [text(agent, ['name']), text(agent, ['surname'])].filter(Boolean).join(' ');
		const label = name === '' ? login : `${name} (${login})`;
		return { name: agent.active === false ? `${label} - inactive` : label, value: login };
	});
	return matching(
		items.filter(({ value }) => value !== ''),
		filter,
	);
}

export async function searchStatuses(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return matching((await dictionary(this, '/ticket_statuses')).map(toItem), filter);
}

/** The status chosen beside the sub-status, in Create, Update or Close. */
function chosenStatus(context: ILoadOptionsFunctions): string {
	for (const path of ['additionalFields.statusId', 'updateFields.statusId', 'statusId']) {
		const chosen = context.getCurrentNodeParameter(path);
		const value = isRecord(chosen) && 'value' in chosen ? chosen.value : chosen;
		if (typeof value === 'string' || typeof value === 'number') return String(value);
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
