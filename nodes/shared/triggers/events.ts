/** What the editor shows of an event of a trigger. */
export interface EventTexts {
	/** In the drop-down. */
	label: string;
	/** On the canvas, where that is not the label. */
	subtitle?: string;
	/** In the drop-down. */
	description: string;
}

/** The events of a trigger by the value of the parameter that chooses among them. */
type EventTable = Record<string, EventTexts>;

/** The options of the drop-down, in the order of their labels. */
export function eventOptions<N extends string>(events: Record<N, EventTexts>) {
	const names: N[] = [];
	for (const name in events) names.push(name);
	return names
		.map((value) => ({ name: events[value].label, value, description: events[value].description }))
		.sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** A JavaScript object literal with one text for each event, to be used in an expression. */
export function eventMap<E>(events: Record<string, E>, text: (event: E) => string | undefined): string {
	return JSON.stringify(Object.fromEntries(Object.entries(events).map(([name, event]) => [name, text(event)])));
}

const subtitles = (events: EventTable): string => `(${eventMap(events, ({ label, subtitle = label }) => subtitle)})`;

/** The subtitle on the canvas for a parameter that holds one event. */
export const eventSubtitle = (events: EventTable, parameter = 'event'): string =>
	`={{ ${subtitles(events)}[$parameter["${parameter}"]] }}`;

/** The subtitles of the events that a parameter holds, as a list within an expression. Unknown ones keep their names. */
export const eventSubtitles = (events: EventTable, list: string): string =>
	`(${list} || []).map((name) => ${subtitles(events)}[name] || name)`;
