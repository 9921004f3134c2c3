import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { basename, join } from 'node:path';
import { logs } from './paths.mjs';

const TAIL_LINES = 25;
const STOP_TIMEOUT_MS = 5_000;
const NPM_ERROR_LINES = 12;

/** A failure that is told to the user as it is, without a stack. */
export class SetUpError extends Error {}

/** Runs a command with its output in `.relay/logs/<name>.log`; on failure the error carries the last lines and the place. */
export async function runLogged(name, command, args, { cwd, env } = {}) {
	mkdirSync(logs, { recursive: true });
	const file = join(logs, `${name}.log`);
	const log = openSync(file, 'w');
	writeSync(log, `> ${basename(command)} ${args.join(' ')}\n`);
	const shell = process.platform === 'win32' && !command.endsWith('.exe');
	const child = spawn(command, args, { cwd, env: env ?? process.env, stdio: ['ignore', log, log], shell });
	// npm takes its time to end while it writes; whoever stops the set-up must not leave it working.
	const stop = () => {
		const insist = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
		child.once('exit', () => {
			clearTimeout(insist);
			process.exit(130);
		});
		child.kill();
	};
	process.once('SIGINT', stop).once('SIGTERM', stop);
	try {
		const code = await new Promise((resolve, reject) => {
			child.once('error', reject);
			child.once('exit', (exitCode, signal) => resolve(exitCode ?? signal));
		});
		if (code !== 0) throw new SetUpError(`${name} failed (${code}).\n${tail(file)}\nThe whole log: ${file}`);
	} finally {
		process.removeListener('SIGINT', stop).removeListener('SIGTERM', stop);
		closeSync(log);
	}
}

/** npm as it was called, or the one on the path. */
export async function npm(name, args, { cwd, env = {} } = {}) {
	const script = process.env.npm_execpath;
	// A parent's `npm run` hands its own configuration down as npm_config_*; the folder's .npmrc has to win.
	const inherited = Object.fromEntries(
		Object.entries(process.env).filter(
			([key]) => !/^npm_(config_(local_prefix|global_prefix|prefix)|package_|lifecycle_)/i.test(key),
		),
	);
	const options = { cwd, env: { ...inherited, npm_config_update_notifier: 'false', ...env } };
	if (script && /npm-cli\.[cm]?js$/.test(script))
		return await runLogged(name, process.execPath, [script, ...args], options);
	return await runLogged(name, 'npm', args, options);
}

/** npm says what is wrong first and how npm is used afterwards; other programs say it at the end. */
function tail(file) {
	const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
	const errors = lines.filter((text) => /^npm error \S/.test(text)).slice(0, NPM_ERROR_LINES);
	const shown = [
		...(errors.length > 0
			? lines.slice(-TAIL_LINES).filter((text) => !text.startsWith('npm '))
			: lines.slice(-TAIL_LINES)),
		...errors,
	];
	return shown.map((text) => `    ${text}`).join('\n');
}
