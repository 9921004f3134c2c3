import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { ROOT } from '../harness/package';

interface LockEntry {
	version?: string;
	resolved?: string;
	integrity?: string;
	link?: boolean;
	inBundle?: boolean;
	license?: string;
	dependencies?: Record<string, string>;
	devDependencies?: Record<string, string>;
	optionalDependencies?: Record<string, string>;
}

interface Lock {
	packages: Record<string, LockEntry>;
}

const text = (...file: string[]): string => readFileSync(path.join(ROOT, ...file), 'utf8');

function licences(...args: string[]): { status: number | null; output: string } {
	const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(ROOT, 'scripts/licences.mjs'), ...args], {
		encoding: 'utf8',
	});
	return { status, output: `${stdout}${stderr}` };
}

describe.each([
	['the project', '.'] as const,
	['the real n8n', 'host'] as const,
	['the n8n of the line before', 'host-1'] as const,
])('The lock file of %s', (_who, folder) => {
	const lock = JSON.parse(text(folder, 'package-lock.json')) as Lock;
	const entries = Object.entries(lock.packages).filter(([file]) => file !== '');

	it('names no registry and no address of a package', () => {
		// What a package asks for does not count where another version is installed in its stead.
		const { overrides = {} } = JSON.parse(text(folder, 'package.json')) as { overrides?: Record<string, string> };
		const isReplaced = (name: string): boolean =>
			name in overrides && lock.packages[`node_modules/${name}`]?.version === overrides[name];
		const addresses = entries.flatMap(([file, { resolved, link, dependencies, optionalDependencies }]) => [
			...(resolved !== undefined && link !== true ? [`${file}: resolved`] : []),
			...Object.entries({ ...dependencies, ...optionalDependencies })
				.filter(([name, wanted]) => !isReplaced(name) && /^(https?|git|github|file)[:+]/.test(wanted))
				.map(([name, wanted]) => `${file} wants ${name} from ${wanted}`),
		]);
		expect(entries.length).toBeGreaterThan(500);
		expect(addresses).toEqual([]);
		const requirements = Object.keys(overrides).map((name) => new RegExp(`^ +"${name}": "http.*$`, 'gm'));
		const written = requirements.reduce(
			(whole, requirement) => whole.replace(requirement, ''),
			text(folder, 'package-lock.json'),
		);
		expect(written).not.toMatch(/registry\.|\.tgz/);
		expect(text(folder, '.npmrc')).not.toMatch(/registry\s*=|_auth|\/\//);
	});

	it('has a checksum for everything, also for what only other systems need', () => {
		// What comes inside another package is covered by the checksum of that one.
		const without = entries.filter(([, { integrity, inBundle, link }]) => !integrity && inBundle !== true && !link);
		expect(without.map(([file]) => file)).toEqual([]);
	});

	it('runs no install script', () => {
		expect(text(folder, '.npmrc')).toMatch(/^ignore-scripts=true$/m);
	});
});

describe('The lock file of the project', () => {
	it('holds the exact versions that package.json asks for', () => {
		const { packages } = JSON.parse(text('package-lock.json')) as Lock;
		const { devDependencies } = JSON.parse(text('package.json')) as { devDependencies: Record<string, string> };
		expect(packages['']?.devDependencies).toEqual(devDependencies);
		expect(packages['']?.dependencies).toBeUndefined();
		const loose = Object.entries(devDependencies).filter(
			([name, version]) => packages[`node_modules/${name}`]?.version !== version,
		);
		expect(loose).toEqual([]);
	});
});

describe('npm run licences', () => {
	let folder = '';
	beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'ticket-relay-licences-'))));
	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	const withPackage = (name: string, entry: LockEntry): void =>
		writeFileSync(
			path.join(folder, 'package-lock.json'),
			JSON.stringify({ packages: { '': { devDependencies: { [name]: '1.0.0' } }, [`node_modules/${name}`]: entry } }),
		);

	it('lists what the project is built and tested with, and refuses none of it', () => {
		const { status, output } = licences();
		const { devDependencies } = JSON.parse(text('package.json')) as { devDependencies: Record<string, string> };
		for (const [name, version] of Object.entries(devDependencies)) expect(output).toContain(`  ${name} ${version}: `);
		expect(output).not.toContain('REFUSED');
		expect(status).toBe(0);
	});

	it.each([
		['a strong copyleft licence', 'GPL-3.0-only'],
		['one for networks', 'AGPL-3.0-or-later'],
		['a choice without an allowed one', '(GPL-2.0-only OR SSPL-1.0)'],
		['one of two that both hold', 'MIT AND GPL-2.0-only'],
		["n8n's licence on somebody else's package", 'SEE LICENSE IN LICENSE.md'],
		['no licence', 'UNLICENSED'],
		['none at all', undefined],
	])('refuses %s', (_what, license) => {
		withPackage('made-up', { version: '1.0.0', license });
		const { status, output } = licences(folder);
		expect(output).toContain('REFUSED  node_modules/made-up 1.0.0');
		expect(status).toBe(1);
	});

	it.each(['MIT', 'Apache-2.0 AND MIT', '(GPL-2.0-only OR BSD-3-Clause)'])('allows %s', (license) => {
		withPackage('made-up', { version: '1.0.0', license });
		expect(licences(folder).status).toBe(0);
	});
});
