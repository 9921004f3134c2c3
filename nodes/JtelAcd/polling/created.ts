import { packTimestamps, unpackTimestamps } from '../../shared/triggers/seenStore';
import { Newness } from './newness';
import type { BeginWatch } from './types';
import { ROOM } from './types';

/** Events that the list did not have before. An event that vanishes and returns is not new. */
export const watchCreated: BeginWatch = (stored) => {
	const newness = new Newness(stored);
	const known = unpackTimestamps(String(stored?.seen ?? ''));
	const seen = new Set(known.keys());
	return {
		see(event) {
			newness.see(event);
			const id = String(event.id);
			seen.add(id);
			return stored !== undefined && !known.has(id) && newness.isNew(event) ? {} : undefined;
		},
		next() {
			const kept = [...seen].filter((id) => newness.matters(Number(id)));
			return { ...newness.next(), seen: packTimestamps(new Map(kept.map((id) => [id, 0])), ROOM).packed };
		},
	};
};
