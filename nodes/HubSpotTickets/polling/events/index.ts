import type { INodeProperties } from 'n8n-workflow';

import { shownFor } from '../../../shared/operations/operation';
import { closed } from './closed';
import { created } from './created';
import { deleted } from './deleted';
import type { PollingEvent } from './event';
import { noteAdded } from './noteAdded';
import { propertyChanged } from './propertyChanged';
import { reopened } from './reopened';
import { stageChanged } from './stageChanged';
import { updated } from './updated';

/** Keyed by the value of the `event` parameter. The drop-down, the parameters and the canvas follow from this list. */
export const POLLING_EVENTS = {
	closed,
	created,
	deleted,
	noteAdded,
	propertyChanged,
	reopened,
	stageChanged,
	updated,
} satisfies Record<string, PollingEvent>;

export type EventName = keyof typeof POLLING_EVENTS;

const isEventName = (name: string): name is EventName => name in POLLING_EVENTS;

const EVENTS = Object.keys(POLLING_EVENTS)
	.filter(isEventName)
	.map((name) => ({ name, event: POLLING_EVENTS[name] }));

/** The Event drop-down. */
export const eventOptions = EVENTS.map(({ name, event: { label, description } }) => ({
	name: label,
	value: name,
	description,
})).sort((a, b) => a.name.localeCompare(b.name));

/** The parameters of single events. */
export const eventParameters: INodeProperties[] = EVENTS.flatMap(({ name, event }) =>
	event.parameters.map((parameter) => shownFor(parameter, { event: [name] })),
);

/** What single events have among the Options. */
export const eventParameterOptions: INodeProperties[] = EVENTS.flatMap(({ name, event }) =>
	event.options.map((option) => shownFor(option, { '/event': [name] })),
);

/** What stands below the node on the canvas. */
export const subtitle = `={{ (${JSON.stringify(
	Object.fromEntries(EVENTS.map(({ name, event }) => [name, event.label])),
)})[$parameter["event"]] }}`;
