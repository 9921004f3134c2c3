/**
 * `npm run pack:sandbox [-- <folder>]`: the sandbox as a package that needs nothing else: one program, its page, no
 * dependency. `npx ./packed/ticket-relay-sandbox-0.1.0.tgz` starts it; deploy/sandbox.Dockerfile puts it into an image.
 */
import {
	chmodSync,
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { pack } from './bootstrap/npm.mjs';
import { root } from './bootstrap/paths.mjs';

const page = path.join(root, 'sandbox/page/dist');
const target = path.resolve(process.argv[2] ?? 'packed');

if (!existsSync(page)) {
	console.error('The page is not built. Run "npm run build" first.');
	process.exit(1);
}

const folder = mkdtempSync(path.join(tmpdir(), 'ticket-relay-sandbox-'));
try {
	await build({
		root,
		configFile: false,
		logLevel: 'error',
		plugins: [licences(folder)],
		ssr: { noExternal: true, target: 'node' },
		build: {
			ssr: 'sandbox/cli.ts',
			outDir: path.join(folder, 'bin'),
			emptyOutDir: true,
			target: 'node20',
			rollupOptions: {
				output: {
					format: 'cjs',
					entryFileNames: 'sandbox.js',
					inlineDynamicImports: true,
					banner: '#!/usr/bin/env node',
				},
			},
		},
	});
	chmodSync(path.join(folder, 'bin/sandbox.js'), 0o755);
	// Beside the program as beside its source.
	cpSync(page, path.join(folder, 'page/dist'), { recursive: true });
	for (const file of ['LICENSE', 'sandbox/README.md'])
		cpSync(path.join(root, file), path.join(folder, path.basename(file)));
	const { version, license, homepage, author, repository, bugs } = JSON.parse(
		readFileSync(path.join(root, 'package.json'), 'utf8'),
	);
	const manifest = {
		name: 'ticket-relay-sandbox',
		version,
		description:
			'HubSpot Tickets, Kaizala, Thulium and jtel ACD as one strict local server, with a page that shows what people see',
		...{ license, homepage, author, repository, bugs },
		engines: { node: '>=20.19' },
		bin: { 'ticket-relay-sandbox': 'bin/sandbox.js' },
		files: ['bin', 'page', 'THIRD-PARTY-LICENCES.txt'],
	};
	writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
	mkdirSync(target, { recursive: true });
	pack(folder, target, '--silent', '--ignore-scripts');
	console.log(path.join(target, `ticket-relay-sandbox-${version}.tgz`));
} finally {
	rmSync(folder, { recursive: true, force: true });
}

/** The program carries other people's code, and so their licences. */
function licences(place) {
	return {
		name: 'licences',
		generateBundle() {
			const folders = new Set();
			for (const id of this.getModuleIds()) {
				const [found] =
					/^.*\/node_modules\/(@[^/]+\/)?[^/]+(?=\/)/.exec(id.replaceAll('\\', '/').replace(/^\0/, '')) ?? [];
				if (found !== undefined) folders.add(found);
			}
			const texts = [...folders].sort().map((each) => {
				const { name, version, license } = JSON.parse(readFileSync(path.join(each, 'package.json'), 'utf8'));
				const file = readdirSync(each).find((entry) => /^licen[cs]e/i.test(entry));
				const text = file === undefined ? '' : readFileSync(path.join(each, file), 'utf8').trim();
				return `${name} ${version} (${license})\n\n${text}\n`;
			});
			writeFileSync(path.join(place, 'THIRD-PARTY-LICENCES.txt'), texts.join(`\n${'-'.repeat(80)}\n\n`));
		},
	};
}
