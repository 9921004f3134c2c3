import type { IDataObject } from 'n8n-workflow';

import { apiError } from '../../../shared/errors';
import type { ApiContext } from '../../../shared/http/types';
import { chunks } from '../../../shared/http/pagination';
import { isRecord } from '../../../shared/isRecord';
import { describeBatchError, batchErrors, isNotFound } from '../../batch/errors';
import { hubSpotRequest, nextPage, results } from '../../transport';
import { nextRecords, propertyOf, readRecords, searchRecords } from '../records';
import { toTimestamp } from '../../crm/timestamps';
import type { ChangedRecord, ChangeFeed } from '../types';

/** HubSpot's own stamp; the date that people see (`hs_timestamp`) is theirs to choose. */
const CREATED = 'hs_createdate';

const NOTE_PROPERTIES = [
	'hs_attachment_ids',
	CREATED,
	'hs_lastmodifieddate',
	'hs_note_body',
	'hs_object_id',
	'hs_timestamp',
	'hubspot_owner_id',
];

/** HubSpot takes so many records in one read of associations. */
const MOST_SOURCES = 1_000;

export const noteCreated = (note: IDataObject): number =>
	toTimestamp(propertyOf(note, CREATED)) ?? toTimestamp(note.createdAt) ?? 0;

/** The newest notes, whatever they were written on. */
export async function newestNotes(context: ApiContext, limit: number) {
	return await searchRecords(context, 'notes', {
		filters: [],
		sort: CREATED,
		direction: 'DESCENDING',
		properties: [CREATED],
		limit,
	});
}

async function newestCreation(context: ApiContext): Promise<number | undefined> {
	const [newest] = await newestNotes(context, 1);
	return newest === undefined ? undefined : noteCreated(newest);
}

/** The IDs of the tickets by the ID of the note. */
async function ticketsOf(context: ApiContext, noteIds: string[]): Promise<Map<string, Set<string>>> {
	const found = new Map<string, Set<string>>();
	let inputs: IDataObject[] = noteIds.map((id) => ({ id }));
	while (inputs.length > 0) {
		const following: IDataObject[] = [];
		for (const chunk of chunks(inputs, MOST_SOURCES)) {
			const body = await hubSpotRequest(context, {
				family: 'associations',
				method: 'POST',
				path: '/notes/tickets/batch/read',
				body: { inputs: chunk },
				retry: 'read',
			});
			// A note without any ticket is "not found" here.
			const failure = batchErrors(body).find((error) => !isNotFound(error));
			if (failure !== undefined) throw apiError(context.getNode(), describeBatchError(failure));
			for (const { from, to, paging } of results(body)) {
				const id = isRecord(from) ? String(from.id) : '';
				const tickets = found.get(id) ?? new Set();
				for (const { toObjectId } of Array.isArray(to) ? to.filter(isRecord) : []) tickets.add(String(toObjectId));
				found.set(id, tickets);
				const after = nextPage({ paging });
				if (after !== undefined) following.push({ id, after });
			}
		}
		inputs = following;
	}
	return found;
}

/**
 * The notes, by when they were written. A note that is on no ticket yet brings no reading, so that it is looked at again
 * for as long as it is in the window: apps often make the note first and associate it then.
 */
export const notes: ChangeFeed = {
	start: newestCreation,
	newest: newestCreation,
	next: async (context, from, position) =>
		await nextRecords(context, 'notes', { timestamp: CREATED, from, position, narrow: [], properties: [CREATED] }),

	async read(context, hits, wanted) {
		const ids = hits.map(({ id }) => id);
		const ticketIds = await ticketsOf(context, ids);
		const own = { properties: NOTE_PROPERTIES, history: [] };
		const written = await readRecords(context, 'notes', [...ticketIds.keys()], own);
		const all = [...new Set([...written.keys()].flatMap((id) => [...(ticketIds.get(id) ?? [])]))];
		const tickets = await readRecords(context, 'tickets', all, wanted);
		return hits.flatMap((hit) => {
			const note = written.get(hit.id);
			return [...(ticketIds.get(hit.id) ?? [])].flatMap((id): ChangedRecord[] => {
				const ticket = tickets.get(id);
				return note === undefined || ticket === undefined ? [] : [{ hit, ticket, note }];
			});
		});
	},
};
