import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import axios from 'axios';
import type { AxiosInstance } from 'axios';
import { memoryEnvironment, memoryOf } from '../../bench/load/heap';
import { SERVICE_NAMES } from '../../sandbox/core/types';
import type { Sandbox } from '../../sandbox/server';
import { startSandbox } from '../../sandbox/server';
import { KaizalaFixture, refusal } from './kaizalaClient';
import type { Caller } from './kaizalaClient';

/** What comes from other web pages or in sizes and speeds that nobody means. */

const MB = 1024 * 1024;
const CLI = join(__dirname, '../../sandbox/cli.ts');
const HUBSPOT = { authorization: 'Bearer hubspot-sandbox-token' };
const THULIUM = { auth: { username: 'api_user', password: 'api_pass' } };

let sandbox: Sandbox;
let client: AxiosInstance;

beforeAll(async () => {
	sandbox = await startSandbox({ port: 0, allowedHosts: ['relay.test'] });
	client = axios.create({ baseURL: sandbox.url, validateStatus: () => true, maxBodyLength: Infinity, proxy: false });
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

/** A known path of each vendor. */
const PATHS = {
	hubspot: '/hubspot/crm/objects/2026-09/tickets',
	kaizala: '/kaizala/v1/groups',
	teams: '/teams/v1.0/chats/1/messages',
	jtel: '/jtel/rest/v1.0/1/acd/groups',
	thulium: '/thulium/api/ticket_statuses',
};

describe('the Host header', () => {
	test.each(SERVICE_NAMES)('of another name is refused by %s, on known and unknown paths', async (service) => {
		for (const path of [PATHS[service], `/${service}/no-such-thing`]) {
			for (const host of ['evil.example', 'evil.example:4010', '127.0.0.1.evil.example', 'localhost@evil.example']) {
				const { status, data } = await client.get(path, { headers: { host } });
				expect([status, data]).toEqual([403, { error: 'The sandbox does not answer under this host name' }]);
			}
		}
		expect(sandbox.journal.entries()).toEqual([]);
	});

	test('of this machine, and the names that the sandbox was given, are answered', async () => {
		for (const host of ['127.0.0.1', 'LOCALHOST:1', '[::1]:4010', 'relay.test', 'Relay.Test:4010']) {
			expect((await client.get(PATHS.hubspot, { headers: { ...HUBSPOT, host } })).status).toBe(200);
			expect((await client.get('/_sandbox/health', { headers: { host } })).status).toBe(200);
		}
	});

	test('takes names from the command line', async () => {
		const cli = startCli(['--allow-host', 'desk.test', '--allow-host', 'relay.test']);
		const url = await cli.url;
		const statuses: number[] = [];
		for (const host of ['desk.test', 'relay.test', 'other.test']) {
			statuses.push((await client.get(`${url}${PATHS.hubspot}`, { headers: { ...HUBSPOT, host } })).status);
		}
		cli.process.kill('SIGTERM');
		await once(cli.process, 'close');
		expect(statuses).toEqual([200, 200, 403]);
	});
});

test('no page can be shown in a frame: ours, the vendors’, and those of a proxy', async () => {
	sandbox.faults.add({ kind: 'html', service: 'jtel' });
	for (const path of ['/', '/hubspot/oauth/authorize', PATHS.jtel]) {
		const { headers } = await client.get(path);
		expect(headers['content-type']).toMatch(/^text\/html/);
		expect(headers['x-frame-options']).toBe('DENY');
		expect(headers['content-security-policy']).toBe("frame-ancestors 'none'");
	}
	const { headers } = await client.get('/_sandbox/health');
	expect(headers['x-frame-options']).toBeUndefined();
});

test('a refusal is no mistake of the sandbox: no vendor’s is journaled as a crash', async () => {
	await client.post(PATHS.hubspot, { properties: { nope: 1 } }, { headers: HUBSPOT });
	await client.get('/hubspot/crm/objects/2026-09/tickets/1', { headers: HUBSPOT });
	await client.get('/kaizala/v1/accessToken');
	await client.get('/jtel/rest/v1.0/1/acd/events/event/1', { headers: { authorization: 'Bearer jtel-sandbox-token' } });
	await client.get('/thulium/api/tickets/1', THULIUM);
	const entries = sandbox.journal.entries();
	expect(entries.map(({ status, handled }) => [status, handled])).toEqual([
		[400, true],
		[404, true],
		[400, true],
		[404, true],
		[404, true],
	]);
	expect(entries.filter((entry) => 'crash' in entry)).toEqual([]);
});

describe('the journal', () => {
	const text = JSON.stringify({ subject: 'x'.repeat(MB) });
	const digest = { bytes: text.length, sha256: createHash('sha256').update(text).digest('hex') };
	const post = (body: string | Readable) =>
		client.post('/thulium/api/tickets', body, { ...THULIUM, headers: { 'content-type': 'application/json' } });

	test.each([
		['with its length', () => text],
		['in chunks', () => Readable.from([text.slice(0, 1000), text.slice(1000)])],
	])('keeps of a long body that came %s its length and digest', async (_how, body) => {
		expect((await post(body())).status).toBe(400);
		expect(sandbox.journal.entries()[0]?.body).toEqual({ ...digest, contentType: 'application/json' });
	});

	test('keeps no more of a long body that a fault answers', async () => {
		sandbox.faults.add({ kind: 'status', service: 'thulium' });
		expect((await post(text)).status).toBe(500);
		expect(sandbox.journal.entries()[0]?.body).toEqual({ ...digest, contentType: 'application/json' });
	});

	test('keeps a short body that came in chunks as it is', async () => {
		expect((await post(Readable.from(['{"subject":', '"short"}']))).status).toBe(400);
		expect(sandbox.journal.entries()[0]?.body).toEqual({ subject: 'short' });
	});

	test('200 calls of 20 MB leave the sandbox below 200 MB, and its journal with a line for each', async () => {
		const file = join(tmpdir(), `sandbox-memory-${process.pid}.json`);
		const cli = startCli([], memoryEnvironment(file));
		const url = await cli.url;
		const pid = cli.process.pid ?? 0;
		const body = Buffer.from(JSON.stringify({ subject: 'x'.repeat(20 * MB) }));
		const headers = { authorization: `Basic ${btoa('api_user:api_pass')}`, 'content-type': 'application/json' };
		for (let count = 0; count < 200; count += 1) {
			const response = await fetch(`${url}/thulium/api/tickets`, { method: 'POST', headers, body });
			expect(response.status).toBe(413);
			await response.arrayBuffer();
		}
		const { heapMb, rssMb } = await memoryOf(pid, file);
		process.stdout.write(
			`The sandbox after 200 calls of 20 MB: ${rssMb.toFixed()} MB, ${heapMb.toFixed()} MB of it held.\n`,
		);
		expect(heapMb).toBeGreaterThan(1);
		expect(heapMb).toBeLessThan(100);
		expect(rssMb).toBeLessThan(200);
		const { data } = await axios.get(`${url}/_sandbox/journal`);
		expect(data).toHaveLength(200);
		cli.process.kill('SIGTERM');
		await once(cli.process, 'close');
	}, 240_000);

	test('a body that is longer than any call of a vendor is heard out and refused', async () => {
		const body = JSON.stringify({ subject: 'x'.repeat(11 * MB) });
		const calls: Array<[path: string, headers: Record<string, string>]> = [
			[PATHS.hubspot, HUBSPOT],
			['/thulium/api/tickets', { authorization: `Basic ${btoa('api_user:api_pass')}` }],
			['/_sandbox/faults', {}],
		];
		for (const [path, headers] of calls) {
			const given = { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body };
			const { status } = await fetch(sandbox.url + path, given);
			expect({ path, status }).toEqual({ path, status: 413 });
		}
	});

	test('forgets the oldest bodies beyond 32 MB, but no call', async () => {
		const body = JSON.stringify({ subject: 'y'.repeat(500 * 1024) });
		for (let count = 0; count < 70; count += 1) expect((await post(body)).status).toBe(400);
		const entries = sandbox.journal.entries();
		expect(entries).toHaveLength(70);
		expect(entries[0]?.body).toEqual({ bytes: body.length, forgotten: true });
		const kept = entries.filter((entry) => !JSON.stringify(entry.body).includes('forgotten'));
		expect(kept.length * body.length).toBeLessThanOrEqual(32 * MB);
		expect(kept).toHaveLength(65);
		expect(entries.at(-1)?.body).toEqual(JSON.parse(body));
	});
});

describe('Kaizala’s files', () => {
	const LIMIT = 100_000;
	let fixture: KaizalaFixture;
	let user: Caller;

	beforeAll(async () => {
		fixture = await KaizalaFixture.start();
	});
	afterAll(() => fixture.sandbox.close());
	beforeEach(async () => {
		fixture.sandbox.reset();
		fixture.switches({ maxMediaBytes: LIMIT });
		user = await fixture.signIn();
	});

	const part = (bytes: number) =>
		`--b\r\ncontent-disposition: form-data; name="f"; filename="a.png"\r\ncontent-type: image/png\r\n\r\n${'x'.repeat(bytes)}\r\n`;
	/** Always in chunks: without a length in the head. */
	const upload = (body: Readable, headers: Record<string, string> = {}) =>
		fixture.http.post('/v1/media', body, {
			maxRedirects: 0,
			headers: { accessToken: user.accessToken, 'content-type': 'multipart/form-data; boundary=b', ...headers },
		});
	const NOT_VALID = [400, 'InvalidParameters'];

	test('may have the limit exactly, in chunks', async () => {
		expect((await upload(Readable.from([part(LIMIT), '--b--\r\n']))).status).toBe(200);
	});

	test.each([
		['one file in chunks', [part(LIMIT + 1)]],
		['several files together', [part(LIMIT / 2), part(LIMIT / 2), part(1)]],
	])('are refused beyond the limit: %s', async (_what, parts) => {
		expect(refusal(await upload(Readable.from([...parts, '--b--\r\n'])))).toEqual(NOT_VALID);
	});

	test('are refused when the upload is compressed', async () => {
		const body = gzipSync(`${part(10)}--b--\r\n`);
		expect(refusal(await upload(Readable.from([body]), { 'content-encoding': 'gzip' }))).toEqual([
			415,
			'UnsupportedMediaType',
		]);
	});

	test('are refused when the upload drips in beyond the deadline, however lively it is', async () => {
		fixture.switches({ mediaTimeoutMs: 300 });
		let sent = 0;
		async function* drip() {
			yield part(10);
			for (; sent < 200; sent += 1) {
				await wait(20);
				yield part(1);
			}
		}
		const began = performance.now();
		expect(refusal(await upload(Readable.from(drip())))).toEqual([408, 'RequestTimeout']);
		expect(performance.now() - began).toBeLessThan(3_000);
		expect(sent).toBeLessThan(200);
	});

	describe('by address', () => {
		let origin: string;
		let delivered: number;
		/** 150 KB that stand for 150 MB. */
		const bomb = gzipSync(Buffer.alloc(150 * MB));
		function* bombs() {
			for (delivered = 0; delivered < 300; delivered += 1) yield bomb;
		}
		const server = createServer(async (request, response) => {
			const type = { 'content-type': 'image/png' };
			if (request.url === '/gzip.png') {
				response.writeHead(200, { ...type, 'content-encoding': 'gzip' });
				Readable.from(bombs()).pipe(response);
				return;
			}
			response.writeHead(200, type);
			const [size, pause] = request.url === '/drip.png' ? [1, 20] : [10_000, 0];
			const most = request.url === '/exact.png' ? LIMIT / size : 2_000;
			for (delivered = 0; delivered < most && !response.destroyed; delivered += 1) {
				if (!response.write(Buffer.alloc(size)) || pause > 0) await wait(pause);
			}
			response.end();
		});

		beforeAll(async () => {
			server.listen(0, '127.0.0.1');
			await once(server, 'listening');
			origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		});
		afterAll(() => {
			server.closeAllConnections();
			server.close();
		});

		const fetched = (path: string) => user.post('/v1/media/url', { mediaUrl: `${origin}/${path}` });

		test('may have the limit exactly', async () => {
			expect((await fetched('exact.png')).status).toBe(200);
		});

		test('are refused beyond the limit, and the rest is not fetched', async () => {
			const response = await fetched('endless.png');
			expect([refusal(response), response.data.message]).toEqual([NOT_VALID, 'The file is too large']);
			expect(delivered).toBeLessThan(2_000);
		});

		test('are not decompressed beyond the limit, if every 150 KB of gzip stand for 150 MB', async () => {
			const response = await fetched('gzip.png');
			expect([refusal(response), response.data.message]).toEqual([NOT_VALID, 'The file is too large']);
			expect(delivered).toBeLessThan(300);
		});

		test('are refused when they drip in beyond the deadline', async () => {
			fixture.switches({ mediaTimeoutMs: 300 });
			const began = performance.now();
			const response = await fetched('drip.png');
			expect([refusal(response), response.data.message]).toEqual([NOT_VALID, 'mediaUrl could not be fetched']);
			expect(performance.now() - began).toBeLessThan(3_000);
		});
	});
});

function startCli(args: string[] = [], environment: NodeJS.ProcessEnv = {}) {
	const env = { ...process.env, ...environment };
	const cli = spawn(process.execPath, ['--import', 'tsx', CLI, '--port', '0', ...args], { env });
	const started = async (): Promise<string> => {
		let output = '';
		while (!output.includes('Stop with')) output += String((await once(cli.stdout, 'data'))[0]);
		return /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0] ?? '';
	};
	return { process: cli, url: started() };
}
