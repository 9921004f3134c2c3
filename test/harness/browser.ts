import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';

/** Where a Chromium usually is; `CHROMIUM_PATH` names another one. */
const CHROMIUM = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
	(path) => path !== undefined && existsSync(path),
);

const QUIET = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** `describe` for tests in a browser. Without one they are skipped, and the reason is printed. */
export function describeInBrowser(name: string, tests: () => void): void {
	if (CHROMIUM === undefined) {
		process.stderr.write(`Skipped: ${name}. No browser: set CHROMIUM_PATH, or install Chromium as /usr/bin/chromium\n`);
	}
	(CHROMIUM === undefined ? describe.skip : describe)(name, tests);
}

export async function launchBrowser(): Promise<Browser> {
	return await chromium.launch({ executablePath: CHROMIUM, args: QUIET });
}
