import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { allDefinitions, owners, pipelines, propertyDefinitions } from '../crm/metadata';

export { getFilterValues } from './filterValues';

/** Multi-selects cannot be resource locators; they show the same entries. */

export async function getPipelines(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return (await pipelines(this)).map(({ id, label }) => ({ name: label, value: id }));
}

/** The stages of all pipelines: their IDs are unique in the account. */
export async function getStages(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return (await pipelines(this)).flatMap((pipeline) =>
		pipeline.stages.map((stage) => ({ name: `${pipeline.label} / ${stage.label}`, value: stage.id })),
	);
}

export async function getOwners(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return (await owners(this)).map(({ id, label }) => ({ name: label, value: id }));
}

export async function getPriorities(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const priority = (await propertyDefinitions(this)).find(({ name }) => name === 'hs_ticket_priority');
	return (priority?.options ?? []).map(({ label, value }) => ({ name: label, value }));
}

export async function getProperties(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return (await allDefinitions(this)).map(({ name, label }) => ({ name: label, value: name, description: name }));
}
