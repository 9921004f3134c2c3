import type { JtelEvent } from '../states';

const NEW = 1;
const FINISHED = 20;
const SHOWN_EVENTS = 60;

export type EventState = 'waiting' | 'taken' | 'finished';

/** jtel's pages know 1 (new) and 20 (finished); between them lies whatever an agent works on. */
export function stateOf({ AcdEventStatusID }: JtelEvent): EventState {
	if (AcdEventStatusID === NEW) return 'waiting';
	return AcdEventStatusID === FINISHED ? 'finished' : 'taken';
}

const ORDER: Record<EventState, number> = { waiting: 0, taken: 0, finished: 1 };

/** The open ones first, of each kind the newest first. */
export function inOrder(events: JtelEvent[]): JtelEvent[] {
	return events.toSorted((a, b) => ORDER[stateOf(a)] - ORDER[stateOf(b)] || b.ID - a.ID).slice(0, SHOWN_EVENTS);
}

/** `AcdEventTypes.VoiceMail` -> `Voice mail` */
export function typeLabel(shortText: string): string {
	const words = (shortText.split('.').at(-1) ?? '').replace(/([a-z])([A-Z])/g, '$1 $2');
	return words === words.toUpperCase() ? words : words.charAt(0) + words.slice(1).toLowerCase();
}
