/** `npm run bench` and `npm run bench:load`: sets everything up, then hands over to the bench, which prints one JSON document. */
import { createProgress } from './bootstrap/progress.mjs';
import { SetUpError } from './bootstrap/run.mjs';
import { build, checkNode, setUpHost, setUpRoot } from './bootstrap/setup.mjs';

try {
	// The result is the only thing on standard output.
	const progress = createProgress(process.stderr);
	checkNode();
	await setUpRoot(progress);
	await build(progress);
	await setUpHost(progress);
	const { tsImport } = await import('tsx/esm/api');
	await tsImport(process.argv[2] === 'load' ? '../bench/load/run.ts' : '../bench/run.ts', import.meta.url);
} catch (error) {
	console.error(error instanceof SetUpError ? error.message : error);
	process.exitCode = 1;
}
