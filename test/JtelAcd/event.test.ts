import { createJtel } from '../../sandbox/jtel';
import type { RunSetup } from '../harness/engine';
import { loadOptions, messageOf, runNode, searchList } from '../harness/engine';
import { requests, sandboxCredentials, useSandbox, wire } from '../harness/sandbox';

const sandbox = useSandbox([createJtel]);

const event = (operation: string, parameters: RunSetup['parameters'] = {}, rest: Partial<RunSetup> = {}): RunSetup => ({
	type: 'jtelAcd',
	parameters: { resource: 'event', operation, ...parameters },
	credentials: sandboxCredentials(sandbox.current),
	...rest,
});

const list = (value: string | number) => ({ __rl: true, mode: 'list', value: String(value) });

const CALLBACK = {
	eventType: 'callback',
	groupId: list(235),
	sender: '49199123456789',
	subject: 'Callback request from 49199123456789 on 2020.08.09 at 09:00',
	body: 'This is an automatically generated callback request via the REST API.\r\nCongratulations!\r\n',
	options: { receiver: '4919900112233', crmUrl: 'https://www.jtel.de', userData: '987654' },
};

const CALLBACK_BODY = {
	AcdEventTypesID: 3,
	AcdGroupsID: 235,
	UsersID: null,
	Sender: '49199123456789',
	Receiver: '4919900112233',
	Subject: 'Callback request from 49199123456789 on 2020.08.09 at 09:00',
	Body: 'This is an automatically generated callback request via the REST API.\r\nCongratulations!\r\n',
	CrmURL: 'https://www.jtel.de',
	UserData: '987654',
};

const TICKET = {
	eventType: 'ticket',
	groupId: list(235),
	sender: 'info@example.com',
	subject: 'A new ticket 123456 has been created via the REST API. Congratulations!',
	options: { receiver: 'support@jtel.de', crmUrl: 'https://www.jtel.de', userData: '123456' },
};

describe("the requests of the user's page", () => {
	const CREATE = { method: 'POST', path: '/rest/v1.0/1/acd/events/create' };

	test('create a callback event', async () => {
		const result = await runNode(event('create', CALLBACK));
		expect(result.error).toBeUndefined();
		expect(wire(requests(sandbox.current, 'jtel', 'POST'))).toEqual([{ ...CREATE, body: CALLBACK_BODY }]);
		expect(result.json).toEqual([expect.objectContaining({ AcdEventTypesID: 3, AcdEventStatusID: 1 })]);
	});

	test('create a callback event for a specific user', async () => {
		await runNode(event('create', { ...CALLBACK, options: { ...CALLBACK.options, userId: list(3) } }));
		expect(wire(requests(sandbox.current, 'jtel', 'POST'))).toEqual([
			{ ...CREATE, body: { ...CALLBACK_BODY, UsersID: 3 } },
		]);
	});

	test('create a ticket event', async () => {
		const result = await runNode(event('create', TICKET));
		expect(wire(requests(sandbox.current, 'jtel', 'POST'))).toEqual([
			{
				...CREATE,
				body: {
					AcdEventTypesID: 6,
					AcdGroupsID: 235,
					UsersID: null,
					Sender: 'info@example.com',
					Receiver: 'support@jtel.de',
					Subject: 'A new ticket 123456 has been created via the REST API. Congratulations!',
					CrmURL: 'https://www.jtel.de',
					UserData: '123456',
				},
			},
		]);
		expect(result.json[0]).toMatchObject({ ForeignSystemNumber: '123456' });
	});

	test('retrieve all events', async () => {
		const result = await runNode(event('getAll', { returnAll: true }));
		expect(wire(requests(sandbox.current, 'jtel'))).toEqual([
			{ method: 'GET', path: '/rest/v1.0/1/acd/events', body: null },
		]);
		expect(result.json.map(({ ID }) => ID)).toEqual([2005, 2004, 2003, 2002, 2001]);
	});

	test('retrieve an event by ID', async () => {
		const [created] = (await runNode(event('create', TICKET))).json;
		const result = await runNode(event('get', { eventId: String(created?.ID) }));
		expect(wire(requests(sandbox.current, 'jtel', 'GET'))).toEqual([
			{ method: 'GET', path: `/rest/v1.0/1/acd/events/event/${String(created?.ID)}`, body: null },
		]);
		expect(result.json).toEqual([created]);
	});
});

describe('what it withstands', () => {
	test('brings a number with a plus sign into the form that jtel wants', async () => {
		await runNode(event('create', { ...CALLBACK, sender: '+49 (0)199 123456-789' }));
		expect(requests(sandbox.current, 'jtel', 'POST')[0]?.body).toMatchObject({ Sender: '49199123456789' });
	});

	test('passes on what jtel says of a plus sign when numbers are left as they are', async () => {
		const options = { ...CALLBACK.options, normalizeNumbers: false };
		const result = await runNode(event('create', { ...CALLBACK, sender: '+49199123456789', options }));
		expect(messageOf(result)).toMatch(/^jtel says: .*Sender/);
	});

	test('refuses a sender that is no number before a request is sent', async () => {
		const result = await runNode(event('create', { ...CALLBACK, sender: 'ask for Eva' }));
		expect(messageOf(result)).toBe('The field "Sender" has "ask for Eva", which is not a telephone number');
		expect(requests(sandbox.current, 'jtel')).toEqual([]);
	});

	test('names the empty field before a request is sent', async () => {
		const result = await runNode(event('create', { ...TICKET, subject: '={{ $json.nothing }}' }));
		expect(messageOf(result)).toBe('The field "Subject" is empty');
		expect(requests(sandbox.current, 'jtel')).toEqual([]);
	});

	test('passes on what jtel says of an unknown group', async () => {
		const result = await runNode(event('create', { ...TICKET, groupId: list(999) }));
		expect(messageOf(result)).toMatch(/^jtel says: /);
	});

	test('tells a wrong token from a missing event and a missing function', async () => {
		const credentials = sandboxCredentials(sandbox.current);
		credentials.jtelAcdApi = { ...credentials.jtelAcdApi, token: 'wrong' };
		const unauthorized = await runNode(event('getAll', {}, { credentials }));
		expect(unauthorized.error?.description).toMatch(/token and the Client ID/);

		const missing = await runNode(event('get', { eventId: '1' }));
		expect(missing.error?.description).toMatch(/Check the ID/);

		sandbox.current.faults.add({ kind: 'empty', status: 404, service: 'jtel' });
		const notOffered = await runNode(event('get', { eventId: '1' }));
		expect(messageOf(notOffered)).toBe('This jtel release does not offer this function');
	});

	test('reports a cut connection as unknown and does not create twice', async () => {
		sandbox.current.faults.add({ kind: 'resetAfter', service: 'jtel', method: 'POST' });
		const result = await runNode(event('create', TICKET));
		expect(messageOf(result)).toMatch(/^The outcome is unknown: the connection was cut/);
		expect(requests(sandbox.current, 'jtel', 'POST')).toHaveLength(1);
	});

	test('reports half a response to a create as unknown, and repeats a read', async () => {
		sandbox.current.faults.add({ kind: 'malformedJson', service: 'jtel', method: 'POST' });
		const result = await runNode(event('create', TICKET));
		expect(messageOf(result)).toMatch(/^The outcome is unknown: jtel sent a response that cannot be read/);
		expect(requests(sandbox.current, 'jtel', 'POST')).toHaveLength(1);
		sandbox.current.faults.add({ kind: 'malformedJson', service: 'jtel', method: 'GET' });
		expect((await runNode(event('getAll'))).json).toHaveLength(6);
		expect(requests(sandbox.current, 'jtel', 'GET')).toHaveLength(2);
	});

	test.each([
		['without the event', { status: 200 }],
		['with an empty list', { status: 200, records: [] }],
		['with an event that has no ID', { status: 200, records: [{ Subject: 'Help' }] }],
	])('reports a response to a create %s as unknown', async (_what, body) => {
		sandbox.current.faults.add({ kind: 'status', status: 200, body, service: 'jtel', method: 'POST' });
		const result = await runNode(event('create', TICKET));
		expect(messageOf(result)).toMatch(/^The outcome is unknown: jtel answered without records/);
		expect(requests(sandbox.current, 'jtel', 'POST')).toHaveLength(1);
	});

	test.each([
		['ACD Group', { groupId: list('Nobody') }],
		['User', { options: { userId: list('nobody') } }],
		['Event Type', { eventType: 'other', eventTypeId: list('Chat') }],
	])('refuses a name that there is not (%s)', async (field, wrong) => {
		const result = await runNode(event('create', { ...TICKET, ...wrong }));
		expect(messageOf(result)).toMatch(new RegExp(`^The field "(Options > )?${field}" has no choice `));
		expect(requests(sandbox.current, 'jtel', 'POST')).toEqual([]);
	});

	test('says so when a single read brings nothing', async () => {
		const body = { records: [], count: 0, status: 200 };
		sandbox.current.faults.add({ kind: 'status', status: 200, body, service: 'jtel', method: 'GET' });
		expect(messageOf(await runNode(event('get', { eventId: '77' })))).toBe('jtel has no event with the ID 77');
	});

	test('repeats a read after a cut connection and an HTML 503', async () => {
		sandbox.current.faults.add([
			{ kind: 'resetBefore', service: 'jtel' },
			{ kind: 'html', status: 503, service: 'jtel' },
		]);
		const result = await runNode(event('getAll'));
		expect(result.error).toBeUndefined();
		expect(requests(sandbox.current, 'jtel')).toHaveLength(3);
	});

	test('lets good items pass and gives bad ones their own message with Continue On Fail', async () => {
		const result = await runNode(
			event(
				'create',
				{ ...TICKET, subject: '={{ $json.subject }}' },
				{ items: [{ subject: 'One' }, { subject: '' }, { subject: 'Three' }], continueOnFail: true },
			),
		);
		expect(
			result.items.map(({ json, pairedItem }) => ({ subject: json.Subject, error: json.error, pairedItem })),
		).toEqual([
			{ subject: 'One', error: undefined, pairedItem: { item: 0 } },
			{
				subject: undefined,
				error:
					'The field "Subject" is empty. Enter a value, or check the expression that fills it. What fields take: https://github.com/ticket-relay/n8n-nodes-ticket-relay/blob/main/docs/values.md · More about this error: https://ticket-relay.github.io/n8n-nodes-ticket-relay/troubleshooting.html#the-field--is-empty',
				pairedItem: { item: 1 },
			},
			{ subject: 'Three', error: undefined, pairedItem: { item: 2 } },
		]);
	});
});

describe('drop-downs', () => {
	const setup = () => event('create');

	test('list the groups and search them', async () => {
		const all = await searchList({ ...setup(), method: 'searchGroups' });
		expect(all.results).toContainEqual({ name: 'Support', value: '235' });
		const found = await searchList({ ...setup(), method: 'searchGroups', filter: 'supp' });
		expect(found.results).toEqual([{ name: 'Support', value: '235' }]);
	});

	test('list the users by name', async () => {
		const { results } = await searchList({ ...setup(), method: 'searchUsers' });
		expect(results.map(({ value }) => value)).toContain('3');
	});

	test('list the event types, also on a release without the endpoint', async () => {
		const offered = await searchList({ ...setup(), method: 'searchEventTypes' });
		expect(offered.results).toContainEqual({ name: 'Callback', value: '3' });
		sandbox.current.faults.add({ kind: 'empty', status: 404, service: 'jtel', path: 'types' });
		const known = await searchList({ ...setup(), method: 'searchEventTypes' });
		expect(known.results).toContainEqual({ name: 'Callback', value: '3' });
	});

	test('fill the multi-selects of Get Many with the same entries', async () => {
		const groups = await loadOptions({ ...setup(), method: 'getGroups' });
		expect(groups).toContainEqual({ name: 'Support', value: '235' });
	});
});

test('Get Many filters, sorts and limits what jtel sends', async () => {
	await runNode(event('create', TICKET));
	await runNode(event('create', CALLBACK));
	const result = await runNode(
		event('getAll', {
			returnAll: false,
			limit: 1,
			filters: { typeIds: ['6'], text: 'congratulations' },
			sort: 'newest',
		}),
	);
	expect(result.json).toEqual([expect.objectContaining({ AcdEventTypesID: 6, UserData: '123456' })]);
});

test('Get Types gives each type a readable label', async () => {
	const result = await runNode(event('getTypes'));
	expect(result.json).toContainEqual(expect.objectContaining({ ID: 3, label: 'Callback' }));
});

const FIRST = ['ID', 'Subject', 'Sender', 'AcdEventStatusID', 'AcdEventTypesID'];

test.each<[string, RunSetup['parameters']]>([
	['create', CALLBACK],
	['get', { eventId: '2004' }],
	['getAll', {}],
])(
	'Simplify: %s begins with what says which event it is, without the settings of jtel',
	async (operation, parameters) => {
		const { json } = await runNode(event(operation, parameters, { typeVersion: 1.1 }));
		expect(Object.keys(Object(json[0])).slice(0, 5)).toEqual(FIRST);
		expect(json[0]).not.toHaveProperty('AcdWorkFlowConnectorsID');
		const { json: raw } = await runNode(event(operation, { ...parameters, simplify: false }, { typeVersion: 1.1 }));
		expect(raw[0]).toHaveProperty('AcdWorkFlowConnectorsID');
		// Nodes from before there was a Simplify keep what they gave.
		const { json: old } = await runNode(event(operation, parameters));
		expect(old[0]).toHaveProperty('AcdWorkFlowConnectorsID');
	},
);

test('Simplify shows event data that was read in the place of the XML', async () => {
	const { json } = await runNode(event('getAll', { options: { parseEventData: true } }, { typeVersion: 1.1 }));
	const read = json.filter((one) => 'eventDataParsed' in one);
	expect(read.length).toBeGreaterThan(0);
	expect(read.filter((one) => 'EventData' in one)).toEqual([]);
});

test("Return All Events in One Item: one item with what jtel says of its list, and the events in 'records'", async () => {
	const { json } = await runNode(event('getAll', { limit: 2, options: { envelope: true } }));
	expect(json).toEqual([
		{
			filter: '',
			limitStart: 0,
			limitPageSize: -1,
			orderBy: expect.any(String),
			ascending: expect.any(Boolean),
			count: expect.any(Number),
			status: 200,
			records: [expect.objectContaining({ ID: expect.any(Number) }), expect.objectContaining({})],
		},
	]);
});
