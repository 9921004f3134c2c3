import { useInstantWaits } from '../harness/waits';

import { readFileSync } from 'node:fs';
import path from 'node:path';

import { runNode } from '../harness/engine';
import { ROOT } from '../harness/package';
import { wire } from '../harness/sandbox';
import { contentOf, credentialsWith, failure, held, LIMITED, output, sandbox, sent, setup } from './setup';

const call = async (parameters: Parameters<typeof setup>[2], rest: Parameters<typeof setup>[3] = {}) =>
	await output('customApiCall', 'call', parameters, rest);
const query = (rows: Array<[string, string]>) => ({ parameter: rows.map(([name, value]) => ({ name, value })) });

const waits = useInstantWaits();

describe('Custom API Call', () => {
	test('reads with a query, in the bracket form too', async () => {
		const given = query([
			['status_id[]', '1'],
			['status_id[]', '6'],
			['custom_fields[Order no][0]', 'A-1187'],
		]);
		const [found] = await call({ method: 'GET', path: '/tickets', query: given });
		expect(found).toMatchObject({ count: 1, result: [{ ticket_id: 1234 }] });
		expect(sent()[0]?.query).toEqual({ 'status_id[]': ['1', '6'], 'custom_fields[Order no][0]': 'A-1187' });
	});

	test('writes what is known by name only, here an SMS', async () => {
		const body = { phone_number: '600100200', text: 'Paczka czeka' };
		expect(await call({ method: 'POST', path: 'sms_messages', body: JSON.stringify(body) })).toEqual([
			{ success: true },
		]);
		expect(wire(sent())).toEqual([{ method: 'POST', path: '/api/sms_messages', body }]);
		expect(held('sms')).toEqual([body]);
	});

	test('a list without entries has no items; a write without an answer has one', async () => {
		sandbox.current.faults.add({ kind: 'status', service: 'thulium', status: 200, body: '[]' });
		expect(await call({ method: 'GET', path: '/agents' })).toEqual([]);
		expect(await call({ method: 'POST', path: 'agents/mnowak/free' })).toHaveLength(1);
	});

	test('sends an empty object as one, and no body when there is none', async () => {
		await call({ method: 'POST', path: 'agents/mnowak/pause', body: '{}' });
		await call({ method: 'POST', path: 'agents/mnowak/free' });
		expect(sent().map(({ body, status }) => [body, status])).toEqual([
			[{}, 201],
			[null, 201],
		]);
	});

	test.each(['sms_messages', 'agents/mnowak/hangup'])('POST %s is never repeated', async (where) => {
		sandbox.current.faults.add({ kind: 'resetAfter', service: 'thulium' });
		const { message } = await failure('customApiCall', 'call', { method: 'POST', path: where, body: '{}' });
		expect(message).toMatch(/^The outcome is unknown/);
		expect(sent()).toHaveLength(1);
	});

	test.each([
		'https://example.com/tickets',
		'//example.com',
		'tickets?limit=1',
		'../webhooks',
		'a/%2e%2e/b',
		'..%2fwebhooks',
		'a/..%5Cb',
		'%252e%252e/b',
		'a\uD83D',
		'a b',
	])('refuses the path %s before anything is sent', async (where) => {
		const { message } = await failure('customApiCall', 'call', { method: 'GET', path: where });
		expect(message).toMatch(/^The field "Path" (must|has half of a character)/);
		expect(sent()).toEqual([]);
	});

	test('DELETE is done once, although the response was lost', async () => {
		sandbox.current.faults.add({ kind: 'resetAfter', service: 'thulium' });
		expect(await call({ method: 'DELETE', path: 'customers/5522' })).toEqual([{ success: true }]);
		expect(sent().map(({ status }) => status)).toEqual([0, 404]);
	});

	test('what a GET does not find is an error, also after a lost response', async () => {
		sandbox.current.faults.add({ kind: 'resetAfter', service: 'thulium' });
		const { message } = await failure('customApiCall', 'call', { method: 'GET', path: 'customers/999999' });
		expect(message).toMatch(/^Thulium says: /);
		expect(sent().map(({ status }) => status)).toEqual([0, 404]);
	});

	test('says which method to permit', async () => {
		const credentials = credentialsWith(LIMITED);
		const { description } = await failure(
			'customApiCall',
			'call',
			{ method: 'DELETE', path: 'outbounds/00001/records/600100200' },
			{ credentials },
		);
		expect(description).toMatch(/Permit "DELETE outbounds\/:id\/records\/:phone_number"/);
	});

	test.each(['array', 'result'])('reads all pages by limit and offset (%s)', async (customerList) => {
		sandbox.current.setSwitches('thulium', { customerList });
		const customers = Array.from({ length: 198 }, (_, n) => ({ surname: `Nowak ${n}` }));
		await call({ method: 'POST', path: 'batch/customers', body: { customers } });
		expect(await call({ method: 'GET', path: 'customers', readAllPages: true })).toHaveLength(200);
		const offsets = customerList === 'array' ? ['0', '100', '200'] : ['0', '100'];
		expect(sent('GET').map(({ query: { limit, offset } }) => [limit, offset])).toEqual(
			offsets.map((offset) => ['100', offset]),
		);
		expect(await call({ method: 'GET', path: 'customers', readAllPages: true, maxResults: 3 })).toHaveLength(3);
	});

	test.each([0, 60, 140, 240])(
		'reads all rows when others leave the list meanwhile, at the place %d',
		async (place) => {
			const query = { parameter: [{ name: 'status_id[]', value: '1' }] };
			const all = async () => await call({ method: 'GET', path: 'tickets', query, readAllPages: true });
			await sandbox.current.act('thulium', 'addTickets', { count: 247 });
			const before = (await all()).map(({ ticket_id: id }) => Number(id));
			const from = sent().length;
			sandbox.current.faults.add({ kind: 'slow', delayMs: 300, service: 'thulium', skip: 1 });
			const running = all();
			while (sent().length === from) await new Promise((resolve) => setTimeout(resolve, 10));
			const leaving = before.slice(place, place + 5);
			for (const ticket_id of leaving) {
				await sandbox.current.act('thulium', 'changeStatus', { ticket_id, status_id: '6' });
			}
			const after = (await running).map(({ ticket_id: id }) => Number(id));
			expect(after.filter((id) => !leaving.includes(id))).toEqual(before.filter((id) => !leaving.includes(id)));
		},
	);

	test('reads a list that knows no pages once', async () => {
		const rows = Array.from({ length: 150 }, (_, n) => ({ id: n }));
		sandbox.current.faults.add({
			kind: 'status',
			status: 200,
			body: JSON.stringify(rows),
			times: -1,
			service: 'thulium',
			headers: { 'content-type': 'application/json' },
		});
		expect(await call({ method: 'GET', path: 'topics', readAllPages: true })).toHaveLength(150);
		expect(sent()).toHaveLength(2);
	});

	test.each([
		['a list of plain values', ['open', 7], [{ value: 'open' }, { value: '7' }]],
		['a list that is empty', { count: 0 }, []],
	])('reads all pages of %s', async (_name, body, rows) => {
		const headers = { 'content-type': 'application/json' };
		const answer = JSON.stringify(body);
		sandbox.current.faults.add({ kind: 'status', status: 200, headers, body: answer, service: 'thulium' });
		expect(await call({ method: 'GET', path: 'topics', readAllPages: true })).toEqual(rows);
	});

	test.each([null, ''])('keeps rows whose key is %j', async (ticket_id) => {
		const body = { count: 2, result: [1, 2].map((n) => ({ ticket_id, subject: `s${n}` })) };
		sandbox.current.faults.add({ kind: 'status', status: 200, body, service: 'thulium' });
		expect(await output('ticket', 'getAll', { returnAll: true })).toHaveLength(2);
	});

	test('says that a response is no list where all pages are to be read', async () => {
		sandbox.current.faults.add({ kind: 'status', status: 200, body: { version: '3' }, service: 'thulium', times: -1 });
		const { message } = await failure('customApiCall', 'call', { method: 'GET', path: 'version', readAllPages: true });
		expect(message).toBe('Thulium answered without a list');
	});

	test('puts a file into an output field', async () => {
		const parameters = { method: 'GET', path: 'voicemails/download', isFile: true, outputField: 'voice' };
		const { items } = await runNode(setup('customApiCall', 'call', parameters));
		expect(items[0]).toMatchObject({ json: { filename: 'download' }, binary: { voice: { mimeType: 'audio/ogg' } } });
		expect(await contentOf(items[0]?.binary?.voice)).toBe('OggS voicemails/download');
	});

	test.each([null, 5])(
		'waits for a system that takes few calls, even with a POST (Retry-After: %s)',
		async (retryAfter) => {
			sandbox.current.setSwitches('thulium', { rateLimit: 1, retryAfter });
			await call({ method: 'GET', path: 'topics' });
			expect(await call({ method: 'POST', path: 'sms_messages', body: { text: 'x' } })).toEqual([{ success: true }]);
			expect(held('sms')).toHaveLength(1);
			const statuses = sent('POST').map(({ status }) => status);
			expect(statuses.slice(0, -1).every((status) => status === 429)).toBe(true);
			expect(statuses.length).toBeGreaterThan(1);
			if (retryAfter !== null) expect(waits.waitedMs).toBe(5000);
		},
	);
});

describe('The list of endpoints in the docs', () => {
	const page = readFileSync(path.join(ROOT, 'docs/evidence/thulium-endpoints.md'), 'utf8');
	const rows = [...page.matchAll(/^\| `(GET|POST|PUT|DELETE) ([^`]+)` *\|([^|]*)\|([^|]*)\|$/gm)].map(
		([, method = '', where = '', , reached = '']) => ({ method, where, reached: reached.trim() }),
	);

	test('has all 144, each once, with how it is reached', () => {
		expect(new Set(rows.map(({ method, where }) => `${method} ${where}`)).size).toBe(144);
		expect(rows).toHaveLength(144);
		expect(rows.filter(({ reached }) => reached === '')).toEqual([]);
	});

	test('names endpoints that the sandbox has too', async () => {
		sandbox.current.setSwitches('thulium', { limitedPermissions: [] });
		const user = { auth: Buffer.from(`${LIMITED.user}:${LIMITED.password}`).toString('base64') };
		const wrong: string[] = [];
		for (const { method, where } of rows) {
			const url = `${sandbox.current.url}/thulium/api/${where.replace(/:\w+/g, '1')}`;
			// Known but not permitted; what is not known is 404.
			const { status } = await fetch(url, { method, headers: { Authorization: `Basic ${user.auth}` } });
			if (status !== 403) wrong.push(`${method} ${where}: ${status}`);
		}
		expect(wrong).toEqual([]);
	});
});
