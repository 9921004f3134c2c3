import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { apiError } from '../../../shared/errors';
import type { BatchOperation, BatchResult } from '../../../shared/operations/operation';
import { planBatch } from '../../../shared/operations/planBatch';
import { itemParameters } from '../../../shared/parameters/reader';
import { asRecords } from '../../../shared/operations/restOperation';
import { recordOf } from '../../../shared/http/shapes';
import { BATCH_SIZE } from '../../batch/write';
import { readId } from '../../crm/recordId';
import { simplifyTicket } from '../../crm/ticket';
import { NOTE_VIEW, noteField } from './note';
import { associatedWith, batchRead } from '../../batch/read';
import { byTicket, mustStop, refuse } from '../../batch/results';
import { hubSpotRequest } from '../../transport';
import { returnedFieldsQuery } from '../../crm/returnedFields';

const properties = [noteField] as const satisfies INodeProperties[];

const noteId = (context: IExecuteFunctions, itemIndex: number): string =>
	readId(
		context,
		{ field: 'Note', kind: 'notes' },
		itemParameters(context, itemIndex, properties)('noteId'),
		itemIndex,
	);

/** The tickets of a note in the frame of a single read. */
const withTickets = (note: IDataObject, tickets: IDataObject[]): IDataObject => ({
	...note,
	associations: { tickets: { results: tickets.map(({ toObjectId }) => ({ id: String(toObjectId) })) } },
});

async function readChunk(
	context: IExecuteFunctions,
	chunk: Array<{ id: string; itemIndex: number }>,
	results: BatchResult,
): Promise<void> {
	const ids = chunk.map(({ id }) => id);
	const { found, missing } = await batchRead(context, ids, NOTE_VIEW);
	const tickets = await associatedWith(context, [...found.keys()], 'tickets', 'notes');
	for (const { id, itemIndex } of chunk) {
		const note = found.get(id);
		const failure =
			missing.get(id) ??
			tickets.failed.get(id) ??
			apiError(context.getNode(), { message: `HubSpot did not answer about the note ${id}` }, itemIndex);
		const whole = note !== undefined && !tickets.failed.has(id);
		results.set(itemIndex, whole ? withTickets(note, tickets.found.get(id) ?? []) : failure);
	}
}

export const get: BatchOperation = {
	name: 'Get',
	action: 'Get a note',
	description: 'Get a note by its ID; many items are read in batches of 100',
	properties: [...properties],
	simplify: simplifyTicket,

	async execute(itemIndex) {
		const id = noteId(this, itemIndex);
		const qs = returnedFieldsQuery({ ...NOTE_VIEW, associations: ['tickets'] });
		const request = {
			family: 'objects',
			method: 'GET',
			path: `/notes/${id}`,
			qs,
			retry: 'read',
			expects: recordOf('id'),
		} as const;
		return asRecords(await hubSpotRequest(this, request, itemIndex));
	},

	async executeBatch(itemIndexes) {
		const results: BatchResult = new Map();
		const planned = await planBatch(this, itemIndexes, results, (itemIndex) => ({ id: noteId(this, itemIndex) }));
		for (const chunk of byTicket(planned, BATCH_SIZE)) {
			if (this.getExecutionCancelSignal()?.aborted) break;
			try {
				await readChunk(this, chunk, results);
			} catch (error) {
				refuse(error, chunk, results);
			}
			if (mustStop(this, chunk, results)) break;
		}
		return results;
	},
};
