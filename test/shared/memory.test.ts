import fc from 'fast-check';

import type { Memory } from '../../nodes/shared/memory';
import { remember, unseen } from '../../nodes/shared/memory';

interface Entry {
	id: string;
	stamp: string;
}

const id = (entry: Entry) => entry.id;
const stamp = (entry: Entry) => entry.stamp;
const always = () => true;

test('an entry counts as new once per version', () => {
	const entry = { id: '1', stamp: '10' };
	const memory = remember({}, [entry], id, stamp, always);
	expect(unseen(memory, [entry], id, stamp)).toEqual([]);
	const changed = { id: '1', stamp: '11' };
	expect(unseen(memory, [changed], id, stamp)).toEqual([changed]);
});

test('what left the window is forgotten', () => {
	const memory = remember({ old: '1' }, [{ id: 'new', stamp: '5' }], id, stamp, (version) => Number(version) > 3);
	expect(memory).toEqual({ new: '5' });
});

test('the memory is bounded and keeps the newest', () => {
	const entries = Array.from({ length: 10 }, (_, index) => ({ id: `e${index}`, stamp: String(index) }));
	expect(Object.keys(remember({}, entries, id, stamp, always, 3))).toEqual(['e7', 'e8', 'e9']);
});

test('overlapping windows emit every version exactly once', () => {
	const versions = fc.uniqueArray(fc.record({ id: fc.constantFrom('a', 'b', 'c'), stamp: fc.nat(50).map(String) }), {
		selector: (entry) => `${entry.id}@${entry.stamp}`,
	});
	fc.assert(
		fc.property(versions, fc.integer({ min: 1, max: 5 }), (all, size) => {
			let memory: Memory = {};
			const emitted: string[] = [];
			for (let start = 0; start < all.length; start++) {
				const newest = new Map(all.slice(start, start + size).map((entry) => [entry.id, entry]));
				const window = [...newest.values()];
				for (const entry of unseen(memory, window, id, stamp)) emitted.push(`${entry.id}@${entry.stamp}`);
				memory = remember(memory, window, id, stamp, always);
			}
			const consecutive = emitted.filter((entry, index) => index > 0 && entry === emitted[index - 1]);
			expect(consecutive).toEqual([]);
		}),
	);
});
