import type { ApiContext } from '../../../shared/http/types';
import { lastModified } from '../../crm/record';
import { nextRecords, readRecords, searchRecords } from '../records';
import type { ChangeFeed } from '../types';

/** What the trigger itself needs to know of a hit. */
export const HIT_PROPERTIES = ['createdate', 'hs_createdate', 'hs_lastmodifieddate', 'hs_merged_object_ids'];

/** The timestamp of the newest change that the index shows. */
async function newestChange(context: ApiContext): Promise<number | undefined> {
	const [newest] = await searchRecords(context, 'tickets', {
		filters: [],
		sort: 'hs_lastmodifieddate',
		direction: 'DESCENDING',
		properties: HIT_PROPERTIES,
		limit: 1,
	});
	return newest === undefined ? undefined : lastModified(newest);
}

/** The tickets that are not deleted, by their last change. */
export const liveTickets: ChangeFeed = {
	start: newestChange,
	newest: newestChange,
	next: async (context, from, position, narrow) =>
		await nextRecords(context, 'tickets', {
			timestamp: 'hs_lastmodifieddate',
			from,
			position,
			narrow,
			properties: HIT_PROPERTIES,
		}),

	async read(context, hits, wanted) {
		const ids = hits.map(({ id }) => id);
		const tickets = await readRecords(context, 'tickets', ids, wanted);
		return hits.flatMap((hit) => {
			const ticket = tickets.get(hit.id);
			return ticket === undefined ? [] : [{ hit, ticket }];
		});
	},
};
