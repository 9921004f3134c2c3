import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';
import type { IDataObject } from 'n8n-workflow';

import type { JsonObject } from '../../../sandbox/core/types';
import type { ListeningNode, WebhookSetup } from '../../harness/webhook';
import { listen } from '../../harness/webhook';
import { useInstantWaits } from '../../harness/waits';
import { sandboxCredentials } from '../../harness/sandbox';
import { credentialsWith, sandbox, sent } from '../setup';

useInstantWaits();

const open: ListeningNode[] = [];
afterEach(async () => {
	for (const node of open.splice(0)) await node.close();
});

async function trigger(parameters: WebhookSetup['parameters'] = {}, rest: Partial<WebhookSetup> = {}) {
	const node = await listen({
		type: 'thuliumTrigger',
		parameters,
		credentials: sandboxCredentials(sandbox.current),
		...rest,
	});
	open.push(node);
	return node;
}

async function active(parameters: WebhookSetup['parameters'] = {}, rest: Partial<WebhookSetup> = {}) {
	const node = await trigger(parameters, rest);
	await node.activate();
	return node;
}

const set = (changes: object) => sandbox.current.setSwitches('thulium', changes);
const act = async (action: string, input: JsonObject = {}) => await sandbox.current.act('thulium', action, input);
const webhooks = () => sandbox.current.services.thulium.snapshot().webhooks as JsonObject[];
const statuses = () =>
	(sandbox.current.services.thulium.snapshot().deliveries as JsonObject[]).map(({ status }) => status);
const outputs = (node: ListeningNode) => node.executions.map((items) => items.map(({ json }) => json));

/** Makes a webhook as somebody else would. */
async function foreign(url: string, actions = ['TICKET_CREATED']): Promise<void> {
	const response = await fetch(`${sandbox.current.url}/thulium/api/webhooks`, {
		method: 'POST',
		headers: {
			Authorization: `Basic ${Buffer.from('api_user:api_pass').toString('base64')}`,
			'Content-Type': 'application/json',
		},
		body: JSON.stringify({ actions, subscription_url: url }),
	});
	expect(response.status).toBe(201);
	sandbox.current.journal.clear();
}

const loginOf = (node: ListeningNode, key = 'registration') => {
	const { user, password } = node.staticData[key] as IDataObject;
	return `Basic ${Buffer.from(`${String(user)}:${String(password)}`).toString('base64')}`;
};

/** A call as a stranger, or Thulium, makes it. */
async function call(node: ListeningNode, body: string, headers: Record<string, string> = {}): Promise<Response> {
	return await fetch(node.url(), { method: 'POST', body, headers });
}

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };
const CREATED = 'action=TICKET_CREATED&ticket_id=1234&customer_id=null&date=2026-03-04+12%3A19%3A43';

describe('registration', () => {
	test('makes one webhook with its own address, the events and a password, and removes it again', async () => {
		const node = await active({ events: ['TICKET_CREATED', 'CUSTOMER_UPDATED'], otherEvents: ' AGENT_RINGING ,' });
		expect(sent().map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /api/webhooks', 'POST /api/webhooks']);
		expect(webhooks()).toEqual([
			{
				id: 5,
				actions: ['TICKET_CREATED', 'CUSTOMER_UPDATED', 'AGENT_RINGING'],
				subscription_url: node.url(),
			},
		]);
		expect(node.staticData.registration).toEqual({
			id: '5',
			url: node.url(),
			user: expect.stringMatching(/^n8n-[0-9a-f]{8}$/),
			password: expect.stringMatching(/^[0-9a-f]{48}$/),
			system: expect.stringMatching(/^[0-9a-f]{16}$/),
		});
		await node.deactivate();
		expect(webhooks()).toEqual([]);
		expect(node.staticData).toEqual({});
	});

	test('a restart finds the webhook and makes no second one', async () => {
		const node = await active();
		const before = structuredClone(node.staticData);
		await node.activate();
		expect(webhooks()).toHaveLength(1);
		expect(sent('POST')).toHaveLength(1);
		expect(node.staticData).toEqual(before);
	});

	test.each<[string, (node: ListeningNode) => void | Promise<void>]>([
		['other events', () => act('changeWebhook', { id: 5, actions: ['CUSTOMER_CREATED'] }).then(() => undefined)],
		['another user', () => act('changeWebhook', { id: 5, http_auth_user: 'other' }).then(() => undefined)],
		['a second one at the same address', async (node) => await foreign(node.url())],
		['a password that was lost', (node) => void delete node.staticData.registration],
	])('makes a stale webhook anew: %s', async (_what, spoil) => {
		const node = await active();
		await spoil(node);
		await node.activate();
		expect(webhooks()).toEqual([{ id: expect.any(Number), actions: ['TICKET_CREATED'], subscription_url: node.url() }]);
		expect(webhooks()[0]?.id).not.toBe(5);
		await act('raiseTicket');
		expect(statuses()).toEqual([200]);
	});

	test.each([true, false])(
		'works whether Thulium shows the password or not (shown: %s)',
		async (webhookPasswordShown) => {
			set({ webhookPasswordShown });
			const node = await active();
			await node.activate();
			expect(sent('POST')).toHaveLength(1);
			await act('raiseTicket');
			expect(node.executions).toHaveLength(1);
		},
	);

	test('never touches the webhook of somebody else', async () => {
		await foreign('https://elsewhere.example.com/webhook');
		await foreign('https://elsewhere.example.com/webhook/');
		const node = await active();
		await node.activate();
		await node.deactivate();
		expect(webhooks().map(({ id }) => id)).toEqual([5, 6]);
		expect(sent('DELETE').map(({ path }) => path)).toEqual(['/api/webhooks/7']);
	});

	test('removes what a crash left at its address', async () => {
		const node = await active();
		for (const key of Object.keys(node.staticData)) delete node.staticData[key];
		await node.deactivate();
		expect(webhooks()).toEqual([]);
	});

	test.each(['table', 'all200'])('takes every 2xx for success (status codes: %s)', async (statusCodes) => {
		set({ statusCodes });
		const node = await active();
		await node.deactivate();
		expect(webhooks()).toEqual([]);
	});

	test('finds the ID in the list when the response does not tell it', async () => {
		sandbox.current.faults.add({ kind: 'resetAfter', service: 'thulium', method: 'POST', path: 'webhooks' });
		const node = await active();
		expect(webhooks()).toHaveLength(1);
		expect(sent('POST')).toHaveLength(1);
		expect(node.staticData.registration).toMatchObject({ id: '5' });
		await act('raiseTicket');
		expect(statuses()).toEqual([200]);
	});

	test('does not guess which webhook is meant where the list has no IDs', async () => {
		const node = await active();
		await foreign(node.url());
		const list = { result: [{ subscription_url: node.url(), actions: ['TICKET_CREATED'] }] };
		const fault = { kind: 'status', status: 200, body: list, method: 'GET', path: 'webhooks', times: -1 } as const;
		sandbox.current.faults.add({ ...fault, service: 'thulium' });
		await expect(node.activate()).rejects.toThrow('without id');
		expect(sent().filter(({ method }) => method !== 'GET')).toEqual([]);
	});

	test('says so when the webhook could not be made', async () => {
		sandbox.current.faults.add({ kind: 'resetBefore', service: 'thulium', method: 'POST', path: 'webhooks' });
		const node = await trigger();
		await expect(node.activate()).rejects.toThrow(/^The outcome is unknown: the connection was cut/);
		expect(webhooks()).toEqual([]);
	});

	test('shows what Thulium says of an event that it does not know', async () => {
		const node = await trigger({ events: [], otherEvents: 'TICKET_EATEN' });
		await expect(node.activate()).rejects.toThrow('Thulium says: Field "actions.TICKET_EATEN" has a wrong value.');
	});

	test('wants at least one event', async () => {
		const node = await trigger({ events: [] });
		await expect(node.activate()).rejects.toThrow('No event is chosen');
		expect(sent()).toEqual([]);
	});

	test('tells an API user without permission which one is missing', async () => {
		const node = await trigger({}, { credentials: credentialsWith({ user: 'api_limited', password: 'limited_pass' }) });
		await expect(node.activate()).rejects.toMatchObject({
			message: 'Thulium says: No permission for this method.',
			description: expect.stringContaining('Permit "POST webhooks"'),
		});
	});

	test('an API user that may not list webhooks still removes its own', async () => {
		set({ limitedPermissions: ['POST webhooks', 'DELETE webhooks/:id'] });
		const node = await trigger({}, { credentials: credentialsWith({ user: 'api_limited', password: 'limited_pass' }) });
		await node.activate();
		await node.activate();
		expect(webhooks()).toHaveLength(1);
		await node.deactivate();
		expect(webhooks()).toEqual([]);
	});

	test('a test run has a webhook of its own beside that of the active workflow', async () => {
		const staticData: IDataObject = {};
		const live = await active({}, { staticData });
		const manual = await active({}, { staticData, test: true });
		expect(webhooks().map(({ subscription_url: url }) => url)).toEqual([live.url(), manual.url()]);
		await act('raiseTicket');
		expect(statuses()).toEqual([200, 200]);
		expect(manual.executions).toHaveLength(1);
		await manual.deactivate();
		expect(webhooks().map(({ subscription_url: url }) => url)).toEqual([live.url()]);
		expect(staticData).toMatchObject({ registration: { url: live.url() } });
		expect(staticData).not.toHaveProperty('testRegistration');
	});
});

describe('events', () => {
	test.each(['form', 'json', 'multipart'])('come as a %s body, with nulls for what is missing', async (webhookBody) => {
		set({ webhookBody });
		const node = await active({ events: ['TICKET_CREATED', 'CHAT_CONVERSATION_CREATED'] });
		await act('raiseTicket', { from: 'new@example.com' });
		await act('emit', {
			action: 'CHAT_CONVERSATION_CREATED',
			fields: { conversation_id: 'c1', client_name: '', client_email: null, chat_queue_id: 2 },
		});
		const number = (value: number) => (webhookBody === 'json' ? value : String(value));
		expect(outputs(node)).toEqual([
			[
				{
					action: 'TICKET_CREATED',
					ticket_id: number(1300),
					customer_id: null,
					agent_login: null,
					direction: 'in',
					date: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
				},
			],
			[expect.objectContaining({ client_name: null, client_email: null, chat_queue_id: number(2) })],
		]);
		expect(statuses()).toEqual([200, 200]);
	});

	test.each(['null', 'empty', 'undefined'])(
		'are read whatever a missing value looks like: %s',
		async (webhookNulls) => {
			set({ webhookNulls });
			const node = await active();
			await act('raiseTicket');
			expect(outputs(node)[0]?.[0]).toMatchObject({ customer_id: null, agent_login: null, direction: 'in' });
		},
	);

	test.each([
		['text/plain', CREATED],
		['application/octet-stream', CREATED],
		['text/html', '{"action":"TICKET_CREATED","ticket_id":1234,"customer_id":"null"}'],
		['application/x-www-form-urlencoded; charset=utf-8', CREATED],
	])('are read from a body of type %s', async (type, body) => {
		const node = await active();
		const response = await call(node, body, { Authorization: loginOf(node), 'Content-Type': type });
		expect(response.status).toBe(200);
		expect(outputs(node)[0]?.[0]).toMatchObject({ action: 'TICKET_CREATED', customer_id: null });
	});

	test('several in one call are several items', async () => {
		const node = await active();
		const body = JSON.stringify([1, 2].map((ticket_id) => ({ action: 'TICKET_CREATED', ticket_id })));
		await call(node, body, { Authorization: loginOf(node), 'Content-Type': 'application/json' });
		expect(outputs(node)).toEqual([
			[
				{ action: 'TICKET_CREATED', ticket_id: 1 },
				{ action: 'TICKET_CREATED', ticket_id: 2 },
			],
		]);
	});

	test('that were not asked for are answered with 200 and start nothing', async () => {
		const node = await active();
		for (const body of ['action=CUSTOMER_CREATED&customer_id=1', 'action=SOMETHING_NEW', '', '[]']) {
			const response = await call(node, body, { ...FORM, Authorization: loginOf(node) });
			expect([body, response.status, await response.text()]).toEqual([body, 200, 'OK']);
		}
		expect(node.executions).toEqual([]);
		expect(node.failures).toEqual([]);
	});

	test.each(['form', 'json', 'multipart'])(
		'keep every value of a list: tags[]=a&tags[]=b (%s)',
		async (webhookBody) => {
			set({ webhookBody });
			const node = await active();
			for (const tags of [['a', 'b'], ['a', 'c'], ['a']]) {
				await act('emit', { action: 'TICKET_CREATED', fields: { ticket_id: 1234, tags } });
			}
			expect(
				outputs(node)
					.flat()
					.map(({ tags }) => tags),
			).toEqual([['a', 'b'], ['a', 'c'], ['a']]);
			expect(statuses()).toEqual([200, 200, 200]);
		},
	);

	test('keep every value of a name that is repeated without brackets', async () => {
		const node = await active();
		await call(node, `${CREATED}&tag=a&tag=null&tag=b`, { ...FORM, Authorization: loginOf(node) });
		expect(outputs(node).flat()).toEqual([expect.objectContaining({ ticket_id: '1234', tag: ['a', null, 'b'] })]);
	});

	test('keep every value of a list with numbers: tags[0]=a&tags[1]=b', async () => {
		const node = await active();
		await call(node, `${CREATED}&tags[0]=a&tags%5B1%5D=b`, { ...FORM, Authorization: loginOf(node) });
		expect(outputs(node).flat()).toEqual([expect.objectContaining({ ticket_id: '1234', tags: ['a', 'b'] })]);
	});

	test('keep the numbers by which values are told apart: custom_fields[12]=a&custom_fields[15]=b', async () => {
		const node = await active();
		const fields = 'custom_fields[12]=a&custom_fields[15]=b';
		await call(node, `${CREATED}&${fields}`, { ...FORM, Authorization: loginOf(node) });
		expect(outputs(node).flat()).toEqual([
			expect.objectContaining({ 'custom_fields[12]': 'a', 'custom_fields[15]': 'b' }),
		]);
	});

	test('that cannot be read are refused with 415, start nothing, and the log says so', async () => {
		const node = await active();
		const warn = jest.spyOn(Container.get(Logger), 'warn').mockImplementation(() => {});
		const boundary = 'multipart/form-data; boundary=x';
		for (const [type, body] of [
			['application/x-www-form-urlencoded', 'ticket_id=5'],
			['application/json', '5'],
			['application/json', '[{"ticket_id":5}]'],
			['application/xml', '<event><action>TICKET_CREATED</action></event>'],
			['application/octet-stream', '\u0000\u0001'],
			[boundary, '--x\r\nContent-Disposition: form-data; name="ticket_id"\r\n\r\n5\r\n--x--\r\n'],
		] as const) {
			const response = await call(node, body, { 'Content-Type': type, Authorization: loginOf(node) });
			expect([type, body, response.status]).toEqual([type, body, 415]);
		}
		const logged = warn.mock.calls.map(([message]) => message);
		warn.mockRestore();
		expect(logged).toHaveLength(6);
		expect(logged[0]).toMatch(
			/found no action in a call of Thulium \(application\/x-www-form-urlencoded\), and refused it/,
		);
		expect([node.executions, node.failures]).toEqual([[], []]);
	});

	test('of names that nobody has chosen or knows start nothing, and the log says so', async () => {
		const node = await active({ events: ['TICKET_CREATED'] });
		const warn = jest.spyOn(Container.get(Logger), 'warn').mockImplementation(() => {});
		const headers = { ...FORM, Authorization: loginOf(node) };
		for (const action of ['TICKET_REOPENED', 'ticket_created', 'CUSTOMER_UPDATED'])
			expect((await call(node, `action=${action}&ticket_id=1234`, headers)).status).toBe(200);
		const logged = warn.mock.calls.map(([message]) => message);
		warn.mockRestore();
		expect(node.executions).toEqual([]);
		expect(logged).toEqual(
			['TICKET_REOPENED', 'ticket_created'].map(
				(action) =>
					`"Node under test" got the event ${action}, which it does not know, and left it out. To get it, enter its name under Other Events.`,
			),
		);
	});

	test('with an ID that has lost digits come without the record, and say why', async () => {
		const options = { includeTicket: true, includeCustomer: true };
		const node = await active({ events: ['TICKET_CREATED'], options });
		sandbox.current.journal.clear();
		const body = '{"action":"TICKET_CREATED","ticket_id":90071992547409931,"customer_id":"12a"}';
		await call(node, body, { 'Content-Type': 'application/json', Authorization: loginOf(node) });
		expect(sent('GET')).toEqual([]);
		expect(outputs(node)).toMatchObject([
			[
				{
					ticket: null,
					ticketError: 'The ticket_id of the event is not a whole number that is exact',
					customer: null,
					customerError: 'The customer_id of the event is not a whole number that is exact',
				},
			],
		]);
	});

	test('of names that only your Thulium knows start the workflow', async () => {
		set({ webhookActions: 'any' });
		const node = await active({ events: [], otherEvents: 'QUEUE_CALL_WAITING' });
		await act('emit', { action: 'QUEUE_CALL_WAITING', fields: { queue_name: 'Infolinia' } });
		expect(outputs(node)).toEqual([[expect.objectContaining({ queue_name: 'Infolinia' })]]);
	});

	test.each([1, 3])('start the workflow once however often Thulium sends them (copies: %d)', async (webhookCopies) => {
		set({ webhookCopies });
		const node = await active({ events: ['CUSTOMER_UPDATED'] });
		sandbox.current.core.clock.freeze(Date.UTC(2026, 2, 4, 12));
		await act('emit', { action: 'CUSTOMER_UPDATED', fields: { customer_id: 5521 } });
		await act('emit', { action: 'CUSTOMER_UPDATED', fields: { customer_id: 5522 } });
		expect(
			outputs(node)
				.flat()
				.map(({ customer_id: id }) => id),
		).toEqual(['5521', '5522']);
		expect(statuses()).toEqual(Array(2 * webhookCopies).fill(200));
	});

	test.each([1, 3])('that are refused start nothing, however often Thulium tries (tries: %d)', async (webhookTries) => {
		set({ webhookTries });
		const node = await active();
		const right = node.staticData.registration as IDataObject;
		node.staticData.registration = { ...right, password: 'another' };
		await act('raiseTicket');
		expect(statuses()).toEqual(Array(webhookTries).fill(401));
		expect(node.executions).toEqual([]);
		node.staticData.registration = right;
		await act('raiseTicket');
		expect(node.executions).toHaveLength(1);
	});

	test('that ring at two agents within a second are two', async () => {
		const node = await active({ events: ['AGENT_RINGING'] });
		sandbox.current.core.clock.freeze(Date.UTC(2026, 2, 4, 12));
		for (const agent_login of ['mnowak', 'testowy.agent11']) {
			await act('emit', { action: 'AGENT_RINGING', fields: { connection_id: '1.1', agent_login } });
		}
		expect(
			outputs(node)
				.flat()
				.map(({ agent_login: login }) => login),
		).toEqual(['mnowak', 'testowy.agent11']);
	});

	test('in a test run may be repeated', async () => {
		const node = await active({}, { test: true });
		sandbox.current.core.clock.freeze(Date.UTC(2026, 2, 4, 12));
		for (let round = 0; round < 2; round++) {
			await call(node, CREATED, { ...FORM, Authorization: loginOf(node, 'testRegistration') });
		}
		expect(node.executions).toHaveLength(2);
	});
});

describe('the full record', () => {
	/** The call is answered before the records are read. */
	async function executions(node: ListeningNode, count: number): Promise<void> {
		while (node.executions.length < count) await new Promise((resolve) => setImmediate(resolve));
	}

	const INCLUDE = { options: { includeTicket: true, includeCustomer: true } };

	test('of ticket and customer is added', async () => {
		const node = await active(INCLUDE);
		await act('emit', { action: 'TICKET_CREATED', fields: { ticket_id: 1234, customer_id: 5521 } });
		expect(statuses()).toEqual([200]);
		await executions(node, 1);
		expect(outputs(node)[0]?.[0]).toMatchObject({
			ticket_id: '1234',
			ticket: { ticket_id: 1234, subject: 'Delivery is late', messages: [expect.anything()] },
			customer: { customer_id: 5521, surname: 'Lis', custom_fields: expect.anything() },
		});
	});

	test('that is missing or cannot be read does not hold the event up', async () => {
		const node = await active(INCLUDE);
		sandbox.current.faults.add({ kind: 'status', status: 500, service: 'thulium', path: 'customers', times: -1 });
		await act('emit', { action: 'TICKET_CREATED', fields: { ticket_id: 99, customer_id: 5521 } });
		await executions(node, 1);
		await act('emit', { action: 'TICKET_CREATED', fields: { ticket_id: 'today_stats', customer_id: null } });
		await executions(node, 2);
		expect(outputs(node).flat()).toEqual([
			expect.objectContaining({
				ticket: null,
				ticketError: expect.stringMatching(/^Thulium says: Resource not found\./),
				customer: null,
				customerError: expect.stringMatching(/^HTTP 500/),
			}),
			expect.objectContaining({ ticket: null, customer: null }),
		]);
		expect(node.failures).toEqual([]);
		expect(sent('GET').map(({ path }) => path)).not.toContain('/api/tickets/today_stats');
	});
});

describe('strangers', () => {
	const bodies = [
		CREATED,
		'',
		'{"action":"TICKET_CREATED"}',
		'{"__proto__":{"action":"TICKET_CREATED"}}',
		'%',
		'action[]=TICKET_CREATED',
		'x'.repeat(100_000),
	];

	test.each<[string, (right: string) => Record<string, string>]>([
		['no password', () => ({})],
		['a wrong password', () => ({ Authorization: `Basic ${Buffer.from('n8n:x').toString('base64')}` })],
		['half the password', (right) => ({ Authorization: right.slice(0, -8) })],
		['another scheme', (right) => ({ Authorization: right.replace('Basic', 'Bearer') })],
		['an empty login', () => ({ Authorization: `Basic ${Buffer.from(':').toString('base64')}` })],
		['no Base64', () => ({ Authorization: 'Basic %%%' })],
	])('are refused with 401 and start nothing: %s', async (_what, headers) => {
		const node = await active({ options: { includeTicket: true } });
		sandbox.current.journal.clear();
		const before = structuredClone(node.staticData);
		for (const body of bodies) {
			const response = await call(node, body, { ...FORM, ...headers(loginOf(node)) });
			expect([response.status, await response.text()]).toEqual([401, '']);
			expect(response.headers.get('www-authenticate')).toMatch(/^Basic /);
		}
		expect(node.executions).toEqual([]);
		expect(node.failures).toEqual([]);
		expect(node.staticData).toEqual(before);
		expect(sent()).toEqual([]);
	});

	test('with the password cannot make the node fail', async () => {
		const node = await active();
		for (const body of bodies) {
			for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
				await call(node, body, { 'Content-Type': type, Authorization: loginOf(node) });
			}
		}
		expect(node.failures).toEqual([]);
	});

	test('that come before n8n has stored the password are taken, if they carry it', async () => {
		const node = await active();
		const login = loginOf(node);
		delete node.staticData.registration;
		expect((await call(node, CREATED, { ...FORM, Authorization: login })).status).toBe(200);
		expect(node.executions).toHaveLength(1);
	});

	test('are refused when nothing was registered', async () => {
		const node = await active();
		const login = loginOf(node);
		delete node.staticData.registration;
		// For a minute the process knows what n8n may not have stored yet.
		jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 61_000);
		try {
			expect((await call(node, CREATED, { ...FORM, Authorization: login })).status).toBe(401);
		} finally {
			jest.restoreAllMocks();
		}
		const empty = `Basic ${Buffer.from('undefined:undefined').toString('base64')}`;
		expect((await call(node, CREATED, { ...FORM, Authorization: empty })).status).toBe(401);
	});
});

describe('set up by hand', () => {
	const HAND = { setUp: 'manual', events: [] };
	const LOGIN = { webhookUser: 'thulium', webhookPassword: 'by hand' };

	test('asks Thulium nothing and takes the login of the credential', async () => {
		const node = await active(HAND, { credentials: credentialsWith(LOGIN) });
		const Authorization = `Basic ${Buffer.from('thulium:by hand').toString('base64')}`;
		expect((await call(node, CREATED, { ...FORM, Authorization })).status).toBe(200);
		expect((await call(node, CREATED, FORM)).status).toBe(401);
		await node.deactivate();
		expect(node.executions).toHaveLength(1);
		expect(sent()).toEqual([]);
	});

	test('lets only the chosen events pass', async () => {
		const parameters = { ...HAND, events: ['CUSTOMER_CREATED'] };
		const node = await active(parameters, { credentials: credentialsWith(LOGIN) });
		const Authorization = `Basic ${Buffer.from('thulium:by hand').toString('base64')}`;
		await call(node, CREATED, { ...FORM, Authorization });
		expect(node.executions).toEqual([]);
	});

	test('is refused without a login in the credential', async () => {
		const node = await trigger(HAND);
		await expect(node.activate()).rejects.toThrow('The credential has no Webhook User and Webhook Password');
	});
});
