import { runNode } from '../harness/engine';
import { wire } from '../harness/sandbox';
import { failure, fields, list, more, output, sandbox, sent, shown, ticket } from './setup';

const set = (changes: object) => sandbox.current.setSwitches('thulium', changes);
const first = (ticketId: number) => {
	const { messages } = shown(ticketId);
	return Array.isArray(messages) ? messages[0] : undefined;
};

describe('Close', () => {
	test('sets the closed status, and its sub-status where there is one', async () => {
		const parameters = { ticketId: '1234', statusId: list('5'), options: { substatusId: list('52') } };
		expect(await output('ticket', 'close', parameters)).toEqual([{ success: true, ticket_id: 1234 }]);
		await output('ticket', 'close', { ticketId: '1234', statusId: { __rl: true, mode: 'id', value: '6' } });
		expect(wire(sent())).toEqual([
			{ method: 'PUT', path: '/api/tickets/1234', body: { status_id: '5', substatus_id: '52' } },
			{ method: 'PUT', path: '/api/tickets/1234', body: { status_id: '6' } },
		]);
		expect(shown(1234)).toMatchObject({ full_status_name: 'Zamknięte', closed_at: expect.stringMatching(/^\d{4}-/) });
	});

	test('needs the status', async () => {
		const { message } = await failure('ticket', 'close', { ticketId: '1234', statusId: list('={{ "" }}') });
		expect(message).toBe('The field "Closed Status" is empty');
		expect(sent()).toEqual([]);
	});
});

describe('Add Customer Response', () => {
	const customerWrote = { ticketId: '1236', body: 'One more question' };

	test('adds the message and opens the ticket again', async () => {
		expect(await output('ticket', 'customerResponse', customerWrote)).toEqual([{ success: true, ticket_id: 1236 }]);
		expect(wire(sent())).toEqual([
			{
				method: 'POST',
				path: '/api/tickets/1236/customer_response',
				body: { body: 'One more question', body_type: 'PLAIN' },
			},
		]);
		expect(first(1236)).toMatchObject({ type: 'MAIL', body: 'One more question', user_login: '' });
		expect(shown(1236).full_status_name).toBe('Nowe');
	});

	test.each(['HTML', 'PLAIN'])('leaves nothing to the default of the body type (%s)', async (replyBodyType) => {
		set({ replyBodyType });
		await output('ticket', 'customerResponse', customerWrote);
		await output('ticket', 'customerResponse', { ...customerWrote, bodyType: 'HTML' });
		expect(shown(1236).bodyTypes).toEqual(['HTML', 'PLAIN', null, null]);
	});

	test.each([
		['ignored', 2],
		['shown', 2],
		['delayed', 1],
	])('sends the date in the zone of the system, whatever it does there (%s)', async (replyDate, messages) => {
		sandbox.current.core.clock.freeze(Date.UTC(2026, 0, 10, 12));
		set({ replyDate });
		await output('ticket', 'customerResponse', {
			...customerWrote,
			ticketId: '1234',
			options: { date: '2026-01-10T15:30:00Z' },
		});
		expect(sent()[0]?.body).toMatchObject({ date: '2026-01-10 16:30' });
		expect(shown(1234).messages).toHaveLength(messages);
		expect(first(1234)).toMatchObject({
			created_at: { ignored: '2026-01-10 13:00', shown: '2026-01-10 16:30', delayed: '2025-01-13 09:12' }[replyDate],
		});
	});
});

describe('Add Comment', () => {
	test.each(['either', 'comment', 'body'])(
		'is found whichever field the system reads, with the agent (%s)',
		async (commentField) => {
			set({ commentField });
			const parameters = { ticketId: '1234', comment: 'Call her back', options: { userLogin: list('mnowak') } };
			expect(await output('ticket', 'comment', parameters)).toEqual([{ success: true, ticket_id: 1234 }]);
			expect(first(1234)).toMatchObject({ type: 'COMMENT', comment: 'Call her back', user_login: 'mnowak', body: '' });
		},
	);

	test('sends no agent unless one is chosen', async () => {
		await output('ticket', 'comment', { ticketId: '1234', comment: 'Call her back' });
		expect(wire(sent())).toEqual([
			{
				method: 'POST',
				path: '/api/tickets/1234/comment',
				body: { comment: 'Call her back', body: 'Call her back' },
			},
		]);
	});
});

describe('Delete', () => {
	test('deletes the ticket', async () => {
		expect(await output('ticket', 'delete', { ticketId: '1235' })).toEqual([{ success: true, ticket_id: 1235 }]);
		expect(wire(sent())).toEqual([{ method: 'DELETE', path: '/api/tickets/1235', body: null }]);
		expect(() => shown(1235)).toThrow();
	});

	test.each(['resetAfter', 'resetBefore'] as const)(
		'is done once, although the response was lost (%s)',
		async (kind) => {
			sandbox.current.faults.add({ kind, service: 'thulium', method: 'DELETE' });
			expect(await output('ticket', 'delete', { ticketId: '1235' })).toEqual([{ success: true, ticket_id: 1235 }]);
			expect(sent()).toHaveLength(2);
		},
	);

	test('of a ticket that is not there fails', async () => {
		sandbox.current.faults.add({ kind: 'status', status: 429, service: 'thulium', headers: { 'Retry-After': '0' } });
		const { message, description } = await failure('ticket', 'delete', { ticketId: '999' });
		expect(message).toBe('Thulium says: Resource not found.');
		expect(description).toMatch(/^Check the ID/);
		expect(sent().map(({ status }) => status)).toEqual([429, 404]);
	});
});

test("Get Today's Statistics passes on what Thulium counts", async () => {
	expect(await output('ticket', 'todayStats')).toEqual([{ created: 0, closed: 0, open: 2 }]);
	expect(sent()[0]?.path).toBe('/api/tickets/today_stats');
});

describe('what Thulium does not say', () => {
	test.each([
		['refuse', { user_login: 'mnowak', tags: ['vip'] }],
		['keep', { user_login: 'mnowak', tags: ['vip'] }],
		['clear', { user_login: 'mnowak', tags: ['vip'] }],
	])('Update sends no empty value, whatever one would do (%s)', async (emptyValues, unchanged) => {
		set({ emptyValues });
		const updateFields = { userLogin: list(''), tags: [], statusId: list('2') };
		await output('ticket', 'update', { ticketId: '1234', updateFields });
		expect(sent()[0]?.body).toEqual({ status_id: '2' });
		expect(shown(1234)).toMatchObject(unchanged);
	});

	test.each([
		['mailboxInTo', undefined],
		['customerInTo', 'Thulium says: Mailbox "ewa.lis@example.com" is not defined.'],
	])('Create keeps the documented meaning of To and From for outgoing tickets (%s)', async (outDirection, message) => {
		set({ outDirection });
		const given = { to: 'service@example.com', subject: 'Offer', body: 'Here it is.' };
		const additionalFields = { direction: 'out', from: 'ewa.lis@example.com' };
		const result = await runNode(ticket('create', { ...given, additionalFields }));
		expect(result.error?.message).toBe(message);
		expect(sent()[0]?.body).toMatchObject({ to: 'service@example.com', from: 'ewa.lis@example.com' });
	});

	test.each(['custom_fields', 'special_fields'])(
		'Get passes the special fields on under the key that they come with (%s)',
		async (specialFieldsKey) => {
			set({ specialFieldsKey });
			const [found] = await output('ticket', 'get', { ticketId: '1234', options: { includeCustomFields: true } });
			expect(found?.[specialFieldsKey]).toEqual({ 'Order no': 'A-1187' });
		},
	);

	test.each([
		['bare', undefined],
		['full', expect.any(Array)],
	])('Get Many passes rows on as they come (%s)', async (ticketRows, messages) => {
		set({ ticketRows });
		const found = await output('ticket', 'getAll', { returnAll: true });
		expect(found).toHaveLength(3);
		expect(found[0]?.messages).toEqual(messages);
	});

	test.each([
		['refuse', 'Thulium says: Unknown field "q".'],
		['ignore', undefined],
	])('an additional query parameter is sent as it is (%s)', async (unknownQuery, message) => {
		set({ unknownQuery });
		const result = await runNode(ticket('getAll', more([['q', 'kettle']])));
		expect(sent()[0]?.query).toEqual({ q: 'kettle', limit: '50', offset: '0' });
		expect(result.error?.message).toBe(message);
	});

	test.each([
		['limit', {}],
		['user_login', { filters: { userLogin: list('mnowak') } }],
	])('an additional query parameter does not replace one of the node (%s)', async (name, parameters) => {
		const { message } = await failure('ticket', 'getAll', { ...parameters, ...more([[name, '1']]) });
		expect(message).toBe(`The additional query parameter "${name}" is set by this node already`);
		expect(sent()).toEqual([]);
	});

	test.each([
		['refuse', 'Thulium says: Unknown field "Colour".'],
		['accept', undefined],
	])('a special field that nobody set up shows what the system says (%s)', async (unknownCustomFields, message) => {
		set({ unknownCustomFields });
		const updateFields = { customFields: fields([['Colour', 'red']]) };
		const result = await runNode(ticket('update', { ticketId: '1234', updateFields }));
		expect(result.error?.message).toBe(message);
	});
});
