import type { RunningSandbox } from '../../scripts/lib/sandbox';
import { sleep, waitFor } from '../../scripts/lib/wait';
import { countTickets } from '../environment';
import { drive } from './drive';
import type { Counted, Sample } from './figures';
import type { Flow } from './flows';
import { processorMs } from './processor';

/** One n8n, of one process or of several. */
export interface Target {
	sandbox: RunningSandbox;
	/** Where its webhooks are. */
	url: string;
	/** Its processes; their children are counted with them. */
	pids: readonly number[];
}

/** n8n goes on for a moment after it has answered: what it logs and prepares belongs to the executions. */
const SETTLE_MS = 1_500;
const IDLE_MS = 8_000;
const IDLE_LOOKS = 3;

/** The sandbox's own tickets have other words in their names. */
const WORD = 'Loadbench';

export const ticket = (number: number) => ({
	subject: `${WORD} ${number}: conveyor stands still`,
	content: 'It stopped at 06:40 and shows error E42.',
	email: 'marta.lindqvist@harbour-pumps.example',
});

/** Processor milliseconds per millisecond that n8n uses when idle: the least of some looks, the others met what it had left to do. */
export async function idleShare({ pids }: Target): Promise<number> {
	let least = Number.POSITIVE_INFINITY;
	for (let look = 0; look < IDLE_LOOKS; look++) {
		const before = await processorMs(pids);
		const began = performance.now();
		await sleep(IDLE_MS);
		least = Math.min(least, ((await processorMs(pids)) - before) / (performance.now() - began));
	}
	return least;
}

/** Calls in 10 s. HubSpot's own limit for paying accounts, or practically none. */
export const HUBSPOT_LIMIT = 190;
const NO_LIMIT = 1_000_000;

export interface Weather {
	latencyMs?: number;
	/** Default: none, where it is about n8n and not about waiting for a service. */
	burstLimit?: number;
}

export async function freshSandbox(sandbox: RunningSandbox, { latencyMs = 0, burstLimit = NO_LIMIT }: Weather = {}) {
	await sandbox.reset();
	await sandbox.setSwitches({ hubspot: { burstLimit } });
	await sandbox.setLatency(latencyMs);
}

export interface Load {
	/** What the webhook gets, one entry per execution. */
	bodies: readonly object[];
	/** Executions under way at once. */
	concurrency: number;
	/** See `idleShare`. */
	idle: number;
}

const addressOf = ({ url }: Target, { workflowId }: Flow) => `${url}/webhook/${workflowId}`;

/** n8n compiles what it uses often; and it answers that a workflow is published before its webhook is there. */
export async function warmUp(
	target: Target,
	flow: Flow,
	bodies: readonly object[],
	concurrency: number,
): Promise<void> {
	const address = addressOf(target, flow);
	await waitFor(`The webhook of ${flow.name}`, async () => await drive(address, bodies.slice(0, 1), 1));
	await drive(address, bodies, concurrency);
}

/** This many executions, with one ticket each. */
export const singles = (executions: number) => Array.from({ length: executions }, (_, index) => ticket(index + 1));

/** Runs a flow once for each body and says what that took. */
export async function measure(target: Target, flow: Flow, { bodies, concurrency, idle }: Load): Promise<Counted> {
	const before = await processorMs(target.pids);
	const began = performance.now();
	const { ms, latenciesMs } = await drive(addressOf(target, flow), bodies, concurrency);
	await sleep(SETTLE_MS);
	const used = (await processorMs(target.pids)) - before - idle * (performance.now() - began);
	const filters = [{ propertyName: 'subject', operator: 'CONTAINS_TOKEN', value: WORD }];
	const done = await countTickets(target.sandbox, filters);
	return { executions: bodies.length, ms, latenciesMs, processorMs: used, done };
}

/**
 * Rounds in which every flow has its turn, in alternating order, so that none is always first.
 * Returns the samples of each flow, in the order of the flows.
 */
export async function inRounds<S extends Sample>(
	flows: readonly Flow[],
	rounds: number,
	turn: (flow: Flow, round: number) => Promise<S>,
): Promise<S[][]> {
	const samples = new Map<Flow, S[]>(flows.map((flow) => [flow, []]));
	for (let round = 1; round <= rounds; round++) {
		for (const flow of round % 2 === 1 ? flows : [...flows].reverse()) {
			samples.get(flow)?.push(await turn(flow, round));
		}
	}
	return flows.map((flow) => samples.get(flow) ?? []);
}
