import fc from 'fast-check';

import { messageOf, runNode, searchList } from '../harness/engine';
import { requests } from '../harness/sandbox';
import { chosen, typed, useJtel } from './setup';

const { sandbox, run, sent } = useJtel();

const CALLBACK = { eventType: 'callback', groupId: chosen(235), sender: '4915550001', subject: 'Call me' };
const TICKET = { eventType: 'ticket', groupId: chosen(235), sender: 'a@example.com', subject: 'Help' };
const other = (typeId: number | string) => ({ ...TICKET, eventType: 'other', eventTypeId: chosen(typeId) });

const created = () => requests(sandbox.current, 'jtel', 'POST').map(({ body }) => body);
const many = async (parameters: object) =>
	(await runNode(run('event', 'getAll', { returnAll: true, sort: 'oldest', ...parameters }))).json;
const ids = async (parameters: object) => (await many(parameters)).map(({ ID }) => ID);

describe('Create', () => {
	test('another type by its ID, with a body', async () => {
		sandbox.current.setSwitches('jtel', { bodyOnOtherTypes: 'store' });
		const { json } = await runNode(run('event', 'create', { ...other(5), body: 'Hello' }));
		expect(created()).toEqual([
			{
				AcdEventTypesID: 5,
				AcdGroupsID: 235,
				UsersID: null,
				Sender: 'a@example.com',
				Subject: 'Help',
				Body: 'Hello',
			},
		]);
		expect(json[0]?.EventData).toContain('>Hello</body>');
	});

	test.each([
		['refuse', /^jtel says: Parameter Body: only supported for callback events$/],
		['ignore', undefined],
		['store', undefined],
	])('a body on another type, where jtel does: %s', async (bodyOnOtherTypes, message) => {
		sandbox.current.setSwitches('jtel', { bodyOnOtherTypes });
		const result = await runNode(run('event', 'create', { ...other(5), body: 'Hello' }));
		if (message !== undefined) expect(messageOf(result)).toMatch(message);
		else expect(String(result.json[0]?.EventData).includes('Hello')).toBe(bodyOnOtherTypes === 'store');
	});

	test('a body from a field that is hidden for tickets is not sent', async () => {
		await runNode(run('event', 'create', { ...TICKET, body: 'left over' }));
		expect(created()).toEqual([expect.not.objectContaining({ Body: expect.anything() })]);
	});

	test('a voice mail has numbers, so they are brought into the form that jtel wants', async () => {
		const parameters = { ...other(1), sender: '+49 155 50001', options: { receiver: chosen('4919900112233') } };
		const { json } = await runNode(run('event', 'create', parameters));
		expect(json).toEqual([expect.objectContaining({ Sender: '4915550001', Receiver: '4919900112233' })]);
	});

	test('sender and receiver of an email or a ticket are left alone', async () => {
		const parameters = { ...other(5), sender: '+49 (155) 5-0001', options: { receiver: typed('={{ $json.to }}') } };
		await runNode(run('event', 'create', parameters, { items: [{ to: '+49 support@example.com' }] }));
		expect(created()).toEqual([
			expect.objectContaining({ Sender: '+49 (155) 5-0001', Receiver: '+49 support@example.com' }),
		]);
	});

	test('a receiver that is no service number: jtel says so', async () => {
		const result = await runNode(run('event', 'create', { ...CALLBACK, options: { receiver: '+49 30 1' } }));
		expect(messageOf(result)).toBe('jtel says: Parameter Receiver: is not configured as a service number');
		expect(created()).toEqual([expect.objectContaining({ Receiver: '49301' })]);
	});

	test.each([
		['+49 (0)155 / 500-01', '4915550001'],
		['0049.155.50001', '4915550001'],
		['+49\u00a0155\u201150001\u200e', '4915550001'],
		['(0155) 50001', '015550001'],
		['(0)155 50001', '015550001'],
		['123456789012345', '123456789012345'],
	])('the number %j goes out as %s', async (sender, expected) => {
		await runNode(run('event', 'create', { ...CALLBACK, sender: '={{ $json.sender }}' }, { items: [{ sender }] }));
		expect(created()).toEqual([expect.objectContaining({ Sender: expected })]);
	});

	test.each([
		['Eva', 'is not a telephone number'],
		['+', 'is not a telephone number'],
		['4915550001 ext. 5', 'is not a telephone number'],
		['49155;50001', 'is not a telephone number'],
		['1234567890123456', 'has more than 15 digits'],
	])('the number %j is refused before a request is sent', async (sender, problem) => {
		const result = await runNode(
			run('event', 'create', { ...CALLBACK, sender: '={{ $json.sender }}' }, { items: [{ sender }] }),
		);
		expect(messageOf(result)).toBe(`The field "Sender" has "${sender}", which ${problem}`);
		expect(sent()).toEqual([]);
	});

	test('whatever number is accepted goes out as at most 15 digits', async () => {
		const senders = fc.sample(fc.stringMatching(/^(\+|00)?[0-9 ()/.\u2013-]{1,18}$/), { numRuns: 60, seed: 7 });
		const items = senders.map((sender) => ({ sender }));
		await runNode(
			run('event', 'create', { ...CALLBACK, sender: '={{ $json.sender }}' }, { items, continueOnFail: true }),
		);
		const went = requests(sandbox.current, 'jtel', 'POST');
		expect(went.length).toBeGreaterThan(10);
		expect(went.filter(({ status }) => status !== 200)).toEqual([]);
	});

	test.each([
		'crm.example.com/1',
		'/t/1',
		'https://',
		'https://example.com/a b',
		'java\nscript:alert(1)',
		'\u0001data:,x',
	])('refuses the CRM URL %j before a request is sent', async (crmUrl) => {
		const options = { crmUrl, allowScriptUrls: true };
		const result = await runNode(run('event', 'create', { ...TICKET, options }));
		expect(messageOf(result)).toBe(`The CRM URL "${crmUrl}" is not a complete address`);
		expect(sent()).toEqual([]);
	});

	test.each([
		'https://crm.example.com/t/1?a=1#b',
		'salesforce1://sObject/001D000000IRt53/view',
		'tel:+4930123456',
		'mailto:a@example.com',
		'outlook:00000000A1B2',
		'file:///C:/crm/start.html',
	])('takes the CRM URL %s', async (crmUrl) => {
		const result = await runNode(run('event', 'create', { ...TICKET, options: { crmUrl } }));
		expect([result.error, result.json[0]?.CrmURL]).toEqual([undefined, crmUrl]);
	});

	test.each(['javascript:alert(1)', 'JavaScript:alert(1)', 'vbscript:msgbox(1)', 'data:text/html,<script>1</script>'])(
		'takes the CRM URL %s only with Allow Script Addresses',
		async (crmUrl) => {
			const refused = await runNode(run('event', 'create', { ...TICKET, options: { crmUrl } }));
			expect(messageOf(refused)).toBe(`The CRM URL "${crmUrl}" runs code`);
			expect(sent()).toEqual([]);
			const options = { crmUrl, allowScriptUrls: true };
			const result = await runNode(run('event', 'create', { ...TICKET, options }));
			expect([result.error, result.json[0]?.CrmURL]).toEqual([undefined, crmUrl]);
		},
	);

	test.each([
		[
			404,
			/^(The client account of the credential has no|Check the ID; of a call, the UFN\. It may belong to another client account)/,
		],
		[400, /^A mandatory value is missing or not acceptable/],
		[409, /^The object exists already, or another precondition is not met/],
	])('an unknown group, user or type, answered with HTTP %i', async (unknownReferenceStatus, advice) => {
		sandbox.current.setSwitches('jtel', { unknownReferenceStatus });
		const message = async (parameters: object) => {
			const result = await runNode(run('event', 'create', { ...TICKET, ...parameters }));
			expect(result.error).toMatchObject({ httpCode: String(unknownReferenceStatus) });
			expect(result.error?.description).toMatch(advice);
			return messageOf(result);
		};
		expect(await message({ groupId: chosen(999) })).toBe('jtel says: AcdGroup not found');
		expect(await message({ options: { userId: chosen(999) } })).toBe('jtel says: User not found');
		expect(await message(other(99))).toBe('jtel says: AcdEventType not found');
	});

	test.each([0, 20])('long texts go out whole; a limit of jtel: %i', async (textLimit) => {
		sandbox.current.setSwitches('jtel', { textLimit });
		const subject = 'long '.repeat(1000);
		const result = await runNode(run('event', 'create', { ...TICKET, subject }));
		expect(created()).toEqual([expect.objectContaining({ Subject: subject })]);
		if (textLimit === 0) expect(result.json).toEqual([expect.objectContaining({ Subject: subject })]);
		else expect(messageOf(result)).toBe('jtel says: Parameter Subject: is longer than 20 characters');
	});

	test.each([400, 415])('the body goes out as JSON (wrong content type: %i)', async (wrongContentTypeStatus) => {
		sandbox.current.setSwitches('jtel', { wrongContentTypeStatus });
		expect((await runNode(run('event', 'create', TICKET))).json).toMatchObject([{ ID: 2006 }]);
		expect(sent()).toHaveLength(1);
	});

	test('a type that the system lists beyond the known ones', async () => {
		expect(messageOf(await runNode(run('event', 'create', other(7))))).toBe('jtel says: AcdEventType not found');
		sandbox.current.setSwitches('jtel', { moreEventTypes: true });
		expect((await runNode(run('event', 'create', other(7)))).json).toEqual([
			expect.objectContaining({ AcdEventTypesID: 7 }),
		]);
	});
});

describe('Get Types', () => {
	test('the types of the system, with more of them on another system', async () => {
		const labels = async () => (await runNode(run('event', 'getTypes'))).json.map(({ label }) => label);
		expect(await labels()).not.toContain('Chat');
		sandbox.current.setSwitches('jtel', { moreEventTypes: true });
		expect(await labels()).toContain('Chat');
		const { results } = await searchList({ ...run('event', 'create'), method: 'searchEventTypes', filter: 'chat' });
		expect(results).toEqual([{ name: 'Chat', value: '7' }]);
	});

	test('the known types on a release without the endpoint', async () => {
		sandbox.current.setSwitches('jtel', { typesEndpoint: false });
		const { json } = await runNode(run('event', 'getTypes'));
		expect(json.map(({ ID }) => ID)).toEqual([1, 2, 3, 4, 5, 6]);
		expect(json).toContainEqual({ ID: 1, ShortText: 'AcdEventTypes.VoiceMail', label: 'Voice Mail' });
	});

	test('any other failure is one', async () => {
		const body = { status: 404, error: 'Client not found' };
		sandbox.current.faults.add({ kind: 'status', status: 404, body, service: 'jtel' });
		expect(messageOf(await runNode(run('event', 'getTypes')))).toBe('jtel says: Client not found');
	});
});

describe('Get Many filters', () => {
	test.each([
		['by type', { typeIds: ['6'] }, [2004, 2005]],
		['by several types', { typeIds: ['3', '1'] }, [2001, 2003]],
		['by group', { groupIds: ['236'] }, [2005]],
		['by user', { userIds: ['3', '4'] }, [2003, 2005]],
		['by status', { statusIds: ' 20, 21,' }, [2005]],
		['by text in the sender', { text: 'INES@' }, [2002]],
		['by text in the subject', { text: 'rückruf' }, [2001]],
		['by text in the user data', { text: '70021' }, [2004]],
		['by several at once', { typeIds: ['6'], statusIds: '1' }, [2004]],
		['by nothing', { text: '', typeIds: [], statusIds: ' ' }, [2001, 2002, 2003, 2004, 2005]],
	])('%s', async (_name, filters, expected) => {
		expect(await ids({ filters })).toEqual(expected);
		expect(sent()).toEqual(['GET /acd/events']);
	});

	// The seed's events are seven minutes apart, from 09:07:00.250 in Berlin on.
	describe.each(['local', 'offset', 'utc'])('timestamps in the form: %s', (stampForm) => {
		test.each([
			['as the picker gives it', '2025-01-13T09:21:00'],
			['with an offset', '2025-01-13T09:21:00+01:00'],
			['of another zone', '2025-01-13T03:21:00-05:00'],
			['in UTC', '2025-01-13T08:21:00.000Z'],
		])('created after a date %s', async (_name, createdAfter) => {
			sandbox.current.setSwitches('jtel', { stampForm });
			expect(await ids({ filters: { createdAfter } })).toEqual([2003, 2004, 2005]);
		});

		test('modified after a date, with the timestamps passed on as they are', async () => {
			sandbox.current.core.clock.freeze(Date.UTC(2026, 0, 5, 9));
			await sandbox.current.act('jtel', 'touchEvent', { ID: 2001, Subject: 'Changed' });
			sandbox.current.setSwitches('jtel', { stampForm });
			const found = await many({ filters: { modifiedAfter: '2026-01-05T09:59:59' } });
			expect(found.map(({ ID, dtLastModified }) => [ID, dtLastModified])).toEqual([
				[
					2001,
					{
						local: '2026-01-05T10:00:00.000',
						offset: '2026-01-05T10:00:00.000+01:00',
						utc: '2026-01-05T09:00:00.000000Z',
					}[stampForm],
				],
			]);
		});
	});

	test.each([
		['offset', [2003, 2004, 2005]],
		['utc', [2003, 2004, 2005]],
		// Without a zone a timestamp is what the clock shows: six hours earlier here.
		['local', []],
	])('a jtel in another time zone than the workflow, timestamps in the form: %s', async (stampForm, expected) => {
		sandbox.current.setSwitches('jtel', { stampForm, zone: 'America/New_York' });
		expect(await ids({ filters: { createdAfter: '2025-01-13T09:21:00+01:00' } })).toEqual(expected);
	});

	test.each([
		[{ createdAfter: 'yesterday' }, 'The field "Filters > Created After" is "yesterday", which is not a date'],
		[
			{ modifiedAfter: '13.01.2025' },
			'The field "Filters > Modified After" is "13.01.2025", a date that is not written as year, month, day',
		],
		[{ statusIds: '1,open' }, 'The field "Filters > Status IDs" must hold numbers, but there is "open"'],
	])('refuses %j before a request is sent', async (filters, message) => {
		expect(messageOf(await runNode(run('event', 'getAll', { filters })))).toBe(message);
		expect(sent()).toEqual([]);
	});

	test.each([true, false])('finished events are in the list of jtel: %s', async (closedEventsListed) => {
		sandbox.current.setSwitches('jtel', { closedEventsListed });
		expect(await ids({ filters: { statusIds: '20' } })).toEqual(closedEventsListed ? [2005] : []);
	});

	test.each([true, false])('no parameters are sent, whether jtel refuses them: %s', async (refuseUnknownQuery) => {
		sandbox.current.setSwitches('jtel', { refuseUnknownQuery });
		expect(await ids({ returnAll: false, limit: 2, filters: { typeIds: ['6'] }, sort: 'newest' })).toEqual([
			2005, 2004,
		]);
		expect(sent()).toEqual(['GET /acd/events']);
	});

	test('the limit counts after the filters, in 10,000 events', async () => {
		await sandbox.current.act('jtel', 'addEvents', { count: 10_000, AcdEventTypesID: 6 });
		const all = await many({ filters: { typeIds: ['6'] } });
		expect(all).toHaveLength(10_002);
		const oldest = await ids({ returnAll: false, limit: 3, filters: { typeIds: ['6'] } });
		expect(oldest).toEqual([2004, 2005, 2006]);
	});

	test('an empty list gives no items', async () => {
		await sandbox.current.act('jtel', 'clearEvents', {});
		expect(await many({})).toEqual([]);
	});
});

describe('Parse Event Data', () => {
	const options = { parseEventData: true };

	test('adds links and body to the event of Get', async () => {
		const { json } = await runNode(run('event', 'get', { eventId: '2004', simplify: false, options }));
		expect(json).toEqual([
			expect.objectContaining({
				EventData: expect.stringMatching(/^<eventData>/),
				eventDataParsed: {
					urls: [{ urlPath: 'https://crm.example.com/t/70021', displayName: '70021' }],
					body: '',
					html: true,
				},
			}),
		]);
	});

	test('is off unless it is chosen', async () => {
		const { json } = await runNode(run('event', 'get', { eventId: '2004' }));
		expect(json[0]).not.toHaveProperty('eventDataParsed');
	});

	test.each(['kept', 'omitted'])('an event without a link, where the empty list is: %s', async (emptyUrls) => {
		sandbox.current.setSwitches('jtel', { emptyUrls });
		const [event] = (await runNode(run('event', 'create', TICKET))).json;
		const { json } = await runNode(run('event', 'get', { eventId: String(event?.ID), options }));
		expect(json[0]?.eventDataParsed).toEqual({ urls: [], body: '', html: true });
		expect(String(event?.EventData).includes('<urls>')).toBe(emptyUrls === 'kept');
	});

	test.each([
		['escaped', { body: 'Line <1> & "2"\r\nnext', html: false }],
		['cdata', { body: 'Line <1> & "2"\r\nnext', html: false }],
		['markup', { body: expect.stringMatching(/^<p>Line &lt;1&gt; &amp; /), html: true }],
	])('the body of a callback, kept as: %s', async (bodyForm, expected) => {
		sandbox.current.setSwitches('jtel', { bodyForm });
		const parameters = {
			...CALLBACK,
			body: 'Line <1> & "2"\r\nnext',
			options: { crmUrl: 'https://example.com/?a=1&b=2' },
		};
		await runNode(run('event', 'create', parameters));
		const [last] = await many({ sort: 'newest', options });
		expect(last?.eventDataParsed).toMatchObject({ urls: [{ urlPath: 'https://example.com/?a=1&b=2' }], ...expected });
	});

	test('leaves what cannot be read as it is', async () => {
		const hostile = '<!DOCTYPE x [<!ENTITY a "b">]><eventData><body>&a;</body></eventData>';
		const list = [{ ID: 1, EventData: hostile }, { ID: 2, EventData: null }, { ID: 3 }];
		const body = { records: list, count: 3, status: 200 };
		sandbox.current.faults.add({ kind: 'status', status: 200, body: JSON.stringify(body), service: 'jtel' });
		expect(await many({ options })).toEqual(list);
	});
});

test('a page instead of a response points at the Server URL', async () => {
	sandbox.current.faults.add({ kind: 'html', status: 404, service: 'jtel' });
	const result = await runNode(run('event', 'get', { eventId: '2001' }));
	expect(messageOf(result)).toBe("Something other than jtel's REST server answered (HTTP 404)");
	expect(result.error?.description).toMatch(/Server URL/);
});

test('a replaced token is refused at once, and the error tells what to do', async () => {
	sandbox.current.setSwitches('jtel', { token: 'renewed' });
	const result = await runNode(run('event', 'getAll'));
	expect(messageOf(result)).toBe('jtel says: Unauthorized');
	expect(result.error?.description).toMatch(/new token ends the old one/);
	expect(JSON.stringify(result.error)).not.toContain('jtel-sandbox-token');
});

test.each([
	['create', TICKET, 'POST /acd/events/create'],
	['get', { eventId: '2001' }, 'GET /acd/events/event/:id'],
	['getAll', {}, 'GET /acd/events'],
])('an older release does not offer: %s', async (operation, parameters, endpoint) => {
	sandbox.current.setSwitches('jtel', { disabledEndpoints: [endpoint] });
	const result = await runNode(run('event', operation, parameters));
	expect(messageOf(result)).toBe('This jtel release does not offer this function');
	expect(sent()).toHaveLength(1);
});
