import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';

import { RELAY, ROOT } from './paths';
import { runProcess } from './processes';

/** A package that holds a Chromium for 64-bit Linux itself, compressed: nothing is downloaded when it is unpacked. */
const PACKAGE = '@sparticuz/chromium';
const UNPACKED = join(RELAY, 'chromium');

/** What is used where nobody names another browser. */
const PACKAGED = 'packaged';

const QUIET = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/**
 * The browser that is used: the one that `CHROMIUM_PATH` names, the one of the package, the system's, or none. That of the
 * package is built without windows: the same pages cost it a fifth less than a whole Chromium.
 */
function find(): string | undefined {
	const wanted = process.env.CHROMIUM_PATH;
	if (wanted !== undefined && existsSync(wanted)) return wanted;
	const runs = process.platform === 'linux' && process.arch === 'x64';
	if (runs && existsSync(join(ROOT, 'node_modules', PACKAGE))) return PACKAGED;
	return ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));
}

export const BROWSER = find();

/** One line for people. */
export function whichBrowser(): string {
	if (BROWSER === undefined) return 'No browser found: install Chromium, or name one in CHROMIUM_PATH';
	return `Browser: ${BROWSER === PACKAGED ? `the Chromium of the npm package ${PACKAGE}` : BROWSER}`;
}

/** Unpacked once, in a folder of the project: the package itself would take a fixed name in /tmp. */
async function unpack(): Promise<void> {
	if (existsSync(UNPACKED)) return;
	await mkdir(RELAY, { recursive: true });
	const folder = await mkdtemp(`${UNPACKED}-`);
	try {
		await runProcess({
			name: 'unpack-chromium',
			command: process.execPath,
			args: ['--input-type=module', '--eval', `import c from '${PACKAGE}'; await c.executablePath();`],
			cwd: ROOT,
			// The libraries that a bare system lacks are unpacked for this environment only.
			env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
		});
		await writeFile(
			join(folder, 'fonts', 'fonts.conf'),
			`<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>/usr/share/fonts</dir><dir>${UNPACKED}/fonts</dir><cachedir>${UNPACKED}/fonts-cache</cachedir></fontconfig>`,
		);
		await chmod(folder, 0o755);
		// Another process may have been faster.
		if (!existsSync(UNPACKED)) await rename(folder, UNPACKED);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

export async function launchBrowser(): Promise<Browser> {
	if (BROWSER === undefined) throw new Error(whichBrowser());
	if (BROWSER !== PACKAGED) return await chromium.launch({ executablePath: BROWSER, args: QUIET });
	await unpack();
	return await chromium.launch({
		executablePath: join(UNPACKED, 'chromium'),
		args: QUIET,
		env: {
			...process.env,
			FONTCONFIG_PATH: join(UNPACKED, 'fonts'),
			LD_LIBRARY_PATH: join(UNPACKED, 'al2023', 'lib'),
		},
	});
}
