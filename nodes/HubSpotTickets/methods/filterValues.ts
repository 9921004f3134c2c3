import type { ILoadOptionsFunctions, INodeListSearchResult, INodePropertyOptions } from 'n8n-workflow';

import { matching } from '../../shared/parameters/listSearch';
import { isRecord } from '../../shared/isRecord';
import { allDefinitions, owners, pipelines } from '../crm/metadata';

/** What the property of a filter row can be compared with, by the labels that people know. */

function propertyOfRow(context: ILoadOptionsFunctions): string {
	const raw: unknown = context.getCurrentNodeParameter('&propertyName');
	const value = isRecord(raw) ? raw.value : raw;
	return typeof value === 'string' ? value : '';
}

async function valuesOf(context: ILoadOptionsFunctions, given: string): Promise<INodePropertyOptions[]> {
	if (given === 'hs_pipeline') return (await pipelines(context)).map(({ id, label }) => ({ name: label, value: id }));
	if (given === 'hs_pipeline_stage') {
		return (await pipelines(context)).flatMap((pipeline) =>
			pipeline.stages.map((stage) => ({ name: `${pipeline.label} / ${stage.label}`, value: stage.id })),
		);
	}
	const property = (await allDefinitions(context)).find(({ name, label }) => name === given || label === given);
	if (property === undefined) return [];
	if (property.isOwner) return (await owners(context)).map(({ id, label }) => ({ name: label, value: id }));
	if (property.type === 'bool' && property.options.length === 0) {
		return [
			{ name: 'Yes', value: 'true' },
			{ name: 'No', value: 'false' },
		];
	}
	return property.options.map(({ label, value }) => ({ name: label, value }));
}

export async function getFilterValues(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await valuesOf(this, propertyOfRow(this));
}

/** A property that has no choices takes what is typed into the search box. */
export async function searchFilterValues(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const choices = await valuesOf(this, propertyOfRow(this));
	const typed = (filter ?? '').trim();
	if (choices.length === 0 && typed !== '') return { results: [{ name: typed, value: typed }] };
	return matching(
		choices.map(({ name, value }) => ({ name, value })),
		filter,
	);
}
