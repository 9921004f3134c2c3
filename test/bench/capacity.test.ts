import { hubSpotMost, most, readMeasured, report, stretch, table } from '../../bench/load/capacity';
import { ceiling } from '../../bench/load/figures';

const MEASURED = { oneProcess: 100, queue: { worker: 200, rest: 100 } };

describe('what one machine can do', () => {
	it('one process has one core, whatever the machine has', () => {
		expect([2, 4, 8].map((cores) => most(MEASURED, 0, cores))).toEqual([10, 10, 10]);
	});

	it('workers have a core each, and all together those of the machine', () => {
		expect(most(MEASURED, 1, 4)).toBe(5);
		expect(most(MEASURED, 2, 4)).toBe(10);
		expect(most(MEASURED, 4, 4)).toBeCloseTo(13.33);
		expect(most(MEASURED, 4, 2)).toBeCloseTo(6.67);
	});

	it('agrees with the ceiling by which the bench checks the row with workers', () => {
		for (const cores of [2, 4, 8]) {
			const gain = most(MEASURED, 2, cores) / most(MEASURED, 1, cores);
			expect(gain).toBeCloseTo(ceiling(MEASURED.queue, cores), 2);
		}
	});

	it('waits no longer than it works until the machine is nearly full', () => {
		expect(stretch(0)).toBe(1);
		expect(stretch(0.7)).toBeCloseTo(2.17);
		expect(stretch(0.95)).toBeGreaterThan(10);
	});

	it('knows where HubSpot ends it', () => {
		expect(hubSpotMost(100) * 3_600).toBe(18_000);
		expect(hubSpotMost(190) * 3_600).toBe(34_200);
	});

	it('prints a table, and says what it needs', () => {
		expect(table(MEASURED, [2])).toEqual([
			'| n8n | 2 cores |',
			'| --- | --- |',
			'| one process | 25,200 |',
			'| queue mode, 1 worker | 12,600 |',
			'| queue mode, 2 workers | 16,800 |',
			'| queue mode, 4 workers | 16,800 |',
		]);
		const rows = { single: { ours: { cpuMsPerItem: 100 } }, workers: { cpuMsPerExecution: MEASURED.queue } };
		expect(report(JSON.stringify({ rows }))).toContain('HubSpot, 190 calls in 10 s: 34,200');
		expect(() => readMeasured('{"rows":{}}')).toThrow('needs the rows "single" and "workers"');
	});
});
