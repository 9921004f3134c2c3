import fc from 'fast-check';

import { ceiling, checkScaling, percentile, ratio, scatter, slope, summary } from '../../bench/load/figures';
import { workflowOf, singleHttp, singleOurs } from '../../bench/load/flows';
import { processorMs, readStat } from '../../bench/load/processor';
import { countAfter, wantedRows } from '../../bench/only';
import { propertyRuns } from '../harness/properties';

describe('the figures of the load bench', () => {
	const values = [15, 20, 35, 40, 50];

	it('takes percentiles by nearest rank', () => {
		expect([0, 0.3, 0.4, 0.5, 0.99, 1].map((share) => percentile(values, share))).toEqual([15, 20, 20, 35, 50, 50]);
		expect(percentile([], 0.5)).toBeNaN();
	});

	it('gives a percentile that is one of the values, with that share of them at or below it', () => {
		const shares = fc.double({ min: 0.01, max: 1, noNaN: true });
		fc.assert(
			fc.property(fc.array(fc.integer(), { minLength: 1 }), shares, (list, share) => {
				const value = percentile(list, share);
				expect(list).toContain(value);
				expect(list.filter((entry) => entry <= value).length).toBeGreaterThanOrEqual(share * list.length - 1e-9);
				expect(list.filter((entry) => entry < value).length).toBeLessThan(share * list.length + 1e-9);
			}),
			propertyRuns(500),
		);
	});

	it('sums a flow up by the medians of its rounds', () => {
		const sample = (ms: number, processorMs: number) => ({
			executions: 10,
			ms,
			processorMs,
			latenciesMs: [ms / 10, ms / 5],
		});
		expect(summary([sample(1_000, 300), sample(2_000, 200), sample(500, 1_000)])).toEqual({
			executionsPerSecond: 10,
			p50Ms: 100,
			p99Ms: 400,
			cpuMsPerItem: 30,
		});
		expect(summary([sample(1_000, 300)], 100).cpuMsPerItem).toBe(0.3);
	});

	it('compares round by round, so that a slow hour of the machine counts for both', () => {
		expect(ratio([10, 200, 33], [10, 100, 30], (value) => value)).toBe(1.1);
	});

	it('finds the slope of a line whatever a few points do', () => {
		const points = Array.from({ length: 10 }, (_, x) => [x, 3 * x + 7] as const);
		expect(slope(points)).toBe(3);
		expect(scatter(points)).toBe(0);
		expect(slope([...points.slice(0, 9), [9, 1_000]])).toBe(3);
	});

	it('tells how far points lie from their line', () => {
		const points = Array.from({ length: 40 }, (_, x) => [x, 100 + (x % 2 === 0 ? 5 : -5)] as const);
		expect(Math.abs(slope(points))).toBeLessThan(0.1);
		expect(scatter(points)).toBeGreaterThan(4);
		expect(scatter(points)).toBeLessThan(6);
	});
});

describe('what two workers can come to', () => {
	it('is twice one worker where there are cores enough', () => {
		expect(ceiling({ worker: 50, rest: 50 }, 4)).toBe(2);
	});

	it('is less where the others need the cores', () => {
		// One worker does 20 executions a second and leaves 1 of 2 cores to the others; more than 20 need more than 2.
		expect(ceiling({ worker: 50, rest: 50 }, 2)).toBe(1);
		expect(ceiling({ worker: 50, rest: 30 }, 2)).toBe(1.25);
	});

	it('is never more than twice nor less than once one worker', () => {
		const cost = fc.double({ min: 1, max: 1_000, noNaN: true });
		fc.assert(
			fc.property(cost, cost, fc.integer({ min: 1, max: 64 }), (worker, rest, cores) => {
				const most = ceiling({ worker, rest }, cores);
				expect(most).toBeGreaterThanOrEqual(1);
				expect(most).toBeLessThanOrEqual(2);
			}),
			propertyRuns(500),
		);
	});

	const costs = { worker: 50, rest: 50 };

	it('is checked by busy workers where the cores allow it', () => {
		expect(checkScaling({ busy: 1.7, waiting: 1.9 }, costs, 4, 1.6)).toEqual({
			throughput: { busy: 1.7, waiting: 1.9, ceiling: 2 },
			holds: true,
		});
		expect(checkScaling({ busy: 1.5, waiting: 1.9 }, costs, 4, 1.6).holds).toBe(false);
		expect(checkScaling({ busy: 1.7, waiting: 1.5 }, costs, 4, 1.6).holds).toBe(false);
	});

	it('is checked by waiting workers where they do not, and says why', () => {
		const checked = checkScaling({ busy: 1, waiting: 1.9 }, costs, 2, 1.6);
		expect(checked.holds).toBe(true);
		expect(checked.why).toContain(
			'On 2 cores two busy workers can come to 1 times one at the most; for two times it takes 4 cores',
		);
		expect(checkScaling({ busy: 1, waiting: 1.5 }, costs, 2, 1.6).holds).toBe(false);
	});
});

describe('the processor time', () => {
	it('is read behind the name of the program, whatever that holds', () => {
		const line = '42 (a ) R (b) S 7 42 42 0 -1 4194304 1 2 3 4 150 50 20 10 20 0 1 0';
		expect(readStat(line)).toEqual({ parent: 7, ms: 2_300 });
	});

	it('counts a process with its children, and nothing for one that is gone; elsewhere than on Linux it says so', async () => {
		if (process.platform !== 'linux') {
			await expect(processorMs([process.pid])).rejects.toThrow('only Linux has');
			return;
		}
		const own = await processorMs([process.pid]);
		expect(own).toBeGreaterThan(0);
		expect(await processorMs([process.ppid])).toBeGreaterThanOrEqual(own);
		expect(await processorMs([2 ** 22 + 1])).toBe(0);
	});
});

describe('the flows', () => {
	it('have as many nodes, of the same names in the same order, with the same credentials', () => {
		const [own, other] = [singleOurs, singleHttp('http://127.0.0.1:1')];
		const shape = ({ nodes }: typeof own) => nodes.map(({ name, credentials }) => ({ name, credentials }));
		expect(shape(own)).toEqual(shape(other));
		expect(own.workflowId).toHaveLength(16);
		expect(Object.keys(workflowOf(own).connections)).toEqual(['Webhook', 'Ticket', 'Event']);
	});
});

describe('the options', () => {
	it('names rows after --only', () => {
		expect(wantedRows(['a', 'b'], ['node', 'run'])).toEqual(['a', 'b']);
		expect(wantedRows(['a', 'b'], ['node', 'run', '--only', 'b'])).toEqual(['b']);
		expect(() => wantedRows(['a', 'b'], ['--only', 'c'])).toThrow(
			'--only takes names of rows, separated by commas: a, b',
		);
		expect(() => wantedRows(['a', 'b'], ['--only'])).toThrow('--only takes');
	});

	it('takes whole numbers above 0', () => {
		expect(countAfter('--rounds', 5, ['node', 'run'])).toBe(5);
		expect(countAfter('--rounds', 5, ['--rounds', '3'])).toBe(3);
		expect(() => countAfter('--rounds', 5, ['--rounds', 'many'])).toThrow('--rounds takes a whole number above 0');
		expect(() => countAfter('--rounds', 5, ['--rounds', '0'])).toThrow('--rounds takes');
	});
});
