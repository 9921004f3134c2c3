import type { IExecuteFunctions } from 'n8n-workflow';

import { pathPart } from '../../../shared/http/url';
import type { BatchOperation, BatchResult } from '../../../shared/operations/operation';
import type { Parameter } from '../../../shared/parameters/types';
import { planBatch } from '../../../shared/operations/planBatch';
import { DEFAULT_TYPES } from '../../crm/associations';
import { throwBatchError } from '../../batch/results';
import type { HubSpotRequest } from '../../transport';
import { apiVersion, hubSpotRequest } from '../../transport';
import { outputOf, removeMany } from './batch';
import type { Pair } from './fields';
import { pairFields, readPair } from './fields';

const properties = [...pairFields] as const satisfies Parameter[];

function request(context: IExecuteFunctions, { ticketId, kind, otherId }: Pair): HubSpotRequest {
	const path = `/tickets/${ticketId}/associations/${pathPart('Associated Object', kind)}/${otherId}`;
	const whole = apiVersion(context) === 'v3' ? `${path}/${DEFAULT_TYPES[kind]}` : path;
	return { family: 'objects', method: 'DELETE', path: whole, retry: 'idempotentWrite' };
}

export const remove: BatchOperation = {
	name: 'Remove',
	action: 'Remove an association',
	description:
		'End the association of a ticket with another record, with all its labels; many items are sent in batches',
	properties: [...properties],

	async execute(itemIndex) {
		const pair = await readPair(this, itemIndex);
		throwBatchError(this, await hubSpotRequest(this, request(this, pair), itemIndex), itemIndex);
		return outputOf(pair, { removed: true });
	},

	async executeBatch(itemIndexes) {
		const results: BatchResult = new Map();
		const planned = await planBatch(this, itemIndexes, results, async (itemIndex) => await readPair(this, itemIndex));
		await removeMany(this, planned, results);
		return results;
	},
};
