/**
 * `npm run docs:pictures`: sets everything up, then takes the pictures of docs/img from the running thing.
 * `npm run docs:pictures -- panels` takes one subject's only; the subjects are listed in pictures.ts.
 */
import { createProgress } from './bootstrap/progress.mjs';
import { SetUpError } from './bootstrap/run.mjs';
import { build, checkNode, setUpHost, setUpRoot } from './bootstrap/setup.mjs';

try {
	const progress = createProgress();
	checkNode();
	await setUpRoot(progress);
	await build(progress);
	await setUpHost(progress);
	const { tsImport } = await import('tsx/esm/api');
	const { main } = await tsImport('./pictures.ts', import.meta.url);
	await main(progress, process.argv.slice(2));
} catch (error) {
	console.error(error instanceof SetUpError ? error.message : error);
	process.exitCode = 1;
}
