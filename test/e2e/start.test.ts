import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { OWNER, ownerPassword } from '../../scripts/lib/owner';
import { ROOT } from '../../scripts/lib/paths';
import { freePort } from '../../scripts/lib/ports';
import { plainEnvironment } from '../../scripts/lib/processes';
import { N8N_LINE } from '../../scripts/lib/line';

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

/** What a page of somebody else sees of n8n, from the first moment in which it answers. */
class Onlooker {
	/** Whether the first account was still to be had, each time. */
	readonly open: boolean[] = [];

	readonly logIns: number[] = [];

	readonly origins: Array<string | null> = [];

	private done = false;

	private readonly looking: Promise<void>;

	constructor(private readonly url: string) {
		this.looking = this.look();
	}

	async end(): Promise<void> {
		this.done = true;
		await this.looking;
	}

	private async look(): Promise<void> {
		while (!this.done) {
			await this.ask().catch(() => undefined);
			await new Promise((resolve) => setTimeout(resolve, 25));
		}
	}

	private async ask(): Promise<void> {
		const headers = { origin: 'http://elsewhere.example', 'content-type': 'application/json' };
		const settings = await fetch(`${this.url}/rest/settings`, { headers });
		if (settings.status !== 200) return;
		this.origins.push(settings.headers.get('access-control-allow-origin'));
		const { data }: { data: { userManagement: { showSetupOnFirstLoad: boolean } } } = JSON.parse(await settings.text());
		this.open.push(data.userManagement.showSetupOnFirstLoad);
		if (this.logIns.length > 0) return;
		for (const password of ['Ticket-Relay-1', ownerPassword().password]) {
			const body = JSON.stringify({ emailOrLdapLoginId: OWNER.email, password });
			this.logIns.push((await fetch(`${this.url}/rest/login`, { method: 'POST', headers, body })).status);
		}
	}
}

/** One start for what is seen of it from outside, and for what it prints. */
let once: Promise<{ ended: Ended; onlooker: Onlooker }> | undefined;

async function startOnce(): Promise<{ ended: Ended; onlooker: Onlooker }> {
	const port = await freePort();
	const onlooker = new Onlooker(`http://127.0.0.1:${port}`);
	const ports = ['--n8n-port', String(port), '--sandbox-port', String(await freePort())];
	const ended = await start('--once', '--json', ...ports);
	await onlooker.end();
	return { ended, onlooker };
}

const TELLS_OWNER = N8N_LINE !== 1;
if (!TELLS_OWNER) process.stderr.write('Skipped: n8n 1 cannot be told its owner before it starts\n');
(TELLS_OWNER ? test : test.skip)(
	'the owner is there before n8n answers anybody, with a password that only this installation has',
	async () => {
		const { ended, onlooker } = await (once ??= startOnce());
		expect(ended.code).toBe(0);
		expect(onlooker.open.length).toBeGreaterThan(10);
		expect(onlooker.open).not.toContain(true);
		expect(onlooker.logIns).toEqual([401, 200]);
		expect(new Set(onlooker.origins)).toEqual(new Set([null]));
	},
	5 * MINUTE,
);

test('--password prints how to log in', async () => {
	const { code, output } = await start('--password');
	expect(output.trim().split('\n').slice(-2)).toEqual([OWNER.email, ownerPassword().password]);
	expect(code).toBe(0);
}, 60_000);

test(
	'--once --json tells the story to its end, exits with 0 and prints one line of JSON last',
	async () => {
		const { ended } = await (once ??= startOnce());
		const { code, last } = ended;
		expect(last).toEqual({
			ok: true,
			n8n: expect.stringMatching(/^\d+\.\d+\.\d+$/),
			steps: expect.arrayContaining([{ name: expect.any(String), ms: expect.any(Number) }]),
			ticketId: expect.stringMatching(/^\d+$/),
			kaizalaActionId: expect.any(String),
			teamsMessageId: expect.any(String),
			jtelEventId: expect.any(Number),
			thuliumTicketId: expect.stringMatching(/^\d+$/),
		});
		expect(code).toBe(0);
	},
	5 * MINUTE,
);

test(
	'--without-kaizala tells the story with the card in Teams alone',
	async () => {
		const ports = ['--n8n-port', String(await freePort()), '--sandbox-port', String(await freePort())];
		const { code, last } = await start('--once', '--json', '--without-kaizala', ...ports);
		expect(last).toMatchObject({ ok: true, teamsMessageId: expect.stringMatching(/^\d+$/) });
		expect(last).not.toHaveProperty('kaizalaActionId');
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
