import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { asNodeError } from '../../../shared/errors';
import type { BatchOperation, BatchResult } from '../../../shared/operation';
import { firstAlone } from '../../../shared/parallel';
import { itemParameters } from '../../../shared/parameters';
import { BATCH_SIZE, OVERLAP, planAll } from '../../batches';
import { ticketField } from '../../fields';
import { namedIn } from '../../multiStatus';
import { byTicket, mustStop, refuse, settleSilent } from '../../settling';
import { ignoreMissingOption, isMissing, readTicketId } from '../../ticket';
import { hubSpotRequest } from '../../transport';

const properties = [
	ticketField,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				...ignoreMissingOption,
				description: 'Whether a ticket that HubSpot does not know counts as a result instead of an error',
			},
		],
	},
] as const satisfies INodeProperties[];

interface Doomed {
	id: string;
	ignoreMissing: boolean;
}

function doomed(context: IExecuteFunctions, itemIndex: number): Doomed {
	const parameter = itemParameters(context, itemIndex, properties);
	const { ignoreMissing = false } = parameter('options');
	return { id: readTicketId(context, parameter('ticketId'), itemIndex), ignoreMissing };
}

/** HubSpot mostly does not tell whether there was a ticket (spec 5.2): what counts is that it is gone. */
const deleted = (id: string) => ({ id, deleted: true });
const missing = (id: string) => ({ id, deleted: false });

export const remove: BatchOperation = {
	name: 'Delete',
	action: 'Delete a ticket',
	description: 'Move a ticket to the recycle bin, where it can be restored for 90 days',
	properties: [...properties],

	async execute(itemIndex) {
		const { id, ignoreMissing } = doomed(this, itemIndex);
		const request = { family: 'objects', method: 'DELETE', path: `/tickets/${id}`, retry: 'idempotentWrite' } as const;
		try {
			await hubSpotRequest(this, request, itemIndex);
			return deleted(id);
		} catch (error) {
			if (ignoreMissing && isMissing(error)) return missing(id);
			throw asNodeError(this.getNode(), error, itemIndex);
		}
	},

	async executeBatch(itemIndexes) {
		const results: BatchResult = new Map();
		const planned = await planAll(this, itemIndexes, results, (itemIndex) => doomed(this, itemIndex));
		await firstAlone(byTicket(planned, BATCH_SIZE), OVERLAP, async (chunk) => {
			if (this.getExecutionCancelSignal()?.aborted) return false;
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
				for (const { id, itemIndex, ignoreMissing } of chunk) {
					if (ignoreMissing && isMissing(results.get(itemIndex))) results.set(itemIndex, missing(id));
				}
			} catch (error) {
				refuse(error, chunk, results);
			}
			return !mustStop(this, chunk, results);
		});
		return results;
	},
};
