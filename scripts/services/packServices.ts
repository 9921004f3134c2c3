/**
 * `npm run pack:services [-- <folder>]`: writes one tarball per service, made of the build in `dist/`. n8n verifies one
 * service per package; `n8n-nodes-ticket-relay` itself stays as it is.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { npm } from '../lib/package';
import { PACKAGE_NAME, ROOT, TEMPLATES } from '../lib/paths';
import { readmeOf } from './readme';
import type { Manifest, Service, Template } from './services';
import { camelCase, packageOfType, partOf, readManifest, SERVICES } from './services';

/** What people install: no script runs, nothing else is fetched. */
export function manifestOf(service: Service): Manifest {
	const whole = readManifest();
	const { packageName, title, keywords } = service;
	const { version, license, homepage, author, repository, bugs, engines, main, peerDependencies } = whole;
	return {
		name: packageName,
		version,
		description: `n8n nodes for ${title}: actions and triggers`,
		keywords: ['n8n-community-node-package', 'n8n', ...keywords],
		...{ license, homepage, author, repository, bugs, engines, main },
		files: ['dist', 'templates', 'index.js', 'CHANGELOG.md'],
		scripts: {},
		devDependencies: {},
		n8n: partOf(whole, service),
		peerDependencies,
	};
}

/** The templates that use the service, with the type names of the packages that are installed one by one. */
function writeTemplates(service: Service, folder: string): Template[] {
	const found = readdirSync(TEMPLATES)
		.filter((file) => file.endsWith('.json'))
		.flatMap((file): Array<Template & { text: string }> => {
			const packages = new Set<string>();
			const workflow = JSON.parse(readFileSync(join(TEMPLATES, file), 'utf8')) as {
				name: string;
				nodes: Array<{ type: string }>;
			};
			for (const node of workflow.nodes) {
				const owner = packageOfType(node.type);
				if (owner === undefined) continue;
				packages.add(owner);
				node.type = node.type.replace(PACKAGE_NAME, owner);
			}
			if (!packages.has(service.packageName)) return [];
			const text = `${JSON.stringify(workflow, null, 2)}\n`;
			return [{ file, name: workflow.name, packages: [...packages].sort(), text }];
		});
	if (found.length > 0) mkdirSync(join(folder, 'templates'));
	for (const { file, text } of found) writeFileSync(join(folder, 'templates', file), text);
	return found;
}

/** Writes the package's folder as it is packed. */
function stage(service: Service, folder: string): void {
	const { folder: name } = service;
	const dist = join(ROOT, 'dist');
	const copy = (path: string) => cpSync(join(dist, path), join(folder, 'dist', path), { recursive: true });
	copy(`nodes/${name}`);
	copy('nodes/shared');
	for (const file of readdirSync(join(dist, 'credentials'))) {
		if (file.startsWith(name)) copy(`credentials/${file}`);
	}
	for (const file of readdirSync(join(dist, 'icons'))) {
		if (file.startsWith(`${camelCase(name)}.`)) copy(`icons/${file}`);
	}
	for (const file of ['LICENSE', 'CHANGELOG.md', 'index.js']) cpSync(join(ROOT, file), join(folder, file));
	const manifest = manifestOf(service);
	const templates = writeTemplates(service, folder);
	writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
	writeFileSync(join(folder, 'README.md'), readmeOf(service, templates));
	// Lists that let n8n load a node only when it is used. The tool looks for n8n-workflow from the folder upwards.
	execFileSync(process.execPath, [join(ROOT, 'node_modules/n8n-core/bin/generate-metadata')], {
		cwd: folder,
		env: { ...process.env, NODE_PATH: join(ROOT, 'node_modules') },
		stdio: ['ignore', 'ignore', 'inherit'],
	});
}

/** Returns the paths of the tarballs, by service. */
export async function packServices(target: string): Promise<Record<string, string>> {
	if (!existsSync(join(ROOT, 'dist', 'nodes')))
		throw new Error('There is no build to pack. Run "npm run build" first.');
	mkdirSync(target, { recursive: true });
	const folder = mkdtempSync(join(tmpdir(), 'ticket-relay-services-'));
	try {
		const packed: Record<string, string> = {};
		for (const [key, service] of Object.entries(SERVICES)) {
			stage(service, join(folder, key));
			await npm(['pack', '--silent', '--ignore-scripts', '--pack-destination', target], join(folder, key));
			packed[key] = join(target, `${service.packageName}-${readManifest().version}.tgz`);
		}
		return packed;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

if (require.main === module) {
	packServices(resolve(process.argv[2] ?? 'packed')).then(
		(packed) => console.log(Object.values(packed).join('\n')),
		(error: unknown) => {
			console.error(error instanceof Error ? error.message : error);
			process.exitCode = 1;
		},
	);
}
