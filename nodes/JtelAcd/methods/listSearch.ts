import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { matching } from '../../shared/parameters/listSearch';
import { eventTypes } from '../actions/event/eventTypes';
import { jtelList } from '../transport';

const text = (record: IDataObject, key: string) => (typeof record[key] === 'string' ? record[key] : '');

type Label = (record: IDataObject) => string;

/** The records of a list that have the text in their label or ID. */
async function search(
	context: ILoadOptionsFunctions,
	path: string,
	label: Label,
	filter?: string,
): Promise<INodeListSearchResult> {
	const found = await jtelList(context, path);
	return matching(
		found.map((record) => ({ name: label(record) || `ID ${String(record.ID)}`, value: String(record.ID) })),
		filter,
	);
}

const byName: Label = (record) => text(record, 'Name');

const userLabel: Label = (user) => {
	const name = [text(user, 'FirstName'), text(user, 'Name')].filter(Boolean).join(' ');
	const uid = text(user, 'UID');
	return name === '' ? uid : `${name} (${uid})`;
};

/** `Name` is the number, `Name2` what people call it. */
const serviceNumberLabel: Label = (record) =>
	text(record, 'Name2') === '' ? text(record, 'Name') : `${text(record, 'Name2')} (${text(record, 'Name')})`;

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
		types.map((type) => ({ name: type.label, value: String(type.ID) })),
		filter,
	);
}
