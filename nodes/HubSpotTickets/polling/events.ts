import type { IDataObject } from 'n8n-workflow';

import type { Filters, Judge } from './filters';
import { filterProperties, searchFilters } from './filters';
import type { Change } from './history';
import { beganAt, changesOf, describeMove, describeValue, historyOf, newestEntry, valueAt } from './history';
import { liveTickets } from './feeds/tickets';
import { noteCreated, notes } from './feeds/notes';
import type { CrmRecord, SearchFilter } from './records';
import { lastModified, mergedIds, propertyOf } from './records';
import { stampOf } from '../crm/timestamps';
import { deletedAt, recycleBin } from './feeds/recycleBin';
import type { Reading, Source } from './types';
import type { Stages } from '../trigger/stages';
import type { State } from './state';

/** Something that happened to a ticket. */
export interface TicketEvent {
	stamp: number;
	/** What comes out beside the ticket. */
	fields: IDataObject;
}

/** What the user asks for. */
export interface Wish {
	filters: Filters;
	/** Property Changed: these properties. Ticket Updated: only with a change of one of them; none means any change. */
	watched: string[];
}

/** What a page of the walk is judged with. */
export interface View {
	wish: Wish;
	judge: Judge;
	stages: Stages;
}

/** One choice in the Event drop-down. */
export interface EventKind {
	/** The records that the walk goes through. */
	source: Source;
	/** Whether `events` needs the stages. */
	needsStages: boolean;
	/** Narrows the search. Only what holds for the ticket as it is now can be asked of the index. */
	search(wish: Wish): SearchFilter[];
	/** Properties whose history is needed to judge these hits. */
	history(wish: Wish, hits: readonly CrmRecord[]): string[];
	/** Whether the walk shows that there may be something new, so that the ticket has to be read. */
	worthReading(hit: CrmRecord, state: State): boolean;
	events(reading: Reading, view: View, state: State): TicketEvent[];
	/** Whether a ticket that another one on the way has taken over is none of these events. */
	skipsMergedAway?: true;
	/** Up to where the record is dealt with after it was read. */
	doneUpTo(reading: Reading): number;
}

const changedSince = (hit: CrmRecord, state: State): boolean => lastModified(hit) > (state.seen.get(hit.id) ?? -1);

/** Judged by the values that the ticket has now. */
const isWanted = (ticket: CrmRecord, judge: Judge): boolean => judge((name) => propertyOf(ticket, name));

/**
 * When HubSpot itself made the record. `createdate` may be back-dated by whoever writes it (spec 18, quirk 8), so it
 * is the last resort. A merged ticket may be a new record; it counts from the creation that it took over.
 */
function createdStamp({ ticket, hit }: Reading): number {
	const createdate = stampOf(propertyOf(hit, 'createdate'));
	const system =
		stampOf(propertyOf(hit, 'hs_createdate')) ?? historyOf(ticket, 'hs_pipeline_stage')[0]?.stamp ?? createdate ?? 0;
	return mergedIds(hit).length > 0 ? Math.min(system, createdate ?? system) : system;
}

/** Judged as it was created: what becomes of it later makes it no other creation. */
function wasBornWanted(ticket: CrmRecord, judge: Judge): boolean {
	const began = beganAt(ticket);
	return judge((name) => {
		// No ticket is without these two, even if HubSpot should date them a little later.
		const always = name === 'hs_pipeline' || name === 'hs_pipeline_stage';
		const first = always ? historyOf(ticket, name)[0]?.value : undefined;
		return first ?? valueAt(ticket, name, began);
	});
}

/** The walk goes by change, not by creation, which nobody can back-date: a creation is a change. */
const created: EventKind = {
	source: liveTickets,
	needsStages: false,
	search: () => [],
	history({ filters }, hits) {
		const names = filterProperties(filters);
		const needed = names.length > 0 || hits.some((hit) => propertyOf(hit, 'hs_createdate') === '');
		return needed ? [...new Set([...names, 'hs_pipeline_stage'])] : [];
	},
	worthReading: (hit, state) =>
		!state.seen.has(hit.id) && (stampOf(propertyOf(hit, 'hs_createdate')) ?? Number.POSITIVE_INFINITY) >= state.from,
	events(reading, { judge }, state) {
		const { hit, ticket } = reading;
		if (mergedIds(hit).some((id) => state.seen.has(id))) return [];
		return wasBornWanted(ticket, judge) ? [{ stamp: createdStamp(reading), fields: {} }] : [];
	},
	doneUpTo: createdStamp,
};

const updated: EventKind = {
	source: liveTickets,
	needsStages: false,
	search: ({ filters }) => searchFilters(filters),
	history: ({ watched }) => (watched.length > 0 ? [...new Set([...watched, 'hs_pipeline_stage'])] : []),
	worthReading: changedSince,
	events({ ticket }, { judge, wish: { watched } }, state) {
		const done = state.seen.get(ticket.id) ?? -1;
		const isNews = ({ stamp }: Change) => stamp >= state.from && stamp > done;
		if (watched.length > 0 && !watched.some((name) => changesOf(ticket, name).some(isNews))) return [];
		return isWanted(ticket, judge) ? [{ stamp: lastModified(ticket), fields: {} }] : [];
	},
	// What was read may be newer than what the index showed; the index will show it later, as nothing new.
	doneUpTo: ({ ticket }) => lastModified(ticket),
};

/** Each change is judged as the ticket was at that moment, so that it does not matter when the poll comes. */
function changeKind(kind: {
	needsStages: boolean;
	properties: (wish: Wish) => string[];
	happens: (change: Change, stages: Stages) => boolean;
	describe: (property: string, change: Change, stages: Stages) => IDataObject;
}): EventKind {
	const { properties } = kind;
	return {
		source: liveTickets,
		needsStages: kind.needsStages,
		// Every change counts, also those that were undone before the poll, so the present values say nothing.
		search: () => [],
		history: (wish) => [...new Set([...properties(wish), ...filterProperties(wish.filters), 'hs_pipeline_stage'])],
		worthReading: changedSince,
		events: ({ ticket }, { judge, stages, wish }) =>
			properties(wish).flatMap((property) =>
				changesOf(ticket, property)
					.filter((change) => kind.happens(change, stages))
					.filter(({ stamp }) =>
						judge((name) => {
							// Pipeline and stage are written together; the stage tells both.
							const stage = stages.get(valueAt(ticket, 'hs_pipeline_stage', stamp));
							return (name === 'hs_pipeline' ? stage?.pipelineId : undefined) ?? valueAt(ticket, name, stamp);
						}),
					)
					.map((change) => ({ stamp: change.stamp, fields: kind.describe(property, change, stages) })),
			),
		doneUpTo: ({ ticket }) => Math.max(lastModified(ticket), newestEntry(ticket)),
	};
}

const isClosed = (stages: Stages, id: string): boolean => stages.get(id)?.isClosed === true;

function moveKind(happens: (change: Change, stages: Stages) => boolean): EventKind {
	return changeKind({
		needsStages: true,
		properties: () => ['hs_pipeline_stage'],
		happens,
		describe: (_property, change, stages) => describeMove(change, stages),
	});
}

const deleted: EventKind = {
	source: recycleBin,
	// The bin also holds what was merged into a ticket that was deleted later: one deletion, not three.
	skipsMergedAway: true,
	needsStages: false,
	search: () => [],
	history: () => [],
	worthReading: (hit, state) => deletedAt(hit) >= state.from && deletedAt(hit) > (state.seen.get(hit.id) ?? -1),
	events({ hit, ticket, mergedAway }, { judge }) {
		if (mergedAway === true || !isWanted(ticket, judge)) return [];
		const stamp = deletedAt(hit);
		return [{ stamp, fields: { deletedAt: new Date(stamp).toISOString() } }];
	},
	doneUpTo: ({ hit }) => deletedAt(hit),
};

const noteAdded: EventKind = {
	source: notes,
	needsStages: false,
	search: () => [],
	history: () => [],
	worthReading: (hit, state) => !state.seen.has(hit.id),
	events: ({ hit, ticket }, { judge }) => (isWanted(ticket, judge) ? [{ stamp: noteCreated(hit), fields: {} }] : []),
	doneUpTo: ({ hit }) => noteCreated(hit),
};

const stageChanged = moveKind(() => true);

/** A ticket that is created in a closed stage was not closed. */
const closed = moveKind(
	({ value, previousValue }, stages) => isClosed(stages, value) && !isClosed(stages, previousValue),
);

const reopened = moveKind(
	({ value, previousValue }, stages) => !isClosed(stages, value) && isClosed(stages, previousValue),
);

const propertyChanged = changeKind({
	needsStages: false,
	properties: ({ watched }) => watched,
	happens: () => true,
	describe: (property, change) => describeValue(property, change),
});

/** Keyed by the value of the `event` parameter. */
export const EVENTS = {
	closed,
	created,
	deleted,
	noteAdded,
	propertyChanged,
	reopened,
	stageChanged,
	updated,
} as const satisfies Record<string, EventKind>;

export type EventName = keyof typeof EVENTS;
