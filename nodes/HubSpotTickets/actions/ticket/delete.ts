import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { asNodeError } from '../../../shared/errors';
import type { BatchOperation, BatchResult } from '../../../shared/operations/operation';
import { planBatch } from '../../../shared/operations/planBatch';
import { itemParameters } from '../../../shared/parameters/reader';
import { archiveInBatches, deleted, missing } from '../../batch/archive';
import { ticketField } from '../../crm/ticketFields';
import { readTicketId } from '../../crm/recordId';
import { ignoreMissingOption, isMissing } from '../../crm/ticket';
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
				description: 'Whether to return a result instead of an error for a ticket that HubSpot does not have',
			},
		],
	},
] as const satisfies INodeProperties[];

interface ArchiveRequest {
	id: string;
	ignoreMissing: boolean;
}

function requests(context: IExecuteFunctions, itemIndex: number): ArchiveRequest {
	const parameter = itemParameters(context, itemIndex, properties);
	const { ignoreMissing = false } = parameter('options');
	return { id: readTicketId(context, parameter('ticketId'), itemIndex), ignoreMissing };
}

export const remove: BatchOperation = {
	name: 'Delete',
	action: 'Delete a ticket (only a person can restore it)',
	description: 'Move a ticket to the recycle bin; only a person in HubSpot can restore it, for 90 days',
	properties: [...properties],

	async execute(itemIndex) {
		const { id, ignoreMissing } = requests(this, itemIndex);
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
		const planned = await planBatch(this, itemIndexes, results, (itemIndex) => requests(this, itemIndex));
		await archiveInBatches(this, 'tickets', planned, results);
		return results;
	},
};
