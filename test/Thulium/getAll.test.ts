import type { JsonObject } from '../../sandbox/core/types';
import type { RunSetup } from '../harness/engine';
import { messageOf, runNode } from '../harness/engine';
import { credentialsWith, list, sandbox, sent, ticket } from './setup';

const many = async (filters: RunSetup['parameters'], parameters: RunSetup['parameters'] = {}) => {
	const result = await runNode(ticket('getAll', { returnAll: true, filters, ...parameters }));
	expect(result.error).toBeUndefined();
	return result.json.map(({ ticket_id }) => ticket_id);
};

const query = () => sent()[0]?.query;

test('returns the tickets, the last modified first, paired with the item', async () => {
	const result = await runNode(ticket('getAll'));
	expect(query()).toEqual({ limit: '50', offset: '0' });
	expect(result.items.map(({ json, pairedItem }) => [json.ticket_id, pairedItem])).toEqual([
		[1236, { item: 0 }],
		[1235, { item: 0 }],
		[1234, { item: 0 }],
	]);
	expect(result.json[0]).not.toHaveProperty('messages');
});

const custom = (rows: Array<[name: string, value: string]>) => ({
	customFields: { field: rows.map(([name, value]) => ({ name, value })) },
});

test.each<[RunSetup['parameters'], object, number[]]>([
	[{ companyId: '28' }, { company_id: '28' }, [1234]],
	[{ companyId: '999' }, { company_id: '999' }, []],
	[{ customerId: '5521' }, { customer_id: '5521' }, [1234]],
	[{ userLogin: list('mnowak') }, { user_login: 'mnowak' }, [1234]],
	[{ source: 'www' }, { source: 'www' }, [1236]],
	[{ ticketQueueId: list('5') }, { ticket_queue_id: '5' }, [1236]],
	[{ categoryId: list('8') }, { category_id: '8' }, [1235]],
	[{ messageId: '70405' }, { message_id: '70405' }, [1234]],
	[{ statusIds: ['1'] }, { 'status_id[]': '1' }, [1234]],
	[{ statusIds: ['1', '6'] }, { 'status_id[]': ['1', '6'] }, [1236, 1234]],
	[custom([['Order no', 'A-1187']]), { 'custom_fields[Order no][0]': 'A-1187' }, [1234]],
	[
		custom([
			['Order no', 'B-1'],
			['Order no', 'A-1187'],
		]),
		{ 'custom_fields[Order no][0]': 'B-1', 'custom_fields[Order no][1]': 'A-1187' },
		[1234],
	],
	[
		custom([
			['Order no', 'A-1187'],
			['City', 'Łódź'],
		]),
		{ 'custom_fields[Order no][0]': 'A-1187', 'custom_fields[City][0]': 'Łódź' },
		[],
	],
	[{ dateFrom: '2025-01-13 11:12' }, { date_from: '2025-01-13 11:12' }, [1236, 1235]],
	[{ dateTo: '2025-01-13 11:12' }, { date_to: '2025-01-13 11:12' }, [1235, 1234]],
	[{ createDateFrom: '2025-01-13 11:13' }, { create_date_from: '2025-01-13 11:13' }, [1236]],
	[{ createDateTo: '2025-01-13' }, { create_date_to: '2025-01-13 23:59' }, [1236, 1235, 1234]],
	[{ createDateFrom: '2025-01-13' }, { create_date_from: '2025-01-13 00:00' }, [1236, 1235, 1234]],
	[{ dateFrom: '2025-01-13T10:12:00Z' }, { date_from: '2025-01-13 11:12' }, [1236, 1235]],
	[{ dateFrom: '={{ DateTime.fromISO("2025-01-13T10:12:00Z") }}' }, { date_from: '2025-01-13 11:12' }, [1236, 1235]],
	[{ companyId: '', userLogin: list(''), statusIds: [], dateFrom: '' }, {}, [1236, 1235, 1234]],
])('filters by %j', async (filters, wanted, ids) => {
	expect(await many(filters)).toEqual(ids);
	expect(query()).toEqual({ ...wanted, limit: '100', offset: '0' });
});

test.each([
	['error500', true],
	['accept', false],
	['error500', false],
] as const)(
	'sends statuses as a list even for one (scalar: %s, bounds inclusive: %s)',
	async (scalarStatusId, inclusiveBounds) => {
		sandbox.current.setSwitches('thulium', { scalarStatusId, inclusiveBounds });
		expect(await many({ statusIds: ['6'], dateFrom: '2025-01-13 00:00' })).toEqual([1236]);
	},
);

test.each(['startOfDay', 'endOfDay'])(
	'never leaves the meaning of a bare day to the system (%s)',
	async (bareDateTo) => {
		sandbox.current.setSwitches('thulium', { bareDateTo });
		expect(await many({ createDateTo: '2025-01-13' })).toEqual([1236, 1235, 1234]);
	},
);

test('reads a date without offset in the zone of the workflow and sends it in that of the system', async () => {
	const parameters = { filters: { dateFrom: '2025-01-13T11:12:00' } };
	await runNode(ticket('getAll', parameters, { credentials: credentialsWith({ timeZone: 'America/New_York' }) }));
	expect(query()).toMatchObject({ date_from: '2025-01-13 05:12' });
});

test('names a time zone that does not exist before anything is sent', async () => {
	const result = await runNode(
		ticket(
			'getAll',
			{ filters: { dateFrom: '2025-01-13T11:12:00Z' } },
			{ credentials: credentialsWith({ timeZone: 'Europe/Nowhere' }) },
		),
	);
	expect(messageOf(result)).toBe('The System Time Zone "Europe/Nowhere" in the credential is unknown');
	expect(sent()).toEqual([]);
});

test.each(['Europe/Warsaw', 'America/New_York'])('finds by date in a system of the zone %s', async (zone) => {
	sandbox.current.setSwitches('thulium', { zone });
	const credentials = credentialsWith({ timeZone: zone });
	const filters = { dateFrom: '2025-01-13T10:12:00Z', dateTo: '2025-01-13T10:12:00Z' };
	const result = await runNode(ticket('getAll', { filters }, { credentials }));
	expect(result.json.map(({ ticket_id }) => ticket_id)).toEqual([1235]);
});

test.each(['refuse', 'ignore'])('sends nothing that Thulium does not document (%s)', async (position) => {
	sandbox.current.setSwitches('thulium', { unknownQuery: position, unknownFields: position });
	expect(await many({ companyId: '28', statusIds: ['1'] })).toEqual([1234]);
});

describe('paging', () => {
	test.each(['refuse', 'cut'])(
		'returns all beyond 100 without asking for more at once (%s)',
		async (limitOverMaximum) => {
			sandbox.current.setSwitches('thulium', { limitOverMaximum });
			await sandbox.current.act('thulium', 'addTickets', { count: 247 });
			const ids = await many({});
			expect(new Set(ids).size).toBe(250);
			expect(sent().map(({ query: { limit, offset } }) => [limit, offset])).toEqual([
				['100', '0'],
				['100', '100'],
				['100', '200'],
			]);
		},
	);

	test('asks for no page that the limit does not need', async () => {
		await sandbox.current.act('thulium', 'addTickets', { count: 247 });
		expect(await many({}, { returnAll: false, limit: 150 })).toHaveLength(150);
		expect(sent()).toHaveLength(2);
	});

	test('stops at the total when the last page is full', async () => {
		await sandbox.current.act('thulium', 'addTickets', { count: 97 });
		expect(await many({})).toHaveLength(100);
		expect(sent()).toHaveLength(1);
	});

	test('drops a row that comes twice because a ticket changed while pages were read', async () => {
		await sandbox.current.act('thulium', 'addTickets', { count: 147 });
		sandbox.current.faults.add({ kind: 'slow', delayMs: 400, service: 'thulium', skip: 1 });
		const running = many({});
		while (sent().length < 1) await new Promise((resolve) => setTimeout(resolve, 10));
		await sandbox.current.act('thulium', 'changeStatus', { ticket_id: 1234, status_id: '5' });
		const ids = await running;
		// Of 150: the ticket that jumped to the front is found by the next read, the row it pushed back came twice.
		expect(ids).toHaveLength(149);
		expect(new Set(ids).size).toBe(149);
	});

	test('loses no row when tickets leave the list while pages are read', async () => {
		await sandbox.current.act('thulium', 'addTickets', { count: 247 });
		const before = await many({ statusIds: ['1'] });
		sandbox.current.journal.clear();
		sandbox.current.faults.add({ kind: 'slow', delayMs: 400, service: 'thulium', skip: 1 });
		const running = many({ statusIds: ['1'] });
		while (sent().length < 1) await new Promise((resolve) => setTimeout(resolve, 10));
		const closed = before.slice(0, 3);
		for (const ticket_id of closed) {
			await sandbox.current.act('thulium', 'changeStatus', { ticket_id: Number(ticket_id), status_id: '6' });
		}
		const after = await running;
		expect(after.filter((id) => !closed.includes(id))).toEqual(before.slice(3));
		expect(new Set(after).size).toBe(after.length);
	});

	test('reads the same page again when as many tickets as fill a page have left behind it', async () => {
		const page = (count: number, from: number) => {
			const result = Array.from({ length: 100 }, (_one, at) => ({ ticket_id: from + at }));
			return { service: 'thulium', kind: 'status', status: 200, body: { count, result } } as const;
		};
		sandbox.current.faults.add([page(300, 1), page(200, 101), page(200, 1), page(200, 101)]);
		expect(await many({})).toEqual(Array.from({ length: 200 }, (_one, at) => at + 1));
		expect(sent().map(({ query: { offset } }) => offset)).toEqual(['0', '100', '0', '100']);
	});

	test('a row that is no ticket is not taken for one', async () => {
		const body = { count: 1, result: [5] };
		sandbox.current.faults.add({ service: 'thulium', kind: 'status', status: 200, body, times: -1 });
		expect(messageOf(await runNode(ticket('getAll')))).toMatch(/^Thulium answered without/);
	});

	test('reads on behind a page that has a single row', async () => {
		const page = (id: number) => {
			const body = { count: 2, result: [{ ticket_id: id }] };
			return { service: 'thulium', kind: 'status', status: 200, body } as const;
		};
		sandbox.current.faults.add([page(1), page(2)]);
		expect(await many({})).toEqual([1, 2]);
	});

	test.each<JsonObject>([{}, { count: null }])(
		'reads a list that tells no number until a page is not full (%j)',
		async (told) => {
			const page = (length: number, from: number) => {
				const result = Array.from({ length }, (_one, at) => ({ ticket_id: from + at }));
				return { service: 'thulium', kind: 'status', status: 200, body: { ...told, result } } as const;
			};
			sandbox.current.faults.add([page(100, 1), page(30, 101)]);
			expect(await many({})).toEqual(Array.from({ length: 130 }, (_one, at) => at + 1));
			expect(sent().map(({ query: { offset } }) => offset)).toEqual(['0', '100']);
		},
	);
});
