import { Fixture, FIRST_TICKET, ids } from './fixture';

const fixture = new Fixture().install();

const ROOT = '/conversations/conversations/2026-09';
const [MAIL, DESK, CHAT, UNANSWERED] = ['9134500001', '9134500002', '9134500003', '9134500004'];
const THIRD_TICKET = '38402119003';
const thread = (id = MAIL) => `${ROOT}/threads/${id ?? ''}`;
const messages = (id?: string) => `${thread(id)}/messages`;
const COMMENT = { type: 'COMMENT', text: 'Looks like the seal', attachments: [] };
const REPLY = {
	type: 'MESSAGE',
	text: 'We are on it',
	attachments: [],
	senderActorId: 'A-9120002',
	channelId: '1002',
	channelAccountId: '610001',
	recipients: [
		{ recipientField: 'TO', deliveryIdentifiers: [{ type: 'HS_EMAIL_ADDRESS', value: 'marta@harbour-pumps.example' }] },
	],
};

describe('finding threads', () => {
	const byTicket = `${ROOT}/threads?associatedTicketId=${THIRD_TICKET}&association=TICKET`;

	test('by ticket, and the ticket is told to those who ask', async () => {
		const found = await fixture.get(byTicket);
		expect(ids(found)).toEqual([DESK, CHAT]);
		expect(found.data.results?.[0]).toMatchObject({
			status: 'CLOSED',
			threadAssociations: { associatedTicketId: THIRD_TICKET },
		});
		expect((await fixture.get(thread())).data).not.toHaveProperty('threadAssociations');
	});

	test.each([
		['ignored', 200, 4],
		['refused', 400, undefined],
	] as const)('the filter by ticket may be %s', async (ticketFilter, status, count) => {
		fixture.set({ ticketFilter });
		const found = await fixture.get(byTicket);
		expect([found.status, found.data.results?.length]).toEqual([status, count]);
	});

	test('by pages, status and contact', async () => {
		const first = await fixture.get(`${ROOT}/threads?limit=3`);
		expect(ids(first)).toEqual([MAIL, DESK, CHAT]);
		expect(ids(await fixture.get(`${ROOT}/threads?after=${first.data.paging?.next.after ?? ''}`))).toEqual([
			UNANSWERED,
		]);
		expect(ids(await fixture.get(`${ROOT}/threads?threadStatus=CLOSED`))).toEqual([DESK]);
		const ofContact = `${ROOT}/threads?associatedContactId=206`;
		expect(ids(await fixture.get(`${ofContact}&threadStatus=OPEN`))).toEqual([UNANSWERED]);
		expect((await fixture.get(ofContact)).data.message).toBe('threadStatus is required with associatedContactId');
		expect((await fixture.get(`${ROOT}/threads?sort=-id`)).status).toBe(400);
	});

	test.each([
		'limit=501',
		'inboxId=512001&inboxId=512002',
		'inboxId=512001&associatedContactId=201',
		'sort=-latestMessageTimestamp',
		'association=CONTACT',
		'ticketId=1',
	])('refuses %s', async (query) => {
		expect((await fixture.get(`${ROOT}/threads?${query}`)).status).toBe(400);
	});

	test('only 2026-09 and the old paths have conversations, and not every account', async () => {
		expect((await fixture.get('/conversations/conversations/2026-03/threads')).status).toBe(404);
		expect((await fixture.get('/conversations/v3/conversations/threads')).status).toBe(200);
		fixture.set({ hasConversations: false });
		expect((await fixture.get(thread())).status).toBe(404);
	});
});

describe('messages', () => {
	test('are listed in pages, both ways round', async () => {
		const first = await fixture.get(`${messages()}?limit=3`);
		expect(first.data.results?.map(({ type, direction }) => direction ?? type)).toEqual([
			'INCOMING',
			'OUTGOING',
			'COMMENT',
		]);
		const second = await fixture.get(`${messages()}?limit=3&after=${first.data.paging?.next.after ?? ''}`);
		expect(second.data.results).toMatchObject([{ text: 'It hums.', senders: [{ actorId: 'V-201' }] }]);
		const turned = await fixture.get(`${messages()}?sort=-createdAt&limit=1`);
		expect(ids(turned)).toEqual(ids(second));
	});

	test('a long one is shown cut, and its whole text is a call of its own', async () => {
		const text = 'a long story';
		const { messageId } = await fixture.act('customerWrites', { ticketId: FIRST_TICKET, text, cutAfter: 6 });
		const url = `${messages()}/${String(messageId)}`;
		expect((await fixture.get(url)).data).toMatchObject({ text: 'a long', truncationStatus: 'TRUNCATED' });
		expect((await fixture.get(`${url}/original-content`)).data.text).toBe(text);
	});

	test('a reply is sent as an agent', async () => {
		const sent = await fixture.post(messages(), REPLY);
		expect(sent.status).toBe(201);
		expect(sent.data).toMatchObject({ direction: 'OUTGOING', createdBy: 'A-9120002', status: { statusType: 'SENT' } });
		expect((await fixture.get(thread())).data.latestMessageSentTimestamp).toBe(sent.data.createdAt);
	});

	test.each([
		['a sender who is no agent', { senderActorId: 'A-1' }],
		['somebody who left', { senderActorId: 'A-9199999' }],
		['an account of another channel', { channelAccountId: '610002' }],
		['an account that is turned off', { channelAccountId: '610004' }],
		['no recipient', { recipients: [] }],
		['no address', { recipients: [{ ...REPLY.recipients[0], deliveryIdentifiers: [] }] }],
		['nothing to say', { text: ' ' }],
		['no list of attachments', { attachments: undefined }],
		['an unknown file', { attachments: [{ type: 'FILE', fileId: '7' }] }],
		['an unknown field', { priority: 'HIGH' }],
	])('a reply with %s is refused', async (_name, change) => {
		expect((await fixture.post(messages(), { ...REPLY, ...change })).status).toBe(400);
	});

	test('a comment is written by the app, and needs its list of attachments', async () => {
		expect((await fixture.post(messages(), COMMENT)).data).toMatchObject({
			type: 'COMMENT',
			client: { clientType: 'INTEGRATION' },
		});
		expect((await fixture.post(messages(), { type: 'COMMENT', text: 'x' })).status).toBe(400);
		expect((await fixture.post(messages('7'), COMMENT)).status).toBe(404);
	});
});

describe('status and assignee', () => {
	test('a thread is closed, and opens when the customer writes', async () => {
		const closed = await fixture.call('PATCH', thread(), { status: 'CLOSED' });
		expect(closed.data).toMatchObject({ status: 'CLOSED', closedAt: expect.any(String) });
		await fixture.act('customerWrites', { ticketId: FIRST_TICKET, text: 'Still there?' });
		expect((await fixture.get(thread())).data).toMatchObject({ status: 'OPEN' });
		expect((await fixture.call('PATCH', thread(), {})).status).toBe(400);
	});

	test('an agent is assigned and taken off; queues cannot be', async () => {
		const put = (actorId: string, root = thread()) => fixture.call('PUT', `${root}/assignee`, { actorId });
		expect((await put('A-9120002')).data.assignedTo).toBe('A-9120002');
		expect((await put('A-1')).status).toBe(400);
		expect((await put('A-9120002', `/conversations/v3/conversations/threads/${MAIL ?? ''}`)).status).toBe(404);
		expect((await fixture.call('DELETE', `${thread()}/assignee`)).status).toBe(204);
		expect((await fixture.get(thread())).data).not.toHaveProperty('assignedTo');
	});

	test('a thread is archived and restored', async () => {
		expect((await fixture.call('DELETE', thread())).status).toBe(204);
		expect((await fixture.get(thread())).status).toBe(404);
		expect((await fixture.call('PATCH', `${thread()}?archived=true`, { archived: false })).status).toBe(200);
		expect((await fixture.get(thread())).status).toBe(200);
	});
});

test('people, inboxes, channels and their accounts can be asked for', async () => {
	expect((await fixture.get(`${ROOT}/actors/A-9120002`)).data).toMatchObject({ type: 'AGENT', name: 'Bruno Abend' });
	expect((await fixture.post(`${ROOT}/actors/batch/read`, { inputs: ['V-201', 'A-1'] })).data.results).toMatchObject([
		{ type: 'VISITOR', email: 'marta.lindqvist@harbour-pumps.example' },
	]);
	expect((await fixture.get(`${ROOT}/inboxes`)).data.total).toBe(2);
	expect((await fixture.get(`${ROOT}/channels/1002`)).data.name).toBe('Email');
	expect(ids(await fixture.get(`${ROOT}/channel-accounts?channelId=1000`))).toEqual(['610002']);
});

test('comments of the help desk may be notes of the ticket', async () => {
	const inDesk = { ticketId: THIRD_TICKET, threadId: DESK ?? '', text: 'Ask the fitter' };
	expect(await fixture.act('agentComments', inDesk)).toHaveProperty('messageId');
	fixture.set({ helpDeskNotes: true });
	const note = await fixture.act('agentComments', inDesk);
	expect(
		(await fixture.get(`/crm/objects/2026-09/notes/${String(note.id)}?properties=hs_note_body`)).data.properties,
	).toMatchObject({
		hs_note_body: 'Ask the fitter',
	});
});

test('each call needs its scope', async () => {
	const token = 'hubspot-tickets-read-token';
	expect((await fixture.get(thread(), token)).data.category).toBe('MISSING_SCOPES');
	expect((await fixture.post(messages(), COMMENT, token)).data.category).toBe('MISSING_SCOPES');
});
