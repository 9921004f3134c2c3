import type { IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { EventName, Wish } from './events';
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
import type { Happening } from './scan';

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
async function newestHits(context: IPollFunctions, event: EventName, wish: Wish): Promise<CrmRecord[]> {
	if (event === 'noteAdded') return await newestNotes(context, LOOK_THROUGH);
	if (event === 'deleted') {
		const { hits } = await EVENTS.deleted.source.next(context, 0, { lastId: 0 }, []);
		return [...hits].sort((a, b) => deletedAt(b) - deletedAt(a)).slice(0, MOST_DELETED);
	}
	return await searchRecords(context, 'tickets', {
		filters: searchFilters(wish.filters),
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
	{ watched }: Wish,
	ticket: CrmRecord,
): Promise<Happening | undefined> {
	const present = (property: string): Change => {
		const { value, stamp, raw } = historyOf(ticket, property).slice(-1)[0] ?? { value: undefined, stamp: 0, raw: {} };
		return { value: value ?? propertyOf(ticket, property), stamp, previousValue: '', raw };
	};
	if (event === 'deleted' || event === 'noteAdded') return undefined;
	if (event === 'created' || event === 'updated') return { ticket, stamp: 0, fields: {} };
	const [property = ''] = watched;
	const fields =
		event === 'propertyChanged'
			? describeValue(property, present(property))
			: describeMove(present('hs_pipeline_stage'), await loadStages(context));
	return { ticket, stamp: 0, fields };
}

/** What a test in the editor shows: one recent event. Reads only, and no state. */
export async function sample(
	context: IPollFunctions,
	event: EventName,
	wish: Wish,
	output: OutputSettings,
): Promise<Happening[]> {
	const kind = EVENTS[event];
	const judge = await compileFilters(context, wish.filters);
	const hits = await newestHits(context, event, wish);
	const read =
		hits.length === 0
			? []
			: await kind.source.read(context, hits, {
					properties: await propertyNames(context, output, filterProperties(wish.filters)),
					history: kind.history(wish, hits),
				});
	const stages = kind.needsStages ? await loadStages(context) : new Map();
	const happened = read.flatMap((reading): Happening[] => {
		const { ticket, note } = reading;
		const events = kind.events(reading, { wish, judge, stages }, NOTHING_SEEN);
		return events.map((one) => ({ ...one, ticket, ...(note === undefined ? {} : { note }) }));
	});
	const newest = happened.reduce<Happening | undefined>(
		(best, one) => (best === undefined || (event !== 'created' && one.stamp > best.stamp) ? one : best),
		undefined,
	);
	if (newest !== undefined) return [newest];

	const first = read.find(({ ticket }) => judge((name) => propertyOf(ticket, name)));
	const shown = first === undefined ? undefined : await wouldBe(context, event, wish, first.ticket);
	if (shown !== undefined) return [shown];
	const [message, description] = NOTHING[event] ?? ['There is no ticket to show as a sample', CREATE];
	throw new NodeOperationError(context.getNode(), message, { description });
}
