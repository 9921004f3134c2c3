import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { BatchOperation } from '../../../shared/operations/operation';
import { BatchRejected } from '../../../shared/operations/operation';
import { itemParameters } from '../../../shared/parameters/reader';
import { writeInBatches } from '../../batch/write';
import { ticketField } from '../../crm/ticketFields';
import { readId, readTicketId } from '../../crm/recordId';
import { noteField } from './note';
import { hubSpotRequest } from '../../transport';

const properties = [
	ticketField,
	{
		displayName: 'Pinned',
		name: 'pinned',
		type: 'boolean',
		default: true,
		description: 'Whether to pin the note to the top of the ticket. Turn off to unpin whatever is pinned.',
	},
	{
		...noteField,
		description: 'A note of the ticket, chosen from the list or by its ID',
		displayOptions: { show: { pinned: [true] } },
	},
] as const satisfies INodeProperties[];

interface Pin {
	ticketId: string;
	/** Empty to take the pin off. */
	noteId: string;
}

function readPin(context: IExecuteFunctions, itemIndex: number): Pin {
	const parameter = itemParameters(context, itemIndex, properties);
	return {
		ticketId: readTicketId(context, parameter('ticketId'), itemIndex),
		noteId: parameter('pinned')
			? readId(context, { field: 'Note', kind: 'notes' }, parameter('noteId'), itemIndex)
			: '',
	};
}

/** The pin is a property of the ticket. */
const bodyOf = ({ noteId }: Pin) => ({ properties: { hs_pinned_engagement_id: noteId } });

const outputOf = ({ ticketId, noteId }: Pin): IDataObject => ({
	ticketId,
	noteId: noteId || null,
	pinned: noteId !== '',
});

async function pinOne(context: IExecuteFunctions, given: Pin, itemIndex: number): Promise<IDataObject> {
	const request = { method: 'PATCH', path: `/tickets/${given.ticketId}`, body: bodyOf(given) } as const;
	await hubSpotRequest(context, { family: 'objects', ...request, retry: 'idempotentWrite' }, itemIndex);
	return outputOf(given);
}

export const pin: BatchOperation = {
	name: 'Pin',
	action: 'Pin a note to a ticket',
	description: 'Pin a note to the top of its ticket, or unpin it',
	properties: [...properties],

	async execute(itemIndex) {
		return await pinOne(this, readPin(this, itemIndex), itemIndex);
	},

	async executeBatch(itemIndexes) {
		const results = await writeInBatches(this, itemIndexes, {
			path: '/tickets/batch/update',
			retry: 'idempotentWrite',
			input: async (itemIndex) => {
				const given = readPin(this, itemIndex);
				return { id: given.ticketId, body: bodyOf(given) };
			},
			singleFallback: async ({ itemIndex }) => await pinOne(this, readPin(this, itemIndex), itemIndex),
		});
		for (const [itemIndex, result] of results) {
			const failed = result instanceof Error || result instanceof BatchRejected;
			if (!failed) results.set(itemIndex, outputOf(readPin(this, itemIndex)));
		}
		return results;
	},
};
