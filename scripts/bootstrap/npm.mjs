import { execFileSync } from 'node:child_process';

/** npm as it was called, or the one on the path. Its own script needs no shell, which would trip over spaces in a path. */
export function npmCommand(args) {
	const script = process.env.npm_execpath;
	return script && /npm-cli\.[cm]?js$/.test(script) ? [process.execPath, [script, ...args]] : ['npm', args];
}

/** What npm prints. @throws when it fails, with its errors in `stderr`. */
export function npmOutput(args, cwd) {
	const [command, all] = npmCommand(args);
	const shell = command === 'npm' && process.platform === 'win32';
	return execFileSync(command, all, { cwd, encoding: 'utf8', shell, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** `npm pack` of a folder into another one, where the tarball is then. */
export function pack(folder, target, ...options) {
	npmOutput(['pack', ...options, '--pack-destination', target], folder);
}
