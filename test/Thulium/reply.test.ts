import type { Fault, JsonObject } from '../../sandbox/core/types';
import { TROUBLESHOOTING, VALUES_PAGE } from '../../nodes/shared/errors';
import { withoutLink } from '../harness/errorLink';
import { messageOf, runNode } from '../harness/engine';
import { wire } from '../harness/sandbox';
import { AGENT, itemWith, list, replies, sandbox, sent, ticket } from './setup';

const REPLY = { ticketId: '1234', body: 'Hello world.', userLogin: AGENT };
const PATH = '/api/tickets/1234/agent_response';

const tokens = () =>
	sent('POST')
		.filter(({ path }) => path === '/api/temporary_files')
		.map(({ responseBody }) => (responseBody as JsonObject).token);

test("the request of the user's page: reply as agent with an uploaded attachment", async () => {
	const result = await runNode(
		ticket(
			'agentResponse',
			{ ...REPLY, options: { date: '2014-07-14 12:34', attachmentFields: ['data'] } },
			{ items: [itemWith({ data: { fileName: 'offer.txt', content: 'An offer' } })] },
		),
	);
	expect(result.error).toBeUndefined();
	const [upload, reply] = sent();
	expect(upload).toMatchObject({
		method: 'POST',
		path: '/api/temporary_files',
		query: { filename: 'offer.txt' },
		body: { bytes: 8, contentType: 'application/octet-stream' },
	});
	const [token] = tokens();
	expect(token).toMatch(/^[0-9a-f]{20}$/);
	expect(wire([reply].flatMap((entry) => entry ?? []))).toEqual([
		{
			method: 'POST',
			path: PATH,
			body: {
				body: 'Hello world.',
				user_login: 'testowy.agent17',
				date: '2014-07-14 12:34',
				attachments: [token],
			},
		},
	]);
	expect(reply?.headers['content-type']).toBe('application/json; charset=utf-8');
	expect(sent()).toHaveLength(2);
	expect(result.items).toEqual([{ json: { success: true, ticket_id: 1234 }, pairedItem: { item: 0 } }]);
	expect(replies(1234)).toEqual([
		expect.objectContaining({ body: 'Hello world.', user_login: 'testowy.agent17', attachments: [token] }),
	]);
});

test.each(['table', 'all200'])('takes every 2xx for success (status codes: %s)', async (statusCodes) => {
	sandbox.current.setSwitches('thulium', { statusCodes });
	const result = await runNode(ticket('agentResponse', REPLY));
	expect(result.json).toEqual([{ success: true, ticket_id: 1234 }]);
});

test('takes an empty response for success', async () => {
	sandbox.current.faults.add({ kind: 'empty', status: 200, service: 'thulium' });
	expect((await runNode(ticket('agentResponse', REPLY))).json).toEqual([{ success: true, ticket_id: 1234 }]);
	expect(sent()).toHaveLength(1);
});

test.each([true, false])('says nothing of the status, whatever the system does with it (moves: %s)', async (moves) => {
	sandbox.current.setSwitches('thulium', { replyMovesToWaiting: moves });
	expect((await runNode(ticket('agentResponse', REPLY))).json).toEqual([{ success: true, ticket_id: 1234 }]);
});

test.each(['PLAIN', 'HTML'])('sends the body type %s when it is chosen', async (bodyType) => {
	await runNode(ticket('agentResponse', { ...REPLY, options: { bodyType } }));
	expect(sent()[0]?.body).toEqual({ body: 'Hello world.', user_login: 'testowy.agent17', body_type: bodyType });
});

test('sends non-ASCII text as it is', async () => {
	const body = '<p>Zażółć gęślą jaźń — 🎫</p>';
	await runNode(ticket('agentResponse', { ...REPLY, body }));
	expect(replies(1234)[0]?.body).toBe(body);
});

describe('attachments', () => {
	const files = {
		data: { fileName: 'faktura zażółcona & co.txt', content: 'Zażółć gęślą jaźń\u0000\r\n' },
		photo: { content: 'no name' },
	};

	test('upload the bytes as they are, under names with any characters, each once', async () => {
		const result = await runNode(
			ticket(
				'agentResponse',
				{ ...REPLY, options: { attachmentFields: ['data, photo', 'data'] } },
				{ items: [itemWith(files)] },
			),
		);
		expect(result.error).toBeUndefined();
		const [first, second] = tokens();
		expect(sent('POST').map(({ query }) => query.filename)).toEqual(['faktura zażółcona & co.txt', 'photo', undefined]);
		expect(replies(1234)[0]?.attachments).toEqual([first, second]);
		const stored = await fetch(`${sandbox.current.url}/thulium/api/files/${String(first)}`, {
			headers: { Authorization: `Basic ${Buffer.from('api_user:api_pass').toString('base64')}` },
		});
		expect(await stored.text()).toBe(files.data.content);
	});

	test('are taken from a list that an expression yields, and from ready tokens', async () => {
		sandbox.current.setSwitches('thulium', { tokenReuse: 'accept' });
		await runNode(
			ticket(
				'agentResponse',
				{
					...REPLY,
					options: { attachmentFields: ['={{ Object.keys($binary) }}'], attachments: ['91b7c05e6641aa20f3d2'] },
				},
				{ items: [itemWith(files)] },
			),
		);
		expect(replies(1234)[0]?.attachments).toEqual([...tokens(), '91b7c05e6641aa20f3d2']);
	});

	test('may be named in one text', async () => {
		await runNode(
			ticket('agentResponse', { ...REPLY, options: { attachmentFields: 'data,photo' } }, { items: [itemWith(files)] }),
		);
		expect(tokens()).toHaveLength(2);
	});

	test('that are missing stop the item before anything is sent', async () => {
		const result = await runNode(
			ticket(
				'agentResponse',
				{ ...REPLY, options: { attachmentFields: ['data', 'invoice'] } },
				{ items: [itemWith(files)] },
			),
		);
		expect(messageOf(result)).toBe('The input has no file in the field "invoice"');
		expect(withoutLink(result.error?.description)).toBe(
			'Nothing was sent. Files are in: data, photo. Enter one of these names.',
		);
		expect(sent()).toEqual([]);
	});

	test('that are empty stop the item before anything is sent', async () => {
		const result = await runNode(
			ticket(
				'agentResponse',
				{ ...REPLY, options: { attachmentFields: ['data'] } },
				{ items: [itemWith({ data: { fileName: 'empty.txt', content: '' } })] },
			),
		);
		expect(messageOf(result)).toBe('The file in the field "data" is empty');
		expect(sent()).toEqual([]);
	});

	test('whose upload was cut are not uploaded again, and nothing reaches the customer', async () => {
		sandbox.current.faults.add({ kind: 'resetAfter', service: 'thulium', path: 'temporary_files' });
		const result = await runNode(
			ticket('agentResponse', { ...REPLY, options: { attachmentFields: ['data'] } }, { items: [itemWith(files)] }),
		);
		expect(messageOf(result)).toBe('The upload of the file "faktura zażółcona & co.txt" broke off');
		expect(result.error?.description).toMatch(/^Only a file was being uploaded, nothing reached the customer/);
		expect(sent()).toHaveLength(1);
	});

	test.each([
		['refuse', 'Thulium says: Unknown or expired file token "91b7c05e6641aa20f3d2".'],
		['accept', undefined],
	])('with a token that is in use: %s', async (tokenReuse, message) => {
		sandbox.current.setSwitches('thulium', { tokenReuse });
		const result = await runNode(
			ticket('agentResponse', { ...REPLY, options: { attachments: ['91b7c05e6641aa20f3d2'] } }),
		);
		expect(result.error?.message).toBe(message);
	});
});

describe('what is refused', () => {
	test.each(['   ', '={{ "" }}', '={{ $json.nothing }}'])(
		'an empty text (%j), before a request is sent',
		async (body) => {
			const result = await runNode(ticket('agentResponse', { ...REPLY, body }));
			expect(messageOf(result)).toBe('The field "Message" is empty');
			expect(sent()).toEqual([]);
		},
	);

	test('a ticket ID that is no number, before a request is sent', async () => {
		const result = await runNode(ticket('agentResponse', { ...REPLY, ticketId: '../agents' }));
		expect(messageOf(result)).toBe('The field "Ticket ID" has "../agents", which is not the ID of a ticket');
		expect(sent()).toEqual([]);
	});

	test('a date that is none, before a file is uploaded', async () => {
		const result = await runNode(
			ticket(
				'agentResponse',
				{ ...REPLY, options: { date: 'tomorrow', attachmentFields: ['data'] } },
				{ items: [itemWith({ data: { content: 'x' } })] },
			),
		);
		expect(messageOf(result)).toBe('The field "Options > Date" is "tomorrow", which is not a date');
		expect(sent()).toEqual([]);
	});

	test.each(['en', 'pl'])('an unknown agent, in the language of the credential: %s', async (language) => {
		const setup = ticket('agentResponse', { ...REPLY, userLogin: list('nobody') });
		setup.credentials.thuliumApi = { ...setup.credentials.thuliumApi, language };
		const result = await runNode(setup);
		expect(messageOf(result)).toBe(
			language === 'en' ? 'Thulium says: Unknown agent login.' : 'Thulium says: Nieznany login agenta.',
		);
		expect(withoutLink(result.error?.description)).toMatch(
			/HTTP status 400\. Request ID for Thulium's support: [0-9a-f]{13}\.$/,
		);
	});

	test('a ticket that does not exist', async () => {
		const result = await runNode(ticket('agentResponse', { ...REPLY, ticketId: '999999' }));
		expect(messageOf(result)).toBe('Thulium says: Resource not found.');
		expect(result.error?.description).toMatch(/^Check the ID/);
	});
});

describe('never twice', () => {
	test('a cut connection after the reply was taken leaves one reply and says that the outcome is unknown', async () => {
		sandbox.current.faults.add({ kind: 'resetAfter', service: 'thulium', path: 'agent_response' });
		const result = await runNode(ticket('agentResponse', REPLY, { continueOnFail: true }));
		expect(result.json.map(({ error }) => withoutLink(error))).toEqual([
			'The outcome is unknown: the connection was cut after the request was sent to Thulium. The request was not sent again, so nothing is doubled. Look at the ticket in Thulium, or with Ticket: Get, for the reply before you run this item again: each reply is an email to the customer.',
		]);
		expect(replies(1234)).toHaveLength(1);
		expect(sent('POST')).toHaveLength(1);
	});

	test.each<Fault>([
		{ kind: 'html', status: 503 },
		{ kind: 'status', status: 500 },
		{ kind: 'html', status: 200 },
	])('a fault of the server (%j) is not tried again', async (fault) => {
		sandbox.current.faults.add({ ...fault, service: 'thulium' });
		const result = await runNode(ticket('agentResponse', REPLY));
		expect(messageOf(result)).toMatch(
			new RegExp(`^The outcome is unknown: .*HTTP ${fault.status}.*The request was not sent again`),
		);
		expect(sent('POST')).toHaveLength(1);
	});

	test.each<[string, Fault]>([
		['429 with Retry-After', { kind: 'status', status: 429, headers: { 'Retry-After': '1' } }],
		['429 without Retry-After', { kind: 'status', status: 429 }],
		['503 with Retry-After', { kind: 'html', status: 503, headers: { 'Retry-After': '0' } }],
	])('a refusal is: %s', async (_name, fault) => {
		sandbox.current.faults.add({ ...fault, service: 'thulium' });
		const result = await runNode(ticket('agentResponse', REPLY));
		expect(result.json).toEqual([{ success: true, ticket_id: 1234 }]);
		expect(sent('POST').map(({ status }) => status)).toEqual([fault.status, 201]);
		expect(replies(1234)).toHaveLength(1);
	});
});

test('lets good items pass and gives bad ones their own message with Continue On Fail', async () => {
	const result = await runNode(
		ticket(
			'agentResponse',
			{ ...REPLY, body: '={{ $json.text }}', userLogin: { __rl: true, mode: 'id', value: '={{ $json.agent }}' } },
			{
				items: [
					{ text: 'One', agent: 'testowy.agent17' },
					{ text: '', agent: 'testowy.agent17' },
					{ text: 'Three', agent: 'nobody' },
					{ text: 'Four', agent: 'mnowak' },
				],
				continueOnFail: true,
			},
		),
	);
	expect(result.items).toEqual([
		{ json: { success: true, ticket_id: 1234 }, pairedItem: { item: 0 } },
		{
			json: {
				error: `The field "Message" is empty. Enter a value, or check the expression that fills it. What fields take: ${VALUES_PAGE} · More about this error: ${TROUBLESHOOTING}#the-field--is-empty`,
			},
			pairedItem: { item: 1 },
		},
		{ json: { error: expect.stringMatching(/^Thulium says: Unknown agent login\. /) }, pairedItem: { item: 2 } },
		{ json: { success: true, ticket_id: 1234 }, pairedItem: { item: 3 } },
	]);
	expect(replies(1234).map(({ body }) => body)).toEqual(['Four', 'One']);
});
