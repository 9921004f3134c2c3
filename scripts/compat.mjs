/**
 * `npm run test:compat`: the tests of the nodes in the engine of each n8n that the package supports, and the end-to-end
 * tests on it: n8n 2 (`host/`) and the last n8n 1 (`host-1/`), each with its own Node.js. `--host host-1` takes one of them
 * only; everything else is handed to jest.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runJest } from './bootstrap/jest.mjs';
import { HOSTS, root } from './bootstrap/paths.mjs';
import { createProgress } from './bootstrap/progress.mjs';
import { SetUpError } from './bootstrap/run.mjs';
import { build, checkNode, setUpHost, setUpRoot } from './bootstrap/setup.mjs';

/** The folders of test/ in which n8n takes part. */
const FOLDERS = ['HubSpotTickets', 'JtelAcd', 'Kaizala', 'Thulium', 'descriptions', 'e2e', 'shared', 'templates'];
/** What tries this project's own commands, or the deployment files, which name one n8n. */
const LEFT_OUT = 'test/e2e/(selfHosting|start|queue)';

const { hosts, jestArgs } = readArguments(process.argv.slice(2));
const progress = createProgress();
try {
	checkNode();
	await setUpRoot(progress);
	await build(progress);
	const results = [];
	for (const host of hosts) {
		const { n8n, node } = JSON.parse(readFileSync(join(root, host, 'package.json'), 'utf8')).dependencies;
		const name = `n8n ${n8n} on Node.js ${node}`;
		await setUpHost(progress, join(root, host));
		progress.line(`The tests on ${name}`);
		const code = await runJest(
			[
				// First, since the last option takes every word that follows.
				...jestArgs,
				'--roots',
				...FOLDERS.map((name) => join(root, 'test', name)),
				'--testPathIgnorePatterns',
				'/node_modules/',
				LEFT_OUT,
			],
			{ ...process.env, RELAY_HOST: host },
		);
		results.push({ name, code });
	}
	for (const { name, code } of results) progress.line(`${code === 0 ? 'passed' : 'FAILED'}  ${name}`);
	process.exitCode = results.every(({ code }) => code === 0) ? 0 : 1;
} catch (error) {
	console.error(error instanceof SetUpError ? error.message : error);
	process.exitCode = 1;
}

function readArguments(args) {
	const at = args.indexOf('--host');
	if (at === -1) return { hosts: HOSTS, jestArgs: args };
	const host = args[at + 1];
	if (!HOSTS.includes(host)) {
		console.error(`--host takes one of: ${HOSTS.join(', ')}`);
		process.exit(1);
	}
	return { hosts: [host], jestArgs: args.toSpliced(at, 2) };
}
