import { isPacked, packTimestamps, unpackTimestamps } from '../../shared/triggers/seenStore';
import { flag, number } from '../../shared/triggers/state';
import type { ListedEvent } from './listedEvent';
import { Newness, NEWNESS_FIELDS } from './newness';
import type { PollingEvent } from './types';
import { ROOM } from './types';
import { safeNumber, safeString } from '../../shared/safeConversion';

const QUARTER_MS = 900_000;
const LONGEST_SHIFT_MS = 14 * 4 * QUARTER_MS;

/** The same timestamp in another form: zones are whole quarters of an hour apart. Counts only when the form changed. */
function isSameClock(one: number, other: number): boolean {
	return Math.abs(one - other) <= LONGEST_SHIFT_MS && (one - other) % QUARTER_MS === 0;
}

/**
 * Events that were made or changed. The store keeps the last change of as many events as there is room for, newest
 * first. Any other timestamp is a change, an earlier one too: timestamps without a zone go back when the clocks do. Only
 * for an event that the store has dropped, one changed before `floor`, its age decides.
 */
export const updated: PollingEvent = {
	label: 'Event Updated',
	description: 'An ACD event was created or changed in any way',
	filters: [],
	stored: { ...NEWNESS_FIELDS, zoned: flag, floor: number, seen: isPacked },
	scan(stored) {
		const newness = new Newness(stored);
		const known = unpackTimestamps(safeString(stored?.seen ?? ''));
		const floor = safeNumber(stored?.floor);
		const seen = new Map(known);
		let newest: ListedEvent | undefined;

		const isNew = (event: ListedEvent): boolean => {
			const before = known.get(String(event.id));
			if (before === undefined) return event.modified >= floor || newness.isLast(event);
			if (before === event.modified) return false;
			return event.zoned === stored?.zoned || !isSameClock(before, event.modified);
		};
		return {
			take(event) {
				newness.take(event);
				if (newest === undefined || event.id > newest.id) newest = event;
				seen.set(String(event.id), event.modified);
				return stored !== undefined && isNew(event) ? {} : undefined;
			},
			state() {
				const { packed, floor: next } = packTimestamps(seen, ROOM);
				return { ...newness.state(), zoned: newest?.zoned ?? stored?.zoned ?? false, floor: next, seen: packed };
			},
		};
	},
	timestamp: (event) => event.modified,
	rank: (event) => event.modified,
	sampleFields: {},
};
