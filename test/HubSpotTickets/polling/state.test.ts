import fc from 'fast-check';

import { packTimestamps, unpackTimestamps } from '../../../nodes/shared/triggers/seenStore';
import { readState, writeState } from '../../../nodes/HubSpotTickets/polling/state';
import type { State } from '../../../nodes/HubSpotTickets/polling/types';
import { afterScan, baseline, newEvents, beginScan } from '../../../nodes/HubSpotTickets/polling/cursor';
import { propertyRuns } from '../../harness/properties';

const NOW = Date.parse('2026-11-21T12:00:00.000Z');
const MINUTE = 60_000;
const LIMIT = 64 * 1024;

/** A state whose scan has just come to its end. */
function scanned(timestamps: Array<[id: string, timestamp: number]>): State {
	const seen = new Map(timestamps);
	const state = { event: 'updated', from: 0, to: 0, seen, resume: { lastId: 0, to: NOW, floor: 0 } };
	return afterScan(state, 5 * MINUTE, undefined);
}

function again(state: State): State {
	return readState(JSON.parse(JSON.stringify(writeState(state))), state.event);
}

/** Numbers that look random and are the same in every run. */
function* scattered(count: number, below: number): Generator<number> {
	let value = 12_345;
	for (let index = 0; index < count; index++) {
		value = (value * 48_271) % 2_147_483_647;
		yield Math.floor((value / 2_147_483_647) * below);
	}
}

const timestamps = fc.uniqueArray(
	fc.tuple(fc.nat(2 ** 40).map(String), fc.integer({ min: NOW - 5 * MINUTE, max: NOW })),
	{
		selector: ([id]) => id,
	},
);

describe('the seen store', () => {
	test('reads back what it packed', () => {
		fc.assert(
			fc.property(timestamps, (entries) => {
				const { packed, floor } = packTimestamps(new Map(entries), Number.POSITIVE_INFINITY);
				expect(floor).toBe(0);
				expect(new Map([...unpackTimestamps(packed)].sort())).toEqual(new Map([...entries].sort()));
			}),
			propertyRuns(500),
		);
	});

	test('what does not fit is left out from the oldest on, and the floor says from where on it is complete', () => {
		fc.assert(
			fc.property(timestamps, fc.nat(200), (entries, room) => {
				const { packed, floor } = packTimestamps(new Map(entries), room);
				expect(packed.length).toBeLessThanOrEqual(room);
				const kept = unpackTimestamps(packed);
				for (const [id, timestamp] of entries) if (timestamp >= floor) expect(kept.get(id)).toBe(timestamp);
			}),
			propertyRuns(500),
		);
	});

	test('what is needed stays, whatever the room', () => {
		fc.assert(
			fc.property(timestamps, fc.nat(200), (entries, room) => {
				const odd = (id: string) => Number(id) % 2 === 1;
				const kept = unpackTimestamps(packTimestamps(new Map(entries), room, odd).packed);
				for (const [id, timestamp] of entries) if (odd(id)) expect(kept.get(id)).toBe(timestamp);
			}),
			propertyRuns(500),
		);
	});
});

describe('the size of the state', () => {
	test('12,000 tickets modified at one instant are all remembered in less than 64 KB', () => {
		const ids = [...scattered(12_000, 1_000_000_000)].map((offset) => String(38_000_000_000 + offset));
		const state = scanned(ids.map((id) => [id, NOW]));
		expect(JSON.stringify(writeState(state)).length).toBeLessThan(LIMIT);
		const back = again(state);
		expect(back.seen.size).toBe(new Set(ids).size);
		expect(back.from).toBe(NOW - 5 * MINUTE);
	});

	test('12,000 neighbors modified one after the other within the lookback are all remembered', () => {
		const state = scanned(
			Array.from({ length: 12_000 }, (_, index) => [String(38_402_119_001 + index), NOW - 25 * index]),
		);
		expect(JSON.stringify(writeState(state)).length).toBeLessThan(LIMIT);
		expect(again(state).seen.size).toBe(12_000);
	});

	test('when even more changed within the lookback, the lookback shrinks, and nothing is new twice', () => {
		const ids = [...new Set([...scattered(40_000, 10_000_000_000)])];
		const times = [...scattered(ids.length, 5 * MINUTE)];
		const entries = ids.map((id, index): [string, number] => [String(id), NOW - (times[index] ?? 0)]);
		const state = scanned(entries);
		const text = JSON.stringify(writeState(state));
		expect(text.length).toBeLessThan(LIMIT);
		const back = again(state);
		expect(back.from).toBeGreaterThan(state.from);
		expect(back.from).toBeLessThanOrEqual(NOW);
		expect(entries.filter(([id, timestamp]) => newEvents(back, id, [{ timestamp }]).length > 0)).toEqual([]);
	});

	test('a scan that stopped half-way remembers all that lies ahead of it', () => {
		const ids = [...new Set([...scattered(9_000, 10_000_000_000)])].sort((a, b) => a - b);
		const times = [...scattered(ids.length, 5 * MINUTE)];
		const before = again(scanned(ids.map((id, index) => [String(id), NOW - (times[index] ?? 0)])));
		const half = ids[ids.length / 2] ?? 0;
		// Half-way it has dealt with 20,000 newer changes.
		const seen = new Map(before.seen);
		for (const offset of scattered(20_000, half)) seen.set(String(offset), NOW + MINUTE);
		const scanning = { ...before, seen, resume: { lastId: 0, to: NOW + MINUTE, floor: 0 } };
		const state = afterScan(scanning, 5 * MINUTE, { lastId: half });
		const back = again(state);
		expect(JSON.stringify(writeState(state)).length).toBeLessThan(LIMIT);
		for (const [id, timestamp] of before.seen) if (Number(id) > half) expect(back.seen.get(id)).toBe(timestamp);
		const done = afterScan(back, 5 * MINUTE, undefined);
		const twice = [...seen].filter(
			([id, timestamp]) => Number(id) <= half && newEvents(done, id, [{ timestamp }]).length > 0,
		);
		expect(twice).toEqual([]);
	});
});

describe('the cursor', () => {
	test('comes from the newest change, and never goes back', async () => {
		const first = baseline('updated', NOW);
		expect(first).toMatchObject({ from: NOW + 1, to: NOW });
		const earlier = await beginScan(first, async () => NOW - MINUTE);
		expect(earlier.resume).toEqual({ lastId: 0, to: NOW, floor: 0 });
		expect(afterScan(earlier, 5 * MINUTE, undefined)).toMatchObject({ from: NOW + 1, to: NOW });
		const later = await beginScan(first, async () => NOW + 10 * MINUTE);
		expect(afterScan(later, 5 * MINUTE, undefined)).toMatchObject({ from: NOW + 5 * MINUTE, to: NOW + 10 * MINUTE });
	});

	test('a scan left unfinished is taken up without asking for the newest change', async () => {
		const resume = { lastId: 77, to: NOW, floor: 0 };
		const state = again({ ...baseline('updated', NOW), resume });
		const opened = await beginScan(state, async () => {
			throw new Error('asked');
		});
		expect(opened.resume).toEqual(resume);
	});

	test('the place in a list that HubSpot pages itself is kept as well', () => {
		const resume = { lastId: 77, after: '78', to: NOW, floor: 0 };
		expect(again({ ...baseline('updated', NOW), resume }).resume).toEqual(resume);
	});

	test('a start in the past makes everything since then new, one in the future changes nothing', () => {
		expect(baseline('updated', NOW, NOW - MINUTE)).toMatchObject({ from: NOW - MINUTE, to: NOW });
		expect(baseline('updated', NOW, NOW + MINUTE)).toMatchObject({ from: NOW + 1, to: NOW });
	});

	test('a state that the first version wrote is read, and written in the same way', () => {
		const event = 'stageChanged';
		const stored = {
			from: 1_795_262_100_000,
			to: 1_795_262_400_000,
			seen: 'ggjp_9voD41qn-wnCv-BF',
			resume: { lastId: 38_402_119_002, to: 1_795_262_400_000, floor: 0 },
		};
		const state = readState(stored, event);
		const seen = new Map([
			['38402119004', 1_795_262_400_000],
			['38402119001', 1_795_262_399_000],
		]);
		expect(state).toEqual({ ...stored, event, seen });
		expect(writeState({ ...stored, event, seen })).toEqual(stored);
	});
});
