import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { matching } from '../../shared/parameters/listSearch';
import { isRecord } from '../../shared/isRecord';
import { associationLabels, NO_LABEL } from '../crm/associations';
import { owners, pipelines, propertyDefinitions } from '../crm/metadata';
import { hubSpotRequest, results, wholeList } from '../transport';
import { listRecords } from './records';
import { plainText } from '../../shared/safeConversion';
import { recordOf } from '../../shared/http/shapes';

export { searchAttachments, searchNotes, searchTasks } from './activities';
export { searchFilterValues } from './filterValues';
export { searchArchivedConversations, searchChannelAccounts, searchConversations, searchInboxes } from './inboxes';

/** What the neighboring locator is set to; in a collection it is found beside the one that asks (`&`). */
function chosen(context: ILoadOptionsFunctions, ...paths: string[]): string {
	for (const path of paths) {
		const raw: unknown = context.getCurrentNodeParameter(path);
		const value = isRecord(raw) && 'value' in raw ? raw.value : raw;
		if (typeof value === 'string' && value !== '' && !value.startsWith('=')) return value;
	}
	return '';
}

export async function searchPipelines(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return matching(
		(await pipelines(this)).map(({ id, label }) => ({ name: label, value: id })),
		filter,
	);
}

/** The stages of the chosen pipeline; without one those of all, as "Pipeline / Stage". */
export async function searchStages(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const pipelineId = chosen(this, 'pipelineId', '&pipelineId', 'updateFields.pipelineId');
	const all = await pipelines(this);
	const own = all.find(({ id }) => id === pipelineId);
	const items =
		own === undefined
			? all.flatMap((pipeline) =>
					pipeline.stages.map((stage) => ({ name: `${pipeline.label} / ${stage.label}`, value: stage.id })),
				)
			: own.stages.map(({ id, label }) => ({ name: label, value: id }));
	return matching(items, filter);
}

export async function searchOwners(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return matching(
		(await owners(this)).map(({ id, label }) => ({ name: label, value: id })),
		filter,
	);
}

export async function searchProperties(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return matching(
		(await propertyDefinitions(this)).map(({ name, label }) => ({ name: label, value: name })),
		filter,
	);
}

/** Properties by which a ticket can be found instead of by its ID. */
export async function searchUniqueProperties(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const unique = (await propertyDefinitions(this)).filter(
		(property) => property.unique && !property.name.startsWith('hs_'),
	);
	return matching(
		unique.map(({ name, label }) => ({ name: label, value: name })),
		filter,
	);
}

async function optionsOf(
	context: ILoadOptionsFunctions,
	propertyName: string,
	filter: string | undefined,
): Promise<INodeListSearchResult> {
	const property = (await propertyDefinitions(context)).find(({ name }) => name === propertyName);
	return matching(
		(property?.options ?? []).map(({ label, value }) => ({ name: label, value })),
		filter,
	);
}

export async function searchPriorities(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await optionsOf(this, 'hs_ticket_priority', filter);
}

export async function searchSources(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await optionsOf(this, 'source_type', filter);
}

/** How a ticket can be associated with the chosen kind of record. */
export async function searchAssociationTypes(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const labels = await associationLabels(this, chosen(this, 'toObjectType') || 'contacts');
	return matching(
		labels.map(({ typeId, label }) => ({ name: label === '' ? NO_LABEL : label, value: String(typeId) })),
		filter,
	);
}

export async function searchTickets(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await listRecords(this, 'tickets', filter, paginationToken);
}

export async function searchContacts(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await listRecords(this, 'contacts', filter, paginationToken);
}

export async function searchCompanies(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await listRecords(this, 'companies', filter, paginationToken);
}

/** Records of the kind that the association leads to. */
export async function searchRecords(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await listRecords(this, chosen(this, 'toObjectType') || 'contacts', filter, paginationToken);
}

export async function searchPropertyGroups(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const request = {
		family: 'properties',
		method: 'GET',
		path: '/tickets/groups',
		retry: 'read',
		expects: wholeList(recordOf('name')),
	} as const;
	const groups = results(await hubSpotRequest(this, request)).filter(({ archived }) => archived !== true);
	return matching(
		groups.map(({ name, label }) => ({ name: plainText(label) || plainText(name), value: plainText(name) })),
		filter,
	);
}
