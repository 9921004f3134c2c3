import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { join } from 'node:path';

import { HOST_NODE, ROOT } from '../scripts/lib/paths';
import { median } from './median';

const exec = promisify(execFile);

/** Loads the packages as n8n does when it starts, in a process of its own, and prints how long that took. */
const PROGRAM = `
const { LazyPackageDirectoryLoader } = require(process.argv[1]);
(async () => {
	const folders = process.argv.slice(2);
	const start = process.hrtime.bigint();
	for (const folder of folders) await new LazyPackageDirectoryLoader(folder).loadAll();
	process.stdout.write(String(Number(process.hrtime.bigint() - start) / 1e6));
})();
`;

export interface Loading {
	addedMs: number;
	withoutMs: number;
	withMs: number;
}

/** What loading our package adds to loading n8n's own nodes: alternated runs in fresh processes, medians. */
export async function measureLoading(runs: number): Promise<Loading> {
	const modules = join(ROOT, 'host', 'node_modules');
	const base = join(modules, 'n8n-nodes-base');
	const load = async (folders: string[]): Promise<number> => {
		const { stdout } = await exec(HOST_NODE, ['-e', PROGRAM, join(modules, 'n8n-core'), ...folders], {
			env: { ...process.env, N8N_LOG_LEVEL: 'silent' },
		});
		return Number(stdout);
	};
	const without: number[] = [];
	const with_: number[] = [];
	// The first reads of the files come from the disk.
	await load([base, ROOT]);
	for (let run = 0; run < runs; run++) {
		const order = run % 2 === 0 ? [without, with_] : [with_, without];
		for (const times of order) times.push(await load(times === with_ ? [base, ROOT] : [base]));
	}
	const withoutMs = median(without);
	const withMs = median(with_);
	const addedMs = median(with_.map((value, index) => value - (without[index] ?? withoutMs)));
	return { addedMs: Math.round(addedMs * 10) / 10, withoutMs: Math.round(withoutMs), withMs: Math.round(withMs) };
}
