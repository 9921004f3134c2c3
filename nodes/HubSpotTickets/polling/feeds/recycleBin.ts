import type { IDataObject } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { asNodeError } from '../../../shared/errors';
import type { ApiContext } from '../../../shared/http/types';
import { runConcurrently } from '../../../shared/http/concurrency';
import { recordOf, recordIn } from '../../../shared/http/shapes';
import { crmRecord, crmRecords } from '../../crm/record';
import { hubSpotRequest, nextPage, resultsOf, repeatedPage } from '../../transport';
import { liveTickets } from './tickets';
import { readRecords } from '../records';
import { toTimestamp } from '../../crm/timestamps';
import type { ChangedRecord, ChangeFeed } from '../types';
import { safeString } from '../../../shared/safeConversion';

const PAGE = 100;
const AT_ONCE = 4;

export const deletedAt = (hit: IDataObject): number => toTimestamp(hit.archivedAt) ?? 0;

/** Batch answers say when they were begun: the only place where HubSpot tells the time without any change. */
async function hubSpotTime(context: ApiContext): Promise<number | undefined> {
	const body = await hubSpotRequest(context, {
		family: 'objects',
		method: 'POST',
		path: '/tickets/batch/read',
		// Nobody needs a ticket with this ID; one that does not exist is answered as well.
		body: { inputs: [{ id: '1' }], properties: ['hs_object_id'] },
		retry: 'read',
		expects: resultsOf(recordOf('id')),
	});
	return toTimestamp(recordIn(body).startedAt);
}

/** Asked for by its ID alone, a ticket that was merged into another one answers with that one. */
async function isMergedAway(context: ApiContext, id: string): Promise<boolean> {
	try {
		const request = {
			family: 'objects',
			method: 'GET',
			path: `/tickets/${id}`,
			retry: 'read',
			expects: recordOf('id'),
		} as const;
		const body = await hubSpotRequest(context, request);
		return safeString(recordIn(body).id) !== id;
	} catch (error) {
		if (error instanceof NodeApiError && error.httpCode === '404') return false;
		throw asNodeError(context.getNode(), error);
	}
}

/**
 * The recycle bin. HubSpot lists it by ID only and cannot search it, so each scan goes through all of it;
 * what was deleted during a scan has a timestamp that no earlier scan has shown, and is found by the next one.
 */
export const recycleBin: ChangeFeed = {
	async start(context) {
		const timestamps = [await hubSpotTime(context), await liveTickets.start(context)].flatMap(
			(timestamp) => timestamp ?? [],
		);
		return timestamps.length === 0 ? undefined : Math.max(...timestamps);
	},

	newest: async (_context, { seen }) =>
		[...seen.values()].reduce((newest, timestamp) => Math.max(newest, timestamp), 0),

	async next(context, _from, { lastId, after }) {
		const body = await hubSpotRequest(context, {
			family: 'objects',
			method: 'GET',
			path: '/tickets',
			qs: {
				archived: true,
				limit: PAGE,
				properties: 'hs_merged_object_ids',
				...(after === undefined ? {} : { after }),
			},
			retry: 'read',
			expects: resultsOf(crmRecord),
		});
		const hits = crmRecords(body);
		const following = nextPage(body);
		const reached = Math.max(lastId, ...hits.map(({ id }) => Number(id)));
		const isSame = following === after || (hits.length > 0 && reached === lastId);
		if (following !== undefined && isSame) throw repeatedPage(context);
		return { hits, next: following === undefined ? undefined : { lastId: reached, after: following } };
	},

	async read(context, hits, wanted) {
		const merged = new Set<string>();
		await runConcurrently(hits, AT_ONCE, async ({ id }) => {
			if (await isMergedAway(context, id)) merged.add(id);
			return true;
		});
		const deleted = hits.flatMap(({ id }) => (merged.has(id) ? [] : [id]));
		const tickets = await readRecords(context, 'tickets', deleted, { ...wanted, archived: true });
		return hits.flatMap((hit): ChangedRecord[] => {
			if (merged.has(hit.id)) return [{ hit, ticket: hit, mergedAway: true }];
			const ticket = tickets.get(hit.id);
			return ticket === undefined ? [] : [{ hit, ticket }];
		});
	},
};
