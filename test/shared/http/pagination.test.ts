import { chunks, collect, groupBy } from '../../../nodes/shared/http/pagination';

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
