import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { SingleOperation } from '../../../shared/operation';
import { DEFAULT_TYPES } from '../../associations';
import type { HubSpotRequest } from '../../transport';
import { apiVersion, hubSpotRequest } from '../../transport';
import type { Pair } from './fields';
import { pairFields, readPair, toSpec, typeField } from './fields';

const properties = [
	...pairFields,
	typeField('The label to remove. Without one the two records are no longer associated at all.'),
] as const satisfies INodeProperties[];

async function request(context: IExecuteFunctions, pair: Pair, itemIndex: number): Promise<HubSpotRequest> {
	const { ticketId, kind, otherId, typeId } = pair;
	const path = `/tickets/${ticketId}/associations/${kind}/${otherId}`;
	const remove = { family: 'objects', method: 'DELETE', retry: 'idempotentWrite' } as const;
	if (apiVersion(context) === 'v3') return { ...remove, path: `${path}/${typeId ?? DEFAULT_TYPES[kind]}` };
	if (typeId === undefined) return { ...remove, path };
	const types = [await toSpec(context, kind, typeId, itemIndex)];
	return {
		family: 'associations',
		method: 'POST',
		path: `/tickets/${kind}/batch/labels/archive`,
		body: { inputs: [{ from: { id: ticketId }, to: { id: otherId }, types }] },
		retry: 'idempotentWrite',
	};
}

export const remove: SingleOperation = {
	name: 'Remove',
	action: 'Remove an association',
	description: 'End the association of a ticket with another record, or take one label off it',
	properties: [...properties],

	async execute(itemIndex) {
		const pair = readPair(this, itemIndex);
		await hubSpotRequest(this, await request(this, pair, itemIndex), itemIndex);
		return { id: pair.ticketId, toObjectType: pair.kind, toObjectId: pair.otherId, removed: true };
	},
};
