import { Newness } from './newness';
import { packStatuses, unpackStatuses } from './statusStore';
import type { BeginWatch } from './types';
import { ROOM } from './types';

/** jtel's status of a fresh event. */
export const NEW = 1;

/**
 * Events whose status is not the one they had. One that was made since the last poll and is past
 * its first status already has changed as well; nobody saw from what.
 */
export const watchStatus: BeginWatch = (stored) => {
	const newness = new Newness(stored);
	const known = unpackStatuses(String(stored?.seen ?? ''));
	const listed = new Map<number, number>();
	return {
		see(event) {
			newness.see(event);
			listed.set(event.id, event.status);
			if (stored === undefined) return undefined;
			const before = known.get(event.id);
			if (before !== undefined) return before === event.status ? undefined : { previousStatusId: before };
			return event.status !== NEW && newness.isNew(event) ? { previousStatusId: null } : undefined;
		},
		next() {
			// What is not listed may come back: a list may leave finished events out, or be cut short by a fault.
			const all = packStatuses(new Map([...known, ...listed]), ROOM);
			return { ...newness.next(), seen: all.complete ? all.packed : packStatuses(listed, ROOM).packed };
		},
	};
};
