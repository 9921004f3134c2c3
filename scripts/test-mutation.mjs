/** `npm run test:mutation`: sets up what is needed, then hands over to mutation/run.ts, which says what it does. */
import { createProgress } from './bootstrap/progress.mjs';
import { SetUpError } from './bootstrap/run.mjs';
import { checkNode, setUpRoot } from './bootstrap/setup.mjs';

try {
	checkNode();
	await setUpRoot(createProgress());
	const { tsImport } = await import('tsx/esm/api');
	await tsImport('./mutation/run.ts', import.meta.url);
} catch (error) {
	console.error(error instanceof SetUpError ? error.message : error);
	process.exitCode = 1;
}
