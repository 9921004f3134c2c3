/**
 * `npm run export:service -- thulium <folder>`: writes a repository of its own with one service: its nodes, what they share,
 * its part of the sandbox, its tests, and workflows. `npm test` there sets it up and passes.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

import { npm } from '../lib/package';
import { ROOT } from '../lib/paths';
import { filesBelow, modulesIn, resolved } from '../lib/sources';
import { manifestOf } from './packServices';
import { readmeOf } from './readme';
import { exportedFiles } from './repository';
import type { Manifest, Service } from './services';
import { camelCase, readManifest, serviceNamed, SERVICES } from './services';

/** What no source imports: configuration, and what jest itself loads. */
const ALWAYS = [
	...['.gitignore', '.npmrc', '.prettierrc.json', 'LICENSE', 'CHANGELOG.md', 'index.js', 'tsconfig.json'],
	...[
		'eslint.config.mjs',
		'gulpfile.js',
		'jest.config.js',
		'host/package.json',
		'nodes/shared',
		'sandbox/cli.ts',
		'sandbox/core',
	],
	...['test/harness/environment.ts', 'test/harness/folders.ts', 'test/harness/teardown.ts', 'test/tsconfig.json'],
];

/** Tests outside of the service's own folder. They come along where they need no other service. */
const MORE_TESTS = ['test/shared', 'test/sandbox'];

/** Drives the sandbox's page, which shows all four services and stays in the whole repository. */
const NEEDS_PAGE = /harness\/browser|sandboxPage/;

/** Packages that the tools need without an import in what is exported. */
const TOOLS = [
	...['@n8n/eslint-plugin-community-nodes', '@swc/core', '@swc/jest', '@types/express', '@types/jest', '@types/node'],
	...[
		'@types/xml2js',
		'eslint',
		'eslint-plugin-n8n-nodes-base',
		'gulp',
		'jest',
		'n8n-core',
		'n8n-workflow',
		'prettier',
	],
	...['tsx', 'typescript', 'typescript-eslint'],
];

/** What belongs to one service alone. */
function ownerOf(file: string): Service | undefined {
	return Object.values(SERVICES).find(
		({ folder, sandbox }) =>
			[`nodes/${folder}/`, `test/${folder}/`, `sandbox/${sandbox.folder}/`].some((start) => file.startsWith(start)) ||
			file.startsWith(`credentials/${folder}`) ||
			new RegExp(`^test/sandbox/${sandbox.folder}\\b`).test(file),
	);
}

/** Whether a test of what the services share names another one, as a node type or as a part of the sandbox. */
function namesAnother(test: string, service: Service): boolean {
	const text = readFileSync(join(ROOT, test), 'utf8');
	const others = Object.values(SERVICES).filter((other) => other !== service);
	return others.some(({ folder, sandbox }) =>
		[camelCase(folder), sandbox.folder].some((name) => new RegExp(`(?:['"\`/]|\\bservices\\.)${name}`).test(text)),
	);
}

/** The files and all that they import; undefined when that needs another service or the page. */
function closure(
	service: Service,
	start: readonly string[],
): { files: Set<string>; packages: Set<string> } | undefined {
	const files = new Set<string>();
	const packages = new Set<string>();
	const queue = [...start];
	for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
		if (files.has(file)) continue;
		const owner = ownerOf(file);
		if (owner !== undefined && owner !== service) return undefined;
		files.add(file);
		// Written anew, with the one service.
		if (!file.endsWith('.ts') || file === 'sandbox/services.ts') continue;
		for (const module of modulesIn(file)) {
			if (NEEDS_PAGE.test(module)) return undefined;
			if (!module.startsWith('.')) {
				packages.add(
					module
						.split('/')
						.slice(0, module.startsWith('@') ? 2 : 1)
						.join('/'),
				);
				continue;
			}
			const found = resolved(file, module);
			// package.json is written anew as well.
			if (found !== undefined && found !== 'package.json') queue.push(found);
		}
	}
	return { files, packages };
}

/** What is exported, and the tests that stay behind. */
export function contentsOf(service: Service): { files: string[]; packages: string[]; left: string[] } {
	const { folder, page, sandbox } = service;
	const own = [
		`docs/${page}`,
		// Its tests compare with the page that proves them.
		...filesBelow('docs/evidence').filter((file) => file.startsWith(`docs/evidence/${page.replace(/\.md$/, '')}`)),
		...ALWAYS.flatMap(filesBelow),
		...filesBelow(`nodes/${folder}`),
		...filesBelow(`sandbox/${sandbox.folder}`),
		...filesBelow('credentials').filter((file) => file.startsWith(`credentials/${folder}`)),
		...filesBelow('icons').filter((file) => file.startsWith(`icons/${camelCase(folder)}.`)),
		...filesBelow(`test/${folder}`).filter((file) => !file.endsWith('.test.ts')),
	];
	const base = closure(service, own);
	if (base === undefined) throw new Error(`${service.title} needs another service`);
	const tests = [`test/${folder}`, ...MORE_TESTS]
		.flatMap(filesBelow)
		.filter((file) => file.endsWith('.test.ts') && (ownerOf(file) ?? service) === service);
	const left: string[] = [];
	for (const test of tests) {
		const more = ownerOf(test) === undefined && namesAnother(test, service) ? undefined : closure(service, [test]);
		if (more === undefined) left.push(test);
		else {
			for (const file of more.files) base.files.add(file);
			for (const name of more.packages) base.packages.add(name);
		}
	}
	return { files: [...base.files].sort(), packages: [...base.packages], left };
}

/** With what builds and tests it, in the versions of the whole repository. */
function repositoryManifest(service: Service, packages: readonly string[]): Manifest {
	const { devDependencies } = readManifest();
	const wanted = new Set([...TOOLS, ...packages]);
	return {
		...manifestOf(service),
		files: ['dist', 'index.js', 'CHANGELOG.md'],
		scripts: {
			build: 'gulp package',
			lint: 'eslint . --max-warnings 0 && tsc -p tsconfig.json --noEmit && prettier --check --log-level warn .',
			sandbox: 'tsx sandbox/cli.ts',
			test: 'node scripts/test.mjs',
		},
		devDependencies: Object.fromEntries(Object.entries(devDependencies).filter(([name]) => wanted.has(name))),
	};
}

export async function exportService(service: Service, target: string): Promise<{ left: string[] }> {
	if (existsSync(target) && readdirSync(target).length > 0) throw new Error(`${target} is not empty.`);
	const { files, packages, left } = contentsOf(service);
	for (const file of files) {
		mkdirSync(dirname(join(target, file)), { recursive: true });
		cpSync(join(ROOT, file), join(target, file));
	}
	const manifest = repositoryManifest(service, packages);
	const written = {
		...exportedFiles(service),
		'package.json': `${JSON.stringify(manifest, null, 2)}\n`,
		'README.md': readmeOf(service, []),
	};
	for (const [file, text] of Object.entries(written)) {
		mkdirSync(dirname(join(target, file)), { recursive: true });
		writeFileSync(join(target, file), text);
	}
	// The lock of the whole repository, so that the versions stay; npm takes out what is not needed here.
	cpSync(join(ROOT, 'package-lock.json'), join(target, 'package-lock.json'));
	await npm(['install', '--package-lock-only', '--ignore-scripts'], target);
	return { left };
}

async function main(): Promise<void> {
	const [name, folder] = process.argv.slice(2);
	const service = serviceNamed(name);
	if (folder === undefined) throw new Error('Name the folder to write: npm run export:service -- thulium <folder>');
	const target = resolve(folder);
	const { left } = await exportService(service, target);
	console.log(
		`${service.title} is in ${relative(process.cwd(), target) || '.'}. "npm test" there sets it up and passes.`,
	);
	if (left.length > 0)
		console.log(`Left behind, because they need another service or the page:\n  ${left.join('\n  ')}`);
}

if (require.main === module) {
	main().catch((error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	});
}
