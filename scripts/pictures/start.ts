import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ROOT } from '../lib/paths';
import { startProcess } from '../lib/processes';
import { waitFor } from '../lib/wait';
import type { Subject } from './camera';
import { FOLDER } from './camera';

const COLUMNS = 116;
const XTERM = join(ROOT, 'node_modules', '@xterm', 'xterm');
const THEME = { background: '#16191f', foreground: '#d8dee9', cursor: '#16191f' };

/** What `npm start` writes to a terminal, up to its last block. The ports are its usual ones, so they have to be free. */
async function written(): Promise<string> {
	// `script` (util-linux) gives it a terminal; without one it would show neither colors nor lines that change.
	const start = startProcess({
		name: 'pictures-start',
		command: 'script',
		args: ['-qefc', `stty cols ${COLUMNS} rows 50; npm --silent start`, '/dev/null'],
		cwd: ROOT,
		env: { ...process.env, TERM: 'xterm-256color' },
	});
	try {
		return await waitFor(
			'The last block of npm start',
			async () => {
				const text = await readFile(start.logFile, 'utf8');
				return text.includes('Ctrl-C') ? text : undefined;
			},
			{ timeoutMs: 300_000, giveUp: () => start.assertRunning() },
		);
	} finally {
		await start.stop();
	}
}

/** The part of @xterm/xterm that is used here. Its own types would bring the browser's into every script. */
interface Terminal {
	open(place: unknown): void;
	write(text: string, written: () => void): void;
	resize(columns: number, rows: number): void;
	buffer: { active: { cursorY: number } };
}

/** Draws it as a terminal does. */
export const start: Subject = async ({ browser }) => {
	const options = { cols: COLUMNS, rows: 200, theme: THEME, fontSize: 13, fontFamily: 'monospace' };
	const content = `$ npm start\r\n${await written()}`;
	const page = await browser.newPage({ viewport: { width: 1200, height: 1600 }, deviceScaleFactor: 2 });
	const style = `display: inline-block; padding: 16px; background: ${THEME.background}`;
	await page.setContent(`<body style="margin: 0"><div id="terminal" style="${style}"></div>`);
	await page.addStyleTag({ path: join(XTERM, 'css', 'xterm.css') });
	await page.addScriptTag({ path: join(XTERM, 'lib', 'xterm.js') });
	const place = page.locator('#terminal');
	await place.evaluate(
		async (element, given) => {
			const { Terminal } = globalThis as unknown as { Terminal: new (how: object) => Terminal };
			const terminal = new Terminal(given.options);
			terminal.open(element);
			await new Promise<void>((written) => terminal.write(given.content, written));
			terminal.resize(given.options.cols, terminal.buffer.active.cursorY + 1);
		},
		{ content, options },
	);
	await page.waitForTimeout(500);
	await place.screenshot({ path: join(FOLDER, 'npm-start.png') });
	await page.close();
};
