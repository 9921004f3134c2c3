/**
 * `npm test`: sets everything up, then runs jest: first the tests on the real n8n and in a browser, which wait most of
 * their time, many at once; then all others. `--n8n` runs the first ones only; `--without-n8n` the others, needs no n8n and
 * builds the quick way; `--fast` of these only the quick ones. What follows is handed to jest: `npm run test:fast -- Thulium`
 * runs what has that in its path, quick or not.
 */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { buildQuick } from './build-quick.mjs';
import { runJest } from './bootstrap/jest.mjs';
import { relay, root } from './bootstrap/paths.mjs';
import { createProgress } from './bootstrap/progress.mjs';
import { SetUpError } from './bootstrap/run.mjs';
import { build, checkNode, setUpHost, setUpRoot } from './bootstrap/setup.mjs';

const args = process.argv.slice(2);
const PARTS = ['--fast', '--n8n', '--without-n8n'];
const part = PARTS.find((one) => args.includes(one));
const jestArgs = args.filter((arg) => !PARTS.includes(arg));

const WITHOUT_N8N = ['--testPathIgnorePatterns', '/node_modules/', '/test/e2e/', '/test/browser/'];
const SLOW = readFileSync(join(root, 'test', 'harness', 'slow.txt'), 'utf8')
	.trim()
	.split('\n');
const E2E = join(root, 'test', 'e2e');
// Each of them keeps less than half of a processor busy.
const ON_N8N = [
	...['--maxWorkers', String(Math.min(3, 2 * availableParallelism()))],
	...['--roots', E2E, join(root, 'test', 'browser')],
];

/** Whoever names tests gets them, quick or not. */
const namesTests = jestArgs.some((arg) => !arg.startsWith('-'));

function runs() {
	switch (part) {
		case '--n8n':
			return [[...jestArgs, ...ON_N8N]];
		case '--without-n8n':
			return [[...jestArgs, ...WITHOUT_N8N]];
		case '--fast':
			return [[...jestArgs, ...WITHOUT_N8N, ...(namesTests ? [] : SLOW.map((file) => `/${file}$`))]];
		default:
			return jestArgs.length > 0 ? [jestArgs] : [ON_N8N, WITHOUT_N8N];
	}
}

/** What needs the installed dependencies. */
async function load(file) {
	const { tsImport } = await import('tsx/esm/api');
	return await tsImport(file, import.meta.url);
}

/** Packed once for all the n8n that these tests start. */
async function withTarball() {
	const { packPackage } = await load('./lib/package.ts');
	return { ...process.env, TICKET_RELAY_TARBALL: await packPackage(join(relay, 'pack')) };
}

const progress = createProgress();
try {
	checkNode();
	await setUpRoot(progress);
	if (part === '--fast' || part === '--without-n8n') await buildQuick();
	else {
		await build(progress);
		await setUpHost(progress);
	}
	const { whichBrowser } = await load('./lib/browser.ts');
	console.log(whichBrowser());
	const codes = [];
	for (const run of runs()) codes.push(await runJest(run, run.includes(E2E) ? await withTarball() : process.env));
	process.exitCode = codes.find((code) => code !== 0) ?? 0;
} catch (error) {
	console.error(error instanceof SetUpError ? error.message : error);
	process.exitCode = 1;
}
