/**
 * Sets up what every command needs, and nothing else; with `--n8n` only the real n8n below `host/`. Each command does so
 * itself; this is for several at once.
 */
import { createProgress } from './bootstrap/progress.mjs';
import { build, checkNode, setUpHost, setUpRoot } from './bootstrap/setup.mjs';
import { SetUpError } from './bootstrap/run.mjs';

const progress = createProgress();
try {
	checkNode();
	if (process.argv.includes('--n8n')) await setUpHost(progress);
	else {
		await setUpRoot(progress);
		await build(progress);
	}
} catch (error) {
	console.error(error instanceof SetUpError ? error.message : error);
	process.exitCode = 1;
}
