/**
 * `npm run bench:load`: executions under load, of our nodes and of n8n's own HTTP Request nodes, on the real n8n and
 * against the sandbox. Prints what it does to stderr and one JSON document to stdout, and draws `docs/img/load.svg` of it.
 * `-- --only single,batch` does only these rows and draws nothing; `--rounds` and `--executions` (of the row "memory") say
 * how much.
 */
import { cpus } from 'node:os';
import { join } from 'node:path';

import { RELAY } from '../../scripts/lib/paths';
import { findServers } from '../../scripts/lib/servers';
import { draw } from '../draw';
import { withN8n } from '../host';
import { messageOf } from '../../scripts/lib/wait';
import { countAfter, wantedRows } from '../only';
import { say } from '../row';
import type { LoadFigures } from './figures';
import { measureBatch, measureUnlimited } from './batch';
import { withFailures } from './failures';
import type { Flow } from './flows';
import { batchHttp, batchHttpSpaced, batchOurs, empty, singleHttp, singleOurs, workflowOf } from './flows';
import { memoryEnvironment } from './heap';
import type { Target } from './measure';
import { measureMemory } from './memory';
import { withQueue } from './queue';
import { measureSingle } from './single';
import { CONCURRENCY, measureWorkers } from './workers';

const MEMORY_FILE = join(RELAY, 'bench-load-memory.json');

/** Each on an n8n of its own: what one row leaves behind is nothing to the next one. */
type Row = () => Promise<LoadFigures>;

interface Failure {
	failed: string;
	holds: false;
}

const rounds = countAfter('--rounds', 5);
/** Each of them starts a worker and stops one, which takes half a minute. */
const WORKER_ROUNDS = 2;
const executions = countAfter('--executions', 10_000);

async function inOneProcess(
	flows: (sandbox: string) => Flow[],
	work: (target: Target) => Promise<LoadFigures>,
): Promise<LoadFigures> {
	return await withN8n(
		({ url }) => ({ workflows: flows(url).map(workflowOf), env: memoryEnvironment(MEMORY_FILE) }),
		async ({ n8n, sandbox }) => {
			if (n8n.pid === undefined) throw new Error('n8n has no process ID');
			const target = { sandbox, url: n8n.url, pids: [n8n.pid] };
			return await withFailures(n8n.client, async () => await work(target));
		},
	);
}

const ROWS: Record<string, Row> = {
	single: async () =>
		await inOneProcess(
			(sandbox) => [singleOurs, singleHttp(sandbox), empty],
			async (target) => await measureSingle(target, rounds),
		),
	batch: async () =>
		await inOneProcess(
			(sandbox) => [batchOurs, batchHttpSpaced(sandbox)],
			async (target) => await measureBatch(target, rounds),
		),
	batchUnlimited: async () =>
		await inOneProcess(
			(sandbox) => [batchOurs, batchHttp(sandbox)],
			async (target) => await measureUnlimited(target, rounds),
		),
	memory: async () =>
		await inOneProcess(
			() => [singleOurs],
			async (target) => await measureMemory(target, executions, MEMORY_FILE),
		),
	workers: async () =>
		await withQueue(
			{ servers: await findServers(), flows: (sandbox) => [singleOurs, singleHttp(sandbox)], concurrency: CONCURRENCY },
			async (relay) => await measureWorkers(relay, Math.min(rounds, WORKER_ROUNDS)),
		),
};

/** A row that breaks off says why, and the others go on: a long run is not lost for it. */
async function attempt(row: Row): Promise<LoadFigures | Failure> {
	try {
		return await row();
	} catch (error) {
		say(messageOf(error));
		return { failed: messageOf(error), holds: false };
	}
}

async function main(): Promise<void> {
	const rows: Record<string, LoadFigures | Failure> = {};
	const names = wantedRows(Object.keys(ROWS));
	for (const name of names) {
		const row = ROWS[name];
		if (row === undefined) continue;
		say(`${name}…`);
		const began = Date.now();
		const figures = await attempt(row);
		say(`${name}: ${figures.holds ? 'holds' : 'DOES NOT HOLD'} (${Math.round((Date.now() - began) / 1_000)} s)`);
		rows[name] = figures;
	}
	const holds = Object.values(rows).every((row) => row.holds);
	const result = JSON.stringify({ cores: cpus().length, rounds, holds, rows }, null, 2);
	process.stdout.write(`${result}\n`);
	const isWhole = names.length === Object.keys(ROWS).length && !Object.values(rows).some((row) => 'failed' in row);
	if (isWhole) draw('load', result);
}

// What was started ends with this process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

main().catch((error: unknown) => {
	say(messageOf(error));
	process.exitCode = 1;
});
