/** Sets up what `npm start` and `npm test` need, and nothing else: `node scripts/host.mjs`. */
import { createProgress } from './bootstrap/progress.mjs';
import { checkNode, setUpHost, setUpRoot } from './bootstrap/setup.mjs';
import { SetUpError } from './bootstrap/run.mjs';

const progress = createProgress();
try {
	checkNode();
	await setUpRoot(progress);
	await setUpHost(progress);
	progress.line('Everything is set up.');
} catch (error) {
	console.error(error instanceof SetUpError ? error.message : error);
	process.exitCode = 1;
}
