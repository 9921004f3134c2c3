/**
 * `npm test`: sets everything up, then runs jest: first the tests on the real n8n and in a browser, which wait most of
 * their time, many at once; then all others. `--fast` leaves out the first ones and the n8n that they need, and builds the
 * quick way; `--n8n` runs nothing else. What follows is handed to jest: `npm run test:fast -- Thulium` runs what has that
 * in its path.
 */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { buildQuick } from './build-quick.mjs';
import { runJest } from './bootstrap/jest.mjs';
import { root } from './bootstrap/paths.mjs';
import { createProgress } from './bootstrap/progress.mjs';
import { SetUpError } from './bootstrap/run.mjs';
import { build, checkNode, setUpHost, setUpRoot } from './bootstrap/setup.mjs';

const args = process.argv.slice(2);
const fast = args.includes('--fast');
const n8n = args.includes('--n8n');
const jestArgs = args.filter((arg) => arg !== '--fast' && arg !== '--n8n');

const WITHOUT_N8N = ['--testPathIgnorePatterns', '/node_modules/', '/test/e2e/', '/test/browser/'];
// Each of them keeps less than half of a processor busy.
const ON_N8N = [
	...['--maxWorkers', String(Math.min(3, 2 * availableParallelism()))],
	...['--roots', join(root, 'test', 'e2e'), join(root, 'test', 'browser')],
];

function runs() {
	if (fast) return [[...jestArgs, ...WITHOUT_N8N]];
	if (n8n) return [[...jestArgs, ...ON_N8N]];
	return jestArgs.length > 0 ? [jestArgs] : [ON_N8N, WITHOUT_N8N];
}

const progress = createProgress();
try {
	checkNode();
	await setUpRoot(progress);
	if (fast) await buildQuick();
	else {
		await build(progress);
		await setUpHost(progress);
	}
	const { tsImport } = await import('tsx/esm/api');
	const { whichBrowser } = await tsImport('./lib/browser.ts', import.meta.url);
	console.log(whichBrowser());
	const codes = [];
	for (const run of runs()) codes.push(await runJest(run));
	process.exitCode = codes.find((code) => code !== 0) ?? 0;
} catch (error) {
	console.error(error instanceof SetUpError ? error.message : error);
	process.exitCode = 1;
}
