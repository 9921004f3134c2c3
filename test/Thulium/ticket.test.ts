import { messageOf, runNode } from '../harness/engine';
import { wire } from '../harness/sandbox';
import { itemWith, list, sandbox, sent, shown, ticket } from './setup';

const TICKET = { to: 'service@example.com', subject: 'Broken kettle', body: 'It leaks.' };

const fields = (rows: Array<[name: string, value: string]>) => ({
	field: rows.map(([name, value]) => ({ name, value })),
});

describe('Create', () => {
	test('sends the required fields and always the body type, whose default differs from that of replies', async () => {
		const result = await runNode(ticket('create', TICKET));
		expect(wire(sent())).toEqual([{ method: 'POST', path: '/api/tickets', body: { ...TICKET, body_type: 'PLAIN' } }]);
		expect(result.items).toEqual([{ json: { ticket_id: 1300 }, pairedItem: { item: 0 } }]);
	});

	test('sends every field under the name and in the type that Thulium writes itself', async () => {
		const result = await runNode(
			ticket(
				'create',
				{
					...TICKET,
					bodyType: 'HTML',
					additionalFields: {
						attachmentFields: ['data'],
						categoryId: list('8'),
						cc: ['a@example.com, b@example.com', 'c@example.com'],
						comment: 'Call back',
						customFields: fields([
							['Order no', 'A-9'],
							['City', 'Łódź'],
						]),
						customerId: '5521',
						direction: 'out',
						from: 'ewa.lis@example.com',
						source: 'www',
						statusId: list('5'),
						substatusId: list('52'),
						tags: ['vip', 'kettle'],
						ticketQueueId: list('5'),
						userLogin: list('mnowak'),
					},
				},
				{ items: [itemWith({ data: { fileName: 'kettle.txt', content: 'a picture' } })] },
			),
		);
		expect(result.error).toBeUndefined();
		const [, create] = sent();
		expect(create?.body).toEqual({
			...TICKET,
			body_type: 'HTML',
			from: 'ewa.lis@example.com',
			comment: 'Call back',
			cc: ['a@example.com', 'b@example.com', 'c@example.com'],
			source: 'www',
			direction: 'out',
			customer_id: 5521,
			user_login: 'mnowak',
			status_id: '5',
			substatus_id: '52',
			category_id: '8',
			ticket_queue_id: 5,
			tags: ['vip', 'kettle'],
			custom_fields: { 'Order no': 'A-9', City: 'Łódź' },
			attachments: [expect.stringMatching(/^[0-9a-f]{20}$/)],
		});
		expect(shown(1300)).toMatchObject({ attachmentNames: ['kettle.txt'], full_status_name: 'W realizacji - Serwis' });
	});

	test.each(['table', 'all200'])('takes every 2xx for success (status codes: %s)', async (statusCodes) => {
		sandbox.current.setSwitches('thulium', { statusCodes });
		expect((await runNode(ticket('create', TICKET))).json).toEqual([{ ticket_id: 1300 }]);
	});

	test.each(['to', 'subject', 'body'])('refuses an empty %s before anything is sent', async (name) => {
		const result = await runNode(ticket('create', { ...TICKET, [name]: ' ' }));
		expect(messageOf(result)).toMatch(/^The field ".*" is empty$/);
		expect(sent()).toEqual([]);
	});

	test('refuses an address that is none before anything is sent', async () => {
		const result = await runNode(ticket('create', { ...TICKET, additionalFields: { cc: ['nobody'] } }));
		expect(messageOf(result)).toBe('The field "Additional Fields > CC" has "nobody", which is not an email address');
		expect(sent()).toEqual([]);
	});

	test('shows all messages of Thulium in one', async () => {
		const body = JSON.stringify({ ...TICKET, from: 'no address', cc: ['nobody'] });
		const parameters = { resource: 'customApiCall', operation: 'call', method: 'POST', path: 'tickets', body };
		const result = await runNode({ ...ticket('create', {}), parameters });
		expect(messageOf(result)).toBe('Thulium says: Field "from" has a wrong value. Field "cc.0" has a wrong value.');
	});

	test.each([
		['refuse', 'Thulium says: Unknown field "Colour".'],
		['accept', undefined],
	])('with a custom field that the system does not know: %s', async (unknownCustomFields, message) => {
		sandbox.current.setSwitches('thulium', { unknownCustomFields });
		const result = await runNode(
			ticket('create', { ...TICKET, additionalFields: { customFields: fields([['Colour', 'red']]) } }),
		);
		expect(result.error?.message).toBe(message);
	});

	test('refuses two values for one custom field before anything is sent', async () => {
		const customFields = fields([
			['City', 'Kraków'],
			['City', 'Łódź'],
		]);
		const result = await runNode(ticket('create', { ...TICKET, additionalFields: { customFields } }));
		expect(messageOf(result)).toBe('The custom field "City" has two values');
		expect(sent()).toEqual([]);
	});

	test('reports a cut connection as unknown and does not create twice', async () => {
		sandbox.current.faults.add({ kind: 'resetAfter', service: 'thulium', method: 'POST' });
		const result = await runNode(ticket('create', TICKET));
		expect(messageOf(result)).toMatch(/^The outcome is unknown: the connection was cut/);
		expect(result.error?.description).toMatch(/for a ticket with the same subject/);
		expect(sent('POST')).toHaveLength(1);
		expect(shown(1300)).toMatchObject({ subject: 'Broken kettle' });
	});

	test('reports a response that was cut off as unknown, because the ticket ID is lost', async () => {
		sandbox.current.faults.add({ kind: 'malformedJson', service: 'thulium', method: 'POST' });
		const result = await runNode(ticket('create', TICKET));
		expect(messageOf(result)).toMatch(/^The outcome is unknown: Thulium sent a response that cannot be read/);
		expect(sent('POST')).toHaveLength(1);
	});
});

describe('Get', () => {
	test.each(['empty', 'null'])('returns a ticket with its messages (unset dates: %s)', async (unsetDates) => {
		sandbox.current.setSwitches('thulium', { unsetDates });
		const result = await runNode(ticket('get', { ticketId: '1234' }));
		expect(wire(sent())).toEqual([{ method: 'GET', path: '/api/tickets/1234', body: null }]);
		expect(sent()[0]?.query).toEqual({});
		expect(result.json).toEqual([
			expect.objectContaining({
				ticket_id: 1234,
				status_id: '1',
				closed_at: unsetDates === 'empty' ? '' : null,
				messages: [expect.objectContaining({ type: 'MAIL', attachments: ['91b7c05e6641aa20f3d2'] })],
			}),
		]);
	});

	test('returns the custom fields on demand', async () => {
		const result = await runNode(ticket('get', { ticketId: '1234', options: { includeCustomFields: true } }));
		expect(sent()[0]?.query).toEqual({ include_custom_fields: 'true' });
		expect(result.json[0]).toMatchObject({ custom_fields: { 'Order no': 'A-1187' } });
	});

	test('is tried again after a cut connection, an HTML 503 and a response that was cut off', async () => {
		sandbox.current.faults.add([
			{ kind: 'resetBefore', service: 'thulium' },
			{ kind: 'html', status: 503, service: 'thulium' },
			{ kind: 'malformedJson', service: 'thulium' },
		]);
		const result = await runNode(ticket('get', { ticketId: '1234' }));
		expect(result.json[0]).toMatchObject({ ticket_id: 1234 });
		expect(sent()).toHaveLength(4);
	});
});

describe('Update', () => {
	test('sends what is filled in and nothing else', async () => {
		const result = await runNode(
			ticket('update', {
				ticketId: '1234',
				updateFields: { statusId: list('6'), userLogin: list('testowy.agent17'), categoryId: list('') },
			}),
		);
		expect(wire(sent())).toEqual([
			{
				method: 'PUT',
				path: '/api/tickets/1234',
				body: { status_id: '6', user_login: 'testowy.agent17' },
			},
		]);
		expect(result.json).toEqual([{ success: true, ticket_id: 1234 }]);
		expect(shown(1234)).toMatchObject({
			full_status_name: 'Zamknięte',
			user_login: 'testowy.agent17',
			category_id: '7',
		});
	});

	test('changes every field that Thulium can change', async () => {
		await runNode(
			ticket('update', {
				ticketId: '1234',
				updateFields: {
					statusId: list('2'),
					substatusId: list('21'),
					categoryId: list('8'),
					ticketQueueId: list('5'),
					tags: ['late'],
					customFields: fields([['City', 'Kraków']]),
				},
			}),
		);
		expect(sent()[0]?.body).toEqual({
			status_id: '2',
			substatus_id: '21',
			category_id: '8',
			ticket_queue_id: 5,
			tags: ['late'],
			custom_fields: { City: 'Kraków' },
		});
	});

	test.each([
		['replace', ['late']],
		['add', ['vip', 'late']],
	])('leaves it to the system whether tags replace or add: %s', async (tagsOnUpdate, tags) => {
		sandbox.current.setSwitches('thulium', { tagsOnUpdate });
		await runNode(ticket('update', { ticketId: '1234', updateFields: { tags: ['late'] } }));
		expect(shown(1234).tags).toEqual(tags);
	});

	test('refuses a change of nothing before anything is sent', async () => {
		const result = await runNode(ticket('update', { ticketId: '1234', updateFields: { statusId: list('') } }));
		expect(messageOf(result)).toBe('There is nothing to change');
		expect(sent()).toEqual([]);
	});

	test('is tried again after a cut connection', async () => {
		sandbox.current.faults.add({ kind: 'resetAfter', service: 'thulium', method: 'PUT' });
		const result = await runNode(ticket('update', { ticketId: '1234', updateFields: { tags: ['late'] } }));
		expect(result.json).toEqual([{ success: true, ticket_id: 1234 }]);
		expect(sent('PUT')).toHaveLength(2);
	});
});
