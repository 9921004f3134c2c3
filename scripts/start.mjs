/** `npm start`: needs nothing but Node.js and npm; sets up the rest, then hands over to start.ts. */
import { createProgress } from './bootstrap/progress.mjs';
import { HELP, readOptions } from './bootstrap/options.mjs';
import { logs } from './bootstrap/paths.mjs';
import { mustBeFree } from './bootstrap/ports.mjs';
import { SetUpError } from './bootstrap/run.mjs';
import { build, checkNode, setUpHost, setUpRoot } from './bootstrap/setup.mjs';

const progress = createProgress();
const args = process.argv.slice(2);
try {
	const options = readOptions(args);
	if (options.help) {
		progress.line(HELP);
	} else if (options.password) {
		checkNode();
		await setUpRoot(progress);
		const { tsImport } = await import('tsx/esm/api');
		const { OWNER, ownerPassword } = await tsImport('./lib/owner.ts', import.meta.url);
		progress.line(`${OWNER.email}\n${ownerPassword().password}`);
	} else {
		checkNode();
		await mustBeFree(options.sandboxPort, '--sandbox-port', 'npm start');
		await mustBeFree(options.n8nPort, '--n8n-port', 'npm start');
		await setUpRoot(progress);
		await build(progress);
		await setUpHost(progress);
		// Only now: tsx is one of the dependencies that were just installed.
		const { tsImport } = await import('tsx/esm/api');
		const { main } = await tsImport('./start.ts', import.meta.url);
		process.exitCode = await main(options, progress);
	}
} catch (error) {
	const message = error instanceof Error ? error.message : String(error);
	console.error(error instanceof SetUpError ? `\n${message}` : error);
	if (args.includes('--json')) {
		progress.line(JSON.stringify({ ok: false, steps: [], failedStep: 'Setting up', error: message, logs }));
	}
	process.exitCode = 1;
}
