/**
 * `npm test`: sets everything up, then runs jest. `--fast` leaves out the tests on the real n8n and the host that they
 * need, and builds the quick way. Everything else is handed to jest: `npm run test:fast -- Thulium` runs what has that in
 * its path.
 */
import { buildQuick } from './build-quick.mjs';
import { runJest } from './bootstrap/jest.mjs';
import { createProgress } from './bootstrap/progress.mjs';
import { SetUpError } from './bootstrap/run.mjs';
import { build, checkNode, setUpHost, setUpRoot } from './bootstrap/setup.mjs';

const args = process.argv.slice(2);
const fast = args.includes('--fast');
const jestArgs = args.filter((arg) => arg !== '--fast');
if (fast) jestArgs.push('--testPathIgnorePatterns', '/node_modules/', '/test/e2e/', '/test/browser/');

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
	process.exitCode = await runJest(jestArgs);
} catch (error) {
	console.error(error instanceof SetUpError ? error.message : error);
	process.exitCode = 1;
}
