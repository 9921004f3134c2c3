import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';
import type { IDataObject } from 'n8n-workflow';

import type { JsonObject, ServiceName } from '../../../sandbox/core/types';
import { SEED_GROUPS, SEED_PHONES } from '../../../sandbox/kaizala';
import { sandboxCredentials, useSandbox } from '../../harness/sandbox';
import { closeTriggers, deliver, startTrigger, subscribe } from '../../HubSpotTickets/webhook/setup';
import { CallbackFixture, closeAll, SECRET } from '../../JtelAcd/webhook/fixture';
import { useInstantWaits } from '../../harness/waits';
import type { ListeningNode, WebhookSetup } from '../../harness/webhook';
import { listen } from '../../harness/webhook';

/** What a webhook trigger finds in the static data of its node may be damaged, or come from another account. */

useInstantWaits();
const sandbox = useSandbox();

const open: ListeningNode[] = [];
let warnings: string[] = [];
beforeEach(() => {
	warnings = [];
	jest.spyOn(Container.get(Logger), 'warn').mockImplementation((text) => void warnings.push(String(text)));
});
afterEach(async () => {
	jest.restoreAllMocks();
	await Promise.all(open.splice(0).map(async (node) => await node.close()));
	await closeTriggers();
	await closeAll();
});

async function started(type: string, parameters: WebhookSetup['parameters']) {
	const node = await listen({ type, parameters, credentials: sandboxCredentials(sandbox.current) });
	open.push(node);
	await node.activate();
	return node;
}

const act = async (...[service, name, input = {}]: [ServiceName, string, JsonObject?]) =>
	await sandbox.current.act(service, name, input);

const group = { __rl: true, mode: 'id', value: SEED_GROUPS.supportDesk };

interface Trigger {
	start(): Promise<ListeningNode>;
	/** Something happens that starts the workflow. */
	happen(node: ListeningNode): Promise<unknown>;
}

const kaizala: Trigger = {
	start: async () =>
		await started('kaizalaTrigger', { objectType: 'Group', groupId: group, events: ['TextMessageCreated'] }),
	happen: async () => {
		const message = { groupId: SEED_GROUPS.supportDesk, phone: SEED_PHONES.lead, text: 'hello' };
		return await act('kaizala', 'sendMessage', message);
	},
};

const thulium: Trigger = {
	start: async () => await started('thuliumTrigger', { events: ['TICKET_CREATED'] }),
	happen: async () => await act('thulium', 'raiseTicket'),
};

const TRIGGERS: Record<string, Trigger> = {
	'HubSpot Tickets Webhook Trigger': {
		start: async () => {
			const node = await startTrigger(sandbox.current);
			await subscribe(sandbox.current, node.url());
			return node;
		},
		async happen() {
			await act('hubspot', 'raiseTicket', { subject: 'Valve leaks' });
			return await deliver(sandbox.current);
		},
	},
	'Kaizala Trigger': kaizala,
	'Thulium Trigger': thulium,
	'jtel ACD Callback Trigger': {
		start: async () => (await CallbackFixture.start(sandbox.current, { source: 'acdGroup' })).node,
		async happen(node) {
			const event = { AcdEventTypesID: 3, Sender: '4915550009' };
			const { ID } = Object(await act('jtel', 'createEvent', event));
			return await act('jtel', 'pushEvent', { ID, url: node.url().replace(':secret', SECRET) });
		},
	},
};

/** Nothing that the nodes store looks like this. */
const DAMAGED: unknown[] = [null, 0, true, 'x', 'undefined', {}, [], [7], ['x'], [{ toString: 1 }], { toString: 1 }];

const isGood = (value: unknown) => Array.isArray(value) && value.length === 0;

describe.each(Object.entries(TRIGGERS))('%s', (_name, { start, happen }) => {
	test('what is stored of deliveries may be damaged: the next one starts the workflow, and the log says so', async () => {
		const node = await start();
		let expected = 0;
		for (const delivered of DAMAGED) {
			warnings = [];
			Object.assign(node.staticData, { delivered: structuredClone(delivered) });
			await happen(node);
			expected += 1;
			const told = warnings.filter((text) => text.includes('is damaged, so it starts over'));
			expect({ delivered, failures: node.failures, executions: node.executions.length }).toEqual({
				...{ delivered, failures: [], executions: expected },
			});
			expect({ delivered, told: told.length > 0 }).toEqual({ delivered, told: !isGood(delivered) });
			// Good again.
			expect(node.staticData.delivered).toEqual(expect.arrayContaining([expect.stringMatching(/^[\w+/]{12}$/)]));
		}
	});
});

test.each(DAMAGED)('Kaizala Trigger: no secret is made of the damaged token %j', async (token) => {
	const node = await kaizala.start();
	Object.assign(node.staticData, { callBackToken: structuredClone(token) });
	const body = JSON.stringify({ eventType: 'TextMessageCreated', data: { text: 'forged' } });
	const headers = { 'content-type': 'application/json', 'kz-callback-token': String(JSON.stringify(token)) };
	const answers = [headers, { ...headers, 'kz-callback-token': 'x' }, { ...headers, 'kz-callback-token': 'undefined' }];
	for (const given of answers) {
		expect((await fetch(node.url(), { method: 'POST', body, headers: given })).status).toBe(401);
	}
	expect(node.executions).toEqual([]);
	expect(node.failures).toEqual([]);
	expect(warnings.join()).toContain('Events are refused until the workflow is deactivated and activated again.');
	await node.activate();
	expect(node.staticData.callBackToken).toMatch(/^[0-9a-f]{48}$/);
	await kaizala.happen(node);
	expect(node.executions).toHaveLength(1);
});

test('Kaizala Trigger: an ID that belongs to somebody else is not deleted', async () => {
	const [other, node] = [await kaizala.start(), await kaizala.start()];
	const before = sandbox.current.services.kaizala.snapshot().webhooks;
	const foreign = Array.isArray(before)
		? Object(before.find((entry) => Object(entry).callbackUrl === other.url()))
		: {};
	node.staticData.webhookId = String(foreign.id);
	await node.deactivate();
	expect(sandbox.current.services.kaizala.snapshot().webhooks).toMatchObject([{ callbackUrl: other.url() }]);
});

const REGISTRATIONS = [
	...DAMAGED,
	{ id: '5' },
	{ id: '5', url: 'https://n8n.example', user: '', password: '' },
	{ id: { toString: 1 }, url: 'https://n8n.example', user: 'n8n-00000000', password: 'x' },
];

test.each(REGISTRATIONS)('Thulium Trigger: no login is made of the damaged registration %j', async (registration) => {
	const node = await thulium.start();
	Object.assign(node.staticData, { registration: structuredClone(registration) });
	for (const login of ['undefined:undefined', ':', 'null:null', 'n8n-00000000:x']) {
		const headers = {
			'content-type': 'application/x-www-form-urlencoded',
			authorization: `Basic ${Buffer.from(login).toString('base64')}`,
		};
		const response = await fetch(node.url(), { method: 'POST', body: 'action=TICKET_CREATED&ticket_id=1', headers });
		expect(response.status).toBe(401);
	}
	expect(node.executions).toEqual([]);
	expect(node.failures).toEqual([]);
	expect(warnings.join()).toContain('Calls are refused until the workflow is deactivated and activated again.');
	await node.activate();
	await thulium.happen(node);
	expect(node.executions).toHaveLength(1);
	expect(sandbox.current.services.thulium.snapshot().webhooks).toHaveLength(1);
});

test('Thulium Trigger: in another system no webhook is deleted by an ID that means another one there', async () => {
	const node = await thulium.start();
	const registration: IDataObject = Object(node.staticData.registration);
	node.staticData.registration = { ...registration, system: '0123456789abcdef' };
	// The API user may not list webhooks, so that only the ID is known.
	sandbox.current.faults.add({
		service: 'thulium',
		method: 'GET',
		path: '/webhooks',
		kind: 'status',
		status: 403,
		times: -1,
	});
	await node.deactivate();
	expect(sandbox.current.services.thulium.snapshot().webhooks).toHaveLength(1);
});
