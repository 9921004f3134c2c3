import { rounded } from '../load/figures';
import type { RowName } from './rows';
import { ROWS } from './rows';

export const SIZES = [1_000, 10_000, 100_000];

const STEEPEST = 1.05;
/** Times the memory of the items themselves. Below a few megabytes it is that of the code. */
const MAX_MEMORY = 2.5;
const FEW_MB = 10;
/** One poll over 100,000 changes. */
const MAX_OF_POLL_MB = 250;

/** What one run of one row has shown. */
export interface Measured {
	/** Calls of the kind that there are many of. */
	requests: number;
	/** What came out. */
	items: number;
	/** Processor time, without that of the measuring. */
	cpuMs: number;
	wallMs: number;
	/** What the items that go in and come out take, in megabytes. */
	itemsMb: number;
	/** The most that was held at once, above what was there before. */
	peakMb: number;
}

export interface RowFigures {
	work: string;
	sizes: Array<Measured & { size: number }>;
	/** By how much the processor time grows: 1 is in proportion, 2 with the square. */
	slope: number;
	holds: boolean;
	/** What does not hold. */
	problems: string[];
}

/** The slope of a line through the last two points on a paper with two logarithmic axes, where fixed costs count least. */
export function exponent(points: ReadonlyArray<readonly [size: number, value: number]>): number {
	const [one, other] = points.slice(-2);
	if (one === undefined || other === undefined) return Number.NaN;
	return Math.log(other[1] / one[1]) / Math.log(other[0] / one[0]);
}

/** Whether a row shows what it must. */
export function rowFigures(name: RowName, measured: readonly Measured[], sizes: readonly number[] = SIZES): RowFigures {
	const { work, requests } = ROWS[name];
	const points = measured.map((figures, index) => ({ ...figures, size: sizes[index] ?? 0 }));
	const slope = exponent(points.map(({ size, cpuMs }) => [size, cpuMs]));
	const problems = points.flatMap((point) => problemsOf(name, point, requests(point.size)));
	if (!(slope <= STEEPEST)) problems.push(`the time grows with the power of ${rounded(slope, 2)}`);
	return {
		work,
		sizes: points.map((point) => ({
			...point,
			cpuMs: rounded(point.cpuMs),
			wallMs: rounded(point.wallMs),
			itemsMb: rounded(point.itemsMb, 1),
			peakMb: rounded(point.peakMb, 1),
		})),
		slope: rounded(slope, 2),
		holds: problems.length === 0,
		problems,
	};
}

function problemsOf(name: RowName, point: Measured & { size: number }, needed: number): string[] {
	const { size, items, requests, itemsMb, peakMb } = point;
	return [
		items === size ? '' : `${items} items came of ${size}`,
		requests === needed ? '' : `${size} items took ${requests} calls, and not ${needed}`,
		peakMb <= Math.max(FEW_MB, MAX_MEMORY * itemsMb) ? '' : `${size} items of ${itemsMb} MB took ${peakMb} MB`,
		name !== 'poll' || peakMb < MAX_OF_POLL_MB ? '' : `a poll over ${size} changes took ${peakMb} MB`,
	].filter((problem) => problem !== '');
}
