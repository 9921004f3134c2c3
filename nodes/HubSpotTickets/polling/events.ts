import type { IDataObject } from 'n8n-workflow';

import type { Filters, TicketPredicate } from './filters';
import { filterProperties, searchFilters } from './filters';
import type { Change } from './history';
import { beganAt, changesOf, describeMove, describeValue, historyOf, newestEntry, valueAt } from './history';
import { liveTickets } from './feeds/tickets';
import { noteCreated, notes } from './feeds/notes';
import type { CrmRecord, SearchFilter } from './records';
import { lastModified, mergedIds, propertyOf } from './records';
import { toTimestamp } from '../crm/timestamps';
import { deletedAt, recycleBin } from './feeds/recycleBin';
import type { ChangedRecord, ChangeFeed } from './types';
import type { Stages } from '../trigger/stages';
import type { State } from './state';

/** Something that happened to a ticket. */
export interface TicketEvent {
	timestamp: number;
	/** What comes out beside the ticket. */
	fields: IDataObject;
}

/** What the user asks for. */
export interface TriggerSettings {
	filters: Filters;
	/** Property Changed: these properties. Ticket Updated: only with a change of one of them; none means any change. */
	watched: string[];
}

/** What a page of the walk is judged with. */
export interface ScanContext {
	settings: TriggerSettings;
	matches: TicketPredicate;
	stages: Stages;
}

/** One choice in the Event drop-down. */
export interface EventKind {
	/** The records that the walk goes through. */
	feed: ChangeFeed;
	/** Whether `events` needs the stages. */
	needsStages: boolean;
	/** Narrows the search. Only what holds for the ticket as it is now can be asked of the index. */
	search(settings: TriggerSettings): SearchFilter[];
	/** Properties whose history is needed to judge these hits. */
	history(settings: TriggerSettings, hits: readonly CrmRecord[]): string[];
	/** Whether the walk shows that there may be something new, so that the ticket has to be read. */
	mayBeNew(hit: CrmRecord, state: State): boolean;
	events(changed: ChangedRecord, scanContext: ScanContext, state: State): TicketEvent[];
	/** Whether a ticket that another one on the way has taken over is none of these events. */
	skipsMergedAway?: true;
	/** Up to where the record is dealt with after it was read. */
	doneUpTo(changed: ChangedRecord): number;
}

const changedSince = (hit: CrmRecord, state: State): boolean => lastModified(hit) > (state.seen.get(hit.id) ?? -1);

/** Judged by the values that the ticket has now. */
const isWanted = (ticket: CrmRecord, matches: TicketPredicate): boolean => matches((name) => propertyOf(ticket, name));

/**
 * When HubSpot itself made the record. `createdate` may be back-dated by whoever writes it, so it
 * is the last resort. A merged ticket may be a new record; it counts from the creation that it took over.
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

/** Judged as it was created: what becomes of it later makes it no other creation. */
function wasBornWanted(ticket: CrmRecord, matches: TicketPredicate): boolean {
	const began = beganAt(ticket);
	return matches((name) => {
		// No ticket is without these two, even if HubSpot should date them a little later.
		const always = name === 'hs_pipeline' || name === 'hs_pipeline_stage';
		const first = always ? historyOf(ticket, name)[0]?.value : undefined;
		return first ?? valueAt(ticket, name, began);
	});
}

/** The walk goes by change, not by creation, which nobody can back-date: a creation is a change. */
const created: EventKind = {
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
		return wasBornWanted(ticket, matches) ? [{ timestamp: createdTimestamp(changed), fields: {} }] : [];
	},
	doneUpTo: createdTimestamp,
};

const updated: EventKind = {
	feed: liveTickets,
	needsStages: false,
	search: ({ filters }) => searchFilters(filters),
	history: ({ watched }) => (watched.length > 0 ? [...new Set([...watched, 'hs_pipeline_stage'])] : []),
	mayBeNew: changedSince,
	events({ ticket }, { matches, settings: { watched } }, state) {
		const done = state.seen.get(ticket.id) ?? -1;
		const isNew = ({ timestamp }: Change) => timestamp >= state.from && timestamp > done;
		if (watched.length > 0 && !watched.some((name) => changesOf(ticket, name).some(isNew))) return [];
		return isWanted(ticket, matches) ? [{ timestamp: lastModified(ticket), fields: {} }] : [];
	},
	// What was read may be newer than what the index showed; the index will show it later, as nothing new.
	doneUpTo: ({ ticket }) => lastModified(ticket),
};

/** Each change is judged as the ticket was at that moment, so that it does not matter when the poll comes. */
function changeKind(kind: {
	needsStages: boolean;
	properties: (settings: TriggerSettings) => string[];
	happens: (change: Change, stages: Stages) => boolean;
	describe: (property: string, change: Change, stages: Stages) => IDataObject;
}): EventKind {
	const { properties } = kind;
	return {
		feed: liveTickets,
		needsStages: kind.needsStages,
		// Every change counts, also those that were undone before the poll, so the present values say nothing.
		search: () => [],
		history: (settings) => [
			...new Set([...properties(settings), ...filterProperties(settings.filters), 'hs_pipeline_stage']),
		],
		mayBeNew: changedSince,
		events: ({ ticket }, { matches, stages, settings }) =>
			properties(settings).flatMap((property) =>
				changesOf(ticket, property)
					.filter((change) => kind.happens(change, stages))
					.filter(({ timestamp }) =>
						matches((name) => {
							// Pipeline and stage are written together; the stage tells both.
							const stage = stages.get(valueAt(ticket, 'hs_pipeline_stage', timestamp));
							return (name === 'hs_pipeline' ? stage?.pipelineId : undefined) ?? valueAt(ticket, name, timestamp);
						}),
					)
					.map((change) => ({ timestamp: change.timestamp, fields: kind.describe(property, change, stages) })),
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
	feed: recycleBin,
	// The bin also holds what was merged into a ticket that was deleted later: one deletion, not three.
	skipsMergedAway: true,
	needsStages: false,
	search: () => [],
	history: () => [],
	mayBeNew: (hit, state) => deletedAt(hit) >= state.from && deletedAt(hit) > (state.seen.get(hit.id) ?? -1),
	events({ hit, ticket, mergedAway }, { matches }) {
		if (mergedAway === true || !isWanted(ticket, matches)) return [];
		const timestamp = deletedAt(hit);
		return [{ timestamp, fields: { deletedAt: new Date(timestamp).toISOString() } }];
	},
	doneUpTo: ({ hit }) => deletedAt(hit),
};

const noteAdded: EventKind = {
	feed: notes,
	needsStages: false,
	search: () => [],
	history: () => [],
	mayBeNew: (hit, state) => !state.seen.has(hit.id),
	events: ({ hit, ticket }, { matches }) =>
		isWanted(ticket, matches) ? [{ timestamp: noteCreated(hit), fields: {} }] : [],
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
