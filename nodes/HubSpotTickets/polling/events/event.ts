import type { IDataObject, INodeProperties, IPollFunctions } from 'n8n-workflow';

import type { Stages } from '../../crm/metadata';
import type { CrmRecord } from '../../crm/record';
import { lastModified, propertyOf } from '../../crm/record';
import { HIT_PROPERTIES } from '../feeds/tickets';
import type { Filters, TicketPredicate } from '../filters';
import { searchFilters } from '../filters';
import { searchRecords } from '../records';
import type { ChangedRecord, ChangeFeed, SearchFilter, State, TicketEvent } from '../types';

/** What the user asks for. */
export interface TriggerSettings {
	filters: Filters;
	/** The properties whose changes count, see `PollingEvent`. */
	watched: string[];
}

/** What the events of a page of records are told by. */
export interface ScanContext {
	settings: TriggerSettings;
	matches: TicketPredicate;
	stages: Stages;
}

/** What a test in the editor shows. */
export interface EventSample {
	/** The newest records, the newest first, to look through for one to which it happened. */
	candidates(context: IPollFunctions, settings: TriggerSettings): Promise<CrmRecord[]>;
	/**
	 * Where it happened to no ticket yet: what would come out beside this one. Undefined where there is nothing to show
	 * without a record of it.
	 */
	wouldBe: ((ticket: CrmRecord, settings: TriggerSettings, stages: Stages) => IDataObject) | undefined;
	/** What the user is told when there is nothing to show. */
	nothing: { message: string; description: string };
}

/** Everything about one choice in the Event drop-down. */
export interface PollingEvent {
	/** In the drop-down, on the canvas and in the documentation. */
	label: string;
	description: string;
	/** Parameters and notices that are shown for this event only. */
	parameters: readonly INodeProperties[];
	/** What this event only has among the Options. */
	options: readonly INodeProperties[];
	/** The properties whose changes count; none where every change does, or where changes do not matter. */
	watched(context: IPollFunctions): string[];
	/** The records that the scan goes through. */
	feed: ChangeFeed;
	/** Whether `events` and `sample` need the stages. */
	needsStages: boolean;
	/** Narrows the search. Only what holds for the ticket as it is now can be asked of the index. */
	search(settings: TriggerSettings): SearchFilter[];
	/** Properties whose history is needed to find the events of these hits. */
	history(settings: TriggerSettings, hits: readonly CrmRecord[]): string[];
	/** Whether the scan shows that there may be something new, so that the ticket has to be read. */
	mayBeNew(hit: CrmRecord, state: State): boolean;
	events(changed: ChangedRecord, scanContext: ScanContext, state: State): TicketEvent[];
	/** Whether a ticket that another one of the same scan has taken over is none of these events. */
	skipsMergedAway: boolean;
	/** Up to where the record is dealt with after it was read. */
	doneUpTo(changed: ChangedRecord): number;
	sample: EventSample;
}

/** For events that have no parameters of their own, and to which changes of single properties do not matter. */
export const noParameters = {
	parameters: [],
	options: [],
	watched: () => [],
} satisfies Partial<PollingEvent>;

export const changedSince = (hit: CrmRecord, state: State): boolean =>
	lastModified(hit) > (state.seen.get(hit.id) ?? -1);

/** Whether the values pass that the ticket has now. */
export const isWanted = (ticket: CrmRecord, matches: TicketPredicate): boolean =>
	matches((name) => propertyOf(ticket, name));

/** So many of the newest records are looked through for one to which it happened. */
export const LOOK_THROUGH = 50;

/** Samples of tickets that are not deleted. */
export function ticketSample(
	sort: 'hs_lastmodifieddate' | 'hs_object_id',
	wouldBe: NonNullable<EventSample['wouldBe']>,
): EventSample {
	return {
		candidates: async (context, { filters }) =>
			await searchRecords(context, 'tickets', {
				filters: searchFilters(filters),
				sort,
				direction: 'DESCENDING',
				properties: HIT_PROPERTIES,
				limit: LOOK_THROUGH,
			}),
		wouldBe,
		nothing: {
			message: 'There is no ticket to show as a sample',
			description:
				'Create a ticket in HubSpot, or remove the filters of this trigger, then test again. An active workflow needs no sample: it starts by itself when something happens.',
		},
	};
}
