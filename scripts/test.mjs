/**
 * `npm test`: sets everything up, then runs jest. `--fast` leaves out the end-to-end tests and the host that they
 * need. Everything else is handed to jest.
 */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createProgress } from './bootstrap/progress.mjs';
import { root } from './bootstrap/paths.mjs';
import { SetUpError } from './bootstrap/run.mjs';
import { build, checkNode, setUpHost, setUpRoot } from './bootstrap/setup.mjs';

const args = process.argv.slice(2);
const fast = args.includes('--fast');
const jestArgs = args.filter((arg) => arg !== '--fast');
if (fast) jestArgs.push('--testPathIgnorePatterns', '/node_modules/', '/test/e2e/');

const progress = createProgress();
try {
	checkNode();
	await setUpRoot(progress);
	await build(progress);
	if (!fast) await setUpHost(progress);
	const { tsImport } = await import('tsx/esm/api');
	const { whichBrowser } = await tsImport('./lib/browser.ts', import.meta.url);
	console.log(whichBrowser());
	process.exitCode = await runJest();
} catch (error) {
	console.error(error instanceof SetUpError ? error.message : error);
	process.exitCode = 1;
}

function runJest() {
	const bin = createRequire(import.meta.url).resolve('jest/bin/jest');
	const child = spawn(process.execPath, [bin, ...jestArgs], { cwd: root, stdio: 'inherit' });
	const forward = (signal) => child.kill(signal);
	process.on('SIGINT', forward).on('SIGTERM', forward);
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', (code) => resolve(code ?? 1));
	});
}
