/** Sets up what every command needs, and nothing else. Each command does so itself; this is for several at once. */
import { createProgress } from './bootstrap/progress.mjs';
import { build, checkNode, setUpRoot } from './bootstrap/setup.mjs';
import { SetUpError } from './bootstrap/run.mjs';

const progress = createProgress();
try {
	checkNode();
	await setUpRoot(progress);
	await build(progress);
} catch (error) {
	console.error(error instanceof SetUpError ? error.message : error);
	process.exitCode = 1;
}
