/**
 * `npm run bench:load`: executions under load, of our nodes and of n8n's own HTTP Request nodes, on the real n8n and
 * against the sandbox. Prints what it does to stderr and one JSON document to stdout.
 */
import { cpus } from 'node:os';
import { join } from 'node:path';

import { RELAY } from '../../scripts/lib/paths';
import type { Stage } from '../host';
import { withN8n } from '../host';
import { countAfter, wantedRows } from '../only';
import type { Figures } from '../row';
import { say } from '../row';
import { measureBatch } from './batch';
import type { Flow } from './flows';
import { batchHttp, batchOurs, empty, singleHttp, singleOurs, workflowOf } from './flows';
import { memoryEnvironment, memoryOf } from './heap';
import { measureMemory } from './memory';
import { measureSingle } from './single';

const MEMORY_FILE = join(RELAY, 'bench-load-memory.json');

/** Each on an n8n of its own: what one row leaves behind is nothing to the next one. */
interface Row {
	flows(sandbox: string): Flow[];
	measure(stage: Stage): Promise<Figures>;
}

const rounds = countAfter('--rounds', 5);
const executions = countAfter('--executions', 10_000);
const targetOf = ({ n8n, sandbox }: Stage) => ({ sandbox, url: n8n.url, pids: [n8n.pid] });

const ROWS: Record<string, Row> = {
	single: {
		flows: (sandbox) => [singleOurs, singleHttp(sandbox), empty],
		measure: async (stage) => await measureSingle(targetOf(stage), rounds),
	},
	batch: {
		flows: (sandbox) => [batchOurs, batchHttp(sandbox)],
		measure: async (stage) => await measureBatch(targetOf(stage), rounds),
	},
	memory: {
		flows: () => [singleOurs],
		measure: async (stage) =>
			await measureMemory(targetOf(stage), executions, async () => await memoryOf(stage.n8n.pid, MEMORY_FILE)),
	},
};

async function main(): Promise<void> {
	const rows: Record<string, Figures> = {};
	for (const name of wantedRows(Object.keys(ROWS))) {
		const row = ROWS[name];
		if (row === undefined) continue;
		say(`${name}…`);
		const figures = await withN8n(
			({ url }) => ({ workflows: row.flows(url).map(workflowOf), env: memoryEnvironment(MEMORY_FILE) }),
			row.measure,
		);
		say(`${name}: ${figures.holds ? 'holds' : 'DOES NOT HOLD'}`);
		rows[name] = figures;
	}
	const holds = Object.values(rows).every((row) => row.holds);
	process.stdout.write(`${JSON.stringify({ cores: cpus().length, rounds, holds, rows }, null, 2)}\n`);
}

// What was started ends with this process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

main().catch((error: unknown) => {
	say(error instanceof Error ? error.message : String(error));
	process.exitCode = 1;
});
