import { isPacked, packTimestamps, unpackTimestamps } from '../../shared/triggers/seenStore';
import { Newness, NEWNESS_FIELDS } from './newness';
import type { PollingEvent } from './types';
import { ROOM } from './types';
import { safeString } from '../../shared/safeConversion';

/** Events that the list did not have before. An event that vanishes and returns is not new. */
export const created: PollingEvent = {
	label: 'Event Created',
	description: 'A callback, ticket or other ACD event was created',
	filters: [],
	stored: { ...NEWNESS_FIELDS, seen: isPacked },
	scan(stored) {
		const newness = new Newness(stored);
		const known = unpackTimestamps(safeString(stored?.seen ?? ''));
		const seen = new Set(known.keys());
		return {
			take(event) {
				newness.take(event);
				const id = String(event.id);
				seen.add(id);
				return stored !== undefined && !known.has(id) && newness.isNew(event) ? {} : undefined;
			},
			state() {
				const kept = [...seen].filter((id) => newness.matters(Number(id)));
				return { ...newness.state(), seen: packTimestamps(new Map(kept.map((id) => [id, 0])), ROOM).packed };
			},
		};
	},
	timestamp: (event) => event.created,
	rank: (event) => event.id,
	sampleFields: {},
};
