import http from 'node:http';
import type { AddressInfo } from 'node:net';
import axios from 'axios';
import type { AxiosInstance } from 'axios';
import { XMLParser } from 'fast-xml-parser';
import { createJtel } from '../../sandbox/jtel';
import { startSandbox } from '../../sandbox/server';
import type { Sandbox } from '../../sandbox/server';

let sandbox: Sandbox;
let client: AxiosInstance;

const as = (token: string, clientsId: string) =>
	axios.create({
		baseURL: `${sandbox.url}/jtel/rest/v1.0/${clientsId}`,
		headers: { Authorization: `Bearer ${token}` },
		validateStatus: () => true,
	});

beforeAll(async () => {
	sandbox = await startSandbox({ port: 0, services: [createJtel] });
	client = as('jtel-sandbox-token', '1');
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

const ticket = { AcdEventTypesID: 6, AcdGroupsID: 235, Sender: 'a@example.com', Subject: 'Help' };
const callback = { AcdEventTypesID: 3, AcdGroupsID: 235, Sender: '4915551234', Subject: 'Call me' };
const create = (body: unknown) => client.post('/acd/events/create', body);

describe('access', () => {
	test.each([
		['own token', 'jtel-sandbox-token', '1', 200],
		['second client', 'jtel-second-token', '2', 200],
		['token of another client', 'jtel-second-token', '1', 401],
		['other client, own token', 'jtel-sandbox-token', '2', 401],
		['unknown client', 'jtel-sandbox-token', '77', 401],
		['wrong token', 'nope', '1', 401],
	])('%s', async (_name, token, clientsId, status) => {
		const reply = await as(token, clientsId).get('/acd/groups');
		expect(reply.status).toBe(status);
		if (status === 401) expect(reply.data).toEqual({ status: 401, error: 'Unauthorized' });
	});

	test('no header, and a replaced token', async () => {
		expect((await client.get('/users', { headers: { Authorization: null } })).status).toBe(401);
		sandbox.setSwitches('jtel', { token: 'new-token' });
		expect((await client.get('/users')).status).toBe(401);
		expect((await as('new-token', '1').get('/users')).status).toBe(200);
	});

	test('clients see only their own records', async () => {
		const other = await as('jtel-second-token', '2').get('/acd/events');
		expect(other.data.records.map((event: { ID: number }) => event.ID)).toEqual([2000]);
		expect((await client.get('/acd/events/event/2000')).status).toBe(404);
	});
});

describe('404 with and without a body', () => {
	test.each(['/acd/event', '/acd/events/event', '/nothing', '/acd/events/event/2001/close'])(
		'%s does not exist',
		async (path) => {
			const reply = await client.get(path);
			expect([reply.status, reply.data]).toEqual([404, '']);
		},
	);

	test.each([
		'/acd/events/event/1',
		'/acd/groups/group/1',
		'/users/user/x',
		'/serviceNumbers/serviceNumber/0',
		'/calls/none/answer',
	])('%s exists without that object', async (path) => {
		const reply = await client.get(path);
		expect([reply.status, reply.data]).toEqual([404, { status: 404, error: expect.stringContaining('not found') }]);
	});

	test('wrong method, missing types endpoint and disabled endpoint are empty', async () => {
		expect((await client.delete('/acd/events/event/2001')).data).toBe('');
		sandbox.setSwitches('jtel', { typesEndpoint: false, disabledEndpoints: ['GET /acd/groups/group/:id'] });
		for (const path of ['/acd/events/types', '/acd/groups/group/235']) {
			const reply = await client.get(path);
			expect([reply.status, reply.data]).toEqual([404, '']);
		}
		expect((await client.get('/acd/groups')).status).toBe(200);
	});
});

describe('lists', () => {
	test.each([
		['/acd/events', 'dtCreated', 5],
		['/acd/events/types', 'ShortText', 6],
		['/acd/groups', 'Name', 3],
		['/users', 'UID', 3],
		['/serviceNumbers', 'Name2', 2],
		['/cockpitVariables', 'Name', 2],
		['/dialler/campaigns', 'Name', 2],
		['/dialler/contacts', 'Name', 2],
	])('%s has the full envelope', async (path, orderBy, count) => {
		const { data } = await client.get(path);
		const { records, ...envelope } = data;
		expect(envelope).toEqual({
			filter: '',
			limitStart: 0,
			limitPageSize: -1,
			count,
			orderBy,
			ascending: true,
			status: 200,
		});
		expect(records).toHaveLength(count);
		const keys = records.map((record: Record<string, string>) => record[orderBy]);
		expect(keys).toEqual([...keys].sort());
	});

	test('calls has the short envelope, single reads another one', async () => {
		expect(Object.keys((await client.get('/calls')).data).sort()).toEqual(['count', 'orderBy', 'records', 'status']);
		const { data } = await client.get('/users/user/3');
		expect(data).toEqual({ records: [expect.objectContaining({ ID: 3, UID: 'erin.berg' })], count: 1, status: 200 });
	});

	test('invented query parameters are refused, unless switched', async () => {
		const reply = await client.get('/acd/events?limit=5');
		expect([reply.status, reply.data.error]).toEqual([400, 'Unknown parameter limit']);
		sandbox.setSwitches('jtel', { refuseUnknownQuery: false });
		expect((await client.get('/acd/events?limit=1')).data.count).toBe(5);
	});

	test('key order changes from record to record, by switch', async () => {
		const orders = async () =>
			new Set((await client.get('/acd/events')).data.records.map((record: object) => Object.keys(record).join()));
		expect((await orders()).size).toBeGreaterThan(1);
		sandbox.setSwitches('jtel', { shuffleKeys: false });
		expect((await orders()).size).toBe(1);
	});
});

describe('event create', () => {
	test('stores a ticket with all 32 fields', async () => {
		sandbox.core.clock.freeze(Date.UTC(2026, 6, 1, 10, 0, 0, 7));
		const reply = await create({
			...ticket,
			UsersID: null,
			Receiver: 'support@example.com',
			CrmURL: 'https://crm.example.com/t?a=1&b=2',
			UserData: '123 <x>',
		});
		expect([reply.status, reply.data.count, reply.data.status]).toEqual([200, 1, 200]);
		const [event] = reply.data.records;
		expect(Object.keys(event)).toHaveLength(32);
		expect(event).toMatchObject({
			ID: 2006,
			AcdEventStatusID: 1,
			UsersID: null,
			UserData: '123 <x>',
			ForeignSystemNumber: '123 <x>',
			UserData3: null,
			LastAgentTime: 0,
			bCloseByForeignSystem: false,
			dtCreated: '2026-07-01T12:00:00.007',
			dtModified: '2026-07-01T12:00:00.007',
			dtLastModified: '2026-07-01T12:00:00.142',
			dtReceived: null,
		});
		expect(event.EventData).toContain('<body html="true"></body></eventData>');
		const parsed = new XMLParser({ parseTagValue: false }).parse(event.EventData);
		expect(parsed.eventData.urls.url).toEqual({ urlPath: 'https://crm.example.com/t?a=1&b=2', displayName: '123 <x>' });
		const again = await client.get('/acd/events/event/2006');
		expect(again.data.records[0]).toEqual(event);
	});

	test('a callback keeps its body and no foreign number', async () => {
		const reply = await create({
			...callback,
			UsersID: 3,
			Receiver: '4919900112233',
			Body: 'a\r\nb & c',
			UserData: '9',
		});
		const [event] = reply.data.records;
		expect(event).toMatchObject({ UsersID: 3, ForeignSystemNumber: null });
		expect(event.EventData).toContain('<body html="false">a\r\nb &amp; c</body>');
	});

	test.each(['AcdEventTypesID', 'AcdGroupsID', 'Sender', 'Subject'])('refuses a missing %s by name', async (field) => {
		for (const value of [undefined, null]) {
			const reply = await create({ ...ticket, [field]: value });
			expect([reply.status, reply.data]).toEqual([
				400,
				{ status: 400, error: `Mandatory parameter ${field} is missing` },
			]);
		}
	});

	test.each<[string, object, number, string]>([
		['unknown field', { ...ticket, Priority: 1 }, 400, 'Priority'],
		['id as text', { ...ticket, AcdGroupsID: '235' }, 400, 'AcdGroupsID'],
		['number as subject', { ...ticket, Subject: 5 }, 400, 'Subject'],
		['empty subject', { ...ticket, Subject: '' }, 400, 'Subject'],
		['bad link', { ...ticket, CrmURL: 'crm.example.com/1' }, 400, 'CrmURL'],
		['sender with plus', { ...callback, Sender: '+4915551234' }, 400, 'Sender'],
		['sender with blanks', { ...callback, AcdEventTypesID: 1, Sender: '49155 51234' }, 400, 'Sender'],
		['receiver with plus', { ...callback, Receiver: '+4919900112233' }, 400, 'Receiver'],
		['receiver that is no service number', { ...callback, Receiver: '4911111' }, 400, 'service number'],
		['service number of another client', { ...callback, Receiver: '4919900778899' }, 400, 'service number'],
		['body on a ticket', { ...ticket, Body: 'x' }, 400, 'Body'],
		['unknown group', { ...ticket, AcdGroupsID: 9 }, 404, 'AcdGroup not found'],
		['group of another client', { ...ticket, AcdGroupsID: 300 }, 404, 'AcdGroup not found'],
		['unknown user', { ...ticket, UsersID: 9999 }, 404, 'User not found'],
		['unknown type', { ...ticket, AcdEventTypesID: 99 }, 404, 'AcdEventType not found'],
		['a list', [ticket], 400, 'object'],
	])('refuses: %s', async (_name, body, status, error) => {
		const reply = await create(body);
		expect([reply.status, reply.data]).toEqual([status, { status, error: expect.stringContaining(error) }]);
		expect((await client.get('/acd/events')).data.count).toBe(5);
	});

	test('content type and malformed JSON', async () => {
		const send = (type: string, body: string) =>
			client.post('/acd/events/create', Buffer.from(body), { headers: { 'Content-Type': type } });
		expect((await send('text/plain', JSON.stringify(ticket))).status).toBe(400);
		sandbox.setSwitches('jtel', { wrongContentTypeStatus: 415 });
		expect((await send('application/x-www-form-urlencoded', 'Subject=x')).status).toBe(415);
		const broken = await send('application/json', '{"a"');
		expect([broken.status, broken.data.status]).toEqual([400, 400]);
		expect((await send('application/json; charset=utf-8', JSON.stringify(ticket))).status).toBe(200);
	});

	test('switches for what the pages leave open', async () => {
		sandbox.setSwitches('jtel', { unknownReferenceStatus: 409, bodyOnOtherTypes: 'ignore' });
		expect((await create({ ...ticket, AcdGroupsID: 9 })).status).toBe(409);
		const ignored = await create({ ...ticket, Body: 'x' });
		expect(ignored.status).toBe(200);
		expect(ignored.data.records[0].EventData).not.toContain('x<');
		sandbox.setSwitches('jtel', { bodyOnOtherTypes: 'store', errorsUnder200: true });
		expect((await create({ ...ticket, Body: 'x' })).data.records[0].EventData).toContain('>x</body>');
		const hidden = await create({ ...ticket, Sender: undefined });
		expect([hidden.status, hidden.data.status]).toEqual([200, 400]);
	});

	test('switches for types, lengths and event data', async () => {
		expect((await create({ ...ticket, AcdEventTypesID: 7 })).status).toBe(404);
		const before = await create(ticket);
		expect(before.data.records[0].EventData).toBe('<eventData><urls></urls><body html="true"></body></eventData>');
		sandbox.setSwitches('jtel', { moreEventTypes: true, textLimit: 5, emptyUrls: 'omitted', bodyForm: 'cdata' });
		expect((await client.get('/acd/events/types')).data.count).toBe(8);
		expect((await create({ ...ticket, AcdEventTypesID: 7 })).status).toBe(200);
		for (const long of [{ Subject: '123456' }, { Body: '123456' }, { UserData: '123456' }]) {
			const reply = await create({ ...callback, Subject: 'x', ...long });
			expect([reply.status, reply.data.error]).toEqual([400, expect.stringMatching(/is longer than 5 characters$/)]);
		}
		const kept = async () => (await create({ ...callback, Subject: 'x', Body: 'a<b' })).data.records[0].EventData;
		expect(await kept()).toBe('<eventData><body html="false"><![CDATA[a<b]]></body></eventData>');
		sandbox.setSwitches('jtel', { bodyForm: 'markup' });
		expect(await kept()).toBe('<eventData><body html="true"><p>a&lt;b</p></body></eventData>');
	});

	test('finished events leave the list, by switch', async () => {
		sandbox.setSwitches('jtel', { closedEventsListed: false });
		const { data } = await client.get('/acd/events');
		expect(data.records.map((event: { ID: number }) => event.ID)).not.toContain(2005);
		expect((await client.get('/acd/events/event/2005')).status).toBe(200);
	});

	test.each([
		['local', '2025-01-13T09:07:00.250'],
		['offset', '2025-01-13T09:07:00.250+01:00'],
		['utc', '2025-01-13T08:07:00.250000Z'],
	])('timestamps in %s form', async (stampForm, expected) => {
		sandbox.setSwitches('jtel', { stampForm });
		expect((await client.get('/acd/events/event/2001')).data.records[0].dtCreated).toBe(expected);
	});
});

describe('calls, cockpit, dialler', () => {
	const path = `/calls/${encodeURIComponent('SIP/trunk1-000a1#1')}`;

	test('call actions', async () => {
		expect((await client.get(`${path}/answer`)).data).toEqual({ status: 200 });
		expect(sandbox.services.jtel.snapshot().calls).toContainEqual(
			expect.objectContaining({ state: 'connected', bOutbound: 0 }),
		);
		sandbox.setSwitches('jtel', { actionReply: 'empty' });
		expect((await client.get(`${path}/hangup`)).data).toBe('');
		expect((await client.get('/calls')).data.count).toBe(1);
		expect((await client.get(`${path}/hold`)).status).toBe(404);
	});

	test.each([
		[11, 41, 0],
		[12, 8, 1],
		[13, 5, 2],
		[99, 5, 2],
		[11, 40, 3],
		[11, 101, 4],
	])('setValue of %i to %i gives result %i under 200', async (id, value, result) => {
		const reply = await client.patch(`/cockpitVariables/cockpitVariable/${id}/setValue?value=${value}`);
		expect([reply.status, reply.data.result]).toEqual([200, result]);
	});

	test('setValue: value position and missing value', async () => {
		const url = '/cockpitVariables/cockpitVariable/11/setValue';
		expect((await client.patch(url)).status).toBe(400);
		expect((await client.patch(url, { value: 50 })).data.result).toBe(0);
		sandbox.setSwitches('jtel', { valuePosition: 'query', setValueFailureStatus: 400 });
		expect((await client.patch(url, { value: 51 })).status).toBe(400);
		expect((await client.patch(`${url}?value=200`)).data).toMatchObject({ result: 4, status: 400 });
	});

	test('contacts: filter, import, overwrite, delete', async () => {
		expect((await client.get('/dialler/contacts?diallerCampaignsID=51')).data.count).toBe(1);
		const put = (flag: string, body: object) =>
			client.post(`/dialler/contacts/import?overwriteDuplicates=${flag}`, body);
		const contact = { DiallerCampaignsName: 'Renewals', Name: 'Neu', UserData: 'cust-1', PhoneNumber3: '4915550099' };
		expect((await put('true', contact)).data.records[0]).toMatchObject({
			ID: 801,
			Name: 'Neu',
			DiallerCampaignsID: 51,
		});
		expect((await put('false', contact)).data.records[0].ID).toBe(803);
		for (const missing of ['DiallerCampaignsName', 'Name', 'PhoneNumber3']) {
			expect((await put('true', { ...contact, [missing]: undefined })).status).toBe(400);
		}
		expect((await put('true', { ...contact, PostalCode: '12345678901' })).status).toBe(400);
		expect((await put('maybe', contact)).status).toBe(400);
		const unknown = await put('true', { ...contact, DiallerCampaignsName: 'None' });
		expect([unknown.status, unknown.data.error]).toEqual([404, 'Dialler campaign not found']);
		expect((await client.delete('/dialler/contacts/contact/802')).data).toEqual({ status: 200 });
		const byKey = async () => (await client.delete('/dialler/contacts/contact?userData=cust-1')).status;
		expect([await byKey(), await byKey(), await byKey()]).toEqual([200, 200, 404]);
	});

	test('contacts without user data are no duplicates, and numbers are digits unless switched', async () => {
		const put = (body: object) => client.post('/dialler/contacts/import?overwriteDuplicates=true', body);
		const contact = { DiallerCampaignsID: 51, Name: 'Neu', PhoneNumber1: '4915550099' };
		const ids = [await put(contact), await put(contact), await put({ ...contact, UserData: '' })];
		expect(ids.map(({ data }) => data.records[0].ID)).toEqual([803, 804, 805]);
		const refused = await put({ ...contact, PhoneNumber2: '+4915550099' });
		expect([refused.status, refused.data.error]).toEqual([400, expect.stringContaining('PhoneNumber2')]);
		sandbox.setSwitches('jtel', { contactNumbers: 'any' });
		expect((await put({ ...contact, PhoneNumber2: '+4915550099' })).status).toBe(200);
	});

	test('the path of a single contact is a switch', async () => {
		const read = async () => {
			const [short, long] = [
				await client.get('/dialler/contacts/801'),
				await client.get('/dialler/contacts/contact/801'),
			];
			return [short.status, short.data === '', long.status, long.data === ''];
		};
		expect(await read()).toEqual([200, false, 404, true]);
		sandbox.setSwitches('jtel', { contactPath: 'long' });
		expect(await read()).toEqual([404, true, 200, false]);
	});
});

describe('actions', () => {
	test('people take, change, finish, raise and remove events', async () => {
		sandbox.core.clock.freeze(Date.UTC(2026, 0, 5, 9));
		expect(await sandbox.act('jtel', 'takeEvent', { ID: 2001, UsersID: 4 })).toMatchObject({
			UsersID: 4,
			AcdEventStatusID: 10,
		});
		expect(await sandbox.act('jtel', 'finishEvent', { ID: 2001 })).toMatchObject({
			AcdEventStatusID: 20,
			dtCreated: '2025-01-13T09:07:00.250',
			dtLastModified: '2026-01-05T10:00:00.000',
		});
		expect(await sandbox.act('jtel', 'touchEvent', { ID: 2002, Subject: 'New' })).toMatchObject({
			Subject: 'New',
			AcdEventStatusID: 1,
		});
		expect(await sandbox.act('jtel', 'createEvent', callback)).toMatchObject({ ID: 2006, Sender: '4915551234' });
		expect(await sandbox.act('jtel', 'removeEvent', { ID: 2006 })).toEqual({ removed: 1 });
		await expect(sandbox.act('jtel', 'takeEvent', { ID: 1 })).rejects.toThrow('AcdEvent not found');
		await expect(sandbox.act('jtel', 'createEvent', { Subject: 5 })).rejects.toThrow('Subject');
		expect(await sandbox.act('jtel', 'clearEvents')).toEqual({ removed: 5 });
	});

	test('10,000 events', async () => {
		expect(await sandbox.act('jtel', 'addEvents', { count: 10_000 })).toEqual({
			count: 10_000,
			firstID: 2006,
			lastID: 12_005,
		});
		expect((await client.get('/acd/events')).data.count).toBe(10_005);
	});

	test('pushEvent posts both shapes', async () => {
		const seen: Array<Record<string, unknown>> = [];
		const receiver = http.createServer((request, response) => {
			let text = '';
			request.on('data', (chunk) => (text += String(chunk)));
			request.on('end', () => {
				seen.push({ method: request.method, key: request.headers['x-key'], ...JSON.parse(text) });
				response.writeHead(500).end();
			});
		});
		await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
		const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
		sandbox.setSwitches('jtel', { calloutHeaders: true });
		const reply = await sandbox.act('jtel', 'pushEvent', { ID: 2001, url, plus: true, headers: { 'X-Key': 'k' } });
		await sandbox.act('jtel', 'pushEvent', { ID: 2001, url, shape: 'acdEvent' });
		receiver.close();
		expect(reply).toMatchObject({ status: 500 });
		expect(seen[0]).toMatchObject({
			method: 'POST',
			key: 'k',
			AcdEventsID: 2001,
			Caller: '+4915550001',
			AcdGroupsName: 'Support',
			ServiceNumbersName: 'Hotline',
			dtCallEnd: '2025-01-13T09:07:00',
		});
		expect(seen[1]).toMatchObject({ ID: 2001, AcdEventTypesID: 3 });
	});

	test('the snapshot shows what the page needs', () => {
		const state = sandbox.services.jtel.snapshot();
		expect(state.events).toHaveLength(5);
		expect(state.groups).toContainEqual(expect.objectContaining({ ID: 235, Name: 'Support' }));
		expect(state.serviceNumbers).toContainEqual(expect.objectContaining({ Name: '4919900112233' }));
		expect(JSON.stringify(state)).not.toContain('jtel-sandbox-token');
	});
});
