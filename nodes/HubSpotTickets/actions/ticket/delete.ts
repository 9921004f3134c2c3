import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { asNodeError } from '../../../shared/errors';
import type { BatchOperation, BatchResult } from '../../../shared/operation';
import { chunks } from '../../../shared/pages';
import { itemParameters } from '../../../shared/parameters';
import { BATCH_SIZE, planAll } from '../../batches';
import { ticketField } from '../../fields';
import { readTicketId } from '../../ticket';
import { hubSpotRequest } from '../../transport';

const properties = [ticketField] as const satisfies INodeProperties[];

function readId(context: IExecuteFunctions, itemIndex: number): string {
	return readTicketId(context, itemParameters(context, itemIndex, properties)('ticketId'), itemIndex);
}

/** HubSpot does not tell whether there was a ticket (spec 5.2): what counts is that it is gone. */
const deleted = (id: string) => ({ id, deleted: true });

export const remove: BatchOperation = {
	name: 'Delete',
	action: 'Delete a ticket',
	description: 'Move a ticket to the recycle bin, where it can be restored for 90 days',
	properties: [...properties],

	async execute(itemIndex) {
		const id = readId(this, itemIndex);
		await hubSpotRequest(
			this,
			{ family: 'objects', method: 'DELETE', path: `/tickets/${id}`, retry: 'idempotentWrite' },
			itemIndex,
		);
		return deleted(id);
	},

	async executeBatch(itemIndexes) {
		const results: BatchResult = new Map();
		const planned = await planAll(this, itemIndexes, results, (itemIndex) => ({ id: readId(this, itemIndex) }));
		for (const ids of chunks([...new Set(planned.map(({ id }) => id))], BATCH_SIZE)) {
			if (this.getExecutionCancelSignal()?.aborted) break;
			const chunk = planned.filter(({ id }) => ids.includes(id));
			try {
				await hubSpotRequest(this, {
					family: 'objects',
					method: 'POST',
					path: '/tickets/batch/archive',
					body: { inputs: ids.map((id) => ({ id })) },
					retry: 'idempotentWrite',
				});
				for (const { id, itemIndex } of chunk) results.set(itemIndex, deleted(id));
			} catch (error) {
				const failure = asNodeError(this.getNode(), error);
				if (!this.continueOnFail()) throw failure;
				for (const { itemIndex } of chunk) results.set(itemIndex, failure);
			}
		}
		return results;
	},
};
