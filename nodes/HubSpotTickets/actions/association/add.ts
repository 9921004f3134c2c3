import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { SingleOperation } from '../../../shared/operation';
import { itemParameters } from '../../../shared/parameters';
import { isRecord } from '../../../shared/records';
import type { AssociationSpec } from '../../associations';
import { DEFAULT_TYPES } from '../../associations';
import { associatedWith } from '../../reading';
import type { HubSpotRequest } from '../../transport';
import { apiVersion, hubSpotRequest } from '../../transport';
import type { Pair } from './fields';
import { pairFields, readPair, toSpec, typeField } from './fields';

const properties = [
	...pairFields,
	typeField('What the other record is to the ticket. Without one they are associated without a label.'),
	{
		displayName: 'Keep Existing Labels',
		name: 'keepLabels',
		type: 'boolean',
		default: true,
		description: 'Whether labels that the two records already have are kept. API version V3 always keeps them.',
	},
] as const satisfies INodeProperties[];

/** The labels that the pair has already: a labelled PUT replaces them (spec 8.2). */
async function existingSpecs(
	context: IExecuteFunctions,
	{ ticketId, kind, otherId }: Pair,
): Promise<AssociationSpec[]> {
	const { found, failed } = await associatedWith(context, [ticketId], kind);
	// Without knowing them a label would be lost.
	for (const failure of failed.values()) throw failure;
	const link = found.get(ticketId)?.find(({ toObjectId }) => String(toObjectId) === otherId);
	const types = Array.isArray(link?.associationTypes) ? link.associationTypes.filter(isRecord) : [];
	return types.map(({ category, typeId }) => ({
		associationCategory: String(category),
		associationTypeId: Number(typeId),
	}));
}

async function request(context: IExecuteFunctions, pair: Pair, itemIndex: number): Promise<HubSpotRequest> {
	const { ticketId, kind, otherId, typeId } = pair;
	const put = (path: string, body?: IDataObject[]): HubSpotRequest => ({
		family: 'objects',
		method: 'PUT',
		path: `/tickets/${ticketId}/associations/${path}`,
		...(body === undefined ? {} : { body }),
		retry: 'idempotentWrite',
	});
	if (apiVersion(context) === 'v3') return put(`${kind}/${otherId}/${typeId ?? DEFAULT_TYPES[kind]}`);
	if (typeId === undefined) return put(`default/${kind}/${otherId}`);

	const added = await toSpec(context, kind, typeId, itemIndex);
	const keep = itemParameters(context, itemIndex, properties)('keepLabels');
	const kept = keep ? await existingSpecs(context, pair) : [];
	return put(`${kind}/${otherId}`, [...kept.filter((spec) => spec.associationTypeId !== typeId), added]);
}

export const add: SingleOperation = {
	name: 'Add',
	action: 'Add an association',
	description: 'Associate a ticket with another record',
	properties: [...properties],

	async execute(itemIndex) {
		const pair = readPair(this, itemIndex);
		const answer = await hubSpotRequest(this, await request(this, pair, itemIndex), itemIndex);
		// Each form of the call answers with something else; only the labels are news.
		const labels = isRecord(answer) && Array.isArray(answer.labels) ? { labels: answer.labels } : {};
		return { id: pair.ticketId, toObjectType: pair.kind, toObjectId: pair.otherId, ...labels };
	},
};
