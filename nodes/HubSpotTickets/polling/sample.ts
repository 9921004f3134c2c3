import type { IPollFunctions } from 'n8n-workflow';

import { inputError } from '../../shared/errors';
import { loadStages } from '../crm/metadata';
import type { PollingEvent, TriggerSettings } from './events/event';
import { isWanted } from './events/event';
import { compileFilters, filterProperties } from './filters';
import type { OutputSettings } from './output';
import { propertyNames } from './output';
import type { State, TriggerEvent } from './types';

/** Everything that ever happened counts for a sample. */
const NOTHING_SEEN: State = { event: '', from: 0, to: 0, seen: new Map() };

/** What a test in the editor shows: one recent event. Reads only, and no state. */
export async function sample(
	context: IPollFunctions,
	event: PollingEvent,
	settings: TriggerSettings,
	output: OutputSettings,
): Promise<TriggerEvent[]> {
	const { candidates, wouldBe, nothing } = event.sample;
	const matches = await compileFilters(context, settings.filters);
	const hits = await candidates(context, settings);
	const read =
		hits.length === 0
			? []
			: await event.feed.read(context, hits, {
					properties: await propertyNames(context, output, filterProperties(settings.filters)),
					history: event.history(settings, hits),
				});
	const stages = event.needsStages ? await loadStages(context) : new Map();
	const found = read.flatMap((changed): TriggerEvent[] => {
		const { ticket, note } = changed;
		const events = event.events(changed, { settings, matches, stages }, NOTHING_SEEN);
		return events.map((one) => ({ ...one, ticket, ...(note === undefined ? {} : { note }) }));
	});
	const newest = found.reduce<TriggerEvent | undefined>(
		(best, one) => (best === undefined || one.timestamp > best.timestamp ? one : best),
		undefined,
	);
	if (newest !== undefined) return [newest];

	const first = read.find(({ ticket }) => isWanted(ticket, matches));
	if (first !== undefined && wouldBe !== undefined) {
		const { ticket } = first;
		return [{ ticket, timestamp: 0, fields: wouldBe(ticket, settings, stages) }];
	}
	throw inputError(context, nothing.message, { description: nothing.description });
}
