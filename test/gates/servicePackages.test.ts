import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { contentsOf } from '../../scripts/services/exportService';
import { packServices } from '../../scripts/services/packServices';
import type { Manifest } from '../../scripts/services/services';
import { camelCase, readManifest, SERVICES } from '../../scripts/services/services';
import { ROOT } from '../harness/package';

const KEYS = Object.keys(SERVICES);
let folder = '';
let tarballs: Record<string, string> = {};

const unpacked = (key: string, ...rest: string[]): string => path.join(folder, key, 'package', ...rest);

const filesIn = (place: string): string[] =>
	readdirSync(place, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.relative(place, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));

const service = (key: string) => {
	const found = SERVICES[key];
	if (found === undefined) throw new Error(`No service ${key}`);
	return found;
};

/** What a file of another service has in its path. */
const others = (key: string): RegExp => {
	const names = KEYS.filter((other) => other !== key).flatMap((other) => {
		const { folder: name, sandbox } = service(other);
		return [
			`(nodes|test)/${name}/`,
			`credentials/${name}`,
			`icons/${camelCase(name)}\\.`,
			`sandbox/${sandbox.folder}/`,
		];
	});
	return new RegExp(`(^|/)(${names.join('|')})`);
};

beforeAll(async () => {
	folder = mkdtempSync(path.join(tmpdir(), 'ticket-relay-service-packages-'));
	tarballs = await packServices(path.join(folder, 'packed'));
	for (const [key, tarball] of Object.entries(tarballs)) {
		execFileSync('mkdir', [path.join(folder, key)]);
		execFileSync('tar', ['-xzf', tarball, '-C', path.join(folder, key)]);
	}
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the four share out all nodes and credentials', () => {
	const whole = readManifest().n8n;
	const parts = KEYS.map((key) => readManifest(unpacked(key)).n8n);
	expect(parts.flatMap(({ nodes }) => nodes).sort()).toEqual([...whole.nodes].sort());
	expect(parts.flatMap(({ credentials }) => credentials).sort()).toEqual([...whole.credentials].sort());
});

describe.each(KEYS)('the package of %s', (key) => {
	const { packageName } = service(key);

	test('has its own files and none of another service', () => {
		const files = filesIn(unpacked(key));
		const { n8n, version, name }: Manifest = readManifest(unpacked(key));
		expect({ name, version }).toEqual({ name: packageName, version: readManifest().version });
		expect(files.filter((file) => others(key).test(file))).toEqual([]);
		expect(files).toEqual(
			expect.arrayContaining([...n8n.nodes, ...n8n.credentials, 'README.md', 'LICENSE', 'index.js']),
		);
		const { folder: own } = service(key);
		expect(files.filter((file) => file.startsWith('dist/icons/')).sort()).toEqual([
			`dist/icons/${camelCase(own)}.dark.svg`,
			`dist/icons/${camelCase(own)}.svg`,
		]);
	});

	test('names in its lists its own nodes only, so that n8n loads them when they are used', () => {
		const { n8n } = readManifest(unpacked(key));
		const known = JSON.parse(readFileSync(unpacked(key, 'dist/known/nodes.json'), 'utf8')) as Record<
			string,
			{ sourcePath: string }
		>;
		expect(Object.values(known).map(({ sourcePath }) => sourcePath)).toEqual(n8n.nodes);
	});

	test('depends on nothing and runs nothing when it is installed', () => {
		const manifest = readManifest(unpacked(key));
		expect([manifest.dependencies, manifest.scripts]).toEqual([undefined, {}]);
	});

	test('has the templates with its nodes, under the type names of the packages of one service', () => {
		const whole = readdirSync(path.join(ROOT, 'templates')).filter((file) => {
			const type = `"n8n-nodes-ticket-relay.${camelCase(service(key).folder)}`;
			return file.endsWith('.json') && readFileSync(path.join(ROOT, 'templates', file), 'utf8').includes(type);
		});
		const own = filesIn(unpacked(key)).filter((file) => file.startsWith('templates/'));
		expect(own.sort()).toEqual(whole.map((file) => `templates/${file}`).sort());
		const readme = readFileSync(unpacked(key, 'README.md'), 'utf8');
		for (const file of own) {
			const text = readFileSync(unpacked(key, file), 'utf8');
			expect(text).not.toContain('"n8n-nodes-ticket-relay.');
			expect(text).toContain(`"${packageName}.`);
			expect(readme).toContain(`](${file})`);
		}
	});

	test('can be lifted out: what is exported needs no other service', () => {
		const { files, left } = contentsOf(service(key));
		expect(files.filter((file) => others(key).test(file))).toEqual([]);
		const tests = files.filter((file) => file.endsWith('.test.ts'));
		expect(tests.filter((file) => file.startsWith(`test/${service(key).folder}/`)).length).toBeGreaterThan(8);
		const pages = tests.flatMap((file) => [
			...readFileSync(path.join(ROOT, file), 'utf8').matchAll(/'(docs\/[\w./-]+)'/g),
		]);
		expect(pages.map(([, page = '']) => page).filter((page) => !files.includes(page))).toEqual([]);
		const config = readFileSync(path.join(ROOT, 'jest.config.js'), 'utf8');
		const named = [...config.matchAll(/<rootDir>\/(test\/[\w./-]+)/g)].map(([, file = '']) => file);
		expect(named.length).toBeGreaterThan(2);
		expect(named.filter((file) => !files.includes(file))).toEqual([]);
		// Of its own tests only those that drive the page, which shows all four.
		expect(left.filter((file) => file.startsWith(`test/${service(key).folder}/`))).toEqual(
			key === 'kaizala' ? ['test/Kaizala/userPage.test.ts'] : [],
		);
	});
});

test("n8n's community scanner finds no error in the four tarballs", () => {
	const { stdout, stderr, status } = spawnSync(
		process.execPath,
		[path.join(ROOT, 'scripts/scan.mjs'), ...Object.values(tarballs)],
		// Under test the lint plugin looks at made-up file names instead of the real ones.
		{ cwd: ROOT, encoding: 'utf8', env: { ...process.env, NODE_ENV: 'production' } },
	);
	expect(`${stdout}${stderr}`).not.toMatch(/FAILED/);
	expect(stdout.match(/^passed {2}tarball n8n-nodes-/gm)).toHaveLength(KEYS.length);
	expect(status).toBe(0);
}, 240_000);
