import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	chmodSync,
	existsSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { COMPILER_ADVICE, lackOfSpace } from './advice.mjs';
import { installedMatchesLock, installProgress } from './modules.mjs';
import { host, nodeOf, relay, root } from './paths.mjs';
import { logOf, npm, SetUpError } from './run.mjs';

const exec = promisify(execFile);
/** What the build's own tools need. */
const MINIMUM = '20.19';
/** What the build reads. A change in any of it, and only that, means building again. */
const BUILD_INPUTS = [
	'nodes',
	'credentials',
	'icons',
	'sandbox/page',
	// What the page takes from the sandbox.
	'sandbox/core',
	'sandbox/kaizala/card.ts',
	'index.js',
	'gulpfile.js',
	'tsconfig.json',
	'package.json',
	'package-lock.json',
];
const BUILD_STAMP = join(relay, 'build.json');

export function checkNode(version = process.versions.node) {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	if (major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19)) return;
	throw new SetUpError(
		`Ticket Relay needs Node.js ${MINIMUM} or newer, or 22.12 or newer; this is ${version}. Get one from https://nodejs.org, or with: nvm install 22`,
	);
}

/** Dependencies of the project itself. Where everything begins, so that nobody else on the machine sees what is kept. */
export async function setUpRoot(progress) {
	mkdirSync(relay, { recursive: true });
	chmodSync(relay, 0o700);
	await install(progress, root, {
		title: 'Installing the project’s own dependencies',
		estimate: 'about 1 minute',
		gigabytes: 1,
		log: 'install',
	});
}

async function install(progress, folder, { title, estimate, gigabytes, log }) {
	if (installedMatchesLock(folder)) return;
	mustBeOwn(join(folder, 'node_modules'));
	const lack = lackOfSpace(folder, gigabytes);
	if (lack) throw new SetUpError(lack);
	await progress.step(title, estimate, (say) =>
		npm(log, ['ci', '--loglevel=http'], { cwd: folder, watch: installProgress(folder, say) }),
	);
}

/** Whether `dist/` is what `build` makes of the sources as they are now. */
export function isBuilt(hash = hashOf(BUILD_INPUTS)) {
	return existsSync(join(root, 'dist')) && stampOf(BUILD_STAMP) === hash;
}

/** `dist/`, built again only when its sources changed. */
export async function build(progress) {
	const hash = hashOf(BUILD_INPUTS);
	if (isBuilt(hash)) return;
	await progress.step('Building the package', 'about 20 seconds', () => npm('build', ['run', 'build'], { cwd: root }));
	mkdirSync(relay, { recursive: true });
	writeFileSync(BUILD_STAMP, JSON.stringify({ hash }));
}

/**
 * A real n8n below `host/`, or another such folder. Install scripts are off there (one of n8n's optional parts cannot be
 * built everywhere), so the two packages that need theirs are rebuilt by name. Each part is looked at before it is done:
 * an interrupted setup goes on where it stopped.
 */
export async function setUpHost(progress, folder = host) {
	const name = basename(folder);
	const { n8n, node } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).dependencies;
	await install(progress, folder, {
		title: `Installing the real n8n ${n8n} into ${name}/`,
		estimate: 'about 4 minutes, 3 GB',
		gigabytes: 4,
		log: `${name}-install`,
	});
	if (!(await nodeWorks(folder, node))) {
		await progress.step(`Fetching Node.js ${node} for n8n`, 'a few seconds', () =>
			npm(`${name}-node`, ['rebuild', 'node', '--ignore-scripts=false'], { cwd: folder }),
		);
		if (!(await nodeWorks(folder, node))) throw new SetUpError(`n8n’s Node.js does not start: ${nodeOf(folder)}`);
	}
	if (!(await sqliteWorks(folder))) {
		await progress
			.step('Preparing n8n’s database driver', 'up to 2 minutes', () =>
				npm(`${name}-sqlite`, ['rebuild', 'sqlite3', '--ignore-scripts=false'], { cwd: folder, env: nodeHeaders() }),
			)
			.catch((error) => {
				throw new SetUpError(`${COMPILER_ADVICE}\n\n${error.message}`);
			});
		if (!(await sqliteWorks(folder))) throw new SetUpError(`${COMPILER_ADVICE}\n\nIts log: ${logOf(`${name}-sqlite`)}`);
	}
}

/** `npm ci` begins by emptying the folder. Behind a link that would be the one of another checkout. */
function mustBeOwn(folder) {
	if (!lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) return;
	throw new SetUpError(
		`${folder} is a link, and what is behind it does not fit package-lock.json. Nothing is installed through a link: remove it first.`,
	);
}

async function nodeWorks(folder, wanted) {
	return (await output(folder, ['--version'])) === `v${wanted}`;
}

async function sqliteWorks(folder) {
	return (await output(folder, ['-p', 'typeof require("sqlite3").Database'])) === 'function';
}

/** What the Node.js of a host folder prints. */
async function output(folder, args) {
	const command = nodeOf(folder);
	if (!existsSync(command)) return undefined;
	try {
		return (await exec(command, args, { cwd: folder })).stdout.trim();
	} catch {
		return undefined;
	}
}

/** A Node.js that came with its headers can build native code without downloading them. */
function nodeHeaders() {
	const prefix = dirname(dirname(process.execPath));
	return existsSync(join(prefix, 'include', 'node', 'node_api.h')) ? { npm_config_nodedir: prefix } : {};
}

function stampOf(file) {
	try {
		return JSON.parse(readFileSync(file, 'utf8')).hash;
	} catch {
		return undefined;
	}
}

function hashOf(inputs) {
	const hash = createHash('sha256');
	for (const file of inputs.flatMap((input) => filesOf(input)).sort())
		hash.update(`${file}\0`).update(readFileSync(join(root, file)));
	return hash.digest('hex');
}

/** Every file below a path; what a build left there is no source. */
function filesOf(path) {
	if (!existsSync(join(root, path))) return [];
	if (!statSync(join(root, path)).isDirectory()) return [path];
	return readdirSync(join(root, path))
		.filter((name) => name !== 'dist')
		.flatMap((name) => filesOf(`${path}/${name}`));
}
