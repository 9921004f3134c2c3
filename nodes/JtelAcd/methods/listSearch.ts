import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { matching } from '../../shared/parameters/listSearch';
import { eventTypes } from '../actions/event/eventTypes';
import { jtelList } from '../transport';
import type { Label } from './labels';
import { byName, labeled, serviceNumberLabel, text, userLabel } from './labels';
import { safeString } from '../../shared/safeConversion';

/** The records of a list that have the text in their label or ID. */
async function search(
	context: ILoadOptionsFunctions,
	path: string,
	label: Label,
	filter?: string,
): Promise<INodeListSearchResult> {
	return matching(await labeled(context, path, label), filter);
}

export async function searchGroups(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await search(this, '/acd/groups', byName, filter);
}

export async function searchUsers(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await search(this, '/users', userLabel, filter);
}

export async function searchServiceNumbers(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await search(this, '/serviceNumbers', serviceNumberLabel, filter);
}

/** Service numbers by their number, as the Receiver of an event wants them. */
export async function searchReceivers(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const found = await jtelList(this, '/serviceNumbers');
	return matching(
		found
			.filter((record) => text(record, 'Name') !== '')
			.map((record) => ({ name: serviceNumberLabel(record), value: text(record, 'Name') })),
		filter,
	);
}

export async function searchCockpitVariables(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await search(this, '/cockpitVariables', byName, filter);
}

export async function searchCampaigns(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await search(this, '/dialler/campaigns', byName, filter);
}

export async function searchEventTypes(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const types = await eventTypes(this);
	return matching(
		types.map((type) => ({ name: type.label, value: safeString(type.ID) })),
		filter,
	);
}
