import { execFile } from 'node:child_process';
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { PACKAGE_NAME, ROOT } from './paths';

const exec = promisify(execFile);

/**
 * `npm pack`: exactly the files that would be published. Returns the path of the tarball. `TICKET_RELAY_TARBALL` names one
 * that is taken instead: a release is tested with the very file that it publishes.
 */
export async function packPackage(target: string): Promise<string> {
	await rm(target, { recursive: true, force: true });
	await mkdir(target, { recursive: true });
	const given = process.env.TICKET_RELAY_TARBALL;
	if (given !== undefined) {
		await copyFile(given, join(target, basename(given)));
		return join(target, basename(given));
	}
	// The build has been made already; packing must not start it again.
	const { stdout } = await npm(['pack', '--json', '--ignore-scripts', '--pack-destination', target]);
	return join(target, fileNameOf(stdout));
}

/**
 * Unpacks the tarball where n8n itself puts community packages. n8n loads every `n8n-nodes-*` folder it finds there, with
 * the package's true name as prefix; no row in its database and no package.json beside it is needed. The package has no
 * runtime dependency, so there is nothing else to install.
 */
export async function prepareUserFolder(userFolder: string, tarball: string, name = PACKAGE_NAME): Promise<void> {
	const target = join(userFolder, '.n8n', 'nodes', 'node_modules', name);
	await rm(target, { recursive: true, force: true });
	await mkdir(target, { recursive: true });
	await exec('tar', ['-xzf', tarball, '--strip-components=1', '-C', target]);
}

function fileNameOf(stdout: string): string {
	// npm 10 and 11 print a list with one entry, newer ones a table by package name.
	const printed: unknown = JSON.parse(stdout.slice(stdout.search(/^[[{]/m)));
	const entry: unknown = typeof printed === 'object' && printed !== null ? Object.values(printed)[0] : undefined;
	if (typeof entry === 'object' && entry !== null && 'filename' in entry && typeof entry.filename === 'string') {
		return entry.filename;
	}
	throw new Error(`npm pack did not say what it wrote: ${stdout.slice(0, 200)}`);
}

/** Runs npm's own script where it is known: it needs no shell, which would trip over spaces in a path. */
export async function npm(args: string[], cwd = ROOT): Promise<{ stdout: string }> {
	const script = process.env.npm_execpath;
	const options = { cwd, maxBuffer: 16 * 1024 * 1024 };
	if (script && /npm-cli\.[cm]?js$/.test(script)) return await exec(process.execPath, [script, ...args], options);
	return await exec('npm', args, { ...options, shell: process.platform === 'win32' });
}
