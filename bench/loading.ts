import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { join } from 'node:path';

import { HOST_MODULES, HOST_NODE, ROOT } from '../scripts/lib/paths';
import { median } from './median';

const exec = promisify(execFile);

/** Loads the packages one after the other as n8n does when it starts, and prints the milliseconds that each took. */
const PROGRAM = `
const { LazyPackageDirectoryLoader } = require(process.argv[1]);
(async () => {
	const times = [];
	for (const folder of process.argv.slice(2)) {
		const start = performance.now();
		await new LazyPackageDirectoryLoader(folder).loadAll();
		times.push(performance.now() - start);
	}
	process.stdout.write(JSON.stringify(times));
})();
`;

export interface Loading {
	/** n8n's own nodes. */
	n8nMs: number;
	/** This package, beside them. */
	addedMs: number;
}

/** What this package adds to the start of n8n: medians over fresh processes. */
export async function measureLoading(runs: number): Promise<Loading> {
	const folders = [join(HOST_MODULES, 'n8n-nodes-base'), ROOT];
	const load = async (): Promise<number[]> => {
		const { stdout } = await exec(HOST_NODE, ['-e', PROGRAM, join(HOST_MODULES, 'n8n-core'), ...folders], {
			env: { ...process.env, N8N_LOG_LEVEL: 'silent' },
		});
		return JSON.parse(stdout) as number[];
	};
	// The first reads of the files come from the disk.
	await load();
	const times: number[][] = [];
	for (let run = 0; run < runs; run++) times.push(await load());
	const middle = (at: number) => Math.round(median(times.map((list) => list[at] ?? Number.NaN)) * 10) / 10;
	return { n8nMs: middle(0), addedMs: middle(1) };
}
