import { probeThenConcurrent, runConcurrently } from '../../../nodes/shared/http/concurrency';

const later = async () => await new Promise((resolve) => setImmediate(resolve));

test('never has more under way than the limit, and begins in order', async () => {
	const begun: number[] = [];
	let underWay = 0;
	let most = 0;
	await runConcurrently([1, 2, 3, 4, 5, 6, 7], 3, async (entry) => {
		begun.push(entry);
		most = Math.max(most, ++underWay);
		await later();
		underWay--;
		return true;
	});
	expect(begun).toEqual([1, 2, 3, 4, 5, 6, 7]);
	expect(most).toBe(3);
});

test('begins nothing more after a false, and waits for what is under way', async () => {
	const done: number[] = [];
	await runConcurrently([1, 2, 3, 4], 2, async (entry) => {
		await later();
		done.push(entry);
		return entry !== 1;
	});
	expect(done).toEqual([1, 2]);
});

test('throws the first error after the others under way have ended', async () => {
	const done: number[] = [];
	const run = runConcurrently([1, 2, 3], 2, async (entry) => {
		if (entry === 1) throw new Error('first');
		await later();
		done.push(entry);
		return true;
	});
	await expect(run).rejects.toThrow('first');
	expect(done).toEqual([2]);
});

test('the first one alone, then the others together', async () => {
	const log: string[] = [];
	await probeThenConcurrent([1, 2, 3], 2, async (entry) => {
		log.push(`${entry} begins`);
		await later();
		log.push(`${entry} ends`);
		return true;
	});
	expect(log).toEqual(['1 begins', '1 ends', '2 begins', '3 begins', '2 ends', '3 ends']);
});

test('nothing but the first one when that goes wrong', async () => {
	const begun: number[] = [];
	const work = async (entry: number) => {
		begun.push(entry);
		await later();
		return false;
	};
	await probeThenConcurrent([1, 2, 3], 2, work);
	await probeThenConcurrent([], 2, work);
	expect(begun).toEqual([1]);
});
