import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { asNodeError } from '../../../shared/errors';
import type { BatchOperation, BatchResult } from '../../../shared/operation';
import { groupBy } from '../../../shared/pages';
import { itemParameters } from '../../../shared/parameters';
import { asRecords } from '../../../shared/rest';
import { BATCH_SIZE, planAll } from '../../batches';
import { ticketField } from '../../fields';
import { addAssociations, addProperties, batchRead, completeAssociations } from '../../reading';
import { byTicket, mustStop, refuse } from '../../settling';
import { readTicketId, simplifyTicket } from '../../ticket';
import { hubSpotRequest } from '../../transport';
import type { View } from '../../view';
import { fitsUrl, pageSize, readView, viewFields, viewQuery, withoutProperties } from '../../view';

const properties = [ticketField, ...viewFields] as const satisfies INodeProperties[];

interface Wanted {
	id: string;
	view: View;
}

async function wanted(context: IExecuteFunctions, itemIndex: number): Promise<Wanted> {
	const parameter = itemParameters(context, itemIndex, properties);
	return {
		id: readTicketId(context, parameter('ticketId'), itemIndex),
		view: await readView(context, itemIndex),
	};
}

/** One ticket; the ID of one that was merged away leads to the result (spec 5.2). */
async function readOne(context: IExecuteFunctions, { id, view }: Wanted, itemIndex: number): Promise<IDataObject[]> {
	const short = fitsUrl(view) ? view : withoutProperties(view);
	const answer = await hubSpotRequest(
		context,
		{ family: 'objects', method: 'GET', path: `/tickets/${id}`, qs: viewQuery(short), retry: 'read' },
		itemIndex,
	);
	const tickets = [asRecords(answer)].flat();
	await completeAssociations(context, tickets);
	if (short !== view) await addProperties(context, tickets, view);
	return tickets;
}

type Planned = Wanted & { itemIndex: number };

async function readChunk(
	context: IExecuteFunctions,
	chunk: Planned[],
	view: View,
	results: BatchResult,
): Promise<void> {
	const { found, missing } = await batchRead(
		context,
		chunk.map(({ id }) => id),
		view,
	);
	await addAssociations(context, [...found.values()], view.associations);
	for (const entry of chunk) {
		const known = found.get(entry.id) ?? missing.get(entry.id);
		if (known !== undefined) results.set(entry.itemIndex, known);
	}
	// IDs that were merged away are passed over in silence (spec 7), but a single read knows them.
	for (const entry of chunk.filter(({ itemIndex }) => !results.has(itemIndex))) {
		try {
			results.set(entry.itemIndex, await readOne(context, entry, entry.itemIndex));
		} catch (error) {
			results.set(entry.itemIndex, asNodeError(context.getNode(), error, entry.itemIndex));
		}
	}
}

const sizeFor = ([first]: Planned[]) => (first === undefined ? BATCH_SIZE : pageSize(first.view));

export const get: BatchOperation = {
	name: 'Get',
	action: 'Get a ticket',
	description: 'Get a ticket by its ID; many items are read in batches of 100',
	properties: [...properties],
	simplify: simplifyTicket,

	async execute(itemIndex) {
		return await readOne(this, await wanted(this, itemIndex), itemIndex);
	},

	async executeBatch(itemIndexes) {
		const results: BatchResult = new Map();
		const planned = await planAll(this, itemIndexes, results, async (itemIndex) => await wanted(this, itemIndex));
		const groups = groupBy(planned, ({ view }) => JSON.stringify(view));
		for (const chunk of groups.flatMap((group) => byTicket(group, sizeFor(group)))) {
			const [first] = chunk;
			if (first === undefined || this.getExecutionCancelSignal()?.aborted) break;
			try {
				await readChunk(this, chunk, first.view, results);
			} catch (error) {
				refuse(error, chunk, results);
			}
			if (mustStop(this, chunk, results)) break;
		}
		return results;
	},
};
