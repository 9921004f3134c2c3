import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { basename, join } from 'node:path';
import { adviceOn } from './advice.mjs';
import { npmCommand } from './npm.mjs';
import { logs } from './paths.mjs';

const TAIL_LINES = 25;
const STOP_TIMEOUT_MS = 5_000;
const NPM_ERROR_LINES = 12;
const LOOK_MS = 1_000;

/** A failure that is told to the user as it is, without a stack. */
export class SetUpError extends Error {}

/**
 * Runs a command with its output in `.relay/logs/<name>.log`; on failure the error carries what to do, the last lines and
 * the place. `watch` is told now and then what has been written so far.
 */
export async function runLogged(name, command, args, { cwd, env, watch } = {}) {
	mkdirSync(logs, { recursive: true });
	const file = logOf(name);
	const log = openSync(file, 'w');
	writeSync(log, `> ${basename(command)} ${args.join(' ')}\n`);
	const shell = process.platform === 'win32' && !command.endsWith('.exe');
	const child = spawn(command, args, { cwd, env: env ?? process.env, stdio: ['ignore', log, log], shell });
	// npm takes its time to end while it writes; whoever stops the setup must not leave it working.
	const stop = () => {
		const insist = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
		child.once('exit', () => {
			clearTimeout(insist);
			process.exit(130);
		});
		child.kill();
	};
	process.once('SIGINT', stop).once('SIGTERM', stop);
	const looking = watch && setInterval(() => watch(readFileSync(file, 'utf8')), LOOK_MS);
	try {
		const code = await new Promise((resolve, reject) => {
			child.once('error', (error) => reject(new SetUpError(`${command} does not start: ${error.message}`)));
			child.once('exit', (exitCode, signal) => resolve(exitCode ?? signal));
		});
		if (code !== 0) throw new SetUpError(whatFailed(name, code, file));
	} finally {
		clearInterval(looking);
		process.removeListener('SIGINT', stop).removeListener('SIGTERM', stop);
		closeSync(log);
	}
}

/** Where the output of a command is. */
export function logOf(name) {
	return join(logs, `${name}.log`);
}

export async function npm(name, args, { cwd, env = {}, watch } = {}) {
	// A parent's `npm run` hands its own configuration down as npm_config_*; the folder's .npmrc has to win.
	const inherited = Object.fromEntries(
		Object.entries(process.env).filter(
			([key]) => !/^npm_(config_(local_prefix|global_prefix|prefix)|package_|lifecycle_)/i.test(key),
		),
	);
	const options = { cwd, watch, env: { ...inherited, npm_config_update_notifier: 'false', ...env } };
	return await runLogged(name, ...npmCommand(args), options);
}

function whatFailed(name, code, file) {
	const output = readFileSync(file, 'utf8');
	const advice = adviceOn(output);
	return [...(advice ? [advice, ''] : []), `${name} failed (${code}).`, tail(output), `The whole log: ${file}`].join(
		'\n',
	);
}

/** npm says what is wrong first and how npm is used afterwards; other programs say it at the end. */
function tail(output) {
	const lines = output
		.trimEnd()
		.split('\n')
		.filter((text) => !text.startsWith('npm http '));
	const errors = lines.filter((text) => /^npm error \S/.test(text)).slice(0, NPM_ERROR_LINES);
	const shown = [
		...(errors.length > 0
			? lines.slice(-TAIL_LINES).filter((text) => !text.startsWith('npm '))
			: lines.slice(-TAIL_LINES)),
		...errors,
	];
	return shown.map((text) => `    ${text}`).join('\n');
}
