import http from 'node:http';
import type { AddressInfo } from 'node:net';
import axios from 'axios';
import type { AxiosInstance } from 'axios';
import { startSandbox } from '../../sandbox/server';
import type { Sandbox } from '../../sandbox/server';
import { createThulium } from '../../sandbox/thulium';

let sandbox: Sandbox;
let client: AxiosInstance;

const as = (username: string, password: string) =>
	axios.create({ baseURL: `${sandbox.url}/thulium/api`, auth: { username, password }, validateStatus: () => true });
const set = (changes: object) => sandbox.setSwitches('thulium', changes);
const freeze = (...at: Parameters<typeof Date.UTC>) => sandbox.core.clock.freeze(Date.UTC(...at));
const messages = (body: { errors: Array<{ message: string }> }) => body.errors.map(({ message }) => message).join(' ');
const ids = (data: { result: Array<{ ticket_id: number }> }) => data.result.map(({ ticket_id }) => ticket_id);
const upload = async (name: string, bytes: Buffer) =>
	await client.post('/temporary_files', bytes, {
		params: { filename: name },
		headers: { 'Content-Type': 'application/octet-stream' },
	});

beforeAll(async () => {
	sandbox = await startSandbox({ port: 0, services: [createThulium] });
	client = as('api_user', 'api_pass');
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

const errorBody = {
	request_id: expect.stringMatching(/^[0-9a-f]{13}$/),
	errors: [{ message: expect.any(String), code: expect.any(Number) }],
};
const newTicket = { to: 'service@example.com', from: 'new@example.com', subject: 'Hi', body: 'Text' };

describe('access and error bodies', () => {
	test('401, 403 and 404 carry the error object', async () => {
		for (const [user, password] of [
			['api_user', 'wrong'],
			['nobody', 'api_pass'],
			['toString', 'x'],
		] as const) {
			const reply = await as(user, password).get('/tickets');
			expect([reply.status, reply.data]).toEqual([401, errorBody]);
		}
		const bearer = { headers: { Authorization: 'Bearer x' }, validateStatus: () => true };
		expect((await axios.get(`${sandbox.url}/thulium/api/tickets`, bearer)).status).toBe(401);
		const limited = as('api_limited', 'limited_pass');
		const refused = await limited.get('/tickets?limit=1');
		expect([refused.status, refused.data]).toEqual([403, errorBody]);
		expect((await limited.get('/agents/mnowak')).status).toBe(200);
		for (const path of ['/tickets/99', '/tickets/1234/reply', '/nothing', '/files/none', '/agents/none']) {
			const reply = await client.get(path);
			expect([path, reply.status, reply.data]).toEqual([path, 404, errorBody]);
		}
		expect((await client.patch('/tickets/1234', {})).status).toBe(404);
	});

	test('request ids differ, messages are Polish on request, the header is a switch', async () => {
		const first = await client.get('/nothing');
		const polish = await client.get('/nothing', { headers: { 'Accept-Language': 'pl' } });
		expect(polish.data.request_id).not.toBe(first.data.request_id);
		expect([messages(first.data), messages(polish.data)]).toEqual(['Resource not found.', 'Nie znaleziono zasobu.']);
		expect(first.headers['x-request-id']).toBeUndefined();
		set({ requestIdHeader: true });
		const third = await client.get('/nothing');
		expect(third.headers['x-request-id']).toBe(third.data.request_id);
	});

	test('plain error bodies, but never for 400', async () => {
		set({ errorBodies: 'html' });
		expect((await client.get('/nothing')).data).toContain('<html>');
		set({ errorBodies: 'empty' });
		const reply = await as('api_user', 'x').get('/tickets');
		expect([reply.status, reply.data]).toEqual([401, '']);
		expect((await client.get('/tickets?limit=0')).data).toEqual(errorBody);
	});
});

describe('GET /tickets', () => {
	test('newest modification first, exact row', async () => {
		const { data } = await client.get('/tickets');
		expect(data.count).toBe(3);
		expect(ids(data)).toEqual([1236, 1235, 1234]);
		expect(data.result[2]).toEqual({
			ticket_id: 1234,
			from: 'ewa.lis@example.com',
			source: 'email',
			ticket_queue_id: 4,
			ticket_queue_name: 'service@example.com',
			subject: 'Delivery is late',
			status_id: '1',
			substatus_id: '',
			full_status_name: 'Nowe',
			category_id: '7',
			customer_id: 5521,
			user_login: 'mnowak',
			created_at: '2025-01-13 09:12',
			updated_at: '2025-01-13 09:12',
		});
	});

	test('a change moves a ticket to the front', async () => {
		await client.put('/tickets/1234', { category_id: 8 });
		expect(ids((await client.get('/tickets')).data)).toEqual([1234, 1236, 1235]);
	});

	test.each([
		['status_id[]=1&status_id[]=5', [1235, 1234]],
		['status_id%5B%5D=6', [1236]],
		['customer_id=5521', [1234]],
		['company_id=28', [1234]],
		['company_id=999', []],
		['user_login=testowy.agent11', [1236]],
		['source=www', [1236]],
		['ticket_queue_id=5', [1236]],
		['category_id=8', [1235]],
		['message_id=70408', [1236]],
		['custom_fields[Order no][0]=none&custom_fields[Order no][1]=A-1187', [1234]],
		['custom_fields[Order no]=none', []],
		['date_from=2025-01-13 11:12', [1236, 1235]],
		['date_from=2025-01-13 11:13', [1236]],
		['date_to=2025-01-13 09:12', [1234]],
		['date_to=2025-01-13', []],
		['create_date_from=2025-01-13 10:00&create_date_to=2025-01-13 12:00', [1235]],
		['limit=1&offset=1', [1235]],
	])('%s', async (query, expected) => {
		const reply = await client.get(`/tickets?${query}`);
		expect([reply.status, ids(reply.data)]).toEqual([200, expected]);
		expect(reply.data.count).toBe(query.startsWith('limit') ? 3 : expected.length);
	});

	test.each([
		['status_id=1', 500],
		['limit=101', 400],
		['limit=ten', 400],
		['limit=0', 400],
		['offset=-1', 400],
		['date_from=2025-01-13T09:12:00Z', 400],
		['date_to=13.01.2025', 400],
		['source=fax', 400],
		['page=2', 400],
		['q=parcel', 400],
	])('%s is refused with %i', async (query, status) => {
		const reply = await client.get(`/tickets?${query}`);
		expect([reply.status, reply.data]).toEqual([status, errorBody]);
	});

	test('switches', async () => {
		const count = async (query: string) => (await client.get(`/tickets?${query}`)).data.count;
		set({
			scalarStatusId: 'accept',
			limitOverMaximum: 'cut',
			unknownQuery: 'ignore',
			inclusiveBounds: false,
			bareDateTo: 'endOfDay',
		});
		expect(await count('status_id=1')).toBe(1);
		expect(await count('page=2')).toBe(3);
		expect(await count('date_from=2025-01-13 11:12')).toBe(1);
		expect(await count('date_to=2025-01-13')).toBe(2);
		await sandbox.act('thulium', 'addTickets', { count: 120 });
		const { data } = await client.get('/tickets?limit=500');
		expect([data.count, data.result.length]).toEqual([123, 100]);
	});

	test('the zone is a switch', async () => {
		set({ zone: 'America/New_York' });
		expect((await client.get('/tickets/1234')).data.created_at).toBe('2025-01-13 03:12');
	});
});

describe('GET /tickets/:id', () => {
	test('exact types; messages newest first; special fields only when asked', async () => {
		const { data } = await client.get('/tickets/1236');
		expect(data).toMatchObject({
			ticket_id: 1236,
			status_id: '6',
			full_status_name: 'Zamknięte',
			category_id: '',
			closed_at: '2025-01-14 16:12',
			close_time: '26:00:00',
			first_agent_responded_at: '2025-01-13 15:12',
			first_agent_response_time: '01:00:00',
		});
		expect(data.messages.map((message: { type: string }) => message.type)).toEqual(['REPLY', 'MAIL']);
		expect(data).not.toHaveProperty('custom_fields');
		const full = (await client.get('/tickets/1234?include_custom_fields=true')).data;
		expect(full.custom_fields).toEqual({ 'Order no': 'A-1187' });
		expect([full.closed_at, full.close_time]).toEqual(['', '']);
		expect((await client.get('/tickets/1235')).data.full_status_name).toBe('W realizacji - Magazyn');
		set({ unsetDates: 'null' });
		expect((await client.get('/tickets/1234')).data.closed_at).toBeNull();
	});
});

describe('POST /tickets', () => {
	test('creates, with defaults and with everything', async () => {
		freeze(2026, 6, 1, 10, 0);
		const reply = await client.post('/tickets', newTicket);
		expect([reply.status, reply.data]).toEqual([201, { ticket_id: 1300 }]);
		const first = (await client.get('/tickets/1300')).data;
		expect(first).toMatchObject({
			status_id: '1',
			customer_id: null,
			user_login: '',
			ticket_queue_id: 4,
			created_at: '2026-07-01 12:00',
		});
		expect(first.messages).toEqual([
			{
				message_id: 70500,
				user_login: '',
				type: 'MAIL',
				body: 'Text',
				comment: '',
				system_comment: '',
				created_at: '2026-07-01 12:00',
				attachments: [],
			},
		]);
		const token = (await upload('a.txt', Buffer.from('x'))).data.token;
		await client.post('/tickets', {
			...newTicket,
			...{
				to: 'sales@example.com',
				body: ' <p>x</p>\n',
				body_type: 'HTML',
				comment: 'inner',
				cc: ['c@example.com'],
				attachments: [token],
			},
			...{
				source: 'phone',
				direction: 'out',
				user_login: 'mnowak',
				customer_id: 5521,
				tags: ['vip'],
				status_id: '5',
				substatus_id: 51,
			},
			...{ category_id: '7', ticket_queue_id: 4, custom_fields: { City: 'Kraków' } },
		});
		const second = (await client.get('/tickets/1301?include_custom_fields=true')).data;
		expect(second).toMatchObject({
			customer_id: 5521,
			full_status_name: 'W realizacji - Magazyn',
			ticket_queue_id: 4,
			custom_fields: { City: 'Kraków' },
		});
		expect(second.messages[0]).toMatchObject({
			type: 'REPLY',
			comment: 'inner',
			body: ' <p>x</p>\n',
			attachments: [token],
		});
	});

	test.each<[string, object, string]>([
		['missing to', { to: undefined }, '"to" cannot be empty'],
		['blank body', { body: ' \n' }, '"body" cannot be empty'],
		['body as object', { body: { a: 1 } }, '"body" has a wrong type'],
		['mailbox that is not defined', { to: 'other@example.com' }, 'Mailbox'],
		['from that is no address', { from: 'x' }, '"from"'],
		['unknown field', { priority: 'high' }, 'Unknown field "priority"'],
		['unknown agent', { user_login: 'api_user' }, 'Unknown agent'],
		['inactive agent', { user_login: 'dawny.agent' }, 'Unknown agent'],
		['unknown status', { status_id: '99' }, '"status_id"'],
		['substatus of another status', { status_id: '2', substatus_id: '51' }, '"substatus_id"'],
		['unknown category', { category_id: 99 }, '"category_id"'],
		['unknown queue', { ticket_queue_id: 99 }, '"ticket_queue_id"'],
		['unknown customer', { customer_id: 1 }, '"customer_id"'],
		['tags as text', { tags: 'a,b' }, '"tags" has a wrong type'],
		['unknown special field', { custom_fields: { Nope: '1' } }, '"Nope"'],
		['unknown source', { source: 'fax' }, '"source"'],
		['unknown token', { attachments: ['nope'] }, 'token "nope"'],
		['too many cc', { cc: Array.from({ length: 31 }, (_, n) => `c${n}@example.com`) }, '"cc"'],
	])('refuses: %s', async (_name, change, message) => {
		const reply = await client.post('/tickets', { ...newTicket, ...change });
		expect([reply.status, messages(reply.data)]).toEqual([400, expect.stringContaining(message)]);
		expect((await client.get('/tickets')).data.count).toBe(3);
	});

	test('several problems are listed one by one; unknown fields can be ignored', async () => {
		expect((await client.post('/tickets', {})).data.errors).toHaveLength(3);
		set({ unknownFields: 'ignore', unknownCustomFields: 'accept' });
		expect(
			(await client.post('/tickets', { ...newTicket, ticket_category_id: 7, custom_fields: { Nope: '1' } })).status,
		).toBe(201);
	});

	test('only JSON bodies', async () => {
		const form = await client.post('/tickets', new URLSearchParams(newTicket));
		expect([form.status, form.data]).toEqual([400, errorBody]);
		const broken = await client.post('/tickets', Buffer.from('{"to"'), {
			headers: { 'Content-Type': 'application/json' },
		});
		expect([broken.status, broken.data]).toEqual([400, errorBody]);
		expect((await client.post('/tickets', [newTicket])).status).toBe(400);
	});
});

describe('PUT /tickets/:id', () => {
	test('204 without body; null stays unchanged; the status change is noted', async () => {
		freeze(2026, 6, 1, 10, 0);
		const reply = await client.put('/tickets/1234', {
			user_login: 'testowy.agent17',
			category_id: null,
			status_id: '6',
			tags: ['a'],
		});
		expect([reply.status, reply.data]).toEqual([204, '']);
		const ticket = (await client.get('/tickets/1234')).data;
		expect(ticket).toMatchObject({
			user_login: 'testowy.agent17',
			category_id: '7',
			status_id: '6',
			closed_at: '2026-07-01 12:00',
		});
		expect(ticket.messages[0]).toMatchObject({
			type: 'COMMENT',
			comment: '',
			system_comment: 'Changed status from [Nowe] to [Zamknięte]',
		});
		await client.put('/tickets/1234', { status_id: 5, substatus_id: 52 });
		expect((await client.get('/tickets/1234')).data).toMatchObject({
			closed_at: '',
			full_status_name: 'W realizacji - Serwis',
		});
	});

	test('tags replace or add, by switch', async () => {
		const tags = () => (sandbox.services.thulium.snapshot().tickets as Array<{ tags: string[] }>)[0]?.tags;
		await client.put('/tickets/1234', { tags: ['b'] });
		expect(tags()).toEqual(['b']);
		set({ tagsOnUpdate: 'add' });
		await client.put('/tickets/1234', { tags: ['c', 'b'] });
		expect(tags()).toEqual(['b', 'c']);
	});

	test.each([
		{ subject: 'x' },
		{ priority: 1 },
		{ user_login: 'nobody' },
		{ user_login: '' },
		{ tags: '' },
		{ substatus_id: '51' },
	])('refuses %j', async (body) => {
		const before = (await client.get('/tickets/1234')).data;
		expect((await client.put('/tickets/1234', body)).status).toBe(400);
		expect((await client.get('/tickets/1234')).data).toEqual(before);
	});
});

describe('replies and comments', () => {
	const reply = (body: object) => client.post('/tickets/1234/agent_response', body);

	test('agent_response answers [] and keeps the status unless switched', async () => {
		freeze(2026, 6, 1, 10, 0);
		const answer = await reply({
			body: '<p>Hi</p>',
			user_login: 'testowy.agent11',
			body_type: 'HTML',
			date: '2026-07-01 12:05',
		});
		expect([answer.status, answer.data]).toEqual([201, []]);
		const ticket = (await client.get('/tickets/1234')).data;
		expect(ticket).toMatchObject({ status_id: '1', first_agent_responded_at: '2026-07-01 12:00' });
		expect(ticket.messages[0]).toMatchObject({ type: 'REPLY', user_login: 'testowy.agent11', body: '<p>Hi</p>' });
		set({ replyMovesToWaiting: true });
		await reply({ body: 'x', user_login: 'mnowak' });
		const moved = (await client.get('/tickets/1234')).data;
		expect(moved.status_id).toBe('2');
		expect(moved.messages[0].system_comment).toBe('Changed status from [Nowe] to [Oczekuje na klienta]');
	});

	test.each<[object, string]>([
		[{ user_login: 'mnowak' }, '"body" cannot be empty'],
		[{ user_login: 'mnowak', body: '' }, '"body" cannot be empty'],
		[{ user_login: 'mnowak', body: { text: 'x' } }, '"body" has a wrong type'],
		[{ body: 'x' }, '"user_login" cannot be empty'],
		[{ body: 'x', user_login: 'api_user' }, 'Unknown agent login'],
		[{ body: 'x', user_login: 'mnowak', date: '2026-07-01T12:00:00Z' }, '"date"'],
		[{ body: 'x', user_login: 'mnowak', date: '2026-07-01' }, '"date"'],
		[{ body: 'x', user_login: 'mnowak', body_type: 'html' }, '"body_type"'],
		[{ body: 'x', user_login: 'mnowak', attachments: ['zz'] }, 'token "zz"'],
		[{ body: 'x', user_login: 'mnowak', cc: [] }, 'Unknown field "cc"'],
	])('agent_response refuses %j', async (body, message) => {
		const answer = await reply(body);
		expect([answer.status, messages(answer.data)]).toEqual([400, expect.stringContaining(message)]);
	});

	test('the refusal speaks Polish', async () => {
		const answer = await client.post(
			'/tickets/1234/agent_response',
			{ user_login: 'mnowak', body: '' },
			{ headers: { 'Accept-Language': 'pl' } },
		);
		expect(messages(answer.data)).toBe('Pole "body" nie może być puste.');
	});

	test('customer_response is empty and reopens', async () => {
		const answer = await client.post('/tickets/1236/customer_response', { body: 'Again', body_type: 'PLAIN' });
		expect([answer.status, answer.data]).toEqual([201, '']);
		const ticket = (await client.get('/tickets/1236')).data;
		expect(ticket).toMatchObject({ status_id: '1', closed_at: '' });
		expect(ticket.messages[0]).toMatchObject({ type: 'MAIL', user_login: '', body: 'Again' });
		for (const body of [{ body: 'x', user_login: 'mnowak' }, { body: 'x', attachments: [] }, {}]) {
			expect((await client.post('/tickets/1236/customer_response', body)).status).toBe(400);
		}
	});

	test.each([
		['either', 201, 201],
		['comment', 201, 400],
		['body', 400, 201],
	])('comment mode %s', async (commentField, forComment, forBody) => {
		set({ commentField });
		const send = async (body: object) => (await client.post('/tickets/1234/comment', body)).status;
		expect(await send({ comment: 'c' })).toBe(forComment);
		expect(await send({ body: 'c' })).toBe(forBody);
		expect(await send({ comment: 'both', body: 'both', user_login: 'mnowak' })).toBe(201);
		expect(await send({})).toBe(400);
		expect(await send({ comment: 'x', body: 'x', user_login: 'nobody' })).toBe(400);
		const [message] = (await client.get('/tickets/1234')).data.messages;
		expect(message).toMatchObject({ type: 'COMMENT', comment: 'both', body: '', user_login: 'mnowak' });
	});

	test('all 200, by switch', async () => {
		set({ statusCodes: 'all200' });
		expect((await reply({ body: 'x', user_login: 'mnowak' })).status).toBe(200);
		expect((await client.post('/tickets', newTicket)).status).toBe(200);
		expect((await client.put('/tickets/1234', {})).status).toBe(200);
		expect((await client.delete('/tickets/1234')).status).toBe(200);
	});
});

describe('files', () => {
	const bytes = Buffer.from([0, 1, 2, 253, 254, 255, 10, 13]);

	test('upload, attach, download, delete', async () => {
		const uploaded = await upload('zażółć & co.bin', bytes);
		expect(uploaded.status).toBe(201);
		expect(uploaded.data).toEqual({
			filename: 'zażółć & co.bin',
			token: expect.stringMatching(/^[0-9a-f]{20}$/),
			size: 8,
		});
		const { token } = uploaded.data;
		await client.post('/tickets/1234/agent_response', { body: 'x', user_login: 'mnowak', attachments: [token] });
		expect((await client.get('/tickets/1234')).data.messages[0].attachments).toEqual([token]);
		const file = await client.get(`/files/${token}`, { responseType: 'arraybuffer' });
		expect(Buffer.from(file.data)).toEqual(bytes);
		expect(file.headers['content-disposition']).toContain("filename*=UTF-8''za%C5%BC%C3%B3%C5%82%C4%87");
		expect((await client.delete(`/tickets/1235/attachments/${token}`)).status).toBe(404);
		expect((await client.delete(`/tickets/1234/attachments/${token}`)).status).toBe(204);
		expect((await client.get(`/files/${token}`)).status).toBe(404);
	});

	test.each([
		['no file name', '/temporary_files', 'application/octet-stream'],
		['JSON', '/temporary_files?filename=a', 'application/json'],
		['multipart', '/temporary_files?filename=a', 'multipart/form-data; boundary=x'],
	])('refuses %s', async (_name, url, type) => {
		const reply = await client.post(url, Buffer.from('{}'), { headers: { 'Content-Type': type } });
		expect([reply.status, reply.data]).toEqual([400, errorBody]);
	});

	test('a token is gone after 24 hours and used up by one ticket', async () => {
		const { token } = (await upload('a', bytes)).data;
		expect((await client.post('/tickets', { ...newTicket, attachments: [token, token] })).status).toBe(400);
		expect((await client.post('/tickets', { ...newTicket, attachments: [token] })).status).toBe(201);
		expect((await client.post('/tickets', { ...newTicket, attachments: [token] })).status).toBe(400);
		set({ tokenReuse: 'accept' });
		expect((await client.post('/tickets', { ...newTicket, attachments: [token] })).status).toBe(201);
		const late = (await upload('b', bytes)).data.token;
		sandbox.core.clock.shift(24 * 3_600_000 + 1);
		expect((await client.post('/tickets', { ...newTicket, attachments: [late] })).status).toBe(400);
		expect((await client.get(`/files/${late}`)).status).toBe(404);
		expect((await client.get(`/files/${token}`)).status).toBe(200);
	});

	test('tokens stay readable in the journal', async () => {
		const { token } = (await upload('a', bytes)).data;
		await client.post('/tickets', { ...newTicket, attachments: [token] });
		const [first, second] = sandbox.journal.entries();
		expect(first).toMatchObject({ body: { bytes: 8 }, query: { filename: 'a' }, responseBody: { token } });
		expect(second?.body).toMatchObject({ attachments: [token] });
	});

	test('a deleted ticket takes its files along', async () => {
		expect((await client.delete('/tickets/1234')).status).toBe(204);
		expect((await client.get('/tickets/1234')).status).toBe(404);
		expect((await client.get('/files/91b7c05e6641aa20f3d2')).status).toBe(404);
	});
});

describe('dictionaries and agents', () => {
	test('three shapes', async () => {
		const get = async (path: string) => (await client.get(path)).data;
		expect((await get('/ticket_statuses'))[4]).toEqual({
			status_id: '5',
			name: 'W realizacji',
			substatuses: [
				{ substatus_id: '51', name: 'Magazyn' },
				{ substatus_id: '52', name: 'Serwis' },
			],
		});
		expect((await get('/ticket_queues'))[0]).toEqual({ ticket_queue_id: 4, name: 'service@example.com' });
		set({ dictionaryShape: 'plainId' });
		expect((await get('/ticket_categories'))[0]).toEqual({ id: '7', name: 'Dostawa' });
		set({ dictionaryShape: 'wrapped' });
		const wrapped = await get('/ticket_statuses');
		expect([wrapped.count, wrapped.result[1].substatuses]).toEqual([6, [{ id: '21', name: 'Brak odpowiedzi' }]]);
	});

	test('agents', async () => {
		const list = (await client.get('/agents')).data;
		expect(list.map(({ login }: { login: string }) => login)).toEqual([
			'testowy.agent11',
			'testowy.agent17',
			'mnowak',
			'dawny.agent',
		]);
		expect((await client.get('/agents/testowy.agent17')).data).toMatchObject({
			agent_id: 17,
			active: true,
			outbound_mode: 'manual',
			number: 217,
		});
	});
});

describe('calls, queues and chats', () => {
	test('connections and recordings have filters and paging', async () => {
		const all = (await client.get('/connections?include_tags=true')).data;
		expect(all.count).toBe(3);
		expect(all.result[0]).toMatchObject({
			date: '2025-01-13 10:00',
			connection_id: '1736758800.70',
			user: 'Maria Nowak',
			billsec: 61,
			queue_id: 3,
			tags: ['vip'],
		});
		expect((await client.get('/connections?user_login=mnowak&tags[]=vip')).data.count).toBe(1);
		expect((await client.get('/connections?date_from=2025-01-13 10:10&limit=1')).data).toMatchObject({
			count: 2,
			result: [{}],
		});
		expect((await client.get('/connections?limit=101')).status).toBe(400);
		const recordings = (await client.get('/recordings?date_from=2025-01-13 10:10')).data;
		expect(recordings).toMatchObject({ count: 1, result: [{ created_at: '2025-01-13 10:23' }] });
		const { filename } = recordings.result[0];
		const file = await client.get('/recordings/download', { params: { filename } });
		expect([file.status, file.headers['content-type'], file.data]).toEqual([
			200,
			'audio/ogg',
			'OggS recording 1736760000.72',
		]);
		expect((await client.get('/recordings/download?filename=none')).status).toBe(404);
	});

	test('finishCall adds a call, with a recording when it was answered', async () => {
		await sandbox.act('thulium', 'finishCall', { src: '500', disposition: 'BUSY' });
		await sandbox.act('thulium', 'finishCall', { src: '501' });
		expect((await client.get('/connections?src=500')).data.result).toMatchObject([
			{ disposition: 'BUSY', filename: '', billsec: 0 },
		]);
		expect((await client.get('/recordings?src=500')).data.count).toBe(0);
		expect((await client.get('/recordings?src=501')).data.count).toBe(1);
	});

	test('click to call', async () => {
		const call = async (body: object, login = 'mnowak') => (await client.post(`/agents/${login}/call`, body)).status;
		expect(await call({ phone_number: '600', custom_data: { a: 1 } })).toBe(201);
		expect(await call({ customer_id: 5521 })).toBe(201);
		expect(await call({ customer_id: 5521, phone_number: '221234567', outbound_id: '00001' })).toBe(201);
		expect(await call({ customer_id: 5521, phone_number: '600' })).toBe(400);
		expect(await call({ customer_id: 5522 })).toBe(400);
		expect(await call({ phone_number: '600', outbound_id: '1' })).toBe(400);
		expect(await call({})).toBe(400);
		expect(await call({ phone_number: '600' }, 'nobody')).toBe(404);
		expect((await client.get('/agents/mnowak/status')).data).toEqual({ login: 'mnowak', status: 'FREE' });
	});

	test('queues', async () => {
		expect((await client.get('/queues')).data[0]).toEqual({ queue_id: 3, name: 'Infolinia' });
		expect((await client.get('/queues/3/waiting_list')).data).toHaveLength(1);
		expect((await client.get('/queues/8/waiting_stats')).data).toEqual({ in_queue: 0, approx_wait_time: null });
		expect((await client.get('/queues/9/waiting_list')).status).toBe(404);
		const schedule = async (body: object) => (await client.post('/queues/3/schedule_call', body)).status;
		expect(await schedule({ phone_number: '600', call_at: '2026-07-01 12:00:00' })).toBe(201);
		expect(await schedule({ phone_number: '600', call_at: '2026-07-01 12:00' })).toBe(400);
		expect(await schedule({})).toBe(400);
	});

	test('chats', async () => {
		const started = await client.post('/chat_conversations/start?chat_queue_id=2&client_name=Ewa');
		expect([started.status, started.data]).toEqual([
			201,
			{ conversation_id: expect.stringMatching(/^[0-9a-f-]{36}$/) },
		]);
		expect((await client.post(`/chat_conversations/${started.data.conversation_id}/stop`)).status).toBe(201);
		expect((await client.post('/chat_conversations/none/stop')).status).toBe(404);
		expect((await client.post('/chat_conversations/start?client_name=Ewa')).status).toBe(400);
	});
});

describe('customers and companies', () => {
	test('list shapes, filters, includes', async () => {
		const plain = (await client.get('/customers?email=ewa.lis@example.com')).data;
		expect(plain).toEqual([expect.objectContaining({ customer_id: 5521, company_id: 28, phone_number: '600100200' })]);
		set({ customerList: 'result' });
		expect((await client.get('/customers?phone_number=&include_address=true')).data).toMatchObject({
			count: 1,
			result: [{ customer_id: 5522, company_id: '', address: {} }],
		});
		expect((await client.get('/customers?limit=1001')).status).toBe(400);
		expect((await client.get('/companies/28')).data).toMatchObject({ name: 'Lis i Synowie', company_id: 28 });
	});

	test('create, update, delete', async () => {
		const made = await client.post('/customers', {
			surname: 'Nowy',
			email: ['n@example.com'],
			phone_number: '1',
			vip: true,
			identifier: 'X',
		});
		expect([made.status, made.data]).toEqual([201, { customer_id: 5600 }]);
		expect((await client.put('/customers/5600', { phone_number: ['2', '3'], name: null })).status).toBe(204);
		expect((await client.get('/customers/5600')).data).toMatchObject({
			phone_numbers: ['2', '3'],
			surname: 'Nowy',
			email: 'n@example.com',
		});
		for (const [body, status] of [
			[{}, 400],
			[{ surname: 'A', identifier: 'X' }, 400],
			[{ surname: 'A', company_id: 1 }, 404],
			[{ surname: 'A', city: 'X' }, 400],
		] as const) {
			expect((await client.post('/customers', body)).status).toBe(status);
		}
		expect((await client.delete('/customers/5600')).status).toBe(204);
		expect((await client.get('/customers/5600')).status).toBe(404);
		expect((await client.post('/companies', { name: 'Firma' })).data).toEqual({ company_id: 29 });
	});
});

describe('webhooks and actions', () => {
	let receiver: http.Server;
	let hook: string;
	let seen: Array<{ type: string | undefined; authorization: string | undefined; body: string }>;

	beforeEach(async () => {
		seen = [];
		receiver = http.createServer((request, response) => {
			let body = '';
			request.on('data', (chunk) => (body += String(chunk)));
			request.on('end', () => {
				seen.push({ type: request.headers['content-type'], authorization: request.headers.authorization, body });
				response.end('ok');
			});
		});
		await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
		hook = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
	});
	afterEach(() => receiver.close());

	const subscribe = (actions: string[], rest: object = {}) =>
		client.post('/webhooks', { actions, subscription_url: hook, ...rest });

	test('life cycle', async () => {
		const made = await subscribe(['TICKET_CREATED'], { http_auth_user: 'u', http_auth_password: 'p' });
		const expected = {
			id: 5,
			actions: ['TICKET_CREATED'],
			subscription_url: hook,
			http_auth_user: 'u',
			http_auth_password: '',
		};
		expect([made.status, made.data]).toEqual([201, expected]);
		expect((await client.get('/webhooks')).data).toEqual([expected]);
		expect(JSON.stringify(sandbox.journal.entries()[0]?.body)).not.toContain('"p"');
		const unknown = await subscribe(['TICKET_CLOSED']);
		expect([unknown.status, messages(unknown.data)]).toEqual([400, expect.stringContaining('TICKET_CLOSED')]);
		expect((await subscribe([])).status).toBe(400);
		expect((await client.delete('/webhooks/5')).status).toBe(204);
		expect((await client.delete('/webhooks/5')).status).toBe(404);
	});

	test('raiseTicket calls subscribers with a form body and Basic Auth', async () => {
		freeze(2026, 6, 1, 10, 0, 5);
		await subscribe(['TICKET_CREATED'], { http_auth_user: 'u', http_auth_password: 'p' });
		const result = await sandbox.act('thulium', 'raiseTicket', {
			from: 'x@example.com',
			subject: 'S',
			attachments: [{ filename: 'a.txt', content: 'A' }],
		});
		expect(result).toEqual({ ticket_id: 1300, deliveries: [{ action: 'TICKET_CREATED', url: hook, status: 200 }] });
		expect(seen[0]?.authorization).toBe(`Basic ${Buffer.from('u:p').toString('base64')}`);
		expect(seen[0]?.type).toContain('application/x-www-form-urlencoded');
		expect(Object.fromEntries(new URLSearchParams(seen[0]?.body))).toEqual({
			action: 'TICKET_CREATED',
			ticket_id: '1300',
			customer_id: 'null',
			agent_login: 'null',
			direction: 'in',
			date: '2026-07-01 12:00:05',
		});
		expect(sandbox.services.thulium.snapshot().tickets).toContainEqual(
			expect.objectContaining({ ticket_id: 1300, attachmentNames: ['a.txt'] }),
		);
	});

	test('customerWrites, changeStatus, assign and emit', async () => {
		await subscribe(['TICKET_MESSAGE_RECEIVED', 'CUSTOMER_UPDATED']);
		set({ webhookBody: 'json' });
		await sandbox.act('thulium', 'customerWrites', { ticket_id: 1236, body: 'More' });
		expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({ action: 'TICKET_MESSAGE_RECEIVED', ticket_id: 1236 });
		expect((await client.get('/tickets/1236')).data).toMatchObject({
			status_id: '1',
			messages: [{ type: 'MAIL', body: 'More' }, {}, {}],
		});
		expect(
			await sandbox.act('thulium', 'changeStatus', { ticket_id: 1234, status_id: '5', substatus_id: '52' }),
		).toMatchObject({ full_status_name: 'W realizacji - Serwis' });
		await sandbox.act('thulium', 'assign', { ticket_id: 1234, user_login: 'testowy.agent17' });
		expect((await client.get('/tickets/1234')).data).toMatchObject({ status_id: '5', user_login: 'testowy.agent17' });
		await sandbox.act('thulium', 'emit', {
			action: 'CUSTOMER_UPDATED',
			fields: { customer_id: 812, company_id: null },
		});
		expect(seen).toHaveLength(2);
		await expect(sandbox.act('thulium', 'customerWrites', { ticket_id: 1, body: 'x' })).rejects.toThrow();
	});
});
