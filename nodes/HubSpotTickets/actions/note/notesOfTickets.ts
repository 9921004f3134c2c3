import type { IExecuteFunctions } from 'n8n-workflow';

import { asNodeError } from '../../../shared/errors';
import { associatedWith, batchRead, successorOf } from '../../batch/read';
import type { ReturnedFields } from '../../crm/returnedFields';

export interface TicketNotes {
	/** The IDs of the notes by ticket, the highest first. */
	found: Map<string, string[]>;
	failed: Map<string, Error>;
}

const ID_ONLY: ReturnedFields = { properties: ['hs_object_id'], history: [], associations: [], archived: false };

async function idsOf(context: IExecuteFunctions, ticketIds: string[]): Promise<TicketNotes> {
	const { found, failed } = await associatedWith(context, ticketIds, 'notes');
	const sorted = [...found].map(([id, list]): [string, string[]] => [
		id,
		list.map(({ toObjectId }) => String(toObjectId)).sort((a, b) => Number(b) - Number(a)),
	]);
	return { found: new Map(sorted), failed };
}

/**
 * The notes of these tickets. A ticket without notes and one that does not exist look alike in HubSpot's answer, so
 * those without are looked up once more; one that was merged away stands for the ticket that it became.
 */
export async function notesOf(context: IExecuteFunctions, ticketIds: string[]): Promise<TicketNotes> {
	const notes = await idsOf(context, [...new Set(ticketIds)]);
	const empty = ticketIds.filter((id) => !notes.found.has(id) && !notes.failed.has(id));
	if (empty.length === 0) return notes;
	const tickets = await batchRead(context, empty, ID_ONLY);
	for (const id of new Set(empty)) {
		if (tickets.found.has(id)) continue;
		try {
			const successor = await successorOf(context, id);
			const { found, failed } = await idsOf(context, [successor]);
			const failure = failed.get(successor);
			if (failure !== undefined) notes.failed.set(id, failure);
			else notes.found.set(id, found.get(successor) ?? []);
		} catch (error) {
			notes.failed.set(id, asNodeError(context.getNode(), error));
		}
	}
	return notes;
}
