import fc from 'fast-check';

import { packTimestamps, unpackTimestamps } from '../../../nodes/shared/triggers/seenStore';
import { propertyRuns } from '../../harness/properties';

const timestamps = fc.array(fc.tuple(fc.nat(2 ** 52 - 1), fc.nat(2_000_000_000_000))).map((entries) => {
	return new Map(entries.map(([id, timestamp]) => [String(id), timestamp]));
});

test('timestamps come back as they were packed', () => {
	fc.assert(
		fc.property(timestamps, (given) => {
			const { packed, floor } = packTimestamps(given, Number.POSITIVE_INFINITY);
			expect(floor).toBe(0);
			expect(unpackTimestamps(packed)).toEqual(given);
		}),
		propertyRuns(500),
	);
});

test('what does not fit in is the oldest, and the floor says from where on nothing is missing', () => {
	fc.assert(
		fc.property(timestamps, fc.nat(200), (given, room) => {
			const { packed, floor } = packTimestamps(given, room);
			expect(packed.length).toBeLessThanOrEqual(room);
			const back = unpackTimestamps(packed);
			for (const [id, timestamp] of given) {
				if (back.has(id)) expect(back.get(id)).toBe(timestamp);
				else expect(timestamp).toBeLessThan(floor);
			}
		}),
		propertyRuns(500),
	);
});

test('what there is just room for is kept', () => {
	fc.assert(
		fc.property(timestamps, (given) => {
			const { packed } = packTimestamps(given, Number.POSITIVE_INFINITY);
			expect(packTimestamps(given, packed.length)).toEqual({ packed, floor: 0 });
		}),
		propertyRuns(500),
	);
});

test('what is needed is kept, whatever the room', () => {
	const given = new Map([
		['1', 10],
		['2', 20],
		['3', 30],
	]);
	expect([...unpackTimestamps(packTimestamps(given, 0, (id) => id === '1').packed).keys()]).toEqual(['1']);
});
