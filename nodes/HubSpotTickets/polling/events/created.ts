import type { CrmRecord } from '../../crm/record';
import { mergedIds, propertyOf } from '../../crm/record';
import { toTimestamp } from '../../crm/timestamps';
import { liveTickets } from '../feeds/tickets';
import type { TicketPredicate } from '../filters';
import { filterProperties } from '../filters';
import { beganAt, historyOf, valueAt } from '../history';
import type { ChangedRecord } from '../types';
import type { PollingEvent } from './event';
import { noParameters, ticketSample } from './event';

/**
 * When HubSpot itself made the record. `createdate` may be back-dated by whoever writes it, so it is the last resort.
 * A merged ticket may be a new record; it counts from the creation that it took over.
 */
function createdTimestamp({ ticket, hit }: ChangedRecord): number {
	const createdate = toTimestamp(propertyOf(hit, 'createdate'));
	const system =
		toTimestamp(propertyOf(hit, 'hs_createdate')) ??
		historyOf(ticket, 'hs_pipeline_stage')[0]?.timestamp ??
		createdate ??
		0;
	return mergedIds(hit).length > 0 ? Math.min(system, createdate ?? system) : system;
}

/** Whether the values pass that it was created with: what becomes of it later makes it no other creation. */
function wasCreatedWanted(ticket: CrmRecord, matches: TicketPredicate): boolean {
	const began = beganAt(ticket);
	return matches((name) => {
		// No ticket is without these two, even if HubSpot should date them a little later.
		const always = name === 'hs_pipeline' || name === 'hs_pipeline_stage';
		const first = always ? historyOf(ticket, name)[0]?.value : undefined;
		return first ?? valueAt(ticket, name, began);
	});
}

/** The scan goes by change, not by creation date, which can be back-dated: a creation is a change. */
export const created: PollingEvent = {
	label: 'Ticket Created',
	description: 'A ticket was created, whatever its create date says',
	...noParameters,
	feed: liveTickets,
	needsStages: false,
	search: () => [],
	history({ filters }, hits) {
		const names = filterProperties(filters);
		const needed = names.length > 0 || hits.some((hit) => propertyOf(hit, 'hs_createdate') === '');
		return needed ? [...new Set([...names, 'hs_pipeline_stage'])] : [];
	},
	mayBeNew: (hit, state) =>
		!state.seen.has(hit.id) &&
		(toTimestamp(propertyOf(hit, 'hs_createdate')) ?? Number.POSITIVE_INFINITY) >= state.from,
	events(changed, { matches }, state) {
		const { hit, ticket } = changed;
		if (mergedIds(hit).some((id) => state.seen.has(id))) return [];
		return wasCreatedWanted(ticket, matches) ? [{ timestamp: createdTimestamp(changed), fields: {} }] : [];
	},
	skipsMergedAway: false,
	doneUpTo: createdTimestamp,
	// The highest ID is the newest ticket, whatever date was written into it.
	sample: ticketSample('hs_object_id', () => ({})),
};
