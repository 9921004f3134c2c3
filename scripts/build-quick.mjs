/**
 * `npm run build:quick`: brings `dist/` up to date in about a second, for the tests while one works. It compiles only what
 * changed and checks no type; what is published is built by `npm run build`.
 * `node scripts/build-quick.mjs FOLDER` builds another copy of the project.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './bootstrap/paths.mjs';
import { isBuilt } from './bootstrap/setup.mjs';

const require = createRequire(import.meta.url);

/** As tsconfig.json has it. */
const COMPILER = {
	swcrc: false,
	jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
	module: { type: 'commonjs' },
};

/** Which nodes there are, and what tells whether n8n's lists were made of it. */
const LIST = 'package.json';
const METADATA = 'dist/known/nodes.json';

export async function buildQuick(folder = root) {
	// A build of tsc is as good, and somebody else may be at work with it.
	if (folder === root && isBuilt()) return;
	const record = join(folder, '.relay', 'build-quick.json');
	const before = readJson(record);
	const sources = sourcesOf(folder);
	const outputs = new Map(sources.map((source) => [outputOf(source), source]));

	const stale = filesBelow(folder, 'dist').filter((file) => !outputs.has(file) && !isMetadata(file));
	const changed = [...outputs].filter(([output, source]) => before[source] !== stateOf(folder, source, output));
	const isListed = before[LIST] === stateOf(folder, LIST, METADATA);
	if (stale.length === 0 && changed.length === 0 && isListed) return;

	// What is here now is no build of tsc any more.
	rmSync(join(folder, '.relay', 'build.json'), { force: true });
	for (const file of stale) rmSync(join(folder, file));
	await Promise.all(changed.map(([output, source]) => write(folder, source, output)));
	execFileSync(process.execPath, [require.resolve('n8n-core/bin/generate-metadata')], {
		cwd: folder,
		stdio: 'inherit',
	});

	const after = [...outputs, [METADATA, LIST]];
	mkdirSync(dirname(record), { recursive: true });
	writeFileSync(
		record,
		JSON.stringify(Object.fromEntries(after.map(([output, source]) => [source, stateOf(folder, source, output)]))),
	);
}

/** Everything that has its like in `dist/`. */
function sourcesOf(folder) {
	return [
		...filesBelow(folder, 'nodes').filter((file) => /\.(ts|json)$/.test(file)),
		...filesBelow(folder, 'credentials').filter((file) => file.endsWith('.ts')),
		...filesBelow(folder, 'icons').filter((file) => file.endsWith('.svg')),
	];
}

const outputOf = (source) => `dist/${source.replace(/\.ts$/, '.js')}`;

/** What n8n reads instead of loading every class at its start. */
const isMetadata = (file) => /^dist\/(known|methods|types)\//.test(file);

async function write(folder, source, output) {
	const target = join(folder, output);
	const text = readFileSync(join(folder, source));
	mkdirSync(dirname(target), { recursive: true });
	if (!source.endsWith('.ts')) return writeFileSync(target, text);
	const { transform } = require('@swc/core');
	const { code } = await transform(text.toString(), { ...COMPILER, filename: source });
	writeFileSync(target, code);
}

/** Changes when the source or the output is another one, also an older one. */
function stateOf(folder, source, output) {
	const [from, to] = [source, output].map((file) => statSync(join(folder, file), { throwIfNoEntry: false }));
	return [from, to].map((stats) => (stats ? `${stats.mtimeMs} ${stats.size}` : 'missing')).join(' ');
}

function filesBelow(folder, path) {
	if (!existsSync(join(folder, path))) return [];
	return readdirSync(join(folder, path), { withFileTypes: true }).flatMap((entry) =>
		entry.isDirectory() ? filesBelow(folder, `${path}/${entry.name}`) : [`${path}/${entry.name}`],
	);
}

function readJson(file) {
	try {
		return JSON.parse(readFileSync(file, 'utf8'));
	} catch {
		return {};
	}
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await buildQuick(process.argv[2]);
