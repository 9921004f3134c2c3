import type { IExecuteFunctions } from 'n8n-workflow';

import { pathPart } from '../../../shared/http/url';
import type { BatchOperation, BatchResult } from '../../../shared/operations/operation';
import type { Parameter } from '../../../shared/parameters/types';
import { planBatch } from '../../../shared/operations/planBatch';
import { throwBatchError } from '../../batch/results';
import type { HubSpotRequest } from '../../transport';
import { hubSpotRequest } from '../../transport';
import type { Planned } from './batch';
import { outputOf, removeMany, toLabelRemoval } from './batch';
import { pairFields, readPair, readTypeId, toSpec, typeField } from './fields';

const labelField = {
	...typeField,
	displayName: 'Label',
	required: true,
	description: 'The label to remove. Removing the type that has no label ends the association itself.',
} as const;

const properties = [...pairFields, labelField] as const satisfies Parameter[];

async function plan(context: IExecuteFunctions, itemIndex: number): Promise<Omit<Planned, 'itemIndex'>> {
	const pair = await readPair(context, itemIndex);
	const typeId = readTypeId(context, itemIndex, labelField) ?? 0;
	return { ...pair, spec: await toSpec(context, pair.kind, typeId, itemIndex) };
}

function request(planned: Planned): HubSpotRequest {
	const path = `/tickets/${pathPart('Associated Object', planned.kind)}/batch/labels/archive`;
	const body = { inputs: toLabelRemoval([planned]) };
	return { family: 'associations', method: 'POST', path, body, retry: 'idempotentWrite' };
}

export const removeLabel: BatchOperation = {
	name: 'Remove Label',
	action: 'Remove a label from an association',
	description: 'Remove one label from the association of a ticket with another record; many items are sent in batches',
	properties: [...properties],

	async execute(itemIndex) {
		const planned = { ...(await plan(this, itemIndex)), itemIndex };
		throwBatchError(this, await hubSpotRequest(this, request(planned), itemIndex), itemIndex);
		return outputOf(planned, { removed: true });
	},

	async executeBatch(itemIndexes) {
		const results: BatchResult = new Map();
		const planned = await planBatch(this, itemIndexes, results, async (itemIndex) => await plan(this, itemIndex));
		await removeMany(this, planned, results);
		return results;
	},
};
