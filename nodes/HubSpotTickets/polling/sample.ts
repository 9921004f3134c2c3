import type { IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { EventName, TriggerSettings } from './events';
import { EVENTS } from './events';
import { compileFilters, filterProperties, searchFilters } from './filters';
import type { Change } from './history';
import { describeMove, describeValue, historyOf } from './history';
import { HIT_PROPERTIES } from './feeds/tickets';
import { newestNotes } from './feeds/notes';
import type { OutputSettings } from './output';
import { propertyNames } from './output';
import type { CrmRecord } from './records';
import { propertyOf, searchRecords } from './records';
import { deletedAt } from './feeds/recycleBin';
import { loadStages } from '../trigger/stages';
import type { State } from './state';
import type { TriggerEvent } from './scan';

/** So many of the newest records are looked through for one to which it happened. */
const LOOK_THROUGH = 50;

/** Each deleted one is asked for whether it was merged instead. */
const MOST_DELETED = 10;

const CREATE =
	'Create a ticket in HubSpot, or take the filters of this trigger away, then test again. An active workflow needs no sample: it starts by itself when something happens.';

const NOTHING: Partial<Record<EventName, [message: string, description: string]>> = {
	deleted: [
		'There is no deleted ticket to show as a sample',
		'Create a ticket in HubSpot and delete it, then test again. An active workflow needs no sample.',
	],
	noteAdded: [
		'There is no note on a ticket to show as a sample',
		'Write a note on a ticket in HubSpot, then test again. An active workflow needs no sample.',
	],
};

/** Everything that ever happened counts for a sample. */
const NOTHING_SEEN: State = { event: '', from: 0, to: 0, seen: new Map() };

/** The newest records of the event's own kind, the newest first. */
async function newestHits(context: IPollFunctions, event: EventName, settings: TriggerSettings): Promise<CrmRecord[]> {
	if (event === 'noteAdded') return await newestNotes(context, LOOK_THROUGH);
	if (event === 'deleted') {
		const { hits } = await EVENTS.deleted.feed.next(context, 0, { lastId: 0 }, []);
		return [...hits].sort((a, b) => deletedAt(b) - deletedAt(a)).slice(0, MOST_DELETED);
	}
	return await searchRecords(context, 'tickets', {
		filters: searchFilters(settings.filters),
		// The highest ID is the newest ticket, whatever date was written into it.
		sort: event === 'created' ? 'hs_object_id' : 'hs_lastmodifieddate',
		direction: 'DESCENDING',
		properties: HIT_PROPERTIES,
		limit: LOOK_THROUGH,
	});
}

/** To no ticket did it happen yet: how the newest one would look. Never for what is not there at all. */
async function wouldBe(
	context: IPollFunctions,
	event: EventName,
	{ watched }: TriggerSettings,
	ticket: CrmRecord,
): Promise<TriggerEvent | undefined> {
	const present = (property: string): Change => {
		const { value, timestamp, raw } = historyOf(ticket, property).slice(-1)[0] ?? {
			value: undefined,
			timestamp: 0,
			raw: {},
		};
		return { value: value ?? propertyOf(ticket, property), timestamp, previousValue: '', raw };
	};
	if (event === 'deleted' || event === 'noteAdded') return undefined;
	if (event === 'created' || event === 'updated') return { ticket, timestamp: 0, fields: {} };
	const [property = ''] = watched;
	const fields =
		event === 'propertyChanged'
			? describeValue(property, present(property))
			: describeMove(present('hs_pipeline_stage'), await loadStages(context));
	return { ticket, timestamp: 0, fields };
}

/** What a test in the editor shows: one recent event. Reads only, and no state. */
export async function sample(
	context: IPollFunctions,
	event: EventName,
	settings: TriggerSettings,
	output: OutputSettings,
): Promise<TriggerEvent[]> {
	const kind = EVENTS[event];
	const matches = await compileFilters(context, settings.filters);
	const hits = await newestHits(context, event, settings);
	const read =
		hits.length === 0
			? []
			: await kind.feed.read(context, hits, {
					properties: await propertyNames(context, output, filterProperties(settings.filters)),
					history: kind.history(settings, hits),
				});
	const stages = kind.needsStages ? await loadStages(context) : new Map();
	const events = read.flatMap((changed): TriggerEvent[] => {
		const { ticket, note } = changed;
		const events = kind.events(changed, { settings, matches, stages }, NOTHING_SEEN);
		return events.map((one) => ({ ...one, ticket, ...(note === undefined ? {} : { note }) }));
	});
	const newest = events.reduce<TriggerEvent | undefined>(
		(best, one) => (best === undefined || (event !== 'created' && one.timestamp > best.timestamp) ? one : best),
		undefined,
	);
	if (newest !== undefined) return [newest];

	const first = read.find(({ ticket }) => matches((name) => propertyOf(ticket, name)));
	const shown = first === undefined ? undefined : await wouldBe(context, event, settings, first.ticket);
	if (shown !== undefined) return [shown];
	const [message, description] = NOTHING[event] ?? ['There is no ticket to show as a sample', CREATE];
	throw new NodeOperationError(context.getNode(), message, { description });
}
