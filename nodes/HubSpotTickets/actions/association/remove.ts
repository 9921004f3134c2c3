import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { BatchOperation, BatchResult } from '../../../shared/operation';
import { DEFAULT_TYPES } from '../../associations';
import { planAll } from '../../batches';
import { throwInner } from '../../settling';
import type { HubSpotRequest } from '../../transport';
import { apiVersion, hubSpotRequest } from '../../transport';
import type { Planned } from './batch';
import { oneByOne, outputOf, removeMany } from './batch';
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

async function plan(context: IExecuteFunctions, itemIndex: number): Promise<Omit<Planned, 'itemIndex'>> {
	const pair = readPair(context, itemIndex);
	if (pair.typeId === undefined) return pair;
	return { ...pair, spec: await toSpec(context, pair.kind, pair.typeId, itemIndex) };
}

export const remove: BatchOperation = {
	name: 'Remove',
	action: 'Remove an association',
	description:
		'End the association of a ticket with another record, or take one label off it; many items are sent in batches',
	properties: [...properties],

	async execute(itemIndex) {
		const pair = readPair(this, itemIndex);
		throwInner(this, await hubSpotRequest(this, await request(this, pair, itemIndex), itemIndex), itemIndex);
		return outputOf(pair, { removed: true });
	},

	async executeBatch(itemIndexes) {
		if (apiVersion(this) === 'v3') {
			return await oneByOne(this, itemIndexes, async (itemIndex) => await remove.execute.call(this, itemIndex));
		}
		const results: BatchResult = new Map();
		const planned = await planAll(this, itemIndexes, results, async (itemIndex) => await plan(this, itemIndex));
		await removeMany(this, planned, results);
		return results;
	},
};
