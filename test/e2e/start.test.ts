import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { ROOT } from '../../scripts/lib/paths';
import { freePort } from '../../scripts/lib/ports';
import { plainEnvironment } from '../../scripts/lib/processes';

/** What the README promises of `npm start`. */

const MINUTE = 60_000;

interface Ended {
	code: number | null;
	output: string;
	/** The last line, as JSON. */
	last: unknown;
}

async function start(...args: string[]): Promise<Ended> {
	const child = spawn(process.execPath, [join(ROOT, 'scripts', 'start.mjs'), ...args], {
		cwd: ROOT,
		env: plainEnvironment(),
	});
	let output = '';
	child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
	const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
	const lastLine = output.trim().split('\n').at(-1) ?? '';
	return { code, output, last: lastLine.startsWith('{') ? JSON.parse(lastLine) : undefined };
}

test(
	'--once --json tells the story to its end, exits with 0 and prints one line of JSON last',
	async () => {
		const ports = ['--n8n-port', String(await freePort()), '--sandbox-port', String(await freePort())];
		const { code, last } = await start('--once', '--json', ...ports);
		expect(last).toEqual({
			ok: true,
			n8n: expect.stringMatching(/^\d+\.\d+\.\d+$/),
			steps: expect.arrayContaining([{ name: expect.any(String), ms: expect.any(Number) }]),
			ticketId: expect.stringMatching(/^\d+$/),
			kaizalaActionId: expect.any(String),
			jtelEventId: expect.any(Number),
			thuliumTicketId: expect.stringMatching(/^\d+$/),
		});
		expect(code).toBe(0);
	},
	5 * MINUTE,
);

test.each(['--n8n-port', '--sandbox-port'])(
	'a taken port is named, and how to give another one (%s)',
	async (option) => {
		const server = createServer().listen(0, '127.0.0.1');
		await new Promise((resolve) => server.once('listening', resolve));
		const address = server.address();
		if (address === null || typeof address === 'string') throw new Error('No port');
		try {
			const { code, output, last } = await start('--once', '--json', option, String(address.port));
			expect(output).toMatch(new RegExp(`${address.port}.*${option}`, 's'));
			expect(last).toMatchObject({ ok: false });
			expect(code).toBe(1);
		} finally {
			server.close();
		}
	},
	MINUTE,
);
