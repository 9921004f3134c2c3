/**
 * `npm run docs` serves the documentation on 127.0.0.1 and shows changes at once; `npm run docs:build` writes it to site/dist.
 * A link that leads nowhere fails the build.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildQuick } from './build-quick.mjs';
import { root } from './bootstrap/paths.mjs';
import { createProgress } from './bootstrap/progress.mjs';
import { SetUpError } from './bootstrap/run.mjs';
import { checkNode, setUpRoot } from './bootstrap/setup.mjs';

const [command = 'dev', ...rest] = process.argv.slice(2);
try {
	checkNode();
	await setUpRoot(createProgress());
	// The reference is made from the built nodes.
	await buildQuick();
	const vitepress = join(root, 'node_modules/vitepress/bin/vitepress.js');
	const child = spawn(process.execPath, [vitepress, command, 'site', ...rest], { cwd: root, stdio: 'inherit' });
	child.once('exit', (code) => (process.exitCode = code ?? 1));
} catch (error) {
	console.error(error instanceof SetUpError ? error.message : error);
	process.exitCode = 1;
}
