import { say } from '../row';
import type { Counted, LoadFigures } from './figures';
import { perExecution, ratio, rounded, summary } from './figures';
import type { Flow } from './flows';
import { batchHttp, batchHttpSpaced, batchOurs } from './flows';
import type { Target, Weather } from './measure';
import { freshSandbox, HUBSPOT_LIMIT, idleShare, inRounds, measure, ticket, warmUp } from './measure';

const TICKETS = 1_000;
/** For warming up: how many tickets, how many times. */
const FEW = 50;
const TIMES = 5;
const LATENCY_MS = 40;
const TIMES_FASTER = 20;
/** One round of the flow that keeps to HubSpot's limit takes a minute, nearly all of it waiting: it hardly varies. */
const SPACED_ROUNDS = 2;

const tickets = (count: number) => [{ items: Array.from({ length: count }, (_, index) => ticket(index + 1)) }];

async function compare(target: Target, other: Flow, weather: Weather, rounds: number): Promise<[Counted[], Counted[]]> {
	const flows = [batchOurs, other];
	const few = Array.from({ length: TIMES }, () => tickets(FEW)).flat();
	await freshSandbox(target.sandbox);
	for (const flow of flows) await warmUp(target, flow, few, 1);
	const idle = await idleShare(target);
	const [own = [], peers = []] = await inRounds(flows, rounds, async (flow, round) => {
		await freshSandbox(target.sandbox, weather);
		const sample = await measure(target, flow, { bodies: tickets(TICKETS), concurrency: 1, idle });
		if (sample.done !== TICKETS) throw new Error(`${flow.name} made ${sample.done} tickets of ${TICKETS}`);
		const each = rounded(sample.processorMs / TICKETS, 2);
		say(`  ${round} of ${rounds}: ${flow.name}: ${rounded(sample.ms)} ms, ${each} ms of processor time per ticket`);
		return sample;
	});
	return [own, peers];
}

function figuresOf([own, other]: [Counted[], Counted[]]) {
	return {
		ours: summary(own, TICKETS),
		n8n: summary(other, TICKETS),
		cpuRatio: ratio(own, other, perExecution),
		timesFaster: ratio(other, own, ({ ms }) => ms),
	};
}

/** A thousand tickets in one execution, under the limit that HubSpot has. */
export async function measureBatch(target: Target, rounds: number): Promise<LoadFigures> {
	const other = batchHttpSpaced(target.sandbox.url);
	const weather = { latencyMs: LATENCY_MS, burstLimit: HUBSPOT_LIMIT };
	const figures = figuresOf(await compare(target, other, weather, Math.min(rounds, SPACED_ROUNDS)));
	return {
		work: `${TICKETS} tickets in one execution, ${LATENCY_MS} ms latency, HubSpot's limit of ${HUBSPOT_LIMIT} calls in 10 s`,
		mustShow: `at least ${TIMES_FASTER} times less wall time than HTTP Request nodes`,
		...figures,
		holds: figures.timesFaster >= TIMES_FASTER,
	};
}

/** The same where the service takes any number of calls at once. */
export async function measureUnlimited(target: Target, rounds: number): Promise<LoadFigures> {
	const weather = { latencyMs: LATENCY_MS };
	const figures = figuresOf(await compare(target, batchHttp(target.sandbox.url), weather, rounds));
	return {
		work: `${TICKETS} tickets in one execution, ${LATENCY_MS} ms latency, no limit: the HTTP Request node sends all at once`,
		mustShow: `at least ${TIMES_FASTER} times less processor time than HTTP Request nodes`,
		...figures,
		holds: figures.cpuRatio <= 1 / TIMES_FASTER,
	};
}
