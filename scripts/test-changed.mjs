/**
 * `npm run test:changed`: builds the quick way and runs the tests that the changes since main can break, committed or not.
 * `npm run test:changed -- --since HEAD` takes another commit than that at which the branch began. Everything else is
 * handed to jest; `--listTests` shows which tests it would run.
 */
import { execFileSync } from 'node:child_process';
import { buildQuick } from './build-quick.mjs';
import { runJest } from './bootstrap/jest.mjs';
import { root } from './bootstrap/paths.mjs';
import { createProgress } from './bootstrap/progress.mjs';
import { SetUpError } from './bootstrap/run.mjs';
import { checkNode, setUpRoot } from './bootstrap/setup.mjs';

const args = process.argv.slice(2);
const at = args.indexOf('--since');
const [since] = at === -1 ? [] : args.splice(at, 2).slice(1);

try {
	checkNode();
	await setUpRoot(createProgress());
	await buildQuick();
	const { tsImport } = await import('tsx/esm/api');
	const { testsFor } = await tsImport('./lib/changed.ts', import.meta.url);
	const changed = changedSince(since ?? branchPoint());
	const tests = testsFor(changed);
	console.log(
		`${changed.length} changed files, ${tests.length} test files. \`npm test\` also runs those on the real n8n and in a browser.`,
	);
	if (tests.length > 0) process.exitCode = await runJest([...args, '--runTestsByPath', ...tests]);
} catch (error) {
	console.error(error instanceof SetUpError ? error.message : error);
	process.exitCode = 1;
}

function branchPoint() {
	for (const main of ['origin/main', 'main']) {
		try {
			return git('merge-base', 'HEAD', main)[0];
		} catch {
			// A clone need not have it.
		}
	}
	return 'HEAD';
}

/** With what git does not know yet. */
function changedSince(commit) {
	return [
		...new Set([
			...git('diff', '--name-only', '--no-renames', commit),
			...git('ls-files', '--others', '--exclude-standard'),
		]),
	];
}

function git(...words) {
	return execFileSync('git', words, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
		.split('\n')
		.filter((line) => line !== '');
}
