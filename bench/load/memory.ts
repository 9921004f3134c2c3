import { say } from '../row';
import type { LoadFigures } from './figures';
import { rounded, scatter, slope } from './figures';
import { singleOurs } from './flows';
import type { Memory } from './heap';
import { memoryOf } from './heap';
import type { Target } from './measure';
import { freshSandbox, singles, measure, warmUp } from './measure';

/** How many times n8n is asked for its memory. */
const MARKS = 20;
const CONCURRENCY = 4;
/** What a thousand executions may leave behind and still count as none: the pages of a table, a name in a map. */
const NOTHING_MB = 0.25;

/** Runs our flow this many times, one after the other, in one process. */
export async function measureMemory(target: Target, executions: number, file: string): Promise<LoadFigures> {
	const [pid = 0] = target.pids;
	await freshSandbox(target.sandbox);
	await warmUp(target, singleOurs, singles(20), CONCURRENCY);
	const step = Math.ceil(executions / MARKS);
	const marks: Array<Memory & { executions: number }> = [];
	let seconds = 0;
	for (let mark = 1; mark <= MARKS; mark++) {
		// A sandbox that is full of tickets would be slower and slower.
		await freshSandbox(target.sandbox);
		const { ms, done } = await measure(target, singleOurs, {
			bodies: singles(step),
			concurrency: CONCURRENCY,
			idle: 0,
		});
		if (done !== step) throw new Error(`${singleOurs.name} made ${done} tickets of ${step}`);
		seconds += ms / 1000;
		marks.push({ executions: mark * step, ...(await memoryOf(pid, file)) });
		const { heapMb, rssMb } = marks[marks.length - 1] ?? { heapMb: 0, rssMb: 0 };
		say(`  after ${mark * step}: ${rounded(heapMb, 1)} MB in use, ${rounded(rssMb)} MB taken`);
	}
	// The first half fills caches and compiles; what grows after that grows for ever.
	const second = marks.slice(MARKS / 2);
	const points = second.map(({ executions: at, heapMb }) => [at / 1000, heapMb] as const);
	const growthMb = slope(points);
	const noiseMb = scatter(points);
	const span = ((MARKS / 2) * step) / 1000;
	return {
		work: `${MARKS * step} executions of the flow of the row "single", memory after a collection, every ${step}`,
		mustShow: `no growth in the second half beyond noise, or less than ${NOTHING_MB} MB in 1,000 executions`,
		ours: {
			heapMb: marks.map(({ heapMb }) => rounded(heapMb, 1)),
			rssMb: marks.map(({ rssMb }) => rounded(rssMb)),
			growthMbPerThousand: rounded(growthMb, 3),
			noiseMb: rounded(noiseMb, 3),
			executionsPerSecond: rounded((MARKS * step) / seconds, 1),
		},
		n8n: 'is the process that is measured',
		holds: growthMb * span <= 2 * noiseMb || growthMb <= NOTHING_MB,
	};
}
