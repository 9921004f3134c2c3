import fc from 'fast-check';

import { isPackedStatuses, packStatuses, unpackStatuses } from '../../../nodes/JtelAcd/polling/statusStore';
import { packTimestamps } from '../../../nodes/shared/triggers/seenStore';
import { propertyRuns } from '../../harness/properties';

const ROOM = 60_000;

/** A fixed series of numbers from 0 to 1, so that every run measures the same. */
function series(): () => number {
	let state = 7;
	return () => {
		state = (state * 48_271) % 2_147_483_647;
		return state / 2_147_483_647;
	};
}

/** 100,000 events with these statuses; of the IDs below them only every so many is theirs. */
function events(statuses: number[], share: number): Map<number, number> {
	const next = series();
	const found = new Map<number, number>();
	for (let id = 4_000_000; found.size < 100_000; id++) {
		if (next() < share) found.set(id, statuses[Math.floor(next() * statuses.length)] ?? 0);
	}
	return found;
}

test('what is packed is unpacked as it was', () => {
	const statuses = fc.constantFrom(1, 10, 20, -1, 3_000_000_000);
	const id = fc.oneof(fc.integer({ min: 1, max: 300 }), fc.maxSafeNat());
	fc.assert(
		fc.property(fc.array(fc.tuple(id, statuses)), (entries) => {
			const given = new Map(entries);
			const { packed, complete } = packStatuses(given, ROOM);
			expect(complete).toBe(true);
			expect(unpackStatuses(packed)).toEqual(new Map([...given].sort(([a], [b]) => b - a)));
			expect(packed).toMatch(/^[\w,;-]*$/);
		}),
		propertyRuns(500),
	);
});

test('distances just below a power of two are kept, however large', () => {
	for (let bits = 1; bits < 53; bits++) {
		for (const distance of [2 ** bits - 1, 2 ** bits, 2 ** bits + 1]) {
			const given = new Map([
				[Number.MAX_SAFE_INTEGER, 1],
				[Number.MAX_SAFE_INTEGER - distance, 20],
			]);
			expect(unpackStatuses(packStatuses(given, ROOM).packed)).toEqual(given);
		}
	}
});

test.each([
	['of one status each', [20], 1],
	['of three statuses, well mixed', [1, 10, 20], 1],
	['of which every second ID belongs to another account', [20], 0.5],
	[
		'mostly finished, two of three IDs of other accounts',
		Array.from({ length: 40 }, (_one, at) => (at ? 20 : 1)),
		0.34,
	],
])('100,000 events %s all fit in', (_name, statuses, share) => {
	const given = events(statuses, share);
	const { packed, complete } = packStatuses(given, ROOM);
	expect(complete).toBe(true);
	expect(packed.length).toBeLessThan(ROOM);
	expect(unpackStatuses(packed).size).toBe(100_000);
});

test('what there is no room for is left out from the lowest ID on', () => {
	const given = events([1, 10, 20, 30, 40, 50], 0.1);
	const { packed, complete } = packStatuses(given, ROOM);
	expect(complete).toBe(false);
	expect(packed.length).toBeLessThanOrEqual(ROOM);
	const kept = unpackStatuses(packed);
	const newest = [...given].sort(([a], [b]) => b - a).slice(0, kept.size);
	expect([...kept]).toEqual(newest);
	expect(kept.size).toBeGreaterThan(20_000);
});

test('an event for which there is just room is kept', () => {
	const given = new Map([[5, 1]]);
	const [head, longestEvent] = ['5;1;', 40];
	const room = head.length + 1 + longestEvent;
	expect(packStatuses(given, room)).toEqual({ packed: '5;1;1;g', complete: true });
	expect(packStatuses(given, room - 1)).toEqual({ packed: '5;1;0;', complete: false });
});

test('a status for each event is no list of statuses', () => {
	const given = new Map(Array.from({ length: 20_000 }, (_one, at) => [at + 1, at]));
	const { packed, complete } = packStatuses(given, ROOM);
	expect([complete, packed.length < ROOM]).toEqual([false, true]);
	for (const [id, status] of unpackStatuses(packed)) expect(given.get(id)).toBe(status);
});

test('the store that all triggers share has no room for 100,000 events, so that this one is needed', () => {
	const given = new Map([...events([20], 1)].map(([id, status]) => [String(id), status]));
	expect(packTimestamps(given, Number.POSITIVE_INFINITY).packed.length).toBeGreaterThan(3 * ROOM);
});

test('nothing but a text in its form passes for a packed list', () => {
	const { packed } = packStatuses(new Map([[5, 1]]), ROOM);
	expect(isPackedStatuses(packed)).toBe(true);
	for (const other of [undefined, null, 5, {}, [packed], '', `${packed};`, '5;1;900;A']) {
		expect([other, isPackedStatuses(other)]).toEqual([other, false]);
	}
});
