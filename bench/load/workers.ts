import { cpus } from 'node:os';

import type { ManagedProcess } from '../../scripts/lib/managedProcess';
import type { QueueRelay } from '../../scripts/lib/queue';
import { median } from '../median';
import { say } from '../row';
import type { Costs, Counted, LoadFigures } from './figures';
import { checkScaling, perExecution, perSecond, ratio, rounded, summary } from './figures';
import type { Flow } from './flows';
import { singleHttp, singleOurs } from './flows';
import type { Target } from './measure';
import { freshSandbox, idleShare, measure, singles, warmUp } from './measure';
import { processorMs } from './processor';

/** Executions that one worker takes at once. */
export const CONCURRENCY = 5;
/** Enough to keep two workers busy. */
const AT_ONCE = 4 * CONCURRENCY;
const TIMES = 1.6;

/** What a turn is made of. */
interface Task {
	name: string;
	executions: number;
	/** That every call takes longer. */
	latencyMs: number;
}

/** As much work as there is for the processor. */
const BUSY: Task = { name: 'busy', executions: 100, latencyMs: 0 };
/** Services that are slow: a worker's places are taken by executions that wait, and the processor has little to do. */
const WAITING: Task = { name: 'waiting', executions: 40, latencyMs: 500 };

interface Turn extends Counted {
	costs: Costs;
}

const pidsOf = (managedProcesses: ReadonlyArray<ManagedProcess | undefined>) =>
	managedProcesses.flatMap((managedProcess) => managedProcess?.pid ?? []);

function targetOf({ main, webhook, workers, sandbox, webhookUrl }: QueueRelay): Target {
	return { sandbox, url: webhookUrl, pids: pidsOf([main, webhook, ...workers]) };
}

/** Of the workers, and of everything together: n8n, what it needs, the service, and this program, which calls it. */
async function used({ main, webhook, workers, redis, postgres, sandbox }: QueueRelay) {
	const { user, system } = process.cpuUsage();
	const others = [...pidsOf([main, webhook, redis, postgres]), ...(sandbox.pid === undefined ? [] : [sandbox.pid])];
	const worker = await processorMs(pidsOf(workers));
	return { worker, rest: (await processorMs(others)) + (user + system) / 1000 };
}

async function turn(relay: QueueRelay, flow: Flow, { executions, latencyMs }: Task, idle: number): Promise<Turn> {
	await freshSandbox(relay.sandbox, { latencyMs });
	const before = await used(relay);
	const sample = await measure(targetOf(relay), flow, { bodies: singles(executions), concurrency: AT_ONCE, idle });
	const after = await used(relay);
	if (sample.done !== executions) throw new Error(`${flow.name} made ${sample.done} tickets of ${executions}`);
	const costs = {
		worker: (after.worker - before.worker) / executions,
		rest: (after.rest - before.rest) / executions,
	};
	return { ...sample, costs };
}

/** The turns of one flow with one task, round by round: with one worker, and with two. */
interface Series {
	flow: Flow;
	task: Task;
	one: Turn[];
	two: Turn[];
}

const series = (flow: Flow, task: Task): Series => ({ flow, task, one: [], two: [] });
const throughput = ({ one, two }: Series) => ratio(two, one, perSecond);
const table = ({ one, two }: Series) => ({ oneWorker: summary(one), twoWorkers: summary(two) });

async function withWorkers(relay: QueueRelay, count: 1 | 2, flows: readonly Flow[]): Promise<number> {
	for (const worker of relay.workers.slice(count)) await worker.stop();
	for (const worker of relay.workers.slice(0, count)) await worker.start();
	await freshSandbox(relay.sandbox);
	for (const flow of flows) await warmUp(targetOf(relay), flow, singles(2 * AT_ONCE), AT_ONCE);
	return await idleShare(targetOf(relay));
}

/** One worker and two, each with our flow and with that of HTTP Request nodes. */
export async function measureWorkers(relay: QueueRelay, rounds: number): Promise<LoadFigures> {
	const [own, other] = [singleOurs, singleHttp(relay.sandbox.url)];
	const busy = { own: series(own, BUSY), other: series(other, BUSY) };
	const waiting = { own: series(own, WAITING), other: series(other, WAITING) };
	for (let round = 1; round <= rounds; round++) {
		// A worker takes long to start, so a round begins with as many as the one before ended with.
		for (const count of round % 2 === 1 ? ([2, 1] as const) : ([1, 2] as const)) {
			const idle = await withWorkers(relay, count, [own, other]);
			for (const { flow, task, one, two } of [busy.own, busy.other, waiting.own, waiting.other]) {
				const sample = await turn(relay, flow, task, idle);
				(count === 1 ? one : two).push(sample);
				const rate = rounded(perSecond(sample), 1);
				say(`  ${round} of ${rounds}: workers: ${count}, ${task.name}, ${flow.name}: ${rate} executions per second`);
			}
		}
	}
	const cores = cpus().length;
	const costs = {
		worker: median(busy.own.one.map((sample) => sample.costs.worker)),
		rest: median(busy.own.one.map((sample) => sample.costs.rest)),
	};
	const scaling = { busy: throughput(busy.own), waiting: throughput(waiting.own) };
	return {
		work: `the flow of the row "single" in queue mode, ${CONCURRENCY} executions per worker at once; waiting: every call takes ${WAITING.latencyMs} ms longer`,
		mustShow: `two workers: at least ${TIMES} times the throughput of one, where the machine has the cores for it`,
		ours: { busy: table(busy.own), waiting: table(waiting.own) },
		n8n: { busy: table(busy.other), waiting: table(waiting.other) },
		cpuRatio: ratio(busy.own.one, busy.other.one, perExecution),
		cpuMsPerExecution: { worker: rounded(costs.worker, 1), rest: rounded(costs.rest, 1) },
		...checkScaling(scaling, costs, cores, TIMES),
	};
}
