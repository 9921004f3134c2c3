import { BROWSER, whichBrowser } from '../../scripts/lib/browser';

export { launchBrowser } from '../../scripts/lib/browser';

/** `describe` for tests in a browser. Without one they are skipped, and the reason is printed. */
export function describeInBrowser(name: string, tests: () => void): void {
	if (BROWSER === undefined) process.stderr.write(`Skipped: ${name}. ${whichBrowser()}\n`);
	(BROWSER === undefined ? describe.skip : describe)(name, tests);
}
