import { median } from '../median';
import type { Figures } from '../row';

/** A row of the load bench; `n8n` is the same flow of HTTP Request nodes. */
export interface LoadFigures extends Figures {
	/** The same flow of nodes that do nothing: what n8n needs for an execution whatever it does. */
	nothing?: object;
	/** Ours by that of HTTP Request nodes. */
	cpuRatio?: number;
	/** In queue mode, by who uses it. */
	cpuMsPerExecution?: Costs;
	idleCpuMsPerSecond?: number;
	/** Of two workers divided by that of one: as measured, and as the cores allow at most. */
	throughput?: { busy: number; waiting: number; ceiling: number };
	/** How the row was checked where the machine cannot show it. */
	why?: string;
}

/** The nearest-rank percentile: the value at or below which this share of the list lies. */
export function percentile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const rounded = (value: number, digits = 0) => Number(value.toFixed(digits));

/** The figures of one run of a flow. */
export interface Sample {
	executions: number;
	/** Of all executions together, on the wall clock. */
	ms: number;
	latenciesMs: readonly number[];
	/** Processor time of n8n during the run and shortly after it, without what it uses when idle. */
	processorMs: number;
}

/** Tickets that the sandbox has afterwards. */
export interface Counted extends Sample {
	done: number;
}

export const perExecution = ({ processorMs, executions }: Sample) => processorMs / executions;
export const perSecond = ({ executions, ms }: Sample) => (executions * 1000) / ms;

/**
 * Medians over the rounds; the latencies of all rounds together.
 * @param items Of each execution.
 */
export function summary(samples: readonly Sample[], items = 1) {
	const latencies = samples.flatMap(({ latenciesMs }) => latenciesMs);
	return {
		executionsPerSecond: rounded(median(samples.map(perSecond)), 1),
		p50Ms: rounded(percentile(latencies, 0.5)),
		p99Ms: rounded(percentile(latencies, 0.99)),
		cpuMsPerItem: rounded(median(samples.map(perExecution)) / items, 2),
	};
}

/** The median over the rounds of the ratio of the two in the same round. */
export function ratio<S>(of: readonly S[], by: readonly S[], value: (sample: S) => number): number {
	const ratios = of.flatMap((sample, round) => {
		const other = by[round];
		return other === undefined ? [] : [value(sample) / value(other)];
	});
	return rounded(median(ratios), 3);
}

/** The median of the slopes between all pairs of points (Theil and Sen): a few outliers do not turn the line. */
export function slope(points: ReadonlyArray<readonly [number, number]>): number {
	const slopes = points.flatMap(([x, y], index) =>
		points.slice(index + 1).map(([laterX, laterY]) => (laterY - y) / (laterX - x)),
	);
	return median(slopes);
}

/** The median distance of the points from their line: the noise of the measurement. */
export function scatter(points: ReadonlyArray<readonly [number, number]>): number {
	const rise = slope(points);
	const offsets = points.map(([x, y]) => y - rise * x);
	const middle = median(offsets);
	return median(offsets.map((offset) => Math.abs(offset - middle)));
}

/** Processor time per execution, in milliseconds, by who uses it. */
export interface Costs {
	/** Of the worker that runs the execution. */
	worker: number;
	/** Of all the rest: main, Redis, PostgreSQL, the service, the caller. */
	rest: number;
}

/**
 * By how much two workers can raise the throughput of one on this many cores. A worker uses one core at most; all
 * together use no more than there are.
 */
export function ceiling({ worker, rest }: Costs, cores: number): number {
	const most = (workers: number) => Math.min(workers / worker, cores / (worker + rest));
	return rounded(most(2) / most(1), 2);
}

/** The throughput of two workers divided by that of one. */
export interface Scaling {
	/** Where executions need the processor all the time. */
	busy: number;
	/** Where they wait for services. */
	waiting: number;
}

/** Where there are too few cores for a second busy worker, only its gain with waiting executions can be shown. */
export function checkScaling(
	{ busy, waiting }: Scaling,
	costs: Costs,
	cores: number,
	atLeast: number,
): Pick<LoadFigures, 'throughput' | 'holds' | 'why'> {
	const most = ceiling(costs, cores);
	const throughput = { busy, waiting, ceiling: most };
	if (most >= atLeast) return { throughput, holds: busy >= atLeast && waiting >= atLeast };
	const needed = Math.ceil((2 * (costs.worker + costs.rest)) / costs.worker);
	const why = [
		`An execution takes ${rounded(costs.worker)} ms of processor time of its worker and ${rounded(costs.rest)} ms of all the others on this machine`,
		`(main, webhook process, Redis, PostgreSQL, the sandbox, this program). On ${cores} cores two busy workers can come to ${most} times one at the most;`,
		`for two times it takes ${needed} cores. So the check is made where executions wait for slow services.`,
	].join(' ');
	return { throughput, holds: waiting >= atLeast, why };
}
