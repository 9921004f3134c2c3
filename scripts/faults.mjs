/**
 * `npm run test:faults`: every operation under every fault. `FAULTS_PART=2/6` runs one of six equal parts, `FAULTS_ONLY` what
 * has this regular expression in its description, for example `kaizala.message.send × 3, resetAfter`.
 */
import { buildQuick } from './build-quick.mjs';
import { runJest } from './bootstrap/jest.mjs';
import { createProgress } from './bootstrap/progress.mjs';
import { SetUpError } from './bootstrap/run.mjs';
import { checkNode, setUpRoot } from './bootstrap/setup.mjs';

try {
	checkNode();
	await setUpRoot(createProgress());
	await buildQuick();
	process.exitCode = await runJest(['test/faults', ...process.argv.slice(2)], { ...process.env, FAULTS: 'all' });
} catch (error) {
	console.error(error instanceof SetUpError ? error.message : error);
	process.exitCode = 1;
}
