import { runNode } from '../harness/engine';
import { wire } from '../harness/sandbox';
import { failure, list, output, sandbox, sent, setup } from './setup';

const set = (changes: object) => sandbox.current.setSwitches('thulium', changes);
const AGENT = list('mnowak');

describe('Agent', () => {
	test('Get returns an agent by login', async () => {
		expect(await output('agent', 'get', { login: AGENT })).toEqual([
			expect.objectContaining({ agent_id: 23, login: 'mnowak', surname: 'Nowak' }),
		]);
		expect(sent()[0]?.path).toBe('/api/agents/mnowak');
	});

	test('Get writes a login into the path so that it stays one part of it', async () => {
		const { message } = await failure('agent', 'get', { login: list('a/b+c') });
		expect(message).toBe('Thulium says: Resource not found.');
		expect(sent()[0]?.path).toBe('/api/agents/a%2Fb%2Bc');
	});

	test('Get Many returns the agents', async () => {
		expect(await output('agent', 'getAll', { limit: 2 })).toHaveLength(2);
		expect(await output('agent', 'getAll', { returnAll: true })).toHaveLength(4);
		expect(sent().map(({ query }) => query)).toEqual([{}, {}]);
	});

	test('Get Statuses returns what the agents are doing', async () => {
		await output('customApiCall', 'call', { method: 'POST', path: 'agents/mnowak/pause', body: {} });
		expect(await output('agent', 'getStatuses', { returnAll: true })).toContainEqual({
			login: 'mnowak',
			status: 'PAUSED',
		});
	});

	test('Start Call sends every field under the name that Thulium documents', async () => {
		const parameters = {
			login: AGENT,
			phoneNumber: '600 100 200',
			customerId: '5521',
			options: { callerId: '221000111', campaignId: list('00001'), customData: '{"order":7}', stripNumbers: true },
		};
		expect(await output('agent', 'call', parameters)).toEqual([{ success: true, login: 'mnowak' }]);
		expect(wire(sent())).toEqual([
			{
				method: 'POST',
				path: '/api/agents/mnowak/call',
				body: {
					phone_number: '600100200',
					customer_id: 5521,
					outbound_id: '00001',
					caller_id: '221000111',
					custom_data: '{"order":7}',
				},
			},
		]);
	});

	test('Start Call strips the dashes and invisible characters of a number that was copied', async () => {
		const phoneNumber = '\u202a+48 600–100\u2011200\u202c';
		await output('agent', 'call', { login: AGENT, phoneNumber, options: { stripNumbers: true } });
		expect(sent()[0]?.body).toEqual({ phone_number: '+48600100200' });
	});

	test('Start Call needs a number or a customer', async () => {
		await output('agent', 'call', { login: AGENT, customerId: '5521' });
		expect(sent()[0]?.body).toEqual({ customer_id: 5521 });
		const { message } = await failure('agent', 'call', { login: AGENT, phoneNumber: ' ' });
		expect(message).toBe('Nobody to call: both "Phone Number" and "Customer ID" are empty');
		expect(sent()).toHaveLength(1);
	});

	test.each([
		['asTyped', undefined],
		['digitsOnly', 'Thulium says: Field "phone_number" has a wrong value.'],
	])('Start Call sends the number as typed unless it is stripped (%s)', async (phoneNumbers, message) => {
		set({ phoneNumbers });
		const result = await runNode(setup('agent', 'call', { login: AGENT, phoneNumber: '600 100 200' }));
		expect(result.error?.message).toBe(message);
		expect(sent()[0]?.body).toEqual({ phone_number: '600 100 200' });
	});

	test.each(['resetAfter', 'resetBefore', 'empty', 'html'] as const)(
		'Start Call rings once, although nobody knows whether it rang (%s)',
		async (kind) => {
			sandbox.current.faults.add({ kind, service: 'thulium' });
			const { message, description } = await failure('agent', 'call', { login: AGENT, phoneNumber: '600100200' });
			expect(message).toMatch(/^The outcome is unknown/);
			expect(description).toMatch(/^Ask the agent whether the phone rang/);
			expect(sent()).toHaveLength(1);
		},
	);
});

describe('Chat', () => {
	test('Start sends everything in the query, as the vendor does', async () => {
		const client = {
			clientId: 'C-77',
			customerId: '5521',
			email: 'ewa.lis@example.com',
			name: 'Ewa',
			surname: 'Lis',
		};
		expect(await output('chat', 'start', { chatQueueId: list('2'), client })).toEqual([
			{ conversation_id: expect.stringMatching(/^[0-9a-f-]{36}$/) },
		]);
		expect(sent()[0]).toMatchObject({
			method: 'POST',
			path: '/api/chat_conversations/start',
			body: null,
			query: {
				chat_queue_id: '2',
				client_name: 'Ewa',
				client_surname: 'Lis',
				client_email: 'ewa.lis@example.com',
				client_id: 'C-77',
				customer_id: '5521',
			},
		});
	});

	test('Stop ends a conversation', async () => {
		const [started] = await output('chat', 'start', { chatQueueId: list('2') });
		const conversationId = String(started?.conversation_id);
		const parameters = { conversationId, options: { externalChatbotId: 'bot-1' } };
		expect(await output('chat', 'stop', parameters)).toEqual([{ success: true, conversation_id: conversationId }]);
		expect(sent()[1]).toMatchObject({
			path: `/api/chat_conversations/${conversationId}/stop`,
			query: { external_chatbot_id: 'bot-1' },
			body: null,
		});
		expect(sandbox.current.services.thulium.snapshot().chats).toEqual({ [conversationId]: 'closed' });
	});
});

describe('Tag', () => {
	test('Add sends the tags once each', async () => {
		expect(await output('tag', 'add', { tags: ['new, vip', 'vip'] })).toEqual([{ status: 'success' }]);
		expect(wire(sent())).toEqual([{ method: 'POST', path: '/api/tags', body: { tags: ['new', 'vip'] } }]);
	});

	test('Add needs a tag', async () => {
		expect((await failure('tag', 'add', { tags: [' '] })).message).toBe('The field "Tags" is empty');
		expect(sent()).toEqual([]);
	});
});

describe('Dictionary', () => {
	test.each([
		['named', 'status_id', 'category_id', 'ticket_queue_id'],
		['plainId', 'id', 'id', 'id'],
		['wrapped', 'id', 'id', 'id'],
	])('is passed on in any shape (%s)', async (dictionaryShape, statusId, categoryId, queueId) => {
		set({ dictionaryShape });
		const all = { returnAll: true };
		expect(await output('dictionary', 'getStatuses', all)).toContainEqual({
			[statusId]: '6',
			name: 'Zamknięte',
			substatuses: [],
		});
		expect(await output('dictionary', 'getCategories', all)).toContainEqual({ [categoryId]: '7', name: 'Dostawa' });
		expect(await output('dictionary', 'getQueues', all)).toContainEqual({ [queueId]: 4, name: 'service@example.com' });
		expect(sent().map(({ path }) => path)).toEqual([
			'/api/ticket_statuses',
			'/api/ticket_categories',
			'/api/ticket_queues',
		]);
	});
});
