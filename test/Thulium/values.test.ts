import { toThuliumTime } from '../../nodes/Thulium/parameters/dates';
import { messageOf, runNode } from '../harness/engine';
import { AGENT, failure, fields, itemWith, list, more, output, sandbox, sent, setup, ticket } from './setup';

/** What docs/values.md promises, on Thulium's fields. */

const named = (value: string) => ({ __rl: true, mode: 'name', value });
const update = (updateFields: object, json: object = {}) =>
	ticket('update', { ticketId: '1234', updateFields: { ...updateFields } }, { items: [{ ...json }] });

describe('List', () => {
	test.each([
		['rows', ['leak', 'vip']],
		['commas in a row', ['leak, vip']],
		['JSON text of a list', ['["leak","vip"]']],
		['a list of an expression', '={{ ["leak", "vip"] }}'],
		['JSON text of an expression', '={{ \'["leak","vip"]\' }}'],
		['lines', '={{ "leak\\nvip" }}'],
	])('tags as %s', async (_name, tags) => {
		expect((await runNode(update({ tags }))).error).toBeUndefined();
		expect(sent('PUT')[0]?.body).toEqual({ tags: ['leak', 'vip'] });
	});

	test('an entry that is nothing is refused', async () => {
		expect(messageOf(await runNode(update({ tags: '={{ ["leak", null] }}' })))).toMatch(
			/^The field "Update Fields > Tags" has an entry without a value/,
		);
		expect(sent()).toEqual([]);
	});
});

describe('Choice', () => {
	test('names of status, sub-status, category, queue and agent count as their IDs, in capitals or not', async () => {
		const { error } = await runNode(
			update({
				categoryId: named('reklamacje'),
				statusId: named(' W REALIZACJI '),
				substatusId: named('serwis'),
				ticketQueueId: named('Sales@example.com'),
				userLogin: named('maria nowak'),
			}),
		);
		expect(error).toBeUndefined();
		expect(sent('PUT')[0]?.body).toEqual({
			category_id: '8',
			status_id: '5',
			substatus_id: '52',
			ticket_queue_id: 5,
			user_login: 'mnowak',
		});
	});

	test('a sub-status has to belong to the status beside it', async () => {
		const result = await runNode(update({ statusId: named('5'), substatusId: named('Brak odpowiedzi') }));
		expect(messageOf(result)).toContain('Brak odpowiedzi');
		expect(sent('PUT')).toEqual([]);
	});

	test('a list is read once for many items, and not at all for IDs', async () => {
		const run = (statusId: object) =>
			runNode(ticket('close', { ticketId: '1234', statusId: { ...statusId } }, { items: [{}, {}, {}] }));
		await run(named('zamknięte'));
		expect(sent('GET').map(({ path }) => path)).toEqual(['/api/ticket_statuses']);
		await run({ __rl: true, mode: 'id', value: '6' });
		expect(sent('GET')).toHaveLength(1);
	});

	test.each(['={{ false }}', '={{ true }}'])('%s is no choice, and is not sent as one', async (statusId) => {
		const { message } = await failure('ticket', 'update', {
			ticketId: '1234',
			updateFields: { statusId: list(statusId) },
		});
		expect(message).toMatch(/^The field "Update Fields > Status" has no choice "(?:false|true)": choose Nowe, /);
		expect(sent('PUT')).toEqual([]);
	});

	test('an unknown name is refused with the names to choose from', async () => {
		const { message } = await failure('ticket', 'close', { ticketId: '1234', statusId: named('Done') });
		expect(message).toBe(
			'The field "Closed Status" has no choice "Done": choose Nowe, Oczekuje na klienta, Odłożone, Połączone, W realizacji, Zamknięte',
		);
		expect(sent('PUT')).toEqual([]);
	});

	test('under By Name an ID counts only where nothing is called so, and a login is looked up', async () => {
		const close = (statusId: string) => runNode(ticket('close', { ticketId: '1234', statusId: named(statusId) }));
		expect((await close('6')).error).toBeUndefined();
		expect(messageOf(await close('60'))).toMatch(/^The field "Closed Status" has no choice "60": choose Nowe, /);
		const { message } = await failure('ticket', 'update', {
			ticketId: '1234',
			updateFields: { userLogin: named('nowak') },
		});
		expect(message).toMatch(/^The field "Update Fields > Agent" has no choice "nowak": choose /);
		expect(sent('PUT').map(({ body }) => body)).toEqual([{ status_id: '6' }]);
	});

	test('names of statuses in a filter', async () => {
		await output('ticket', 'getAll', { filters: { statusIds: '={{ ["nowe", "6"] }}' } });
		expect(sent('GET').at(-1)?.query).toMatchObject({ 'status_id[]': ['1', '6'] });
	});
});

describe('ID', () => {
	test.each([
		['blanks and invisible characters', '\u200B 1234\u00A0'],
		['a whole number', '={{ 1234 }}'],
	])('%s', async (_name, ticketId) => {
		await output('ticket', 'get', { ticketId });
		expect(sent()[0]?.path).toBe('/api/tickets/1234');
	});

	test('the address of a ticket on the own system', async () => {
		await output('ticket', 'get', { ticketId: `${sandbox.current.url}/panel/tickets/1234` });
		expect(sent()[0]?.path).toBe('/api/tickets/1234');
	});

	test.each([
		'https://other.zendesk.com/agent/tickets/1234',
		'1234; drop',
		'={{ 12345678901234567890 }}',
		'={{ { id: 1234 } }}',
	])('%s is refused', async (ticketId) => {
		expect((await failure('ticket', 'get', { ticketId })).message).toMatch(/^The field "Ticket ID" /);
		expect(sent()).toEqual([]);
	});
});

describe('Condition', () => {
	const filters = { customerId: '={{ $json.customer }}' };
	const run = (parameters: object) => runNode(ticket('getAll', { ...parameters }, { items: [{ other: 1 }] }));

	test('an expression that yields nothing stops', async () => {
		for (const emptyFilter of ['stop', 'whatever', '']) {
			const refused = await run({ filters, emptyFilter });
			expect(messageOf(refused)).toBe('The filter "Customer ID" has no value for this item');
		}
		expect(messageOf(await run({ filters }))).toBe('The filter "Customer ID" has no value for this item');
		expect(sent()).toEqual([]);
	});

	test('Return Nothing finds nothing, Ignore the Filter everything', async () => {
		expect((await run({ filters, emptyFilter: 'returnNothing' })).items).toEqual([]);
		expect(sent()).toEqual([]);
		expect((await run({ filters, emptyFilter: 'ignore' })).items.length).toBeGreaterThan(1);
	});

	test.each(['customer', 'call'])('Include of %s narrows nothing, so it may be empty', async (resource) => {
		const include = { filters: { include: '={{ $json.none }}' } };
		const { error, items } = await runNode(setup(resource, 'getAll', include, { items: [{ other: 1 }] }));
		expect(error).toBeUndefined();
		expect(items.length).toBeGreaterThan(0);
	});

	test('a custom field and an additional query parameter are conditions, too', async () => {
		const custom = { customFields: fields([['City', '={{ $json.city }}']]) };
		expect(messageOf(await run({ filters: custom }))).toBe('The filter "City" has no value for this item');
		expect(messageOf(await run(more([['order', '={{ $json.order }}']])))).toBe(
			'The filter "order" has no value for this item',
		);
		expect(sent()).toEqual([]);
	});
});

describe('Row of a condition', () => {
	const order = 'The filter "order" has no value for this item';
	const city = 'The filter "City" has no value for this item';
	const custom = { filters: { customFields: fields([['City', '']]) } };

	test.each([
		['ticket', custom, city],
		['customer', custom, city],
		['company', custom, city],
		['ticket', more([['order', '']]), order],
		['agent', more([['order', ' \u200b']]), order],
	])('a row of %s that was typed without a value is refused, whatever is chosen for filters', async (...given) => {
		const [resource, parameters, message] = given;
		for (const emptyFilter of ['stop', 'ignore', 'returnNothing']) {
			const { error, ...result } = await runNode(
				setup(resource, 'getAll', { ...parameters, emptyFilter }, { items: [{}, {}] }),
			);
			expect([messageOf({ ...result, error }), error?.context.itemIndex]).toEqual([message, 0]);
			expect(error?.description).toMatch(/^Its row has a name only\. Enter a value, or remove the row\./);
		}
		expect(sent()).toEqual([]);
	});

	test('two values for one name are two alternatives', async () => {
		const customFields = fields([
			['City', 'Kraków'],
			['City', 'Łódź'],
		]);
		await output('ticket', 'getAll', { filters: { customFields } });
		expect(sent().at(-1)?.query).toMatchObject({
			'custom_fields[City][0]': 'Kraków',
			'custom_fields[City][1]': 'Łódź',
		});
	});
});

describe('Text, Phone, Day and Instant', () => {
	test.each([
		['="{{ 1 }}"', false],
		['={{ Number("twelve") }}', true],
		['={{ new Date("nonsense") }}', true],
		['={{ ({}) }}', true],
		['={{ "a\\ud83d" }}', true],
	])('a custom field as %s', async (value, isRefused) => {
		const { error } = await runNode(update({ customFields: fields([['City', value]]) }));
		expect(error === undefined).toBe(!isRefused);
		expect(sent('PUT')).toHaveLength(isRefused ? 0 : 1);
	});

	test('a number with letters is refused', async () => {
		const { message } = await failure('queue', 'scheduleCall', { queueId: list('3'), phoneNumber: 'call me' });
		expect(message).toBe('The field "Phone Number" has "call me", which is not a telephone number');
		expect(sent()).toEqual([]);
	});

	test.each(['2026-02-30', '03/04/2026', '={{ 46000 }}', '26-11-21'])('%s is no date', async (dateFrom) => {
		const { message } = await failure('ticket', 'getAll', { filters: { dateFrom } });
		expect(message).toMatch(/^The field "Filters > Modified From" /);
		expect(sent()).toEqual([]);
	});

	test('seconds are understood, and a long value is cut in the error', async () => {
		await output('ticket', 'getAll', { filters: { dateFrom: '={{ 1782900000 }}' } });
		expect(sent()[0]?.query).toMatchObject({ date_from: '2026-07-01 12:00' });
		const { message } = await failure('ticket', 'getAll', { filters: { dateFrom: 'x'.repeat(5000) } });
		expect(message.length).toBeLessThan(400);
	});

	test('a day stays that day in every zone, as it is written and as it is looked for', async () => {
		for (const workflow of ['UTC', 'America/New_York', 'Pacific/Auckland', 'Pacific/Apia', 'Europe/Warsaw']) {
			for (const day of ['2026-03-29', '2026-10-25', '2026-11-25', '2026-12-31']) {
				for (const system of ['Europe/Warsaw', 'America/Los_Angeles']) {
					expect(toThuliumTime(day, { workflow, system }, '00:00')).toBe(`${day} 00:00`);
					expect(toThuliumTime(`${day} 14:05:09`, { workflow, system }, '00:00')).toBe(`${day} 14:05`);
				}
			}
		}
		const birthdates = ['1990-05-17', '1990-05-17T00:00:00Z', 642_902_400, 642_902_400_000];
		for (const birthdate of birthdates) {
			const { error } = await runNode(
				setup(
					'customer',
					'create',
					{ surname: 'Lis', additionalFields: { birthdate: '={{ $json.day }}' } },
					{ items: [{ day: birthdate }] },
				),
			);
			expect(error).toBeUndefined();
		}
		expect(sent('POST').map(({ body }) => body)).toEqual(
			birthdates.map(() => ({ surname: 'Lis', birthdate: '1990-05-17' })),
		);
	});
});

describe('Files', () => {
	test.each(['__proto__', 'constructor', 'toString', 'missing'])('the field %s holds none', async (field) => {
		const { message, description } = await failure(
			'attachment',
			'upload',
			{ attachmentFields: [field] },
			{ items: [itemWith({ data: { fileName: 'a.txt', content: 'a' } })] },
		);
		expect(message).toBe(`The input has no file in the field "${field}"`);
		expect(description).toContain('Files are in: data.');
		expect(sent()).toEqual([]);
	});

	test('a file that n8n has lost is named with its field', async () => {
		const lost = {
			id: 'filesystem-v2:workflows/x/executions/1/binary_data/gone',
			data: 'filesystem-v2',
			mimeType: 'text/plain',
		};
		const { message, description } = await failure(
			'attachment',
			'upload',
			{ attachmentFields: ['data'] },
			{ items: [{ json: {}, binary: { data: lost } }] },
		);
		expect(message).toBe('n8n no longer has the file in the field "data"');
		expect(description).toContain('Run the node again that made the file.');
		expect(sent()).toEqual([]);
	});
});

test('Email: what is no address is refused in a filter, with the reason', async () => {
	const result = await runNode(setup('customer', 'getAll', { filters: { email: 'Ann <ann@example.com>' } }));
	expect(messageOf(result)).toBe(
		'The field "Filters > Email" has "Ann <ann@example.com>", which is not an email address',
	);
	expect(sent()).toEqual([]);
});

describe('a row of a condition', () => {
	const rows = (name: string, value: string) => [
		{ queryParameters: { parameter: [{ name, value }] } },
		{ filters: { customFields: { field: [{ name, value }] } } },
	];

	test('is looked for without the blanks around its name and its value', async () => {
		for (const parameters of rows(' customer_id ', '={{ " 5521\\u200b" }}'))
			await output('ticket', 'getAll', parameters);
		expect(sent().map(({ query }) => query)).toEqual([
			expect.objectContaining({ customer_id: '5521' }),
			expect.objectContaining({ 'custom_fields[customer_id][0]': '5521' }),
		]);
	});
});

describe('an agent', () => {
	const byLogin = (value: string) => ({ __rl: true, mode: 'id', value });

	test.each(['MNOWAK', ' mNowak\u200b', 'maria nowak'])('%j is found in a filter and in a write', async (login) => {
		await output('ticket', 'getAll', { filters: { userLogin: byLogin(login) } });
		await output('call', 'getAll', { filters: { userLogin: byLogin(login) } });
		await output('ticket', 'update', { ticketId: '1234', updateFields: { userLogin: byLogin(login) } });
		expect(
			sent()
				.filter(({ path }) => !path.endsWith('/agents'))
				.map(({ query, body }) => ({ ...query, ...Object(body) })),
		).toEqual([1, 2, 3].map(() => expect.objectContaining({ user_login: 'mnowak' }) as unknown));
	});

	test.each(['NOBODY', 'mnowak@example.com'])('%j would find nothing, and is refused', async (login) => {
		for (const resource of ['ticket', 'call']) {
			const { message } = await failure(resource, 'getAll', { filters: { userLogin: byLogin(login) } });
			expect(message).toMatch(/^The field "Filters > Agent" has no choice ".+": choose Anna Zieli/);
		}
		expect(sent().map(({ path }) => path)).toEqual(['/api/agents', '/api/agents']);
	});

	test('is taken as it is where agents may not be listed', async () => {
		sandbox.current.faults.add({ kind: 'status', status: 403, service: 'thulium', path: 'agents$' });
		await output('ticket', 'getAll', { filters: { userLogin: byLogin('M.Nowak') } });
		expect(sent().at(-1)?.query).toMatchObject({ user_login: 'M.Nowak' });
	});
});

describe('what can never be meant', () => {
	test.each([
		['ticket', { dateFrom: '2026-12-01', dateTo: '2026-11-30' }, 'Modified From', 'Modified To'],
		[
			'ticket',
			{ createDateFrom: '2026-12-01T10:00:00Z', createDateTo: '2026-12-01T09:00:00Z' },
			'Created From',
			'Created To',
		],
		['call', { dateFrom: '={{ 1795219200 }}', dateTo: '2026-11-20' }, 'From', 'To'],
		['recording', { dateFrom: '2026-12-01', dateTo: '2026-11-30' }, 'From', 'To'],
	])('%s: a range %j that ends before it begins', async (resource, filters, from, to) => {
		const { message } = await failure(resource, 'getAll', { filters });
		expect(message).toBe(`The field "Filters > ${to}" is earlier than "Filters > ${from}", so nothing can match`);
		expect(sent()).toEqual([]);
	});

	test('a day from its first to its last minute is no such range', async () => {
		await output('ticket', 'getAll', { filters: { dateFrom: '2026-12-01', dateTo: '2026-12-01' } });
		expect(sent()[0]?.query).toMatchObject({ date_from: '2026-12-01 00:00', date_to: '2026-12-01 23:59' });
	});

	test.each([
		['customer', 'Phone Number', { phoneNumber: '600100200', without: ['phone_number'] }],
		['company', 'Identifier', { identifier: '={{ "C-77" }}', without: ['Identifier'] }],
	])('a %s with a %s, and without one', async (resource, label, filters) => {
		const { message } = await failure(resource, 'getAll', { filters });
		expect(message).toBe(`The filters "${label}" and "Without" contradict each other, so nothing can match`);
		expect(sent()).toEqual([]);
	});

	const PLACEHOLDERS = ['-', '()', ' -- ', '.'];
	test.each(PLACEHOLDERS.flatMap((number) => [undefined, true].map((strip) => [number, strip] as const)))(
		'%j stands for no number, and is not left out (Strip Spaces and Dashes: %s)',
		async (phoneNumber, stripNumbers) => {
			const options = stripNumbers === undefined ? {} : { stripNumbers };
			const refused = [
				await failure('agent', 'call', { login: AGENT, phoneNumber, customerId: '5521', options }),
				await failure('queue', 'scheduleCall', { queueId: list('3'), phoneNumber, options }),
				await failure('campaignRecord', 'setStatusByPhoneNumber', { phoneNumber, statusId: '3', options }),
				await failure('company', 'create', { name: 'Desk', additionalFields: { phoneNumber, ...options } }),
				await failure('customer', 'update', {
					customerId: '5521',
					updateFields: { phoneNumber: ['600', phoneNumber], ...options },
				}),
			];
			expect(refused.map(({ message }) => message)).toEqual(
				refused.map(() =>
					expect.stringMatching(/^The field "Phone Numbers?" has ".+", which is not a telephone number$/),
				),
			);
			expect(sent()).toEqual([]);
		},
	);

	test('a company without a number needs none', async () => {
		await output('company', 'create', { name: 'Desk', additionalFields: { phoneNumber: '={{ $json.phone }}' } });
		expect(sent()[0]?.body).toEqual({ name: 'Desk' });
	});

	test.each(['0', '={{ 0 }}', '00'])('%s is no ID, and no filter that finds everything', async (customerId) => {
		const { message } = await failure('ticket', 'getAll', { filters: { customerId } });
		expect(message).toMatch(
			/^The field "Filters > Customer ID" (?:has "00?", which is not|must be) the ID of a customer/,
		);
		expect(sent()).toEqual([]);
	});

	test.each(['600100200,601', '600100200; 600100201', '600|601'])('two numbers as one: %s', async (phoneNumber) => {
		const { message } = await failure('queue', 'scheduleCall', { queueId: list('3'), phoneNumber });
		expect(message).toBe(`The field "Phone Number" has "${phoneNumber}", which is not a telephone number`);
		expect(sent()).toEqual([]);
	});
});

test('the mailbox of a new ticket is sent without the blanks around it', async () => {
	await output('ticket', 'create', { to: ' service@example.com\u00a0', subject: 's', body: 'b' });
	expect(sent().at(-1)?.body).toMatchObject({ to: 'service@example.com' });
});
