import { spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import { join } from 'node:path';
import axios from 'axios';
import type { AxiosInstance, AxiosRequestConfig } from 'axios';
import type { SandboxService, ServiceFactory } from '../../sandbox/core/types';
import { startSandbox } from '../../sandbox/server';
import type { Sandbox } from '../../sandbox/server';

interface ToySwitches {
	greeting: string;
	strict: boolean;
	shape: 'a' | 'b';
}

/** A service small enough to see that every answer comes from the core. */
const toy: ServiceFactory = (core) => {
	let notes: string[] = [];
	const service: SandboxService<ToySwitches> = {
		name: 'jtel',
		prefix: '/toy',
		words: { reads: { 'GET /hello': 'said hello' }, writes: {} },
		logins: [],
		defaultSwitches: { greeting: 'hello', strict: true, shape: 'a' },
		switchValues: { shape: ['a', 'b'] },
		publicKeys: ['token'],
		routes(app) {
			app.get('/hello', () => ({ greeting: core.switches(service).greeting, at: core.clock.now(), id: core.guid() }));
			app.post('/notes', ({ body }, reply) => {
				notes.push(JSON.stringify(body));
				core.changed('jtel', 'note');
				return reply.code(201).send({ count: notes.length, token: 'kept', password: 'hidden' });
			});
			app.post(
				'/checked',
				{ schema: { body: { type: 'object', additionalProperties: false, properties: { n: { type: 'integer' } } } } },
				({ body }) => body,
			);
			app.put('/bytes', ({ body }) => ({ bytes: Buffer.isBuffer(body) ? body.length : -1 }));
			app.get('/crash', () => {
				throw new Error('boom');
			});
		},
		reset() {
			notes = [];
		},
		snapshot: () => ({ notes, url: core.baseUrl }),
		actions: {
			note: ({ text }) => {
				if (typeof text !== 'string') throw new Error('text is missing');
				notes.push(text);
				return { count: notes.length };
			},
		},
		errorReply: (status, reason) => ({ status, headers: { 'x-vendor': 'toy' }, body: { vendorError: reason } }),
	};
	return service;
};

let sandbox: Sandbox;
let client: AxiosInstance;

beforeAll(async () => {
	sandbox = await startSandbox({ port: 0, services: [toy] });
	client = axios.create({ baseURL: sandbox.url, validateStatus: () => true });
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

const postNote = (body: unknown = { text: 'x' }, headers: Record<string, string> = {}) =>
	client.post('/toy/notes', body, { headers });

describe('vendor errors', () => {
	test.each<[string, AxiosRequestConfig, number]>([
		['unknown path', { method: 'get', url: '/toy/nothing' }, 404],
		['wrong method', { method: 'delete', url: '/toy/hello' }, 404],
		['address that cannot be decoded', { method: 'get', url: '/toy/%E0%A4%A' }, 400],
		[
			'malformed JSON',
			{
				method: 'post',
				url: '/toy/notes',
				data: Buffer.from('{"a":'),
				headers: { 'content-type': 'application/json' },
			},
			400,
		],
		['unknown field', { method: 'post', url: '/toy/checked', data: { other: 1 } }, 400],
		['wrong type', { method: 'post', url: '/toy/checked', data: { n: '1' } }, 400],
		['crash', { method: 'get', url: '/toy/crash' }, 500],
	])('%s is answered by the vendor', async (_name, request, status) => {
		const reply = await client.request(request);
		expect(reply.status).toBe(status);
		expect(reply.headers['x-vendor']).toBe('toy');
		expect(reply.data).toEqual({ vendorError: expect.any(String) });
	});

	test('unknown content types arrive as bytes, forms as fields', async () => {
		const bytes = await client.put('/toy/bytes', Buffer.from([0, 255, 1]), {
			headers: { 'content-type': 'image/x-odd' },
		});
		expect(bytes.data).toEqual({ bytes: 3 });
		await client.post(
			'/toy/notes',
			new URLSearchParams([
				['a', '1'],
				['a', '2'],
				['b', 'ü'],
			]),
		);
		expect(sandbox.journal.entries({ path: 'notes' }).at(-1)?.body).toEqual({ a: ['1', '2'], b: 'ü' });
	});
});

describe('journal', () => {
	test('keeps what a test needs and no secret', async () => {
		await client.post(
			'/toy/notes?page=2&client_secret=s1',
			{ text: 'hi', token: 'file-1', nested: [{ accessToken: 's2', n: 1 }], applicationSecret: '' },
			{
				headers: {
					Authorization: 'Bearer s3',
					accessToken: 's4',
					applicationSecret: 's5',
					refreshToken: 's6',
					'X-Other': 'seen',
				},
			},
		);
		const [entry] = sandbox.journal.entries();
		expect(entry).toMatchObject({
			seq: 1,
			service: 'jtel',
			method: 'POST',
			path: '/notes',
			query: { page: '2', client_secret: '<redacted>' },
			body: { text: 'hi', token: 'file-1', nested: [{ accessToken: '<redacted>', n: 1 }], applicationSecret: '' },
			status: 201,
			responseBody: { count: 1, token: 'kept', password: '<redacted>' },
			handled: true,
		});
		expect(entry?.headers).toMatchObject({
			authorization: '<redacted>',
			accesstoken: '<redacted>',
			applicationsecret: '<redacted>',
			refreshtoken: '<redacted>',
			'x-other': 'seen',
		});
		expect(JSON.stringify(entry)).not.toMatch(/s[1-6]"|s3/);
	});

	test('is filtered, and what no handler saw is marked', async () => {
		await client.get('/toy/hello');
		await client.get('/toy/nothing');
		await postNote();
		expect(sandbox.journal.entries({ method: 'get' }).map(({ path, handled }) => [path, handled])).toEqual([
			['/hello', true],
			['/nothing', false],
		]);
		expect(sandbox.journal.entries({ since: 2 })).toHaveLength(1);
		expect(sandbox.journal.entries({ path: '^/h' })).toHaveLength(1);
		expect(sandbox.journal.entries({ service: 'hubspot' })).toHaveLength(0);
		const overHttp = await client.get('/_sandbox/journal', { params: { path: 'notes', method: 'POST' } });
		expect(overHttp.data).toHaveLength(1);
		expect((await client.get('/_sandbox/journal?path=(')).status).toBe(400);
		expect((await client.delete('/_sandbox/journal')).status).toBe(204);
		expect(sandbox.journal.entries()).toHaveLength(0);
	});

	test('records a caller who went away before the answer, and that the write happened all the same', async () => {
		sandbox.faults.add({ kind: 'slow', delayMs: 250 });
		await expect(client.post('/toy/notes', {}, { timeout: 50 })).rejects.toThrow('timeout');
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect(sandbox.journal.entries()).toEqual([expect.objectContaining({ status: 0, handled: false, fault: 'slow' })]);
		await new Promise((resolve) => setTimeout(resolve, 250));
		expect(sandbox.journal.entries()).toEqual([expect.objectContaining({ status: 0, handled: true })]);
		expect(sandbox.services.jtel.snapshot().notes).toHaveLength(1);
	});
});

test('a mistake in a handler shows in the journal', async () => {
	await client.get('/toy/crash');
	expect(sandbox.journal.entries()[0]).toMatchObject({ status: 500, crash: expect.stringContaining('boom') });
});

describe('faults', () => {
	test('status answers with the vendor body before the handler, or with the given one', async () => {
		sandbox.faults.add([
			{ kind: 'status', status: 429, headers: { 'Retry-After': '3' } },
			{ kind: 'status', status: 503, body: { custom: true } },
		]);
		const first = await postNote();
		expect([first.status, first.headers['retry-after'], first.data]).toEqual([
			429,
			'3',
			{ vendorError: 'Injected fault' },
		]);
		const second = await postNote();
		expect([second.status, second.data]).toEqual([503, { custom: true }]);
		expect((await postNote()).data.count).toBe(1);
		expect(sandbox.journal.entries().map(({ fault, handled, body }) => [fault, handled, body])).toEqual([
			['status', false, { text: 'x' }],
			['status', false, { text: 'x' }],
			[undefined, true, { text: 'x' }],
		]);
	});

	test('html and empty', async () => {
		sandbox.faults.add([{ kind: 'html' }, { kind: 'empty', status: 504 }]);
		const html = await client.get('/toy/hello');
		expect([html.status, html.headers['content-type']]).toEqual([502, 'text/html; charset=utf-8']);
		expect(html.data).toContain('<html>');
		const empty = await client.get('/toy/hello');
		expect([empty.status, empty.data]).toEqual([504, '']);
	});

	test('malformedJson lets the write happen and cuts the answer', async () => {
		sandbox.faults.add({ kind: 'malformedJson' });
		const reply = await client.post('/toy/notes', { text: 'x' }, { transformResponse: (text: string) => text });
		expect(reply.status).toBe(201);
		expect(() => JSON.parse(reply.data)).toThrow();
		expect(sandbox.services.jtel.snapshot().notes).toHaveLength(1);
	});

	test.each([
		['resetBefore', 0, false],
		['resetAfter', 1, true],
	] as const)('%s cuts the connection with %i writes done', async (kind, writes, handled) => {
		sandbox.faults.add({ kind, method: 'post', path: '^/notes$' });
		await expect(postNote()).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect(sandbox.services.jtel.snapshot().notes).toHaveLength(writes);
		expect(sandbox.journal.entries()).toEqual([
			expect.objectContaining({ status: 0, fault: kind, handled, body: { text: 'x' } }),
		]);
		expect((await postNote()).status).toBe(201);
	});

	test('skip, times, method, path and service choose the requests', async () => {
		sandbox.faults.add({
			kind: 'status',
			status: 500,
			method: 'GET',
			path: '^/hello',
			skip: 1,
			times: 2,
			service: 'jtel',
		});
		sandbox.faults.add({ kind: 'status', status: 500, service: 'hubspot', times: -1 });
		const statuses: number[] = [];
		for (let i = 0; i < 4; i += 1) statuses.push((await client.get('/toy/hello')).status);
		expect(statuses).toEqual([200, 500, 500, 200]);
		expect(sandbox.faults.pending()).toEqual([expect.objectContaining({ service: 'hubspot', times: -1 })]);
	});

	test('are set, listed and cleared over HTTP, and refused when wrong', async () => {
		const added = await client.post('/_sandbox/faults', [{ kind: 'empty', times: -1 }]);
		expect(added.data).toEqual([{ id: 1, kind: 'empty', skip: 0, times: -1 }]);
		expect((await client.get('/toy/hello')).status).toBe(500);
		expect((await client.get('/_sandbox/faults')).data).toHaveLength(1);
		expect((await client.delete('/_sandbox/faults')).status).toBe(204);
		expect((await client.get('/toy/hello')).status).toBe(200);
		for (const wrong of [
			{ kind: 'other' },
			{ kind: 'slow', path: '(' },
			{ kind: 'slow', extra: 1 },
			{ kind: 'slow', times: 0 },
		]) {
			expect((await client.post('/_sandbox/faults', wrong)).status).toBe(400);
		}
	});

	test('latency delays every vendor answer but not the control', async () => {
		await client.put('/_sandbox/latency', { ms: 120 });
		const started = performance.now();
		await client.get('/toy/hello');
		expect(performance.now() - started).toBeGreaterThan(110);
		expect((await client.put('/_sandbox/latency', { ms: -1 })).status).toBe(400);
	});
});

describe('control', () => {
	test('switches are checked for name, type and value, all or nothing', async () => {
		const set = (changes: Record<string, object>) => client.patch('/_sandbox/switches', changes);
		expect((await set({ jtel: { greeting: 'hi', shape: 'b' } })).data).toEqual({
			jtel: { greeting: 'hi', strict: true, shape: 'b' },
		});
		expect((await client.get('/toy/hello')).data.greeting).toBe('hi');
		for (const wrong of [
			{ nope: 1 },
			{ strict: 'yes' },
			{ shape: 'c' },
			{ greeting: 'no', strict: 1 },
			{ toString: 'x' },
		]) {
			expect((await set({ jtel: wrong })).status).toBe(400);
		}
		expect((await set({ other: { a: 1 } })).status).toBe(404);
		expect((await client.get('/_sandbox/switches')).data.jtel.greeting).toBe('hi');
		expect((await client.get('/_sandbox/switches/values')).data).toEqual({ jtel: { shape: ['a', 'b'] } });
		expect(() => sandbox.setSwitches('jtel', { nope: 1 })).toThrow('nope');
	});

	test('the clock is frozen and shifted', async () => {
		await client.post('/_sandbox/clock', { freezeAt: '2026-03-01T09:00:00Z' });
		await client.post('/_sandbox/clock', { shiftMs: 1500 });
		expect((await client.get('/toy/hello')).data.at).toBe(Date.UTC(2026, 2, 1, 9, 0, 1, 500));
		expect((await client.post('/_sandbox/clock', { freezeAt: 'soon' })).status).toBe(400);
		sandbox.reset();
		expect(Math.abs(sandbox.core.clock.now() - Date.now())).toBeLessThan(1000);
	});

	test('a reset gives the same ids and forgets everything', async () => {
		const first = (await client.get('/toy/hello')).data.id;
		expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab]/);
		await postNote();
		sandbox.setSwitches('jtel', { strict: false });
		expect((await client.post('/_sandbox/reset')).status).toBe(200);
		expect(sandbox.journal.entries()).toHaveLength(0);
		expect((await client.get('/_sandbox/state/jtel')).data).toEqual({ notes: [], url: sandbox.url });
		expect((await client.get('/_sandbox/switches')).data.jtel.strict).toBe(true);
		expect((await client.get('/toy/hello')).data.id).toBe(first);
		expect((await client.get('/toy/hello')).data.id).not.toBe(first);
	});

	test('actions, state and health', async () => {
		expect((await client.post('/_sandbox/jtel/actions/note', { text: 'from a person' })).data).toEqual({ count: 1 });
		expect(await sandbox.act('jtel', 'note', { text: 'two' })).toEqual({ count: 2 });
		expect((await client.post('/_sandbox/jtel/actions/note', {})).data).toEqual({ error: 'text is missing' });
		expect((await client.post('/_sandbox/jtel/actions/nothing')).status).toBe(404);
		expect((await client.get('/_sandbox/state')).data.jtel.notes).toEqual(['from a person', 'two']);
		expect((await client.get('/_sandbox/state/kaizala')).status).toBe(404);
		expect((await client.get('/_sandbox/health')).data).toEqual({ status: 'ok', url: sandbox.url, services: ['jtel'] });
		expect(sandbox.journal.entries()).toHaveLength(0);
	});

	test('the page address answers', async () => {
		const page = await client.get('/');
		expect([page.status, page.headers['content-type']]).toEqual([200, expect.stringContaining('text/html')]);
	});
});

describe('events and life cycle', () => {
	test('changed and journal events are streamed and end with the sandbox', async () => {
		const own = await startSandbox({ port: 0, services: [toy] });
		const request = http.get(`${own.url}/_sandbox/events`);
		const [stream] = (await once(request, 'response')) as [http.IncomingMessage];
		let text = '';
		stream.on('data', (chunk) => (text += String(chunk)));
		const ended = once(stream, 'close');
		await once(stream, 'data');
		await axios.post(`${own.url}/toy/notes`, { a: 1 });
		await own.close();
		await ended;
		expect(text).toContain('event: changed\ndata: {"service":"jtel","what":"note"}');
		expect(text).toContain(
			'event: journal\ndata: {"seq":1,"service":"jtel","method":"POST","path":"/notes","status":201}',
		);
		await expect(axios.get(`${own.url}/toy/hello`)).rejects.toMatchObject({
			code: expect.stringMatching(/^ECONN(REFUSED|RESET)$/),
		});
	});

	test('close does not wait for connections that are kept alive', async () => {
		const own = await startSandbox({ port: 0, services: [toy] });
		const agent = new http.Agent({ keepAlive: true });
		await axios.get(`${own.url}/toy/hello`, { httpAgent: agent });
		// Fastify keeps such a connection for 72 s, which is more than a test may take.
		await own.close();
		agent.destroy();
	});

	test('a service that was not started cannot be read', () => {
		expect(() => sandbox.services.hubspot).toThrow('no service "hubspot"');
		expect(Object.keys(sandbox.services)).toEqual(['jtel']);
	});

	test('the command line says when the port is taken', async () => {
		const port = new URL(sandbox.url).port;
		const cli = spawn(process.execPath, ['--import', 'tsx', join(__dirname, '../../sandbox/cli.ts'), '--port', port]);
		let errors = '';
		cli.stderr.on('data', (chunk) => (errors += String(chunk)));
		const [code] = await once(cli, 'close');
		expect(code).toBe(1);
		expect(errors).toContain(`Port ${port} is taken`);
		expect(errors).not.toContain('    at ');
	});

	test('the command line serves all of them and ends cleanly on SIGTERM', async () => {
		const cli = spawn(process.execPath, ['--import', 'tsx', join(__dirname, '../../sandbox/cli.ts'), '--port', '0']);
		let output = '';
		while (!output.includes('Stop with')) output += String((await once(cli.stdout, 'data'))[0]);
		const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0] ?? '';
		expect((await axios.get(`${url}/_sandbox/health`)).data.services).toEqual([
			'hubspot',
			'kaizala',
			'teams',
			'jtel',
			'thulium',
		]);
		cli.kill('SIGTERM');
		expect(await once(cli, 'close')).toEqual([0, null]);
	});
});
