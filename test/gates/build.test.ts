import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { ROOT } from '../harness/package';

const PARTS = ['nodes', 'credentials', 'icons', 'package.json', 'index.js', 'tsconfig.json', 'gulpfile.js'];

let folder = '';

function run(script: string, ...args: string[]): string {
	const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(ROOT, script), ...args], {
		cwd: folder,
		encoding: 'utf8',
	});
	expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
	return stdout;
}

const buildFully = (): string => run('node_modules/gulp/bin/gulp.js', 'package');
const buildQuickly = (): string => run('scripts/build-quick.mjs', folder);

const at = (file: string): string => path.join(folder, file);
const text = (file: string): string => readFileSync(at(file), 'utf8');

const filesIn = (dist: string): string[] =>
	readdirSync(at(dist), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.relative(at(dist), path.join(entry.parentPath, entry.name)))
		.sort();

const METHODS = 'methods/defined.json';

/** What n8n reads of a build: its lists and everything beside the code. */
function read(dist: string): Record<string, unknown> {
	const files = filesIn(dist).filter((file) => !file.endsWith('.js'));
	const contents = files.map((file) => {
		const content = text(`${dist}/${file}`);
		return [file, file.endsWith('.json') ? JSON.parse(content) : content];
	});
	const methods: Record<string, string[]> = JSON.parse(text(`${dist}/${METHODS}`));
	// The order in which a module happens to export them means nothing.
	const sorted = Object.entries(methods).map(([node, names]) => [node, [...names].sort()]);
	return { ...Object.fromEntries(contents), [METHODS]: Object.fromEntries(sorted) };
}

const written = (): Map<string, number> =>
	new Map(filesIn('dist').map((file) => [file, statSync(at(`dist/${file}`)).mtimeMs]));

/** What a build writes, without n8n's lists. */
function changedBy(build: () => unknown): string[] {
	const before = written();
	build();
	const after = written();
	return [...new Set([...before.keys(), ...after.keys()])].filter(
		(file) => !/^(known|methods|types)\//.test(file) && before.get(file) !== after.get(file),
	);
}

describe('The quick build', () => {
	beforeAll(() => {
		folder = mkdtempSync(path.join(tmpdir(), 'ticket-relay-build-'));
		for (const part of PARTS) cpSync(path.join(ROOT, part), at(part), { recursive: true });
		symlinkSync(path.join(ROOT, 'node_modules'), at('node_modules'), 'junction');
		buildFully();
		renameSync(at('dist'), at('full'));
		buildQuickly();
	}, 180_000);
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	it('makes the same files, from which n8n loads the same nodes', () => {
		expect(filesIn('dist')).toEqual(filesIn('full'));
		expect(filesIn('dist').length).toBeGreaterThan(500);
		expect(read('dist')).toEqual(read('full'));
	});

	it('prints nothing, and writes nothing where nothing changed', () => {
		expect(changedBy(() => expect(buildQuickly()).toBe(''))).toEqual([]);
	});

	it("compiles the file that changed, and n8n's lists follow", () => {
		const file = at('nodes/Thulium/Thulium.node.ts');
		writeFileSync(file, readFileSync(file, 'utf8').replace("displayName: 'Thulium'", "displayName: 'Thulium again'"));
		expect(changedBy(() => expect(buildQuickly()).toBe(''))).toEqual(['nodes/Thulium/Thulium.node.js']);
		expect(text('dist/types/nodes.json')).toContain('"displayName":"Thulium again"');
	});

	it('copies what is no code, and removes what lost its source', () => {
		writeFileSync(at('nodes/shared/extra.ts'), 'export const extra = 1;\n');
		appendFileSync(at('nodes/Thulium/Thulium.node.json'), '\n');
		expect(changedBy(buildQuickly).sort()).toEqual(['nodes/Thulium/Thulium.node.json', 'nodes/shared/extra.js']);
		expect(text('dist/nodes/Thulium/Thulium.node.json')).toBe(text('nodes/Thulium/Thulium.node.json'));
		rmSync(at('nodes/shared/extra.ts'));
		expect(changedBy(buildQuickly)).toEqual(['nodes/shared/extra.js']);
		expect(filesIn('dist')).toEqual(filesIn('full'));
	});

	it('takes a node out of the lists that package.json does not name any more', () => {
		const manifest = JSON.parse(text('package.json')) as { n8n: { nodes: string[] } };
		manifest.n8n.nodes = manifest.n8n.nodes.filter((file) => !file.includes('Kaizala'));
		writeFileSync(at('package.json'), JSON.stringify(manifest));
		expect(changedBy(buildQuickly)).toEqual([]);
		expect(Object.keys(JSON.parse(text('dist/known/nodes.json')))).not.toContain('kaizala');
		expect(Object.keys(JSON.parse(text('dist/known/nodes.json')))).toContain('thulium');
	});

	it('writes again what another build left', () => {
		writeFileSync(at('dist/nodes/shared/isRecord.js'), '');
		expect(changedBy(buildQuickly)).toEqual(['nodes/shared/isRecord.js']);
		expect(text('dist/nodes/shared/isRecord.js')).toContain('isRecord');
	});

	it('makes the next full build not take this one for its own', () => {
		writeFileSync(at('.relay/build.json'), '{}');
		rmSync(at('dist/nodes/shared/isRecord.js'));
		buildQuickly();
		expect(readdirSync(at('.relay'))).toEqual(['build-quick.json']);
	});
});
