/**
 * `npm run bench`: pieces of work done by our nodes and by n8n's own, on one real n8n and against one sandbox.
 * Prints what it does to stderr and one JSON document to stdout, and draws `docs/img/bench.svg` of it. `-- --only
 * creates,search` does only these rows and draws nothing; `BENCH_RUNS=1` repeats nothing.
 */
import { cpus } from 'node:os';

import { draw } from './draw';
import { kaizalaRate } from './kaizala';
import { burstLimit, burstLimitShared } from './limits';
import { measureLoading } from './loading';
import { wantedRows } from './only';
import { measurePoll } from './poll';
import { getMany, search } from './reads';
import type { Figures, Row } from './row';
import { say } from './row';
import { withEnvironment } from './environment';
import { creates, deletes, updates } from './writes';

const RUNS = Number(process.env.BENCH_RUNS ?? 3);
const LOADING_RUNS = 9;

/** In the order of the table. */
const ROWS: Record<string, Row> = {
	creates,
	updates,
	deletes,
	burstLimit,
	burstLimitShared,
	getMany,
	search,
	kaizalaRate,
};
/** Those that need no n8n. */
const POLL = 'poll';
const LOADING = 'loading';

async function onN8n(names: string[]): Promise<Record<string, Figures>> {
	const chosen = Object.entries(ROWS).filter(([name]) => names.includes(name));
	if (chosen.length === 0) return {};
	const contenders = chosen.flatMap(([, row]) => row.contenders);
	return await withEnvironment(contenders, async (environment) => {
		const table: Record<string, Figures> = {};
		for (const [name, row] of chosen) {
			say(`${name}: ${row.takes}…`);
			const figures = await row.measure(environment, RUNS);
			say(`${name}: ${figures.holds ? 'holds' : 'DOES NOT HOLD'}`);
			table[name] = figures;
		}
		return table;
	});
}

async function main(): Promise<void> {
	const all = [...Object.keys(ROWS), POLL, LOADING];
	const names = wantedRows(all);
	const rows = await onN8n(names);
	if (names.includes(POLL)) {
		say(`${POLL}: two minutes, at the pace that HubSpot allows…`);
		rows[POLL] = await measurePoll();
	}
	if (names.includes(LOADING)) say(`${LOADING}: half a minute…`);
	const loading = names.includes(LOADING) ? { loading: await measureLoading(LOADING_RUNS) } : {};
	const holds = Object.values(rows).every((row) => row.holds);
	const result = JSON.stringify({ cores: cpus().length, runs: RUNS, holds, rows, ...loading }, null, 2);
	process.stdout.write(`${result}\n`);
	if (names.length === all.length) draw('bench', result);
}

// What was started ends with this process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

main().catch((error: unknown) => {
	say(error instanceof Error ? error.message : String(error));
	process.exitCode = 1;
});
