import { packTimestamps, unpackTimestamps } from '../../shared/triggers/seenStore';
import type { Listed } from './event';
import { Newness } from './newness';
import type { BeginWatch } from './types';
import { ROOM } from './types';

const QUARTER_MS = 900_000;
const LONGEST_SHIFT_MS = 14 * 4 * QUARTER_MS;

/** The same stamp in another form: zones lie whole quarters of an hour apart. Counts only when the form has changed. */
function isSameClock(one: number, other: number): boolean {
	return Math.abs(one - other) <= LONGEST_SHIFT_MS && (one - other) % QUARTER_MS === 0;
}

/**
 * Events that were made or changed. The last change of as many events as there is room for is
 * remembered, newest first, and any other stamp is news, an earlier one too: stamps without a zone go back when the
 * clocks do. Only what was changed before all that is remembered, before `floor`, is judged by its age.
 */
export const watchUpdated: BeginWatch = (stored) => {
	const newness = new Newness(stored);
	const known = unpackTimestamps(String(stored?.seen ?? ''));
	const floor = Number(stored?.floor ?? 0);
	const seen = new Map(known);
	let newest: Listed | undefined;

	const isNew = (event: Listed): boolean => {
		const before = known.get(String(event.id));
		if (before === undefined) return event.modified >= floor || newness.isLast(event);
		if (before === event.modified) return false;
		return event.zoned === stored?.zoned || !isSameClock(before, event.modified);
	};
	return {
		see(event) {
			newness.see(event);
			if (newest === undefined || event.id > newest.id) newest = event;
			seen.set(String(event.id), event.modified);
			return stored !== undefined && isNew(event) ? {} : undefined;
		},
		next() {
			const { packed, floor: next } = packTimestamps(seen, ROOM);
			return { ...newness.next(), zoned: newest?.zoned ?? stored?.zoned ?? false, floor: next, seen: packed };
		},
	};
};
