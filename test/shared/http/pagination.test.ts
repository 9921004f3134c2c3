import type { IExecuteFunctions } from 'n8n-workflow';

import type { Step } from '../../../nodes/shared/http/pagination';
import { chunks, collect, groupBy, MAX_PAGES, paginate } from '../../../nodes/shared/http/pagination';
import { NODE } from '../../harness/node';

async function* pagesOf<T>(pages: T[][], fetched: { count: number }): AsyncGenerator<T[]> {
	for (const page of pages) {
		fetched.count++;
		yield page;
	}
}

describe('collect', () => {
	test('reads to the end without a limit', async () => {
		const fetched = { count: 0 };
		expect(await collect(pagesOf([[1, 2], [3]], fetched))).toEqual([1, 2, 3]);
		expect(fetched.count).toBe(2);
	});

	test('fetches no page that the limit does not need', async () => {
		const fetched = { count: 0 };
		expect(await collect(pagesOf([[1, 2], [3, 4], [5]], fetched), 2)).toEqual([1, 2]);
		expect(fetched.count).toBe(1);
	});

	test('cuts the last page at the limit', async () => {
		expect(
			await collect(
				pagesOf(
					[
						[1, 2],
						[3, 4],
					],
					{ count: 0 },
				),
				3,
			),
		).toEqual([1, 2, 3]);
	});
});

test('chunks keeps order and leaves the rest in the last piece', () => {
	expect(chunks([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
	expect(chunks([], 2)).toEqual([]);
});

test('groupBy keeps the order in which the keys appear', () => {
	expect(groupBy(['b1', 'a1', 'b2'], (entry) => entry.charAt(0))).toEqual([['b1', 'b2'], ['a1']]);
});

describe('paginate', () => {
	const context = { getNode: () => NODE } as Partial<IExecuteFunctions> as IExecuteFunctions;

	function reading(read: (position: number) => Step<number[], number>) {
		const asked: number[] = [];
		const pages = paginate<number[], number>({ context, service: 'The service' }, async (position = 0) => {
			asked.push(position);
			return read(position);
		});
		return { asked, all: collect(pages) };
	}

	test('goes from page to page until none is named', async () => {
		const { all, asked } = reading((at) => (at < 2 ? { page: [at], next: at + 1 } : { page: [at] }));
		expect(await all).toEqual([0, 1, 2]);
		expect(asked).toEqual([0, 1, 2]);
	});

	test.each([
		['stands still', (at: number) => Math.min(at + 1, 2), [0, 1, 2]],
		['goes in a circle', (at: number) => (at % 3) + 1, [0, 1, 2, 3]],
	])('fails where the position %s', async (_case, next, calls) => {
		const { all, asked } = reading((at) => ({ page: [at], next: next(at) }));
		await expect(all).rejects.toThrow('The service says that the list goes on, but names a page that was read already');
		expect(asked).toEqual(calls);
	});

	test('fails behind the bound, which is 10,000 pages', async () => {
		const { all, asked } = reading((at) => ({ page: [], next: at + 1 }));
		await expect(all).rejects.toThrow('The list of The service has more than 10000 pages');
		expect([MAX_PAGES, asked.length]).toEqual([10_000, 10_000]);
	});
});
