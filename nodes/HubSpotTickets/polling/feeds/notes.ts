import type { IDataObject } from 'n8n-workflow';

import type { ApiContext } from '../../../shared/http/types';
import { associatedWith } from '../../batch/read';
import { propertyOf } from '../../crm/record';
import { toTimestamp } from '../../crm/timestamps';
import { nextRecords, readRecords, searchRecords } from '../records';
import type { ChangedRecord, ChangeFeed } from '../types';
import { safeString } from '../../../shared/safeConversion';

/** HubSpot's own timestamp; the date that people see (`hs_timestamp`) is theirs to choose. */
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
	const { found, failed } = await associatedWith(context, noteIds, 'tickets', 'notes');
	for (const failure of failed.values()) throw failure;
	return new Map([...found].map(([id, list]) => [id, new Set(list.map(({ toObjectId }) => safeString(toObjectId)))]));
}

/**
 * The notes, by when they were written. A note that is on no ticket yet is not read, so that the next scans look at it
 * again for as long as they look back: apps often make the note first and associate it then.
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
