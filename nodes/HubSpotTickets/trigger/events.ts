import type { IDataObject } from 'n8n-workflow';

import { describeChange, historyOf, stageChanges } from './history';
import type { Stages } from './stages';
import type { State } from './state';
import type { Filters, SearchFilter, Ticket } from './tickets';
import { lastModified, propertyOf, searchFilters, stampOf } from './tickets';

/** Something that happened to a ticket. */
export interface TicketEvent {
	stamp: number;
	/** What comes out beside the ticket. */
	fields: IDataObject;
}

/** What a page of the walk is judged with. */
export interface View {
	filters: Filters;
	stages: Stages;
}

/** One choice in the Event drop-down. `hit` is a ticket as the index shows it, `ticket` the same one read afresh. */
export interface EventKind {
	/** Narrows the search. Only what holds for the ticket as it is now can be asked of the index. */
	search(filters: Filters): SearchFilter[];
	/** Properties whose history is needed to judge these hits. */
	history(filters: Filters, hits: readonly Ticket[]): string[];
	/** Whether the index says that there may be something new, so that the ticket has to be read. */
	worthReading(hit: Ticket, state: State): boolean;
	events(ticket: Ticket, hit: Ticket, view: View, state: State): TicketEvent[];
	/** Up to where the ticket is dealt with after it was read. */
	doneUpTo(ticket: Ticket, hit: Ticket): number;
	/** Whether `events` needs the stages. */
	needsStages: boolean;
}

const among = (wanted: string[], value: string): boolean => wanted.length === 0 || wanted.includes(value);

const changedSince = (hit: Ticket, state: State): boolean => lastModified(hit) > (state.seen.get(hit.id) ?? -1);

const mergedIds = (hit: Ticket): string[] => propertyOf(hit, 'hs_merged_object_ids').split(';').filter(Boolean);

/**
 * When HubSpot itself made the record. `createdate` may be back-dated by whoever writes it (spec 18, quirk 8), so it
 * is the last resort. A merged ticket may be a new record; it counts from the creation that it took over.
 */
function createdStamp(ticket: Ticket, hit: Ticket): number {
	const createdate = stampOf(propertyOf(hit, 'createdate'));
	const system =
		stampOf(propertyOf(hit, 'hs_createdate')) ?? historyOf(ticket, 'hs_pipeline_stage')[0]?.stamp ?? createdate ?? 0;
	return mergedIds(hit).length > 0 ? Math.min(system, createdate ?? system) : system;
}

/** The walk goes by change, not by creation, which nobody can back-date: a creation is a change. */
const created: EventKind = {
	needsStages: false,
	search: () => [],
	history: ({ pipelines, stages }, hits) =>
		pipelines.length > 0 || stages.length > 0 || hits.some((hit) => propertyOf(hit, 'hs_createdate') === '')
			? ['hs_pipeline', 'hs_pipeline_stage']
			: [],
	worthReading: (hit, state) =>
		!state.seen.has(hit.id) && (stampOf(propertyOf(hit, 'hs_createdate')) ?? Number.POSITIVE_INFINITY) >= state.from,
	events(ticket, hit, { filters }, state) {
		if (mergedIds(hit).some((id) => state.seen.has(id))) return [];
		// Judged as it was created: a later move makes it no other creation.
		const first = (name: string) => historyOf(ticket, name)[0]?.value ?? propertyOf(ticket, name);
		const wanted = among(filters.pipelines, first('hs_pipeline')) && among(filters.stages, first('hs_pipeline_stage'));
		return wanted ? [{ stamp: createdStamp(ticket, hit), fields: {} }] : [];
	},
	doneUpTo: createdStamp,
};

const updated: EventKind = {
	needsStages: false,
	search: searchFilters,
	history: () => [],
	worthReading: changedSince,
	events(ticket, _hit, { filters }) {
		const wanted =
			among(filters.pipelines, propertyOf(ticket, 'hs_pipeline')) &&
			among(filters.stages, propertyOf(ticket, 'hs_pipeline_stage'));
		return wanted ? [{ stamp: lastModified(ticket), fields: {} }] : [];
	},
	// What was read may be newer than what the index showed; the index will show it later, as nothing new.
	doneUpTo: lastModified,
};

/** Every move counts, also those that were undone before the poll, so the present stage says nothing. */
const stageChanged: EventKind = {
	needsStages: true,
	search: () => [],
	history: () => ['hs_pipeline_stage'],
	worthReading: changedSince,
	events: (ticket, _hit, { filters, stages }) =>
		stageChanges(ticket)
			.filter(
				({ stageId }) =>
					among(filters.stages, stageId) &&
					among(filters.pipelines, stages.get(stageId)?.pipelineId ?? propertyOf(ticket, 'hs_pipeline')),
			)
			.map((change) => ({ stamp: change.stamp, fields: describeChange(change, stages) })),
	doneUpTo: (ticket) => Math.max(lastModified(ticket), ...stageChanges(ticket).map(({ stamp }) => stamp)),
};

/** Keyed by the value of the `event` parameter. */
export const EVENTS = { created, updated, stageChanged } as const satisfies Record<string, EventKind>;

export type EventName = keyof typeof EVENTS;
