/**
 * `npm run scan`: what n8n's reviewers check, without the network: their scanner over the source and over the packed
 * tarball (the one that `TICKET_RELAY_TARBALL` names, or one packed now). Prints one line per leg; exits with 1 when there is
 * an error.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { analyzePackage, SOURCE_FILE_PATTERNS } from '@n8n/scan-community-package/scanner/scanner.mjs';

const root = path.resolve(import.meta.dirname, '..');

if (!existsSync(path.join(root, 'dist'))) {
	console.error('There is no build to scan. Run "npm run build" first.');
	process.exit(1);
}

const folder = mkdtempSync(path.join(tmpdir(), 'ticket-relay-scan-'));
const legs = [];
try {
	const tarball = process.env.TICKET_RELAY_TARBALL ?? pack(folder);
	execFileSync('tar', ['-xzf', tarball], { cwd: folder });
	// The scanner ignores what lies outside of its folder, so the tarball gets it as its own folder.
	legs.push(['source', await analyzePackage(root, SOURCE_FILE_PATTERNS)]);
	legs.push(['tarball', await analyzePackage(path.join(folder, 'package'), ['**/*.js', 'package.json'])]);
} finally {
	rmSync(folder, { recursive: true, force: true });
}

for (const [name, { passed, message, details }] of legs) {
	console.log(`${passed ? 'passed' : 'FAILED'}  ${name}`);
	if (!passed) console.log(details ?? message);
}
process.exitCode = legs.every(([, { passed }]) => passed) ? 0 : 1;

/** Returns the path of the tarball. */
function pack(target) {
	// npm's own script needs no shell, which would trip over spaces in a path.
	const script = process.env.npm_execpath;
	const direct = script !== undefined && /npm-cli\.[cm]?js$/.test(script);
	execFileSync(direct ? process.execPath : 'npm', [...(direct ? [script] : []), 'pack', '--pack-destination', target], {
		cwd: root,
		stdio: 'ignore',
		shell: !direct && process.platform === 'win32',
	});
	return path.join(target, readdirSync(target)[0]);
}
