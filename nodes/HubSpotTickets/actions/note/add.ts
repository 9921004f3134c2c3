import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { BatchOperation } from '../../../shared/operations/operation';
import { itemParameters } from '../../../shared/parameters/reader';
import { asRecords } from '../../../shared/operations/restOperation';
import { writeInBatches } from '../../batch/write';
import { ticketField } from '../../crm/ticketFields';
import { bodyField, createNote, FIND_NOTE, formatField, newNote, noteOptions } from './note';
import { readTicketId } from '../../crm/recordId';
import { simplifyTicket } from '../../crm/ticket';

const properties = [
	ticketField,
	{ ...bodyField, required: true },
	formatField,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [...noteOptions],
	},
] as const satisfies INodeProperties[];

async function noteBody(context: IExecuteFunctions, itemIndex: number): Promise<IDataObject> {
	const parameter = itemParameters(context, itemIndex, properties);
	const ticketId = readTicketId(context, parameter('ticketId'), itemIndex);
	const values = { ...parameter('options'), body: parameter('body'), bodyFormat: parameter('bodyFormat') };
	return await newNote(context, ticketId, values, itemIndex);
}

export const add: BatchOperation = {
	name: 'Add',
	action: 'Add a note to a ticket',
	description: 'Write a note on a ticket; many items are written in batches of 100',
	properties: [...properties],
	simplify: simplifyTicket,

	async execute(itemIndex) {
		return asRecords(await createNote(this, await noteBody(this, itemIndex), itemIndex));
	},

	async executeBatch(itemIndexes) {
		return await writeInBatches(this, itemIndexes, {
			path: '/notes/batch/create',
			retry: 'unsafeWrite',
			singleFallback: { none: 'A new note has no ID that could have been merged away.' },
			reconcileHint: FIND_NOTE,
			input: async (itemIndex) => ({ body: await noteBody(this, itemIndex) }),
		});
	},
};
