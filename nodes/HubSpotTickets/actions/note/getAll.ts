import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { returnAllOrLimit, wantedCount } from '../../../shared/parameters/returnAll';
import type { BatchOperation, BatchResult } from '../../../shared/operations/operation';
import { planBatch } from '../../../shared/operations/planBatch';
import { itemParameters } from '../../../shared/parameters/reader';
import { BATCH_SIZE } from '../../batch/write';
import { ticketField } from '../../crm/ticketFields';
import { NOTE_VIEW } from './note';
import { batchRead } from '../../batch/read';
import { byTicket, mustStop, refuse, resultOf } from '../../batch/results';
import { readTicketId } from '../../crm/recordId';
import { simplifyTicket } from '../../crm/ticket';
import { notesOf } from './notesOfTickets';
import { toTimestamp } from '../../crm/timestamps';

const properties = [ticketField, ...returnAllOrLimit] as const satisfies INodeProperties[];

interface Wanted {
	id: string;
	most: number;
}

function wanted(context: IExecuteFunctions, itemIndex: number): Wanted {
	const parameter = itemParameters(context, itemIndex, properties);
	return { id: readTicketId(context, parameter('ticketId'), itemIndex), most: wantedCount(parameter) };
}

const timeOf = ({ properties: values }: IDataObject): number => toTimestamp(Object(values).hs_timestamp) ?? 0;

/** HubSpot's list has IDs alone, which grow with time: the newest notes are the last ones. */
async function readChunk(
	context: IExecuteFunctions,
	chunk: Array<Wanted & { itemIndex: number }>,
	results: BatchResult,
): Promise<void> {
	const { found, failed } = await notesOf(
		context,
		chunk.map(({ id }) => id),
	);
	const chosen = new Map(chunk.map(({ id, itemIndex, most }) => [itemIndex, (found.get(id) ?? []).slice(0, most)]));
	const notes = await batchRead(context, [...chosen.values()].flat(), NOTE_VIEW);
	for (const { id, itemIndex } of chunk) {
		const ids = chosen.get(itemIndex) ?? [];
		// A note that was deleted in between is no longer one of the ticket.
		const broken = ids
			.map((one) => notes.missing.get(one))
			.find((error) => error !== undefined && error.httpCode !== '404');
		const list = ids.map((one) => notes.found.get(one)).filter((note) => note !== undefined);
		list.sort((a, b) => timeOf(b) - timeOf(a));
		results.set(itemIndex, failed.get(id) ?? broken ?? list);
	}
}

async function run(context: IExecuteFunctions, itemIndexes: number[]): Promise<BatchResult> {
	const results: BatchResult = new Map();
	const planned = await planBatch(context, itemIndexes, results, (itemIndex) => wanted(context, itemIndex));
	for (const chunk of byTicket(planned, BATCH_SIZE)) {
		if (context.getExecutionCancelSignal()?.aborted) break;
		try {
			await readChunk(context, chunk, results);
		} catch (error) {
			refuse(error, chunk, results);
		}
		if (mustStop(context, chunk, results)) break;
	}
	return results;
}

export const getAll: BatchOperation = {
	name: 'Get Many',
	action: 'Get many notes of a ticket',
	description: 'Get the notes of a ticket, the newest first',
	properties: [...properties],
	simplify: simplifyTicket,

	async execute(itemIndex) {
		return resultOf(await run(this, [itemIndex]), itemIndex);
	},

	async executeBatch(itemIndexes) {
		return await run(this, itemIndexes);
	},
};
