import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ROOT } from '../../scripts/lib/paths';

/** An npm whose registry holds these versions, and of one of them not every part. */
const NPM = `
const { readFileSync, writeFileSync } = require('node:fs');
if (process.argv[2] === 'view') {
	console.log(JSON.stringify(['1.123.80', '2.9.0', '2.10.0', '2.10.1', '2.11.0-beta.1', '3.0.0']));
	process.exit();
}
const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
if (dependencies.n8n === '2.10.1') {
	console.error('npm error code ETARGET\\nnpm error notarget No matching version found for @n8n/part@1.2.3.\\n');
	process.exit(1);
}
writeFileSync('package-lock.json', JSON.stringify({ packages: { '': { dependencies } } }));
`;

let folder = '';

function pinFrom(version: string) {
	const host = join(folder, 'host');
	mkdirSync(host, { recursive: true });
	const manifest = { dependencies: { n8n: version, node: '24.21.0' }, overrides: { linkedom: '0.18.12' } };
	writeFileSync(join(host, 'package.json'), JSON.stringify(manifest));
	writeFileSync(join(folder, 'npm-cli.js'), NPM);
	const { stdout, stderr, status } = spawnSync(
		process.execPath,
		[join(ROOT, 'scripts', 'newest-n8n.mjs'), host, '--pin'],
		{ encoding: 'utf8', env: { ...process.env, npm_execpath: join(folder, 'npm-cli.js') } },
	);
	const pinned: unknown = JSON.parse(readFileSync(join(host, 'package.json'), 'utf8'));
	return { stdout, stderr, status, pinned, manifest };
}

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'ticket-relay-newest-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('host/ is pinned to the newest n8n 2 that is there as a whole, with its Node.js and overrides', () => {
	const { stdout, stderr, status, pinned, manifest } = pinFrom('2.9.0');
	expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
	expect(stdout).toContain('n8n 2.10.1 cannot be had: the registry has no @n8n/part@1.2.3');
	expect(stdout).toContain('host/ is pinned to n8n 2.10.0');
	expect(pinned).toEqual({ ...manifest, dependencies: { ...manifest.dependencies, n8n: '2.10.0' } });
});

test('what is pinned already stays when nothing newer can be had', () => {
	const { stdout, status, pinned, manifest } = pinFrom('2.10.0');
	expect(status).toBe(0);
	expect(stdout).toContain('host/ is pinned to n8n 2.10.0, the newest that can be had');
	expect(pinned).toEqual(manifest);
});
