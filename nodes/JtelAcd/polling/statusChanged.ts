import { Newness, NEWNESS_FIELDS } from './newness';
import { isPackedStatuses, packStatuses, unpackStatuses } from './statusStore';
import type { PollingEvent } from './types';
import { ROOM } from './types';
import { safeString } from '../../shared/safeConversion';

/** jtel's status of an event that was just created. */
export const NEW = 1;

/**
 * Events whose status is not the one they had. One that was made since the last poll and is past
 * its first status already has changed as well; nobody saw from what.
 */
export const statusChanged: PollingEvent = {
	label: 'Event Status Changed',
	description: 'The status of an ACD event changed. Two changes between two polls are one item.',
	filters: ['previousStatusIds'],
	stored: { ...NEWNESS_FIELDS, seen: isPackedStatuses },
	scan(stored) {
		const newness = new Newness(stored);
		const known = unpackStatuses(safeString(stored?.seen ?? ''));
		const listed = new Map<number, number>();
		return {
			take(event) {
				newness.take(event);
				listed.set(event.id, event.status);
				if (stored === undefined) return undefined;
				const before = known.get(event.id);
				if (before !== undefined) return before === event.status ? undefined : { previousStatusId: before };
				return event.status !== NEW && newness.isNew(event) ? { previousStatusId: null } : undefined;
			},
			state() {
				// What is not listed may come back: a list may leave finished events out, or be cut short by a fault.
				const all = packStatuses(new Map([...known, ...listed]), ROOM);
				return { ...newness.state(), seen: all.complete ? all.packed : packStatuses(listed, ROOM).packed };
			},
		};
	},
	timestamp: (event) => event.modified,
	rank: (event) => event.modified,
	// Nobody knows what the status of an event was before the trigger is active.
	sampleFields: { previousStatusId: null },
};
