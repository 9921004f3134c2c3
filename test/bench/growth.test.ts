import type { Measured } from '../../bench/growth/figures';
import { exponent, rowFigures } from '../../bench/growth/figures';

const measured = (requests: number, items: number, changes: Partial<Measured> = {}): Measured => ({
	requests,
	items,
	cpuMs: items,
	wallMs: items,
	itemsMb: items / 1_000,
	peakMb: items / 500,
	...changes,
});

const pages = (changes: Partial<Measured> = {}) => [
	measured(10, 1_000),
	measured(100, 10_000),
	measured(1_000, 100_000, changes),
];

describe('the figures of the growth bench', () => {
	it('takes the exponent of the last step: 1 in proportion, 2 with the square', () => {
		expect(exponent([1, 10, 100].map((size) => [size, 7 * size]))).toBeCloseTo(1);
		expect(exponent([1, 10, 100].map((size) => [size, 3 * size ** 2]))).toBeCloseTo(2);
		expect(exponent([[1, 1]])).toBeNaN();
	});

	it('holds where everything is in proportion', () => {
		expect(rowFigures('creates', pages())).toMatchObject({ slope: 1, holds: true, problems: [] });
	});

	it.each([
		['time', { cpuMs: 125_893 }, 'the time grows with the power of 1.1'],
		['calls', { requests: 1_001 }, '100000 items took 1001 calls, and not 1000'],
		['items', { items: 99_999 }, '99999 items came of 100000'],
		['memory', { peakMb: 251 }, '100000 items of 100 MB took 251 MB'],
	])('says what does not hold: %s', (_what, changes, problem) => {
		expect(rowFigures('creates', pages(changes))).toMatchObject({ holds: false, problems: [problem] });
	});

	it('wants a poll over 100,000 changes below 250 MB, whatever the items take', () => {
		const polls = [measured(26, 1_000), measured(251, 10_000), measured(2_501, 100_000, { itemsMb: 200, peakMb: 260 })];
		expect(rowFigures('poll', polls)).toMatchObject({ problems: ['a poll over 100000 changes took 260 MB'] });
	});
});
