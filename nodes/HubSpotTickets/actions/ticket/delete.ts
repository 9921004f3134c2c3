import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { BatchOperation, BatchResult } from '../../../shared/operation';
import { itemParameters } from '../../../shared/parameters';
import { BATCH_SIZE, planAll } from '../../batches';
import { ticketField } from '../../fields';
import { namedIn } from '../../multiStatus';
import { byTicket, mustStop, refuse, settleSilent } from '../../settling';
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
		for (const chunk of byTicket(planned, BATCH_SIZE)) {
			if (this.getExecutionCancelSignal()?.aborted) break;
			try {
				const body = await hubSpotRequest(this, {
					family: 'objects',
					method: 'POST',
					path: '/tickets/batch/archive',
					body: { inputs: [...new Set(chunk.map(({ id }) => id))].map((id) => ({ id })) },
					retry: 'idempotentWrite',
				});
				settleSilent(this, chunk, body, results, {
					owners: (error) => chunk.filter(({ id }) => namedIn(error, 'ids').includes(id)),
					output: ({ id }) => deleted(id),
				});
			} catch (error) {
				refuse(error, chunk, results);
			}
			if (mustStop(this, chunk, results)) break;
		}
		return results;
	},
};
