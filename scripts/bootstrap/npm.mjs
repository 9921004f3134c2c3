import { execFileSync } from 'node:child_process';

/** npm as it was called, or the one on the path. Its own script needs no shell, which would trip over spaces in a path. */
export function npmCommand(args) {
	const script = process.env.npm_execpath;
	return script && /npm-cli\.[cm]?js$/.test(script) ? [process.execPath, [script, ...args]] : ['npm', args];
}

/** `npm pack` of a folder into another one, where the tarball is then. */
export function pack(folder, target, ...options) {
	const [command, args] = npmCommand(['pack', ...options, '--pack-destination', target]);
	execFileSync(command, args, {
		cwd: folder,
		stdio: 'ignore',
		shell: command === 'npm' && process.platform === 'win32',
	});
}
