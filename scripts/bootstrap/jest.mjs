import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './paths.mjs';

/** The longest first; the list is that of the whole project. */
const SEQUENCER = join(root, 'test', 'harness', 'sequencer.cjs');

/** Runs jest with its output on the terminal; answers its exit code. Ctrl-C reaches it, so that it ends what it started. */
export async function runJest(args, env = process.env) {
	const bin = createRequire(import.meta.url).resolve('jest/bin/jest');
	const child = spawn(process.execPath, [bin, '--testSequencer', SEQUENCER, ...args], {
		cwd: root,
		env,
		stdio: 'inherit',
	});
	const forward = (signal) => child.kill(signal);
	process.on('SIGINT', forward).on('SIGTERM', forward);
	try {
		return await new Promise((resolve, reject) => {
			child.once('error', reject);
			child.once('exit', (code) => resolve(code ?? 1));
		});
	} finally {
		process.removeListener('SIGINT', forward).removeListener('SIGTERM', forward);
	}
}
