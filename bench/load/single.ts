import { say } from '../row';
import type { LoadFigures } from './figures';
import { perExecution, ratio, rounded, summary } from './figures';
import { empty, singleHttp, singleOurs } from './flows';
import type { Target } from './measure';
import { freshSandbox, idleShare, inRounds, measure, singles, warmUp } from './measure';

const EXECUTIONS = 100;
const WARM_UP = 60;
const CONCURRENCY = 4;
const MOST = 1.05;

/** One ticket per execution. */
export async function measureSingle(target: Target, rounds: number): Promise<LoadFigures> {
	const flows = [singleOurs, singleHttp(target.sandbox.url), empty];
	await freshSandbox(target.sandbox);
	for (const flow of flows) await warmUp(target, flow, singles(WARM_UP), CONCURRENCY);
	const idle = await idleShare(target);
	const load = { bodies: singles(EXECUTIONS), concurrency: CONCURRENCY, idle };
	const [own = [], other = [], floor = []] = await inRounds(flows, rounds, async (flow, round) => {
		await freshSandbox(target.sandbox);
		const sample = await measure(target, flow, load);
		if (flow !== empty && sample.done !== EXECUTIONS) throw new Error(`${flow.name} made ${sample.done} tickets`);
		say(
			`  ${round} of ${rounds}: ${flow.name}: ${rounded(perExecution(sample), 1)} ms of processor time per execution`,
		);
		return sample;
	});
	const cpuRatio = ratio(own, other, perExecution);
	return {
		work: `one ticket per execution: webhook and 3 calls in a row, ${CONCURRENCY} executions at once`,
		mustShow: `at most ${MOST} times the processor time per item of HTTP Request nodes`,
		ours: summary(own),
		n8n: summary(other),
		nothing: summary(floor),
		idleCpuMsPerSecond: rounded(idle * 1000),
		cpuRatio,
		holds: cpuRatio <= MOST,
	};
}
