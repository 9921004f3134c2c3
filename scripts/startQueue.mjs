/** `npm run start:queue`: as `npm start`, with n8n in queue mode. Sets everything up, then hands over to startQueue.ts. */
import { createProgress } from './bootstrap/progress.mjs';
import { QUEUE_HELP, readQueueOptions } from './bootstrap/options.mjs';
import { logs } from './bootstrap/paths.mjs';
import { mustBeFree } from './bootstrap/ports.mjs';
import { SetUpError } from './bootstrap/run.mjs';
import { build, checkNode, setUpHost, setUpRoot } from './bootstrap/setup.mjs';

const progress = createProgress();
const args = process.argv.slice(2);
try {
	const options = readQueueOptions(args);
	if (options.help) {
		progress.line(QUEUE_HELP);
	} else if (options.password) {
		checkNode();
		await setUpRoot(progress);
		const { tsImport } = await import('tsx/esm/api');
		const { OWNER, ownerPassword } = await tsImport('./lib/owner.ts', import.meta.url);
		progress.line(`${OWNER.email}\n${ownerPassword().password}`);
	} else {
		checkNode();
		await mustBeFree(options.sandboxPort, '--sandbox-port', 'npm run start:queue');
		await mustBeFree(options.n8nPort, '--n8n-port', 'npm run start:queue');
		await mustBeFree(options.webhookPort, '--webhook-port', 'npm run start:queue');
		await setUpRoot(progress);
		// Only now: tsx is one of the dependencies that were just installed.
		const { tsImport } = await import('tsx/esm/api');
		const { check, main } = await tsImport('./startQueue.ts', import.meta.url);
		// Before the minutes that the rest takes.
		checkServers(check);
		await build(progress);
		await setUpHost(progress);
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

function checkServers(check) {
	try {
		check();
	} catch (error) {
		throw new SetUpError(error.message);
	}
}
