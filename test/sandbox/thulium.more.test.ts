import axios from 'axios';
import type { AxiosInstance } from 'axios';

import type { Sandbox } from '../../sandbox/server';
import { startSandbox } from '../../sandbox/server';
import { createThulium } from '../../sandbox/thulium';

let sandbox: Sandbox;
let client: AxiosInstance;

const set = (changes: object) => sandbox.setSwitches('thulium', changes);
const state = () => sandbox.services.thulium.snapshot();
const answer = async (method: string, url: string, data?: object) => {
	const reply = await client.request({ method, url, data });
	return [reply.status, reply.data];
};
const refused = (message: string) => [
	400,
	{ request_id: expect.any(String), errors: [{ message, code: expect.any(Number) }] },
];

beforeAll(async () => {
	sandbox = await startSandbox({ port: 0, services: [createThulium] });
	client = axios.create({
		baseURL: `${sandbox.url}/thulium/api`,
		auth: { username: 'api_user', password: 'api_pass' },
		validateStatus: () => true,
	});
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

describe('campaigns', () => {
	const records = '/crm_outbounds/00001/records';

	test('a record is added once; its ID is a text here and a number in a batch', async () => {
		expect(await answer('POST', records, { customer_id: 5521 })).toEqual([201, { record_id: '111' }]);
		expect(await answer('POST', records, { customer_id: 5521 })).toEqual(refused('Duplicated value of "customer_id".'));
		expect(
			await answer('POST', `/batch${records}`, {
				records: [{ customer_id: 5521 }, { customer_id: 77 }, { customer_id: 5522, status_id: 9 }],
			}),
		).toEqual([
			207,
			{
				'5521': { http_status: 400, record_id: 111, status: 'ALREADY_EXISTS' },
				'77': { http_status: 400, status: 'FAILED', message: 'Customer not found.' },
				'5522': { http_status: 400, record_id: 100, status: 'ALREADY_EXISTS' },
			},
		]);
	});

	test('a batch adds what it can, and is refused whole when a customer comes twice', async () => {
		const twice = { records: [{ customer_id: 5521 }, { customer_id: '5521' }] };
		expect(await answer('POST', `/batch${records}`, { records: [] })).toEqual(
			refused('Field "records" cannot be empty.'),
		);
		expect((await answer('POST', `/batch${records}`, twice))[0]).toBe(400);
	});

	test.each<[object, string]>([
		[{ status_id: '9' }, 'Field "status_id" has a wrong value.'],
		[{ dictionary_status_id: 9 }, 'Field "dictionary_status_id" has a wrong value.'],
		[{ status_id: '3', next_call_date: '2026-01-01 10:00' }, 'Field "agent_login" cannot be empty.'],
		[{ status_id: '4' }, 'Field "next_call_date" cannot be empty.'],
		[{ agent_login: 'dawny.agent' }, 'Unknown agent login.'],
		[{ next_call_date: '2026-01-01' }, 'Field "next_call_date" has a wrong value.'],
		[{ colour: 'red' }, 'Unknown field "colour".'],
	])('refuses %j', async (given, message) => {
		expect(await answer('POST', records, { customer_id: 5521, ...given })).toEqual(refused(message));
		expect(await answer('PUT', `${records}/5522`, given)).toEqual(refused(message));
	});

	test('campaigns of the two kinds are told apart', async () => {
		expect((await answer('POST', '/crm_outbounds/00002/records', { customer_id: 5521 }))[0]).toBe(404);
		expect((await answer('POST', '/outbounds/00001/records', { phone_number: '1' }))[0]).toBe(404);
		expect(await answer('POST', '/outbounds/00002/records', { phone_number: '1', record_fields: { X: '' } })).toEqual(
			refused('Unknown field "X".'),
		);
	});

	test('agents have to exist, and a call of a campaign needs an agent of it', async () => {
		expect((await answer('POST', '/outbounds/00001/add_agents', { logins: ['dawny.agent'] }))[0]).toBe(400);
		const call = { phone_number: '600100200', outbound_id: '00002' };
		expect((await answer('POST', '/agents/testowy.agent17/call', call))[0]).toBe(400);
		expect((await answer('POST', '/outbounds/00002/add_agents', { logins: ['testowy.agent17'] }))[0]).toBe(201);
		expect((await answer('POST', '/agents/testowy.agent17/call', call))[0]).toBe(201);
	});
});

test('batches of customers: one status for each', async () => {
	const customers = [{ surname: 'A' }, { name: 'no surname' }];
	expect(await answer('POST', '/batch/customers', { customers })).toEqual([
		207,
		{
			'0': { http_status: 201, customer_id: 5600, status: 'ADDED' },
			'1': { http_status: 400, status: 'FAILED', message: 'Field "surname" cannot be empty.' },
		},
	]);
	const changed = [{ customer_id: 5600, name: 'Ada' }, { customer_id: 1 }];
	expect(await answer('PUT', '/batch/customers', { customers: changed })).toEqual([
		207,
		{
			'5600': { http_status: 204, status: 'UPDATED' },
			'1': { http_status: 404, status: 'FAILED', message: 'Resource not found.' },
		},
	]);
});

test('what is known by name only takes any object, and keeps what can be seen', async () => {
	expect(await answer('POST', '/sms_messages', { to: '1' })).toEqual([201, '']);
	expect(await answer('PUT', '/ivr/night/activate', {})).toEqual([204, '']);
	expect(await answer('GET', '/topics')).toEqual([200, []]);
	expect((await answer('POST', '/sms_messages', []))[0]).toBe(400);
	expect((await answer('POST', '/agents/nobody/pause', {}))[0]).toBe(404);
	expect(state().sms).toEqual([{ to: '1' }]);
	await answer('POST', '/agents/mnowak/pause');
	expect((await answer('GET', '/agents/mnowak/status'))[1]).toEqual({ login: 'mnowak', status: 'PAUSED' });
	sandbox.reset();
	expect((await answer('GET', '/agents/mnowak/status'))[1]).toEqual({ login: 'mnowak', status: 'FREE' });
});

describe('switches', () => {
	test('rateLimit and retryAfter', async () => {
		set({ rateLimit: 2, retryAfter: 7 });
		expect([(await client.get('/topics')).status, (await client.get('/topics')).status]).toEqual([200, 200]);
		const third = await client.get('/topics');
		expect([third.status, third.headers['retry-after']]).toEqual([429, '7']);
		sandbox.core.clock.shift(5_000);
		expect((await client.get('/topics')).status).toBe(200);
	});

	test.each([
		['refuse', 400, 'mnowak', ['vip']],
		['keep', 204, 'mnowak', ['vip']],
		['clear', 204, '', []],
	])('emptyValues: %s', async (emptyValues, status, user_login, tags) => {
		set({ emptyValues });
		expect((await answer('PUT', '/tickets/1234', { user_login: '', tags: [] }))[0]).toBe(status);
		expect(state().tickets).toContainEqual(expect.objectContaining({ ticket_id: 1234, user_login, tags }));
	});

	test.each([
		['ignored', '2026-07-01 14:00', 2],
		['shown', '2026-07-01 16:00', 2],
		['delayed', '2025-01-13 09:12', 1],
	])('replyDate: %s', async (replyDate, created_at, count) => {
		sandbox.core.clock.freeze(Date.UTC(2026, 6, 1, 12));
		set({ replyDate });
		await answer('POST', '/tickets/1234/agent_response', { body: 'x', user_login: 'mnowak', date: '2026-07-01 16:00' });
		const { messages } = (await client.get('/tickets/1234')).data;
		expect([messages.length, messages[0].created_at]).toEqual([count, created_at]);
		sandbox.core.clock.freeze(Date.UTC(2026, 6, 1, 14));
		expect((await client.get('/tickets/1234')).data.messages).toHaveLength(2);
	});

	test.each([
		['mailboxInTo', 201, 400],
		['customerInTo', 400, 201],
	])('outDirection: %s', async (outDirection, documented, swapped) => {
		set({ outDirection });
		const ends = ['service@example.com', 'ewa.lis@example.com'];
		const create = async ([to, from]: Array<string | undefined>) =>
			(await answer('POST', '/tickets', { to, from, subject: 'x', body: 'x', direction: 'out' }))[0];
		expect([await create(ends), await create([...ends].reverse())]).toEqual([documented, swapped]);
	});

	test('ticketRows, specialFieldsKey, replyBodyType', async () => {
		const row = async () => (await client.get('/tickets')).data.result[0];
		expect(await row()).not.toHaveProperty('messages');
		set({ ticketRows: 'full', specialFieldsKey: 'fields', replyBodyType: 'PLAIN' });
		expect((await row()).messages).toHaveLength(2);
		expect((await client.get('/tickets/1234?include_custom_fields=true')).data.fields).toEqual({
			'Order no': 'A-1187',
		});
		await answer('POST', '/tickets/1234/customer_response', { body: 'x' });
		expect(state().tickets).toContainEqual(expect.objectContaining({ ticket_id: 1234, bodyTypes: ['PLAIN', null] }));
	});

	test('phoneNumbers, orderParameter, recordingQuery', async () => {
		const schedule = { phone_number: '600 100' };
		expect((await answer('POST', '/queues/3/schedule_call', schedule))[0]).toBe(201);
		const ids = async () =>
			(await client.get('/customers?order=-surname')).data.map?.((row: { surname: string }) => row.surname);
		expect(await ids()).toEqual(['Lis', 'Kot']);
		const byCall = '/recordings/download?connection_id=1736758800.70';
		expect((await client.get(byCall)).status).toBe(400);
		set({ phoneNumbers: 'digitsOnly', orderParameter: 'refuse', recordingQuery: 'connection_id' });
		expect((await answer('POST', '/queues/3/schedule_call', schedule))[0]).toBe(400);
		expect(await ids()).toBeUndefined();
		expect((await client.get(byCall)).status).toBe(200);
	});
});
