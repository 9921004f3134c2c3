/**
 * `npm run bench:growth`: the same work with 1,000, 10,000 and 100,000 items. Prints what it does to stderr and one JSON
 * document to stdout, and draws `docs/img/growth.svg` of it. `-- --only creates,poll` does only these rows and draws nothing.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { join } from 'node:path';

import { ROOT } from '../../scripts/lib/paths';
import { plainEnvironment } from '../../scripts/lib/processes';
import { messageOf } from '../../scripts/lib/wait';
import { draw } from '../draw';
import { wantedRows } from '../only';
import { say } from '../row';
import { rowFigures, SIZES } from './figures';
import type { Measured, RowFigures } from './figures';
import type { RowName } from './rows';
import { ROW_NAMES, ROWS } from './rows';

function start(file: string, ...args: string[]) {
	const command = ['--expose-gc', '--import', 'tsx', join(ROOT, 'bench', 'growth', file), ...args];
	return spawn(process.execPath, command, {
		cwd: ROOT,
		env: plainEnvironment(),
		stdio: ['ignore', 'pipe', 'inherit'],
	});
}

async function measure(url: string, row: RowName, size: number): Promise<Measured> {
	const child = start('work.ts', row, String(size), url);
	let output = '';
	child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
	const [code] = (await once(child, 'close')) as [number | null];
	if (code !== 0) throw new Error(`${row} with ${size} items ended with ${code}`);
	return JSON.parse(output) as Measured;
}

async function main(): Promise<void> {
	const names = wantedRows(ROW_NAMES).filter((name): name is RowName => name in ROWS);
	const service = start('service.ts');
	try {
		const [port] = (await once(service.stdout, 'data')) as [Buffer];
		const url = `http://127.0.0.1:${port.toString().trim()}`;
		const rows: Partial<Record<RowName, RowFigures>> = {};
		for (const name of names) {
			const measured: Measured[] = [];
			for (const size of SIZES) {
				say(`${name}: ${size}…`);
				measured.push(await measure(url, name, size));
			}
			const figures = rowFigures(name, measured);
			say(figures.holds ? `${name}: holds` : `${name}: DOES NOT HOLD. ${figures.problems.join('; ')}`);
			rows[name] = figures;
		}
		const holds = Object.values(rows).every((row) => row.holds);
		const result = JSON.stringify({ cores: cpus().length, holds, rows }, null, 2);
		process.stdout.write(`${result}\n`);
		if (names.length === ROW_NAMES.length) draw('growth', result);
		if (!holds) process.exitCode = 1;
	} finally {
		service.kill();
	}
}

main().catch((error: unknown) => {
	say(messageOf(error));
	process.exitCode = 1;
});
