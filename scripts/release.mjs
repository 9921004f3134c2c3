/**
 * What a release checks before anything else, and what it announces:
 *   node scripts/release.mjs check v1.2.3    the tag, package.json, package-lock.json and CHANGELOG.md agree;
 *                                            prints the npm tag as `dist-tag=latest` or `dist-tag=next`
 *   node scripts/release.mjs notes v1.2.3    prints the changelog's section of that version
 * A third argument names another folder than the project's.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './bootstrap/paths.mjs';

const VERSION = /^\d+\.\d+\.\d+(-[0-9a-z.-]+)?$/;

const [task, tag = '', folder = root] = process.argv.slice(2);
const version = tag.replace(/^v/, '');
const read = (file) => readFileSync(join(folder, file), 'utf8');

const problems = [];
if (!tag.startsWith('v') || !VERSION.test(version)) problems.push(`"${tag}" is not a version tag such as v1.2.3`);
const section = sectionOf(read('CHANGELOG.md'), version);
if (section === undefined) {
	problems.push(`CHANGELOG.md has no section "## [${version}] - YYYY-MM-DD" with text below it`);
}
for (const file of ['package.json', 'package-lock.json']) {
	const written = JSON.parse(read(file)).version;
	if (written !== version) problems.push(`${file} says ${written}, the tag says ${version}`);
}

if (task !== 'check' && task !== 'notes') problems.unshift('The first argument is "check" or "notes"');
if (problems.length > 0) {
	for (const problem of problems) console.error(problem);
	process.exitCode = 1;
} else {
	// A version such as 1.2.3-beta.1 must not become what everybody installs.
	console.log(task === 'notes' ? section : `dist-tag=${version.includes('-') ? 'next' : 'latest'}`);
}

/** The text below the heading of a version, up to the next heading; undefined where there is none. */
function sectionOf(changelog, wanted) {
	const lines = changelog.split(/\r?\n/);
	const start = lines.findIndex((line) => {
		const [, found] = /^## \[([^\]]+)\] - \d{4}-\d{2}-\d{2}$/.exec(line) ?? [];
		return found === wanted;
	});
	if (start === -1) return undefined;
	const length = lines.slice(start + 1).findIndex((line) => line.startsWith('## '));
	const text = lines.slice(start + 1, length === -1 ? undefined : start + 1 + length).join('\n');
	return text.trim() || undefined;
}
