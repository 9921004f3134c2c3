import { packStamps, unpackStamps } from '../../shared/triggers/seenStore';
import { Recency } from './newness';
import type { BeginWatch } from './types';
import { ROOM } from './types';

/** Events that the list did not have before (spec 4.4, point 2). An event that vanishes and returns is not new. */
export const watchCreated: BeginWatch = (stored) => {
	const recency = new Recency(stored);
	const known = unpackStamps(String(stored?.seen ?? ''));
	const seen = new Set(known.keys());
	return {
		see(event) {
			recency.see(event);
			const id = String(event.id);
			seen.add(id);
			return stored !== undefined && !known.has(id) && recency.isNew(event) ? {} : undefined;
		},
		next() {
			const kept = [...seen].filter((id) => recency.matters(Number(id)));
			return { ...recency.next(), seen: packStamps(new Map(kept.map((id) => [id, 0])), ROOM).packed };
		},
	};
};
