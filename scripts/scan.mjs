/**
 * `npm run scan`: what n8n's reviewers check, without the network: their scanner over the source and over the packed
 * tarball (the one that `TICKET_RELAY_TARBALL` names, or one packed now). Arguments name other folders with sources and
 * other tarballs to scan instead. Prints one line per leg; exits with 1 when there is an error.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { analyzePackage, SOURCE_FILE_PATTERNS } from '@n8n/scan-community-package/scanner/scanner.mjs';
import { pack } from './bootstrap/npm.mjs';

const root = path.resolve(import.meta.dirname, '..');

if (!existsSync(path.join(root, 'dist'))) {
	console.error('There is no build to scan. Run "npm run build" first.');
	process.exit(1);
}

const folder = mkdtempSync(path.join(tmpdir(), 'ticket-relay-scan-'));
const legs = [];
try {
	const given = process.argv.slice(2).map((place) => path.resolve(place));
	const places = given.length > 0 ? given : [root, process.env.TICKET_RELAY_TARBALL ?? packed(folder)];
	for (const place of places) {
		const isTarball = place.endsWith('.tgz');
		const name = isTarball ? 'tarball' : 'source';
		// The scanner ignores what lies outside of its folder, so a tarball gets it as its own folder.
		const target = isTarball ? unpacked(place) : place;
		const patterns = isTarball ? ['**/*.js', 'package.json'] : SOURCE_FILE_PATTERNS;
		legs.push([given.length > 0 ? `${name} ${path.basename(place)}` : name, await analyzePackage(target, patterns)]);
	}
} finally {
	rmSync(folder, { recursive: true, force: true });
}

for (const [name, { passed, message, details }] of legs) {
	console.log(`${passed ? 'passed' : 'FAILED'}  ${name}`);
	if (!passed) console.log(details ?? message);
}
process.exitCode = legs.every(([, { passed }]) => passed) ? 0 : 1;

/** Returns the folder with what is in the tarball. */
function unpacked(tarball) {
	const target = path.join(folder, `unpacked-${path.basename(tarball)}`);
	mkdirSync(target);
	execFileSync('tar', ['-xzf', tarball, '-C', target]);
	return path.join(target, 'package');
}

/** Returns the path of the tarball. */
function packed(target) {
	pack(root, target);
	return path.join(
		target,
		readdirSync(target).find((file) => file.endsWith('.tgz')),
	);
}
