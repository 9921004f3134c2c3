/**
 * `npm run host:newest`: finds the newest n8n 2 of which the registry has every part, pins `host/` to it, its overrides
 * with it, and runs all tests on it. `-- --pin` leaves the tests out; a folder may be named instead of `host`.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { npmOutput } from './bootstrap/npm.mjs';
import { root } from './bootstrap/paths.mjs';

const SETTINGS = '.npmrc';
const MANIFEST = 'package.json';
const LOCK = 'package-lock.json';

const args = process.argv.slice(2);
const folder = resolve(root, args.find((arg) => !arg.startsWith('--')) ?? 'host');
const manifest = JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8'));
const pinned = manifest.dependencies.n8n;

const newest = newerVersions().find(pin);
console.log(`${basename(folder)}/ is pinned to n8n ${newest ?? `${pinned}, the newest that can be had`}`);
if (!args.includes('--pin')) {
	const { status } = spawnSync(process.execPath, [join(root, 'scripts', 'test.mjs')], { stdio: 'inherit' });
	process.exitCode = status ?? 1;
}

/** Those of the line 2 after the pinned one, without previews; the newest first. */
function newerVersions() {
	const versions = JSON.parse(npmOutput(['view', 'n8n', 'versions', '--json'], folder));
	const compare = (a, b) => a.localeCompare(b, 'en', { numeric: true });
	return versions
		.filter((version) => /^2\.\d+\.\d+$/.test(version) && compare(version, pinned) > 0)
		.sort((a, b) => compare(b, a));
}

/** Pins the folder to a version, unless a part of it is missing: n8n appears in the registry package by package. */
function pin(version) {
	const trial = mkdtempSync(join(tmpdir(), 'newest-n8n-'));
	try {
		const wanted = { ...manifest, dependencies: { ...manifest.dependencies, n8n: version } };
		writeFileSync(join(trial, MANIFEST), `${JSON.stringify(wanted, null, 2)}\n`);
		if (existsSync(join(folder, SETTINGS))) copyFileSync(join(folder, SETTINGS), join(trial, SETTINGS));
		// `npm run -s` would silence what npm says here too.
		npmOutput(['install', '--package-lock-only', '--ignore-scripts', '--loglevel', 'error'], trial);
		for (const file of [MANIFEST, LOCK]) copyFileSync(join(trial, file), join(folder, file));
	} catch (error) {
		const [, missing] = /No matching version found for (\S+?)\.?\s/.exec(String(error.stderr)) ?? [];
		if (missing === undefined) throw error;
		console.log(`n8n ${version} cannot be had: the registry has no ${missing}`);
		return false;
	} finally {
		rmSync(trial, { recursive: true, force: true });
	}
	execFileSync(process.execPath, [join(root, 'scripts', 'complete-lock.mjs'), folder], { stdio: 'inherit' });
	return true;
}
