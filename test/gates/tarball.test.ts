import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';

import { packPackage } from '../../scripts/lib/package';
import { ROOT } from '../harness/package';

/** A tenth more than four complete services need. Whoever comes near should look for what does not belong in it. */
const MAX_PACKED = 450_000;
const MAX_UNPACKED = 2_500_000;

interface Manifest {
	version: string;
	license: string;
	scripts?: Record<string, string>;
	dependencies?: object;
	optionalDependencies?: object;
	bundleDependencies?: unknown;
	bundledDependencies?: unknown;
	peerDependencies: Record<string, string>;
	n8n: { credentials: string[]; nodes: string[] };
}

/** Files below a folder, with slashes, sorted. */
function filesBelow(folder: string, end = ''): string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && entry.name.endsWith(end))
		.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
		.sort();
}

const sources = (folder: string, end: string): string[] =>
	filesBelow(path.join(ROOT, folder), end).map((file) => `${folder}/${file}`);

/** What has to be in the tarball, counted out from the sources. */
function expectedFiles(): string[] {
	const compiled = [...sources('nodes', '.ts'), ...sources('credentials', '.ts')];
	return [
		...['package.json', 'index.js', 'README.md', 'LICENSE', 'CHANGELOG.md'],
		...compiled.map((file) => `dist/${file.replace(/\.ts$/, '.js')}`),
		// Search words (codex) and output schemas.
		...sources('nodes', '.json').map((file) => `dist/${file}`),
		...sources('icons', '.svg').map((file) => `dist/${file}`),
		// Lists that let n8n load a node only when it is used.
		...['known', 'types'].flatMap((list) => [`dist/${list}/credentials.json`, `dist/${list}/nodes.json`]),
		...['dist/methods/defined.json', 'dist/methods/referenced.json'],
	].sort();
}

/** What looks like a secret or like somebody's machine, each with something that it has to find. */
const FOREIGN: Array<[what: string, pattern: RegExp, example: string]> = [
	['private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/, `-----BEGIN ${'RSA PRIVATE'} KEY-----`],
	['token of npm', /\bnpm_[A-Za-z0-9]{20,}/, `npm_${'x'.repeat(36)}`],
	['token of GitHub', /\b(gh[pousr]_|github_pat_)\w{20,}/, `ghp_${'x'.repeat(36)}`],
	['key of AWS', /\bAKIA[0-9A-Z]{16}\b/, `AKIA${'X'.repeat(16)}`],
	['token of HubSpot', /\bpat-[a-z]{2}\d-[0-9a-f-]{20,}/i, `pat-eu1-${'0'.repeat(36)}`],
	['JSON web token', /\beyJ[\w-]{10,}\.[\w-]{10,}/, `eyJ${'x'.repeat(20)}.${'x'.repeat(20)}`],
	['address with a password in it', /\bhttps?:\/\/[^\s/:@'"`]+:[^\s/@'"`]+@/, 'https://user:word@example.com'],
	// /home/node is the home in n8n's image.
	['somebody’s home', /(\/home\/(?!node\/)|\/Users\/|\/root\/|[A-Z]:\\Users\\)\w/, '/home/somebody/code'],
	['source map', /sourceMappingURL/, '//# sourceMappingURL=x.js.map'],
];

let folder = '';
let tarball = '';
let manifest: Manifest;
const unpacked = (file: string): string => path.join(folder, 'package', file);

beforeAll(async () => {
	folder = mkdtempSync(path.join(tmpdir(), 'ticket-relay-tarball-'));
	tarball = await packPackage(path.join(folder, 'pack'));
	execFileSync('tar', ['-xzf', tarball, '-C', folder]);
	manifest = JSON.parse(readFileSync(unpacked('package.json'), 'utf8')) as Manifest;
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('The tarball', () => {
	it('holds the built package and nothing else', () => {
		expect(filesBelow(unpacked('.'))).toEqual(expectedFiles());
	});

	it('is small', () => {
		const sizes = filesBelow(unpacked('.')).map((file) => statSync(unpacked(file)).size);
		expect(statSync(tarball).size).toBeLessThan(MAX_PACKED);
		expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MAX_UNPACKED);
	});

	it('has for each node its code, its search words and its icons, and for each credential its code', () => {
		const files = new Set(filesBelow(unpacked('.')));
		const nodes = manifest.n8n.nodes.flatMap((node) => [node, node.replace(/\.js$/, '.json')]);
		const services = [...new Set(manifest.n8n.nodes.map((node) => node.split('/')[2] ?? ''))];
		const icons = services
			.map((service) => service.charAt(0).toLowerCase() + service.slice(1))
			.flatMap((service) => [`dist/icons/${service}.svg`, `dist/icons/${service}.dark.svg`]);
		const missing = [...nodes, ...manifest.n8n.credentials, ...icons].filter((file) => !files.has(file));
		expect(missing).toEqual([]);
		expect(services.filter((service) => !filesBelow(unpacked(`dist/nodes/${service}/__schema__`)).length)).toEqual([]);
	});

	it('names every built node and credential to n8n', () => {
		const built = (kind: string, end: string): string[] => sources(kind, end).map((file) => `dist/${file}`);
		expect([...manifest.n8n.nodes].sort()).toEqual(built('nodes', '.node.ts').map((file) => file.replace(/ts$/, 'js')));
		expect([...manifest.n8n.credentials].sort()).toEqual(
			built('credentials', '.credentials.ts').map((file) => file.replace(/ts$/, 'js')),
		);
	});

	it('carries the licence that it names', () => {
		expect(manifest.license).toBe('MIT');
		expect(readFileSync(unpacked('LICENSE'), 'utf8')).toMatch(/^MIT License\n\nCopyright \(c\) \d{4} /);
	});

	it('depends on nothing at run time and runs nothing when it is installed', () => {
		const { dependencies, optionalDependencies, bundleDependencies, bundledDependencies } = manifest;
		expect({ dependencies, optionalDependencies, bundleDependencies, bundledDependencies }).toEqual({});
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
		const install = ['preinstall', 'install', 'postinstall', 'prepare', 'preprepare', 'postprepare', 'prepublish'];
		expect(Object.keys(manifest.scripts ?? {}).filter((script) => install.includes(script))).toEqual([]);
	});

	it.each(FOREIGN)('would not pass with a %s in it', (_what, pattern, example) => {
		expect(example).toMatch(pattern);
	});

	it('gives away no secret and nothing of the machine that packed it', () => {
		const machine = [ROOT, homedir(), tmpdir()].filter((place) => place.length > 1);
		const found = filesBelow(unpacked('.')).flatMap((file) => {
			const text = readFileSync(unpacked(file), 'utf8');
			return [
				...FOREIGN.filter(([, pattern]) => pattern.test(text)).map(([what]) => `${file}: ${what}`),
				...machine.filter((place) => text.includes(`${place}/`)).map((place) => `${file}: ${place}`),
			];
		});
		expect(found).toEqual([]);
	});
});
