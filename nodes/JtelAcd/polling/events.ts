import { created } from './created';
import { statusChanged } from './statusChanged';
import type { PollingEvent } from './types';
import { updated } from './updated';

/** Keyed by the value of the `event` parameter. The drop-down, the subtitle, the samples and the tests follow from it. */
export const EVENTS = { created, statusChanged, updated } as const satisfies Record<string, PollingEvent>;

export type EventName = keyof typeof EVENTS;

/** The events for which this filter is shown. */
export const eventsWith = (filter: PollingEvent['filters'][number]): string[] =>
	Object.entries<PollingEvent>(EVENTS)
		.filter(([, { filters }]) => filters.includes(filter))
		.map(([name]) => name);
