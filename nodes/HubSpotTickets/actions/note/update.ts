import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { BatchOperation } from '../../../shared/operations/operation';
import { itemParameters } from '../../../shared/parameters/reader';
import { asRecords } from '../../../shared/operations/restOperation';
import { writeInBatches } from '../../batch/write';
import { simplifyTicket } from '../../crm/ticket';
import { cannotBeCleared, nothingToUpdate } from '../updateErrors';
import { bodyField, formatField, noteField, noteOptions, noteProperties, readNoteId } from './note';
import { hubSpotRequest } from '../../transport';
import { crmRecord } from '../../crm/record';

const [attachmentIds, owner, timestamp] = noteOptions;

const properties = [
	noteField,
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description: 'Only the fields that are added here are changed. An empty value clears the field.',
		options: [
			{ ...attachmentIds, description: 'Comma-separated IDs of the files that are attached from now on' },
			bodyField,
			{ ...formatField, description: 'The format of the body. Has no effect without a body.' },
			owner,
			{ ...timestamp, description: 'Where the note appears in the timeline of the ticket' },
		],
	},
] as const satisfies INodeProperties[];

async function change(context: IExecuteFunctions, itemIndex: number): Promise<{ id: string; body: IDataObject }> {
	const parameter = itemParameters(context, itemIndex, properties);
	const id = readNoteId(context, itemIndex);
	const values = await noteProperties(context, parameter('updateFields'), itemIndex);
	if (values.hs_timestamp === '') throw cannotBeCleared(context, 'Time', 'note', itemIndex);
	if (Object.keys(values).length > 0) return { id, body: { properties: values } };
	throw nothingToUpdate(context, itemIndex);
}

export const update: BatchOperation = {
	name: 'Update',
	action: 'Update a note',
	description: 'Change a note; many items are changed in batches of 100',
	properties: [...properties],
	simplify: simplifyTicket,

	async execute(itemIndex) {
		const { id, body } = await change(this, itemIndex);
		const request = { method: 'PATCH', path: `/notes/${id}`, body, retry: 'idempotentWrite' } as const;
		return asRecords(await hubSpotRequest(this, { family: 'objects', expects: crmRecord, ...request }, itemIndex));
	},

	async executeBatch(itemIndexes) {
		return await writeInBatches(this, itemIndexes, {
			path: '/notes/batch/update',
			retry: 'idempotentWrite',
			singleFallback: { none: 'Notes cannot be merged.' },
			input: async (itemIndex) => await change(this, itemIndex),
		});
	},
};
