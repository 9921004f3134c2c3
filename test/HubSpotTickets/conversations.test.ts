import type { JsonObject } from '../../sandbox/core/types';
import { createHubSpot } from '../../sandbox/hubspot';
import { withoutLink } from '../harness/errorLink';
import { inMemory } from '../harness/binary';
import { messageOf, runNode, searchList } from '../harness/engine';
import { requests, sandboxCredentials, useSandbox } from '../harness/sandbox';
import { useInstantWaits } from '../harness/waits';
import { byId, hubSpot, list } from './setup';

useInstantWaits();
const sandbox = useSandbox([createHubSpot]);
const node = hubSpot(sandbox);

const [TICKET, QUIET_TICKET, THIRD_TICKET, UNANSWERED_TICKET] = [1, 2, 3, 5].map((place) => `3840211900${place}`);
const [MAIL, DESK, CHAT, UNANSWERED] = [1, 2, 3, 4].map((place) => `913450000${place}`);
const onTicket = (ticketId = TICKET) => ({ findBy: 'ticket', ticketId: list(ticketId ?? '') });
const onThread = (threadId = MAIL) => ({ findBy: 'thread', threadId: list(threadId ?? '') });
const BRUNO = { senderId: list('71440002') };

const run = async (operation: string, parameters = {}, rest = {}) =>
	await runNode(node('conversation', operation, parameters, rest));
const reply = async (parameters = {}, rest = {}) =>
	await run('reply', { ...onTicket(), ...BRUNO, text: 'We are on our way', ...parameters }, rest);
const act = async (name: string, input: JsonObject): Promise<JsonObject> =>
	Object(await sandbox.current.act('hubspot', name, input));
const set = (switches: object) => sandbox.current.setSwitches('hubspot', switches);

const sent = (method?: string) => requests(sandbox.current, 'hubspot', method);
const writes = () => sent().filter(({ method }) => method !== 'GET');
const threads = (): JsonObject[] => Object(sandbox.current.services.hubspot?.snapshot()).threads;
const thread = (id = MAIL): JsonObject => Object(threads().find((one) => one.id === id));
const lastMessage = (id = MAIL): JsonObject => Object(Object(thread(id)).messages).at(-1);
const descriptionOf = (result: { error?: unknown }): string => String(Object(result.error).description);
const ids = (json: Array<{ id?: unknown }>) => json.map(({ id }) => id);

test('conversation · read thread, reply, comment, close', async () => {
	const [found] = (await run('getAll', { ticketId: list(TICKET ?? '') })).json;
	expect(found).toMatchObject({ id: MAIL, status: 'OPEN', ticketId: TICKET, contactId: '201', channelId: '1002' });

	const read = await run('getMessages', onTicket());
	expect(read.json).toMatchObject([
		{ type: 'MESSAGE', direction: 'INCOMING', from: 'marta.lindqvist@harbour-pumps.example', text: 'It hums.' },
		{ type: 'COMMENT', text: 'Sounds like the capacitor again.' },
		{ type: 'MESSAGE', direction: 'OUTGOING', fromName: 'Bruno Abend', from: 'support@relay.example' },
		{ type: 'MESSAGE', direction: 'INCOMING', fromName: 'Marta Lindqvist', to: ['support@relay.example'] },
	]);

	const answer = await reply();
	expect(answer.json[0]).toMatchObject({
		threadId: MAIL,
		direction: 'OUTGOING',
		fromActorId: 'A-9120002',
		to: ['marta.lindqvist@harbour-pumps.example'],
	});
	expect(writes()[0]).toMatchObject({
		path: `/conversations/conversations/2026-09/threads/${MAIL}/messages`,
		body: {
			type: 'MESSAGE',
			text: 'We are on our way',
			attachments: [],
			senderActorId: 'A-9120002',
			channelId: '1002',
			channelAccountId: '610001',
			recipients: [
				{
					actorId: 'V-201',
					name: 'Marta Lindqvist',
					recipientField: 'TO',
					deliveryIdentifiers: [{ type: 'HS_EMAIL_ADDRESS', value: 'marta.lindqvist@harbour-pumps.example' }],
				},
			],
		},
	});

	await run('comment', { ...onTicket(), text: 'Capacitor ordered' });
	expect(writes()[1]?.body).toEqual({ type: 'COMMENT', text: 'Capacitor ordered', attachments: [] });
	expect(lastMessage()).toMatchObject({ type: 'COMMENT', text: 'Capacitor ordered' });

	expect((await run('setStatus', { ...onTicket(), status: 'CLOSED' })).json[0]).toMatchObject({ status: 'CLOSED' });
	expect(thread()).toMatchObject({ status: 'CLOSED' });
});

describe('finding the conversation of a ticket', () => {
	test.each(['works', 'ignored', 'refused'])('when the filter by ticket is one that %s', async (ticketFilter) => {
		set({ ticketFilter });
		expect((await run('get', onTicket())).json).toMatchObject([{ id: MAIL, ticketId: TICKET }]);
		expect((await run('getAll', { ticketId: list(QUIET_TICKET ?? '') })).json).toEqual([]);
	});

	test('never takes the conversation of somebody else, even if HubSpot ignores the filter', async () => {
		set({ ticketFilter: 'ignored' });
		const result = await reply(onTicket(QUIET_TICKET));
		expect(messageOf(result)).toBe(`The ticket ${QUIET_TICKET} has no conversation`);
		expect(writes()).toEqual([]);
	});

	test('takes the one with the latest message; all of them are listed in that order', async () => {
		const ticketId = list(THIRD_TICKET ?? '');
		expect(ids((await run('getAll', { ticketId })).json)).toEqual([CHAT, DESK]);
		await act('customerWrites', { threadId: DESK ?? '', text: 'It still leaks' });
		expect(ids((await run('getAll', { ticketId })).json)).toEqual([DESK, CHAT]);
		expect(ids((await run('get', onTicket(THIRD_TICKET))).json)).toEqual([DESK]);
		await run('setStatus', { ...onThread(CHAT), status: 'CLOSED' });
		expect(ids((await run('getAll', { ticketId, options: { status: 'CLOSED' } })).json)).toEqual([CHAT]);
		expect(ids((await run('getAll', { ticketId, limit: 1 })).json)).toEqual([DESK]);
	});

	test('of a ticket that was merged away', async () => {
		set({ mergeIssuesNewId: false });
		await fetch(`${sandbox.current.url}/hubspot/crm/objects/2026-09/tickets/merge`, {
			method: 'POST',
			headers: { authorization: 'Bearer hubspot-sandbox-token', 'content-type': 'application/json' },
			body: JSON.stringify({ primaryObjectId: TICKET, objectIdToMerge: QUIET_TICKET }),
		});
		expect((await run('get', onTicket(QUIET_TICKET))).json).toMatchObject([{ id: MAIL }]);
	});

	test('by its own ID', async () => {
		expect((await run('get', onThread(CHAT))).json).toMatchObject([{ id: CHAT, ticketId: THIRD_TICKET }]);
	});

	test.each<[string, object, RegExp, RegExp]>([
		['a ticket without one', onTicket(QUIET_TICKET), /has no conversation/, /connected inbox/],
		['an unknown ticket', onTicket('999999'), /resource not found/, /./],
		[
			'an unknown conversation',
			onThread('7'),
			/resource not found/,
			/no such conversation, or .* no conversations API/,
		],
	])('says so for %s', async (_name, parameters, message, description) => {
		const result = await run('getMessages', parameters);
		expect(messageOf(result)).toMatch(message);
		expect(descriptionOf(result)).toMatch(description);
	});

	test('an account without the API is told as such, with the correlation ID', async () => {
		set({ hasConversations: false });
		const result = await run('getAll', { ticketId: list(TICKET ?? '') });
		expect(descriptionOf(result)).toMatch(/no conversations API\. HubSpot correlation ID: \S+/);
	});

	test('no faulty response is taken for "none"', async () => {
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path: '/threads$', status: 403 });
		expect(messageOf(await run('getAll', { ticketId: list(TICKET ?? '') }))).toMatch(/scopes/);
	});
});

describe('Get Messages', () => {
	test('completes messages that are shown cut, unless told not to', async () => {
		const text = 'A very long story about a pump';
		await act('customerWrites', { ticketId: TICKET ?? '', text, cutAfter: 6 });
		expect((await run('getMessages', { ...onTicket(), limit: 1 })).json).toMatchObject([{ text }]);
		const options = { complete: false };
		expect((await run('getMessages', { ...onTicket(), limit: 1, options })).json).toMatchObject([{ text: 'A very' }]);
	});

	test('a message has the fields of a message and no others', async () => {
		const { json } = await run('getMessages', { ...onTicket(), limit: 1 });
		expect(json).toStrictEqual([
			{
				id: expect.any(String),
				threadId: MAIL,
				type: 'MESSAGE',
				direction: 'INCOMING',
				createdAt: expect.any(String),
				from: 'marta.lindqvist@harbour-pumps.example',
				fromName: 'Marta Lindqvist',
				fromActorId: 'V-201',
				to: ['support@relay.example'],
				subject: null,
				text: 'It hums.',
				richText: expect.any(String),
				attachments: [],
			},
		]);
	});

	test('returns the kinds of entries that are asked for', async () => {
		await run('setStatus', { ...onTicket(), status: 'CLOSED' });
		const options = { types: ['THREAD_STATUS_CHANGE'] };
		expect((await run('getMessages', { ...onTicket(), options })).json).toMatchObject([
			{ type: 'THREAD_STATUS_CHANGE', newStatus: 'CLOSED', text: null },
		]);
	});

	test('knows the newest message also where one of them was written on the full second', async () => {
		const at = (createdAt: string) => ({ id: createdAt, type: 'MESSAGE', conversationsThreadId: '1', createdAt });
		const body = { results: ['09:00:00Z', '09:00:00.5Z', '08:59:59.9Z'].map((time) => at(`2026-11-21T${time}`)) };
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path: '/messages$', status: 200, body });
		const { json } = await run('getMessages', onTicket());
		expect(json.map(({ id }) => String(id).slice(11))).toEqual(['09:00:00.5Z', '09:00:00Z', '08:59:59.9Z']);
	});

	test('lives with parts of a message that are not as documented', async () => {
		const odd = { senders: [null, { name: 'Marta' }], recipients: [null, 'x', { name: 'Desk' }], attachments: [null] };
		const message = { id: '1', type: 'MESSAGE', conversationsThreadId: '1', createdAt: '2026-11-21T09:00:00Z' };
		const body = { results: [{ ...message, ...odd }] };
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path: '/messages$', status: 200, body });
		const { json } = await run('getMessages', onTicket());
		expect(json).toMatchObject([{ id: '1', fromName: 'Marta', to: ['Desk'], attachments: [] }]);
	});

	test('reads more messages than one page has, the newest first', async () => {
		for (let count = 0; count < 120; count++) {
			await act('customerWrites', { ticketId: TICKET ?? '', text: `Message ${count}` });
		}
		const all = await run('getMessages', { ...onTicket(), returnAll: true });
		expect(all.json).toHaveLength(124);
		expect(all.json[0]).toMatchObject({ text: 'Message 119' });
		expect(all.json.at(-1)).toMatchObject({ text: 'Good morning, our pump 7 does not start.' });
	});

	test.each([true, false])(
		'comments of the help desk are here or among the notes (notes: %s)',
		async (helpDeskNotes) => {
			set({ helpDeskNotes });
			await act('agentComments', { ticketId: THIRD_TICKET ?? '', threadId: DESK ?? '', text: 'Ask the fitter' });
			const here = (await run('getMessages', onThread(DESK))).json.map(({ text }) => text);
			const notes = (await runNode(node('note', 'getAll', { ticketId: list(THIRD_TICKET ?? '') }))).json;
			expect([
				here.includes('Ask the fitter'),
				notes.some(({ hs_note_body: body }) => body === 'Ask the fitter'),
			]).toEqual([!helpDeskNotes, helpDeskNotes]);
		},
	);
});

describe('Reply', () => {
	test('goes through the chat when the customer wrote there', async () => {
		expect((await reply(onTicket(THIRD_TICKET))).error).toBeUndefined();
		expect(lastMessage(CHAT)).toMatchObject({
			channelId: '1000',
			channelAccountId: '610002',
			recipients: [{ actorId: 'V-203', deliveryIdentifier: { value: 'visitor-203' } }],
		});
	});

	test('takes an email address as sender, a subject, HTML, copies and other recipients', async () => {
		const options = {
			subject: 'Your pump',
			richText: '<b>Tomorrow</b>',
			to: 'pavel.horvat@harbour-pumps.example',
			cc: 'a@relay.example, b@relay.example',
			bcc: 'archive@relay.example',
		};
		await reply({ senderId: byId('ada.abend.1@relay.example'), options });
		expect(lastMessage()).toMatchObject({
			createdBy: 'A-9120001',
			subject: 'Your pump',
			richText: '<b>Tomorrow</b>',
			recipients: [
				{ recipientField: 'TO', deliveryIdentifier: { value: 'pavel.horvat@harbour-pumps.example' } },
				{ recipientField: 'CC', deliveryIdentifier: { value: 'a@relay.example' } },
				{ recipientField: 'CC', deliveryIdentifier: { value: 'b@relay.example' } },
				{ recipientField: 'BCC', deliveryIdentifier: { value: 'archive@relay.example' } },
			],
		});
	});

	test('can be the first message when recipient and account are chosen', async () => {
		expect(messageOf(await reply(onTicket(UNANSWERED_TICKET)))).toMatch(/has not written anything/);
		expect(writes()).toEqual([]);
		const options = { to: 'lena.dorn@depot-nine.example', channelAccountId: list('610003') };
		expect((await reply({ ...onTicket(UNANSWERED_TICKET), options })).error).toBeUndefined();
		expect(lastMessage(UNANSWERED)).toMatchObject({ channelId: '1002', channelAccountId: '610003' });
	});

	test('carries files of the item and files that are in HubSpot already', async () => {
		const binary = inMemory({ data: { fileName: 'offer.pdf', content: 'An offer' } });
		const items = [{ json: {}, binary }];
		await reply({ options: { binaryFields: 'data' } }, { items });
		expect(lastMessage()).toMatchObject({ attachments: [{ fileId: '187400101001', name: 'offer' }] });
		await reply({ options: { binaryFields: 'data', attachmentIds: '187400101001' } }, { items });
		expect(Object(lastMessage()).attachments).toHaveLength(2);
	});

	/** The next list of messages shows one of the customer with these senders. */
	function nextIncoming(senders: JsonObject[], channel = { channelId: '1002', channelAccountId: '610001' }) {
		const message = { id: '1', type: 'MESSAGE', direction: 'INCOMING', createdAt: '2026-11-20T08:00:00Z', senders };
		const body = { results: [{ ...message, ...channel }] };
		sandbox.current.faults.add({
			kind: 'status',
			service: 'hubspot',
			method: 'GET',
			path: 'messages',
			status: 200,
			body,
		});
	}

	test('to a sender without an address asks for To before anything is sent', async () => {
		nextIncoming([{ actorId: 'V-201', name: 'Marta Lindqvist' }]);
		const result = await reply();
		expect(messageOf(result)).toBe(
			`HubSpot does not give the address of the customer who wrote last in the conversation ${MAIL}`,
		);
		expect(withoutLink(descriptionOf(result))).toBe('Nothing was sent. Set the option To.');
		expect(writes()).toEqual([]);
		expect((await reply({ options: { to: 'marta@harbour-pumps.example' } })).error).toBeUndefined();
	});

	test('takes the address from the actor of somebody who is known by it', async () => {
		nextIncoming([{ actorId: 'E-marta@harbour-pumps.example' }]);
		expect((await reply()).error).toBeUndefined();
		expect(lastMessage()).toMatchObject({
			recipients: [{ deliveryIdentifier: { type: 'HS_EMAIL_ADDRESS', value: 'marta@harbour-pumps.example' } }],
		});
	});

	test('to nobody is refused before a file is uploaded', async () => {
		nextIncoming([{ name: 'Somebody' }]);
		const binary = inMemory({ data: { fileName: 'offer.pdf', content: 'An offer' } });
		const result = await reply({ options: { binaryFields: 'data' } }, { items: [{ json: {}, binary }] });
		expect(messageOf(result)).toBe(
			`HubSpot does not give the address of the customer who wrote last in the conversation ${MAIL}`,
		);
		expect(writes()).toEqual([]);
	});

	test('that fails after an upload says which file exists already, and is not tried again', async () => {
		const binary = inMemory({ data: { fileName: 'offer.pdf', content: 'An offer' } });
		const options = { binaryFields: 'data', channelAccountId: byId('610004'), to: 'a@relay.example' };
		const result = await reply({ options }, { items: [{ json: {}, binary }], maxTries: 3 });
		expect(messageOf(result)).toMatch(/^The file was uploaded, but what comes next failed: .*turned off/);
		expect(descriptionOf(result)).toMatch(/offer\.pdf \(187400101001\).*attachment file IDs 187400101001/);
		expect(writes()).toHaveLength(2);
	});

	test.each<[string, object, RegExp]>([
		['an empty message', { text: ' ' }, /The field "Message" is empty/],
		['a queue as sender', { senderId: byId('71440119') }, /"Sender" has no user in HubSpot: "71440119"/],
		['an unknown sender', { senderId: byId('5') }, /"Sender" is not an owner in this HubSpot account/],
		['an unknown email address', { senderId: byId('nobody@relay.example') }, /not an owner in this HubSpot account/],
		['a wrong address', { options: { cc: 'Pavel' } }, /"Options > CC" has "Pavel", which is not an email address/],
		['a copy of a chat', { ...onTicket(THIRD_TICKET), options: { cc: 'a@relay.example' } }, /for email only/],
		['a file that is not there', { options: { binaryFields: 'data' } }, /no file in the field "data"/],
		['a wrong account', { options: { channelAccountId: byId('={{ "x" }}') } }, /not the ID of a channel account/],
	])('with %s is refused before anything is written', async (_name, parameters, message) => {
		expect(messageOf(await reply(parameters))).toMatch(message);
		expect(writes()).toEqual([]);
	});

	test.each([
		['an ID', { userId: 9120002 }, 'id'],
		['a user ID that is one', { id: '71440002', userId: 'nobody' }, 'userId'],
	])('from an owner without %s is refused before anything is written', async (_what, body, missing) => {
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path: 'owners', status: 200, body, times: -1 });
		expect(messageOf(await reply())).toBe(`HubSpot answered without ${missing}`);
		expect(writes()).toEqual([]);
	});

	test('whose outcome is unknown is not repeated, and says how to find out', async () => {
		sandbox.current.faults.add({ kind: 'resetAfter', service: 'hubspot', method: 'POST', path: '/messages$' });
		const result = await reply({}, { maxTries: 3 });
		expect(messageOf(result)).toMatch(/^The outcome is unknown/);
		expect(descriptionOf(result)).toMatch(/Conversation: Get Messages/);
		expect(writes()).toHaveLength(1);
		const messages: JsonObject[] = Object(thread()).messages;
		expect(messages.filter(({ text }) => text === 'We are on our way')).toHaveLength(1);
	});

	test('whose response lacks the message is an unknown outcome', async () => {
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', method: 'POST', status: 201, body: {} });
		expect(messageOf(await reply())).toMatch(/outcome is unknown: HubSpot answered without the new message/);
		expect(writes()).toHaveLength(1);
	});

	test('is sent again when HubSpot refused the call, and arrives once', async () => {
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', method: 'POST', status: 429 });
		expect((await reply()).error).toBeUndefined();
		expect(writes().map(({ status }) => status)).toEqual([429, 201]);
		const messages: JsonObject[] = Object(thread()).messages;
		expect(messages.filter(({ text }) => text === 'We are on our way')).toHaveLength(1);
	});

	test('to many tickets: a bad item has its own error, the others are sent', async () => {
		const items = [TICKET, QUIET_TICKET, THIRD_TICKET].map((id) => ({ id }));
		const ticketId = byId('={{ $json.id }}');
		const { json } = await reply({ findBy: 'ticket', ticketId }, { items, continueOnFail: true });
		expect(json.map(({ threadId }) => threadId)).toEqual([MAIL, undefined, CHAT]);
		expect(json[1]?.error).toMatch(/has no conversation/);
		expect(writes()).toHaveLength(2);
	});
});

describe('Comment', () => {
	test('whose outcome is unknown is not repeated', async () => {
		sandbox.current.faults.add({ kind: 'resetAfter', service: 'hubspot', method: 'POST' });
		const result = await run('comment', { ...onTicket(), text: 'x' }, { maxTries: 3 });
		expect(messageOf(result)).toMatch(/^The outcome is unknown/);
		expect(writes()).toHaveLength(1);
	});

	test('may carry a file and HTML', async () => {
		const binary = inMemory({ data: { fileName: 'plan.txt', content: 'A plan' } });
		const options = { binaryFields: 'data', richText: '<i>See</i>' };
		await run('comment', { ...onTicket(), text: 'See', options }, { items: [{ json: {}, binary }] });
		expect(lastMessage()).toMatchObject({ richText: '<i>See</i>', attachments: [{ name: 'plan' }] });
	});
});

describe('Assign and Unassign', () => {
	test('give a conversation to an agent, and take it away', async () => {
		const assigneeId = list('71440003');
		expect((await run('assign', { ...onTicket(), assigneeId })).json).toMatchObject([
			{ id: MAIL, assignedTo: 'A-9120003' },
		]);
		expect((await run('unassign', onTicket())).json).toEqual([{ id: MAIL, assignedTo: null }]);
		expect(thread()).not.toHaveProperty('assignedTo');
	});

	test('are repeated after a broken connection, because that doubles nothing', async () => {
		sandbox.current.faults.add({ kind: 'resetAfter', service: 'hubspot', method: 'PUT' });
		expect((await run('assign', { ...onTicket(), assigneeId: list('71440003') })).error).toBeUndefined();
		expect(sent('PUT')).toHaveLength(2);
	});

	test('have an address of their own in version v3', async () => {
		const v3 = hubSpot(sandbox, { apiVersion: 'v3' });
		const assigned = await runNode(v3('conversation', 'assign', { ...onThread(), assigneeId: list('71440003') }));
		expect([assigned.error, thread().assignedTo]).toEqual([undefined, 'A-9120003']);
		expect((await runNode(v3('conversation', 'unassign', onThread()))).json).toEqual([{ id: MAIL, assignedTo: null }]);
		const path = `/conversations/conversations/v3/threads/${MAIL}/assignee`;
		expect([...sent('PUT'), ...sent('DELETE')].map((call) => call.path)).toEqual([path, path]);
	});
});

test('every version has its paths: conversations of 2026-03 are those of 2026-09', async () => {
	const paths = async (apiVersion: string) => {
		sandbox.current.journal.clear();
		const versioned = hubSpot(sandbox, { apiVersion });
		expect((await runNode(versioned('conversation', 'get', onThread()))).error).toBeUndefined();
		return sent().map(({ path }) => path);
	};
	expect(await paths('2026-03')).toEqual([`/conversations/conversations/2026-09/threads/${MAIL}`]);
	expect(await paths('v3')).toEqual([`/conversations/v3/conversations/threads/${MAIL}`]);
	set({ strictDated: true });
	expect(await paths('2026-09')).toEqual([`/conversations/conversations/2026-09/threads/${MAIL}`]);
});

test('a missing scope is named', async () => {
	const credentials = sandboxCredentials(sandbox.current);
	Object(credentials.hubSpotTicketsApi).accessToken = 'hubspot-tickets-read-token';
	const result = await run('get', onThread(), { credentials });
	expect(descriptionOf(result)).toMatch(/conversations\.read/);
});

describe('drop-downs', () => {
	const from = async (method: string, filter?: string) =>
		(await searchList({ ...node('conversation', 'get'), method, filter })).results;

	test('list the conversations of the last 30 days, the latest first', async () => {
		expect(await from('searchConversations')).toEqual([]);
		await act('customerWrites', { threadId: CHAT ?? '', text: 'Hello?' });
		await act('customerWrites', { ticketId: TICKET ?? '', text: 'Hello?' });
		expect((await from('searchConversations')).map(({ value }) => value)).toEqual([MAIL, CHAT]);
		expect(await from('searchConversations', THIRD_TICKET)).toMatchObject([
			{ name: expect.stringMatching(`Open, of ticket ${THIRD_TICKET} `), value: CHAT },
		]);
	});

	test('list the accounts that are turned on', async () => {
		expect((await from('searchChannelAccounts')).map(({ value }) => value)).toEqual(['610001', '610002', '610003']);
		expect(await from('searchChannelAccounts', 'desk')).toEqual([{ name: 'Help desk mailbox', value: '610003' }]);
	});
});

describe('Get Many by contact and inbox, inboxes and channels', () => {
	const byContact = { listBy: 'contact', contactId: list('203') };
	const byInbox = { listBy: 'inbox', inboxId: list('512001') };
	const queries = () => requests(sandbox.current, 'hubspot').map(({ query }) => query);

	test('those of a contact, open and closed, the latest first', async () => {
		const { json } = await runNode(node('conversation', 'getAll', { ...byContact, returnAll: true }));
		expect(json.map(({ id, status }) => [id, status])).toEqual([
			['9134500003', 'OPEN'],
			['9134500002', 'CLOSED'],
		]);
		// HubSpot wants a status beside a contact.
		expect(queries()).toMatchObject([{ threadStatus: 'OPEN' }, { threadStatus: 'CLOSED' }]);
		const closed = await runNode(node('conversation', 'getAll', { ...byContact, options: { status: 'CLOSED' } }));
		expect(closed.json.map(({ id }) => id)).toEqual(['9134500002']);
	});

	test('those of an inbox, up to a limit, and since a moment', async () => {
		const all = await runNode(node('conversation', 'getAll', { ...byInbox, returnAll: true }));
		expect(all.json.map(({ id }) => id)).toEqual(['9134500001', '9134500003', '9134500004']);
		expect(all.json[0]).toMatchObject({ inboxId: '512001', ticketId: '38402119001' });
		expect((await runNode(node('conversation', 'getAll', { ...byInbox, limit: 1 }))).json).toHaveLength(1);
		const options = { since: '2026-09-16T00:00:00Z' };
		const since = await runNode(node('conversation', 'getAll', { ...byInbox, options }));
		expect(since.json.map(({ id }) => id)).toEqual(['9134500003', '9134500004']);
		const nothing = await runNode(
			node('conversation', 'getAll', { ...byInbox, options: { since: '={{ $json.no }}' } }),
		);
		expect(messageOf(nothing)).toMatch(/"Latest Message After" has no value/);
	});

	test('an archived conversation is found among the archived, and comes back', async () => {
		const ofTicket = { findBy: 'ticket', ticketId: list('38402119001') };
		const archived = await runNode(node('conversation', 'archive', ofTicket));
		expect(archived.json).toEqual([{ id: '9134500001', archived: true }]);
		const ids = async (options = {}) =>
			(await runNode(node('conversation', 'getAll', { ...byInbox, options }))).json.map(({ id }) => id);
		expect(await ids()).toEqual(['9134500003', '9134500004']);
		expect(await ids({ archived: true })).toEqual(['9134500001']);
		const restored = await runNode(node('conversation', 'restore', { threadId: byId('9134500001') }));
		expect(restored.json[0]).toMatchObject({ id: '9134500001', status: 'OPEN' });
		expect(await ids()).toHaveLength(3);
		const again = await runNode(node('conversation', 'restore', { threadId: byId('9134500001') }));
		expect(messageOf(again)).toMatch(/not found/);
	});

	test('inboxes and channels are listed, up to a limit', async () => {
		const inboxes = await runNode(node('inbox', 'getAll', { returnAll: true }));
		expect(inboxes.json.map(({ name, type }) => [name, type])).toEqual([
			['Support inbox', 'INBOX'],
			['Help desk', 'HELP_DESK'],
		]);
		const channels = await runNode(node('channel', 'getAll', { limit: 2 }));
		expect(channels.json.map(({ name }) => name)).toEqual(['Live Chat', 'Messenger']);
		sandbox.current.setSwitches('hubspot', { hasConversations: false });
		const none = await runNode(node('inbox', 'getAll'));
		expect(none.error?.description).toMatch(/no conversations API/);
	});

	test('the lists of inboxes and of archived conversations', async () => {
		const lists = async (method: string) =>
			(await searchList({ ...node('conversation', 'restore'), method })).results.map(({ value }) => value);
		expect(await lists('searchInboxes')).toEqual(['512001', '512002']);
		expect(await lists('searchArchivedConversations')).toEqual([]);
	});
});
