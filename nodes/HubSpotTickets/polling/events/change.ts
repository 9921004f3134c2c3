import type { IDataObject } from 'n8n-workflow';

import type { Stages } from '../../crm/metadata';
import type { CrmRecord } from '../../crm/record';
import { lastModified, propertyOf } from '../../crm/record';
import { liveTickets } from '../feeds/tickets';
import { filterProperties } from '../filters';
import type { Change } from '../history';
import { changesOf, describeMove, historyOf, newestEntry, valueAt } from '../history';
import type { PollingEvent, TriggerSettings } from './event';
import { changedSince, noParameters, ticketSample } from './event';

/** A sample shows the value that the ticket has as if it had just been set. */
function latestValue(ticket: CrmRecord, property: string): Change {
	const latest = historyOf(ticket, property).at(-1);
	return {
		value: latest?.value ?? propertyOf(ticket, property),
		previousValue: '',
		timestamp: latest?.timestamp ?? 0,
		raw: latest?.raw ?? {},
	};
}

/**
 * An event that is told by the history of a property. Each change is tested with the values that the ticket had at that
 * moment, so that it does not matter when the poll comes.
 */
export function changeEvent(
	event: Pick<PollingEvent, 'label' | 'description' | 'parameters' | 'options' | 'watched' | 'needsStages'> & {
		properties: (settings: TriggerSettings) => string[];
		happens: (change: Change, stages: Stages) => boolean;
		describe: (property: string, change: Change, stages: Stages) => IDataObject;
	},
): PollingEvent {
	const { properties, happens, describe, ...rest } = event;
	return {
		...rest,
		feed: liveTickets,
		// Every change counts, also those that were undone before the poll, so the present values say nothing.
		search: () => [],
		history: (settings) => [
			...new Set([...properties(settings), ...filterProperties(settings.filters), 'hs_pipeline_stage']),
		],
		mayBeNew: changedSince,
		events: ({ ticket }, { matches, stages, settings }) =>
			properties(settings).flatMap((property) =>
				changesOf(ticket, property)
					.filter((change) => happens(change, stages))
					.filter(({ timestamp }) =>
						matches((name) => {
							// Pipeline and stage are written together; the stage tells both.
							const stage = stages.get(valueAt(ticket, 'hs_pipeline_stage', timestamp));
							return (name === 'hs_pipeline' ? stage?.pipelineId : undefined) ?? valueAt(ticket, name, timestamp);
						}),
					)
					.map((change) => ({ timestamp: change.timestamp, fields: describe(property, change, stages) })),
			),
		skipsMergedAway: false,
		doneUpTo: ({ ticket }) => Math.max(lastModified(ticket), newestEntry(ticket)),
		sample: ticketSample('hs_lastmodifieddate', (ticket, settings, stages) => {
			const [property = ''] = properties(settings);
			return describe(property, latestValue(ticket, property), stages);
		}),
	};
}

/** A move of a ticket from one stage to another. */
export function moveEvent(
	event: Pick<PollingEvent, 'label' | 'description'> & { happens: (change: Change, stages: Stages) => boolean },
): PollingEvent {
	return changeEvent({
		...event,
		...noParameters,
		needsStages: true,
		properties: () => ['hs_pipeline_stage'],
		describe: (_property, change, stages) => describeMove(change, stages),
	});
}

export const isClosed = (stages: Stages, id: string): boolean => stages.get(id)?.isClosed === true;
