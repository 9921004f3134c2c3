import type { RunSetup } from '../harness/engine';
import { runNode } from '../harness/engine';
import { wire } from '../harness/sandbox';
import { contentOf, failure, list, more, output, sandbox, sent, setup } from './setup';

const set = (changes: object) => sandbox.current.setSwitches('thulium', changes);
const CALL = '1736758800.70';
const FILE = 'service/2025-01-13/2025-01-13_100000_600100200.70.ogg';

describe('Queue', () => {
	test.each([
		['named', { queue_id: 3, name: 'Infolinia' }],
		['plainId', { id: 3, name: 'Infolinia' }],
		['wrapped', { id: 3, name: 'Infolinia' }],
	])('Get Many passes the queues on in any shape (%s)', async (dictionaryShape, row) => {
		set({ dictionaryShape });
		expect(await output('queue', 'getAll', { returnAll: true })).toHaveLength(2);
		expect(await output('queue', 'getAll', { limit: 1 })).toEqual([row]);
		expect(sent()[0]?.query).toEqual({});
	});

	test('Get Waiting List returns who waits', async () => {
		expect(await output('queue', 'waitingList', { queueId: list('3') })).toEqual([
			expect.objectContaining({ phone_number: '600700800', customer_id: null }),
		]);
		expect(sent()[0]?.path).toBe('/api/queues/3/waiting_list');
		expect(await output('queue', 'waitingList', { queueId: list('8') })).toEqual([]);
	});

	test('Get Waiting Statistics returns how many wait', async () => {
		expect(await output('queue', 'waitingStats', { queueId: list('3') })).toEqual([
			{ in_queue: 1, approx_wait_time: '00:01:30' },
		]);
		expect(await output('queue', 'waitingStats', { queueId: list('8') })).toEqual([
			{ in_queue: 0, approx_wait_time: null },
		]);
	});

	test('Schedule Call sends the number, and the time with seconds in the zone of the system', async () => {
		const later = { callAt: '2026-01-10T15:30:00Z' };
		expect(
			await output('queue', 'scheduleCall', { queueId: list('3'), phoneNumber: '600100200', options: later }),
		).toEqual([{ success: true, queue_id: 3 }]);
		await output('queue', 'scheduleCall', { queueId: list('3'), phoneNumber: '600100200' });
		expect(wire(sent())).toEqual([
			{
				method: 'POST',
				path: '/api/queues/3/schedule_call',
				body: { phone_number: '600100200', call_at: '2026-01-10 16:30:00' },
			},
			{ method: 'POST', path: '/api/queues/3/schedule_call', body: { phone_number: '600100200' } },
		]);
	});

	test.each([
		['asTyped', undefined],
		['digitsOnly', 'Thulium says: Field "phone_number" has a wrong value.'],
	])('Schedule Call sends the number as typed unless it is stripped (%s)', async (phoneNumbers, message) => {
		set({ phoneNumbers });
		const given = { queueId: list('3'), phoneNumber: '600 100-200' };
		expect((await runNode(setup('queue', 'scheduleCall', given))).error?.message).toBe(message);
		await output('queue', 'scheduleCall', { ...given, options: { stripNumbers: true } });
		expect(sent().map(({ body }) => body)).toEqual([{ phone_number: '600 100-200' }, { phone_number: '600100200' }]);
	});

	test('Schedule Call is sent once when the connection is cut', async () => {
		sandbox.current.faults.add({ kind: 'resetAfter', service: 'thulium' });
		const given = { queueId: list('3'), phoneNumber: '600100200' };
		const { message, description } = await failure('queue', 'scheduleCall', given);
		expect(message).toMatch(/^The outcome is unknown/);
		expect(description).toMatch(/each scheduled call rings at the customer/);
		expect(sent()).toHaveLength(1);
	});
});

describe('Call', () => {
	const calls = async (filters: RunSetup['parameters'], parameters: RunSetup['parameters'] = {}) =>
		(await output('call', 'getAll', { returnAll: true, filters, ...parameters })).map(({ src, dst }) => [src, dst]);
	const FIRST = ['600100200', '221000111'];
	const SECOND = ['600300400', '221000111'];
	const THIRD = ['221000111', '600500600'];

	test.each<[RunSetup['parameters'], object, string[][]]>([
		[{}, {}, [FIRST, SECOND, THIRD]],
		[{ src: '600100200' }, { src: '600100200' }, [FIRST]],
		[{ dst: '600500600' }, { dst: '600500600' }, [THIRD]],
		[{ connectionId: CALL }, { connection_id: CALL }, [FIRST]],
		[{ userLogin: list('mnowak') }, { user_login: 'mnowak' }, [FIRST, THIRD]],
		[{ queueId: list('3') }, { queue_id: '3' }, [FIRST, SECOND]],
		[{ topicId: '12' }, { topic_id: '12' }, [FIRST]],
		[{ customerId: '5521' }, { customer_id: '5521' }, [FIRST]],
		[{ tags: ['vip'] }, { 'tags[]': 'vip' }, [FIRST]],
		[{ tags: ['vip, late'] }, { 'tags[]': ['vip', 'late'] }, []],
		[{ dateFrom: '2025-01-13T09:10:00Z' }, { date_from: '2025-01-13 10:10' }, [SECOND, THIRD]],
		[{ dateTo: '2025-01-13' }, { date_to: '2025-01-13 23:59' }, [FIRST, SECOND, THIRD]],
	])('Get Many filters by %j', async (filters, wanted, found) => {
		expect(await calls(filters)).toEqual(found);
		expect(sent()[0]?.query).toEqual({ ...wanted, limit: '100', offset: '0' });
	});

	test('Get Many brings tags and topics on demand', async () => {
		const filters = { connectionId: CALL, include: ['tags', 'topics'] };
		const [found] = await output('call', 'getAll', { filters });
		expect(found).toMatchObject({ tags: ['vip'], topics: [{ topic_id: 12 }] });
		expect(sent()[0]?.query).toMatchObject({ include_tags: 'true', include_topics: 'true' });
	});

	test.each([
		[true, [SECOND, THIRD]],
		[false, [THIRD]],
	])(
		'Get Many asks for the very minute, whether the system counts it in or not (%s)',
		async (inclusiveBounds, found) => {
			set({ inclusiveBounds });
			expect(await calls({ dateFrom: '2025-01-13 10:10' })).toEqual(found);
		},
	);

	test.each(['startOfDay', 'endOfDay'])('Get Many never sends a bare day (%s)', async (bareDateTo) => {
		set({ bareDateTo });
		expect(await calls({ dateFrom: '2025-01-13', dateTo: '2025-01-13' })).toHaveLength(3);
	});

	test.each(['refuse', 'cut'])(
		'Get Many reads all pages and never asks for too much (%s)',
		async (limitOverMaximum) => {
			set({ limitOverMaximum });
			for (let n = 0; n < 120; n++)
				await sandbox.current.act('thulium', 'finishCall', { src: String(700_000_000 + n) });
			expect(await calls({})).toHaveLength(123);
			expect(sent().map(({ query }) => [query.limit, query.offset])).toEqual([
				['100', '0'],
				['100', '100'],
			]);
			expect(await calls({}, { returnAll: false, limit: 5 })).toHaveLength(5);
		},
	);

	test.each([
		['refuse', 'Thulium says: Unknown field "type".'],
		['ignore', undefined],
	])('Get Many sends additional query parameters (%s)', async (unknownQuery, message) => {
		set({ unknownQuery });
		const result = await runNode(setup('call', 'getAll', more([['type', 'INBOUND']])));
		expect(result.error?.message).toBe(message);
		expect(sent()[0]?.query).toMatchObject({ type: 'INBOUND' });
	});

	test('Get Topic returns what the agent noted', async () => {
		expect(await output('call', 'getTopic', { connectionId: CALL })).toEqual([
			{ topic_id: 12, agent_login: 'mnowak', comment: 'Parcel', custom_fields: [{ field_id: 4, value: 'A-1187' }] },
		]);
		expect(sent()[0]?.path).toBe(`/api/connections/${CALL}/topic`);
	});

	test('Get Intents returns what the caller wanted, in a language', async () => {
		const parameters = { connectionId: CALL, options: { language: 'pl' } };
		expect(await output('call', 'getIntents', parameters)).toEqual([
			{ intent: { id: expect.any(String), intent: 'Where is my parcel' } },
		]);
		expect(sent()[0]?.query).toEqual({ language: 'pl' });
	});

	test('Get Transcription returns what was said', async () => {
		expect(await output('call', 'getTranscription', { connectionId: CALL })).toEqual([
			expect.objectContaining({ transcription: [expect.objectContaining({ speaker: 'customer' })] }),
		]);
	});

	test('a call that is not there names what to check and what to permit', async () => {
		const { message, description } = await failure('call', 'getTopic', { connectionId: '1.1' });
		expect(message).toBe('Thulium says: Resource not found.');
		expect(description).toMatch(/^Check the ID/);
	});
});

describe('Recording', () => {
	test.each<[RunSetup['parameters'], object, number]>([
		[{}, {}, 2],
		[{ src: '600100200' }, { src: '600100200' }, 1],
		[{ dst: '600500600' }, { dst: '600500600' }, 1],
		[{ connectionId: CALL }, { connection_id: CALL }, 1],
		[{ dateFrom: '2025-01-13 10:04' }, { date_from: '2025-01-13 10:04' }, 1],
		[{ dateTo: '2025-01-13T09:03:00Z' }, { date_to: '2025-01-13 10:03' }, 1],
	])('Get Many filters by %j', async (filters, wanted, count) => {
		const found = await output('recording', 'getAll', { returnAll: true, filters });
		expect(found).toHaveLength(count);
		expect(sent()[0]?.query).toEqual({ ...wanted, limit: '100', offset: '0' });
	});

	test('Download brings the file, named as Get Many names it', async () => {
		const [first] = await output('recording', 'getAll', { filters: { connectionId: CALL } });
		expect(first?.filename).toBe(FILE);
		const { items } = await runNode(setup('recording', 'download', { filename: FILE, outputField: 'sound' }));
		expect(items).toEqual([
			{
				json: { filename: FILE },
				binary: {
					sound: expect.objectContaining({ fileName: '2025-01-13_100000_600100200.70.ogg', mimeType: 'audio/ogg' }),
				},
				pairedItem: { item: 0 },
			},
		]);
		expect(await contentOf(items[0]?.binary?.sound)).toBe(`OggS recording ${CALL}`);
		expect(sent()[1]).toMatchObject({ path: '/api/recordings/download', query: { filename: FILE } });
	});

	test.each([
		['filename', undefined],
		['connection_id', 'Thulium says: Field "connection_id" cannot be empty.'],
	])('Download shows what the system wants, which can be added (%s)', async (recordingQuery, message) => {
		set({ recordingQuery });
		const alone = await runNode(setup('recording', 'download', { filename: FILE }));
		expect(alone.error?.message).toBe(message);
		const both = await runNode(setup('recording', 'download', { filename: FILE, ...more([['connection_id', CALL]]) }));
		expect(await contentOf(both.items[0]?.binary?.data)).toBe(`OggS recording ${CALL}`);
	});

	test('Download of several items keeps their order', async () => {
		const rows = await output('recording', 'getAll', { returnAll: true });
		const parameters = { filename: '={{ $json.filename }}' };
		const { items } = await runNode(setup('recording', 'download', parameters, { items: rows }));
		expect(items.map(({ json, pairedItem }) => [json.filename, pairedItem])).toEqual(
			rows.map(({ filename }, item) => [filename, { item }]),
		);
	});
});
