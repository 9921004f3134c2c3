import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import axios from 'axios';

import { SERVICE_NAMES } from '../../sandbox/core/types';
import type { Sandbox } from '../../sandbox/server';
import { startSandbox } from '../../sandbox/server';
import { runNode } from '../harness/engine';
import { sandboxCredentials } from '../harness/sandbox';

/** A sandbox that other machines reach, here by another loopback address. */
const OTHER_ADDRESS = '127.0.0.2';
const TOKEN = 'made-for-this-test-0001';
const CLI = join(__dirname, '../../sandbox/cli.ts');

let sandbox: Sandbox;
const client = axios.create({ validateStatus: () => true, proxy: false, maxRedirects: 0 });
const bare = (path: string): string => sandbox.url.replace(`/${TOKEN}`, '') + path;

beforeAll(async () => {
	sandbox = await startSandbox({ port: 0, host: OTHER_ADDRESS, token: TOKEN });
});
afterAll(() => sandbox.close());

test('beyond 127.0.0.1 the sandbox starts only with a token', async () => {
	await expect(startSandbox({ port: 0, host: '0.0.0.0' })).rejects.toThrow('A sandbox at 0.0.0.0 wants a token');
});

test.each(['/', '/_sandbox/health', '/_sandbox/journal', ...SERVICE_NAMES.map((name) => `/${name}/x`)])(
	'without the token %s is refused, with another one, too',
	async (path) => {
		sandbox.journal.clear();
		for (const start of ['', `/${TOKEN.slice(1)}`, `/${TOKEN}x`, '/..', `/x/${TOKEN}`, `//${TOKEN}`]) {
			const { status, data } = await client.get(bare(start + path));
			expect([status, data.error]).toEqual([401, expect.stringContaining('token has to be the first part')]);
		}
		const cookie = `ticket-relay-sandbox=${TOKEN}x; other=${TOKEN}`;
		expect((await client.get(bare(path), { headers: { cookie } })).status).toBe(401);
		expect(sandbox.journal.entries()).toEqual([]);
	},
);

test('a node of ours reaches each service by the shown address', async () => {
	expect(sandbox.url).toMatch(new RegExp(`^http://127\\.0\\.0\\.2:\\d+/${TOKEN}$`));
	const credentials = sandboxCredentials(sandbox);
	const reads = [
		['hubSpotTickets', 'ticket'],
		['kaizala', 'group'],
		['thulium', 'ticket'],
		['jtelAcd', 'event'],
	] as const;
	for (const [type, resource] of reads) {
		const result = await runNode({ type, parameters: { resource, operation: 'getAll', limit: 1 }, credentials });
		expect([type, result.json.length, result.error?.message]).toEqual([type, 1, undefined]);
	}
});

test('addresses that the sandbox makes carry the token', async () => {
	const headers = { authorization: 'Bearer hubspot-sandbox-token' };
	const form = new FormData();
	form.set('file', new Blob(['Hello']), 'hello.txt');
	form.set('folderPath', '/');
	form.set('options', JSON.stringify({ access: 'PRIVATE' }));
	const files = `${sandbox.url}/hubspot/files/2026-03/files`;
	const { data: file } = await client.post(files, form, { headers });
	const { data: signed } = await client.get(`${files}/${file.id}/signed-url`, { headers });
	expect(signed.url).toContain(`${sandbox.url}/`);
	expect((await client.get(signed.url)).data).toBe('Hello');
});

test('a browser that opened the shown address goes on with a cookie that no other page can use', async () => {
	const first = await client.get(`${sandbox.url}/`);
	expect([first.status, first.headers.location]).toEqual([303, '/']);
	const [cookie = ''] = first.headers['set-cookie'] ?? [];
	expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
	const headers = { cookie: cookie.split(';')[0] };
	expect((await client.get(bare('/'), { headers })).status).toBe(200);
	expect((await client.get(bare('/_sandbox/health'), { headers })).status).toBe(200);
	const foreign = { ...headers, origin: 'http://evil.example' };
	expect((await client.post(bare('/_sandbox/reset'), {}, { headers: foreign })).status).toBe(403);
});

describe('the command line', () => {
	async function started(
		args: string[],
		env: NodeJS.ProcessEnv = {},
	): Promise<{ address: string; stop(): Promise<void> }> {
		const child = spawn(process.execPath, ['--import', 'tsx', CLI, '--port', '0', ...args], {
			env: { ...process.env, ...env },
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		const ended = once(child, 'exit');
		const lines = createInterface(child.stdout);
		const [line] = (await once(lines, 'line')) as [string];
		return {
			address: line.replace('Ticket Relay sandbox: ', ''),
			async stop() {
				child.kill('SIGTERM');
				await ended;
			},
		};
	}

	test('makes a token for this start and shows it, or takes that of the environment', async () => {
		const made = await started(['--listen', OTHER_ADDRESS]);
		expect(made.address).toMatch(/^http:\/\/127\.0\.0\.2:\d+\/[\w-]{32}$/);
		expect((await client.get(`${made.address}/_sandbox/health`)).status).toBe(200);
		await made.stop();
		const given = await started(['--listen', OTHER_ADDRESS, '--url', 'http://sandbox:4010/'], { SANDBOX_TOKEN: TOKEN });
		expect(given.address).toBe(`http://sandbox:4010/${TOKEN}`);
		await given.stop();
	});

	test('refuses a token that can be guessed', async () => {
		const child = spawn(process.execPath, ['--import', 'tsx', CLI, '--listen', OTHER_ADDRESS], {
			env: { ...process.env, SANDBOX_TOKEN: 'secret' },
			stdio: ['ignore', 'ignore', 'pipe'],
		});
		let words = '';
		child.stderr.on('data', (data) => (words += String(data)));
		const [code] = (await once(child, 'exit')) as [number];
		expect([code, words.trim()]).toEqual([
			1,
			'The token of the sandbox must have at least 16 letters, digits, hyphens or underscores.',
		]);
	});
});
