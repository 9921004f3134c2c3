import type { INodeExecutionData } from 'n8n-workflow';

import { VALUES_HINT } from '../../nodes/shared/errors';
import { withoutLink } from '../harness/errorLink';
import { inMemory } from '../harness/binary';
import { messageOf, runNode } from '../harness/engine';
import { AGENT, itemWith, list, output, replies, sandbox, sent, setup, shown } from './setup';

/** A node as the editor adds it today. */
const now = (operation: string, parameters: Parameters<typeof setup>[2], rest: Parameters<typeof setup>[3] = {}) => ({
	...setup('ticket', operation, parameters, rest),
	typeVersion: 1.1,
});
const REPLY = { ticketId: '1234', body: 'Hello world.', userLogin: AGENT };
const reply = (parameters: Parameters<typeof setup>[2] = {}, rest: Parameters<typeof setup>[3] = {}) =>
	now('agentResponse', { ...REPLY, ...parameters }, rest);

const FILES = {
	offer: { fileName: 'offer.pdf', content: 'An offer' },
	photo: { fileName: 'photo.png', content: 'A picture' },
};
const names = () =>
	sent('POST')
		.filter(({ path }) => path === '/api/temporary_files')
		.map(({ query }) => query.filename);

describe('Message Format', () => {
	test("is Text in a new node, and a text without special characters is the request of the user's page", async () => {
		await runNode(reply());
		expect(sent()[0]?.body).toEqual({ body: 'Hello world.', user_login: 'testowy.agent17' });
	});

	test('Text reaches the customer as it was typed: signs as signs, lines as lines', async () => {
		await runNode(reply({ body: 'Dear Ewa,\nif 1 < 2 & 3 > 2,\r\n<b>call</b> us' }));
		expect(replies(1234)[0]?.body).toBe('Dear Ewa,<br>if 1 &lt; 2 &amp; 3 &gt; 2,<br>&lt;b&gt;call&lt;/b&gt; us');
		expect(sent()[0]?.body).not.toHaveProperty('body_type');
	});

	test('HTML goes out as it is', async () => {
		await runNode(reply({ messageFormat: 'html', body: '<p>Zażółć</p>' }));
		expect(sent()[0]?.body).toEqual({ body: '<p>Zażółć</p>', user_login: 'testowy.agent17' });
	});

	test('a text is found again by Check Before Retry', async () => {
		const parameters = { body: 'Line 1 & 2\nLine 3', options: { checkBeforeRetry: true } };
		await runNode(reply(parameters));
		expect((await runNode(reply(parameters))).json).toEqual([expect.objectContaining({ alreadySent: true })]);
		expect(replies(1234)).toHaveLength(1);
	});

	test.each([{}, { bodyType: 'HTML' }])('a node of version 1 keeps its meaning: HTML (%j)', async (options) => {
		await runNode(setup('ticket', 'agentResponse', { ...REPLY, body: 'a\n<b>c</b>', options }));
		expect(replies(1234)[0]?.body).toBe('a\n<b>c</b>');
	});
});

describe('Attachments', () => {
	test.each([
		['agentResponse', REPLY],
		['comment', { ticketId: '1234', comment: 'Hello' }],
		['create', { to: 'service@example.com', subject: 'Files', body: 'Text' }],
	])('All Files of the Item go along with %s, and the output names them', async (operation, parameters) => {
		const result = await runNode(now(operation, { ...parameters, attach: 'item' }, { items: [itemWith(FILES)] }));
		expect(result.error).toBeUndefined();
		expect(names()).toEqual(['offer.pdf', 'photo.png']);
		expect(result.json[0]?.attachedFiles).toEqual(['offer.pdf', 'photo.png']);
		const { messages } = shown(Number(result.json[0]?.ticket_id));
		expect(messages).toEqual(
			expect.arrayContaining([expect.objectContaining({ attachments: [expect.any(String), expect.any(String)] })]),
		);
	});

	test('an item without files goes out without any, and the output says so', async () => {
		const result = await runNode(reply({ attach: 'item' }));
		expect(result.json).toEqual([{ success: true, ticket_id: 1234, attachedFiles: [] }]);
	});

	test('None leaves the files of the item where they are', async () => {
		const result = await runNode(reply({}, { items: [itemWith(FILES)] }));
		expect(result.json).toEqual([{ success: true, ticket_id: 1234 }]);
		expect(names()).toEqual([]);
	});

	test('Files by Field Name takes those that are named', async () => {
		const parameters = { attach: 'fields', attachmentFieldNames: 'photo, offer' };
		const result = await runNode(reply(parameters, { items: [itemWith(FILES)] }));
		expect(result.json[0]?.attachedFiles).toEqual(['photo.png', 'offer.pdf']);
	});

	test('Files by Field Name takes the field "data" when nobody changes the name, and stops when there is none', async () => {
		const result = await runNode(reply({ attach: 'fields' }, { items: [itemWith(FILES)] }));
		expect(messageOf(result)).toBe('The input has no file in the field "data"');
		expect(withoutLink(result.error?.description)).toBe(
			'Nothing was sent. Files are in: offer, photo. Enter one of these names.',
		);
		expect(sent()).toEqual([]);
	});

	test.each([
		['agentResponse', { ...REPLY, options: { attachmentFields: [''] } }],
		['comment', { ticketId: '1234', comment: 'Hello', options: { attachmentFields: ['data', ' '] } }],
		['create', { to: 'a@example.com', subject: 'S', body: 'T', additionalFields: { attachmentFields: [''] } }],
	])(
		'an empty row in a node of version 1 stops %s: it looks as if "data" were entered',
		async (operation, parameters) => {
			const items = [itemWith({ data: { content: 'x' } })];
			const result = await runNode(setup('ticket', operation, parameters, { items }));
			expect(messageOf(result)).toMatch(
				/^The field "(Options|Additional Fields) > Attachment Fields" has a row without a name$/,
			);
			expect(withoutLink(result.error?.description)).toBe(
				`Enter the name of the input field that holds the file, such as data, or remove the row. ${VALUES_HINT}`,
			);
			expect(sent()).toEqual([]);
		},
	);

	describe('Files of All Items', () => {
		const item = (ticketId: string, fileName: string, more = {}): INodeExecutionData => ({
			json: { ticketId, ...more },
			binary: inMemory({ data: { fileName, content: fileName } }),
		});
		const grouped = (items: INodeExecutionData[], rest: Parameters<typeof setup>[3] = {}) =>
			reply({ ticketId: '={{ $json.ticketId }}', attach: 'allItems' }, { items, ...rest });

		test('sends one reply per ticket, with the files of all its items', async () => {
			const result = await runNode(grouped([item('1234', 'a.txt'), item('1235', 'b.txt'), item('1234', 'c.txt')]));
			expect(result.error).toBeUndefined();
			expect(result.items).toEqual([
				{ json: { success: true, ticket_id: 1234, attachedFiles: ['a.txt', 'c.txt'] }, pairedItem: { item: 0 } },
				{ json: { success: true, ticket_id: 1235, attachedFiles: ['b.txt'] }, pairedItem: { item: 1 } },
			]);
			expect(replies(1234)).toEqual([
				expect.objectContaining({ attachments: [expect.any(String), expect.any(String)] }),
			]);
			expect(replies(1235)).toHaveLength(1);
		});

		test('refuses messages that differ: one of them would be lost', async () => {
			const items = [item('1234', 'a.txt', { text: 'One' }), item('1234', 'b.txt', { text: 'Two' })];
			const parameters = { ticketId: '={{ $json.ticketId }}', body: '={{ $json.text }}', attach: 'allItems' };
			const result = await runNode(reply(parameters, { items }));
			expect(messageOf(result)).toBe('The items 0 and 1 have different messages for one ticket');
			expect(sent()).toEqual([]);
		});

		test('with On Error, all items of a reply that fails are errors: none of their files went out', async () => {
			sandbox.current.faults.add({
				kind: 'status',
				status: 400,
				service: 'thulium',
				path: 'tickets/1234/agent_response$',
			});
			const items = [item('1234', 'a.txt'), item('1235', 'b.txt'), item('1234', 'c.txt')];
			const result = await runNode(grouped(items, { continueOnFail: true }));
			expect(result.items).toEqual([
				{ json: { error: expect.stringMatching(/HTTP status 400/) }, pairedItem: { item: 0 } },
				{ json: { success: true, ticket_id: 1235, attachedFiles: ['b.txt'] }, pairedItem: { item: 1 } },
				{ json: { error: expect.stringMatching(/HTTP status 400/) }, pairedItem: { item: 2 } },
			]);
		});

		const address = () => `${sandbox.current.url}/thulium/tickets/1234`;

		test.each([false, true])('a ticket by its ID and by its address is one ticket (On Error: %s)', async (onError) => {
			const items = [item('1234', 'a.txt'), item(address(), 'b.txt'), item('1234', 'c.txt')];
			const result = await runNode(grouped(items, { continueOnFail: onError }));
			expect(result.error).toBeUndefined();
			expect(result.json).toEqual([{ success: true, ticket_id: 1234, attachedFiles: ['a.txt', 'b.txt', 'c.txt'] }]);
			expect(replies(1234)).toHaveLength(1);
		});

		test.each([
			['agents', { userLogin: list('={{ $json.own }}') }, ['mnowak', 'testowy.agent17']],
			['dates', { options: { date: '={{ $json.own }}' } }, ['2026-11-21', '2026-11-22']],
		])('refuses %s that differ: one of them would be lost', async (what, own, [one, other]) => {
			const items = [item('1234', 'a.txt', { own: one }), item('1234', 'b.txt', { own: other })];
			const result = await runNode(reply({ ticketId: '={{ $json.ticketId }}', attach: 'allItems', ...own }, { items }));
			expect(messageOf(result)).toBe(`The items 0 and 1 have different ${what} for one ticket`);
			expect(sent('POST')).toEqual([]);
		});

		test('an agent by login and by name is one agent', async () => {
			const items = [item('1234', 'a.txt', { own: 'mnowak' }), item('1234', 'b.txt', { own: 'Maria Nowak' })];
			const own = { userLogin: list('={{ $json.own }}') };
			const result = await runNode(reply({ ticketId: '={{ $json.ticketId }}', attach: 'allItems', ...own }, { items }));
			expect(result.json).toEqual([{ success: true, ticket_id: 1234, attachedFiles: ['a.txt', 'b.txt'] }]);
		});

		test('sends the tokens of all items, each once', async () => {
			const files = { one: { content: '1' }, two: { content: '2' } };
			const parameters = { attachmentFields: ['one', 'two'] };
			const uploaded = await output('attachment', 'upload', parameters, { items: [itemWith(files)] });
			const [first, second] = uploaded.map(({ token }) => String(token));
			const items = [item('1234', 'a.txt', { own: [first] }), item('1234', 'b.txt', { own: [first, second] })];
			const options = { attachments: '={{ $json.own }}' };
			await runNode(reply({ ticketId: '={{ $json.ticketId }}', attach: 'allItems', options }, { items }));
			expect(sent('POST').at(-1)?.body).toMatchObject({
				attachments: [expect.any(String), expect.any(String), first, second],
			});
		});

		test('an item without a ticket stops all before anything is sent', async () => {
			const result = await runNode(grouped([item('1234', 'a.txt'), item('', 'b.txt')]));
			expect(messageOf(result)).toBe('The field "Ticket ID" is empty');
			expect(sent()).toEqual([]);
		});

		test('with On Error, an item without a ticket is an error of its own', async () => {
			const items = [item('1234', 'a.txt'), item('', 'b.txt'), item('1234', 'c.txt')];
			const result = await runNode(grouped(items, { continueOnFail: true }));
			expect(result.json).toEqual([
				{ success: true, ticket_id: 1234, attachedFiles: ['a.txt', 'c.txt'] },
				{ error: expect.stringContaining('The field "Ticket ID" is empty') },
			]);
		});
	});

	test('a file that is larger than Thulium takes is named with its size', async () => {
		sandbox.current.setSwitches('thulium', { largestFile: 25 * 1024 * 1024 });
		const items = [
			{ json: {}, binary: inMemory({ data: { fileName: 'film.mp4', content: Buffer.alloc(60 * 1024 * 1024, 1) } }) },
		];
		const result = await runNode(reply({ attach: 'item' }, { items }));
		expect(messageOf(result)).toBe('Thulium did not take the file "film.mp4" of 60 MB');
		expect(result.error?.description).toMatch(
			/^In Thulium itself a file may have 25 MB at most\. Nothing was sent to the customer\. Make the file smaller/,
		);
		expect(replies(1234)).toEqual([]);
	});
});
