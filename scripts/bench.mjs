/** `npm run bench`, `npm run bench:load`, `npm run bench:growth`: sets everything up, then hands over to the bench, which prints one JSON document. */
import { createProgress } from './bootstrap/progress.mjs';
import { SetUpError } from './bootstrap/run.mjs';
import { build, checkNode, setUpHost, setUpRoot } from './bootstrap/setup.mjs';

try {
	// The result is the only thing on standard output.
	const progress = createProgress(process.stderr);
	checkNode();
	await setUpRoot(progress);
	await build(progress);
	const kind = ['load', 'growth'].find((name) => name === process.argv[2]);
	// That one runs in n8n's engine alone.
	if (kind !== 'growth') await setUpHost(progress);
	const { tsImport } = await import('tsx/esm/api');
	await tsImport(kind === undefined ? '../bench/run.ts' : `../bench/${kind}/run.ts`, import.meta.url);
} catch (error) {
	console.error(error instanceof SetUpError ? error.message : error);
	process.exitCode = 1;
}
