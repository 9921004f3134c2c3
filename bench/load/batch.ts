import { say } from '../row';
import type { LoadFigures } from './figures';
import { perExecution, ratio, rounded, summary } from './figures';
import type { Flow } from './flows';
import { batchHttp, batchOurs } from './flows';
import type { Target } from './measure';
import { freshSandbox, idleShare, inRounds, measure, ticket, warmUp } from './measure';

const TICKETS = 1_000;
/** For warming up: so many tickets, so many times. */
const FEW = 50;
const TIMES = 5;
const LATENCY_MS = 40;
const TIMES_FASTER = 20;

const tickets = (count: number) => [{ items: Array.from({ length: count }, (_, index) => ticket(index + 1)) }];

/** A thousand tickets in one execution. */
export async function measureBatch(target: Target, rounds: number): Promise<LoadFigures> {
	const flows: Flow[] = [batchOurs, batchHttp(target.sandbox.url)];
	await freshSandbox(target.sandbox);
	for (const flow of flows) await warmUp(target, flow, Array.from({ length: TIMES }, () => tickets(FEW)).flat(), 1);
	const idle = await idleShare(target);
	const load = { bodies: tickets(TICKETS), concurrency: 1, idle };
	const [own = [], other = []] = await inRounds(flows, rounds, async (flow, round) => {
		await freshSandbox(target.sandbox, LATENCY_MS);
		const sample = await measure(target, flow, load);
		if (sample.done !== TICKETS) throw new Error(`${flow.name} made ${sample.done} tickets`);
		say(
			`  ${round} of ${rounds}: ${flow.name}: ${rounded(sample.ms)} ms, ${rounded(sample.processorMs / TICKETS, 2)} ms of processor time per ticket`,
		);
		return sample;
	});
	const timesFaster = ratio(other, own, ({ ms }) => ms);
	return {
		work: `${TICKETS} tickets in one execution, ${LATENCY_MS} ms latency, no limit of calls`,
		mustShow: `at least ${TIMES_FASTER} times less wall time than HTTP Request nodes`,
		ours: summary(own, TICKETS),
		n8n: summary(other, TICKETS),
		cpuRatio: ratio(own, other, perExecution),
		timesFaster,
		holds: timesFaster >= TIMES_FASTER,
	};
}
