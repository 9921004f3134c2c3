import type { IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { EventName } from './events';
import { describeChange, historyOf, stageChanges } from './history';
import type { OutputSettings } from './output';
import { propertyNames } from './output';
import { loadStages } from './stages';
import type { Filters, Ticket } from './tickets';
import { readTickets, searchFilters, searchTickets } from './tickets';
import type { Happening } from './walk';

/** So many of the newest tickets are looked through for one that moved. */
const LOOK_THROUGH = 50;

/** The newest move among these tickets; where none ever moved, the stage of the newest ticket with nothing before it. */
async function stageSample(context: IPollFunctions, tickets: Ticket[], filters: Filters): Promise<Happening[]> {
	const stages = await loadStages(context);
	const moves = tickets
		.flatMap((ticket) => stageChanges(ticket).map((change) => ({ ticket, change })))
		.filter(({ change }) => filters.stages.length === 0 || filters.stages.includes(change.stageId))
		.sort((a, b) => b.change.stamp - a.change.stamp);
	const [newest] = moves;
	if (newest !== undefined) {
		const { ticket, change } = newest;
		return [{ ticket, stamp: change.stamp, fields: describeChange(change, stages) }];
	}
	return tickets.slice(0, 1).map((ticket) => {
		const first = historyOf(ticket, 'hs_pipeline_stage')[0];
		const { value = '', stamp = 0, raw = {} } = first ?? {};
		return { ticket, stamp, fields: describeChange({ stamp, stageId: value, previousStageId: null, raw }, stages) };
	});
}

/** What a test in the editor shows: one recent ticket. Reads only, and no state. */
export async function sample(
	context: IPollFunctions,
	event: EventName,
	filters: Filters,
	output: OutputSettings,
): Promise<Happening[]> {
	const moved = event === 'stageChanged';
	const hits = await searchTickets(context, {
		filters: searchFilters(filters),
		// The highest ID is the newest ticket, whatever date was written into it.
		sort: event === 'created' ? 'hs_object_id' : 'hs_lastmodifieddate',
		direction: 'DESCENDING',
		limit: moved ? LOOK_THROUGH : 1,
	});
	const names = hits.length === 0 ? [] : await propertyNames(context, output);
	const read = await readTickets(
		context,
		hits.map(({ id }) => id),
		names,
		moved ? ['hs_pipeline_stage'] : [],
	);
	// A batch comes back in any order (spec 7).
	const tickets = hits.flatMap((hit) => read.find(({ id }) => id === hit.id) ?? []);
	if (tickets.length === 0) {
		throw new NodeOperationError(context.getNode(), 'There is no ticket to show as a sample', {
			description:
				'Create a ticket in HubSpot, or take the filters of this trigger away, then test again. An active workflow needs no sample: it starts by itself when something happens.',
		});
	}
	return moved
		? await stageSample(context, tickets, filters)
		: tickets.map((ticket) => ({ ticket, stamp: 0, fields: {} }));
}
