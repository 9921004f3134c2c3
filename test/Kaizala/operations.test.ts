import type { RunSetup } from '../harness/engine';
import { messageOf, runNode, searchList } from '../harness/engine';
import { wire } from '../harness/sandbox';
import { SEED_GROUPS, SEED_PHONES } from '../../sandbox/kaizala';
import {
	calls,
	CARD,
	cards,
	group,
	GROUP,
	GROUP_PATH,
	messages,
	PACKAGE,
	PHONE,
	setup,
	TEAM,
	UNKNOWN_ID,
	useKaizala,
} from './setup';

const sandbox = useKaizala();

const run = (resource: string, operation: string, parameters: RunSetup['parameters'], rest?: Partial<RunSetup>) =>
	runNode(setup(sandbox.current, resource, operation, parameters, rest));

async function sendCard(): Promise<string> {
	const result = await run('action', 'send', CARD);
	const id = result.json[0]?.actionId;
	if (typeof id !== 'string') throw new Error(messageOf(result));
	sandbox.current.journal.clear();
	return id;
}

describe("the requests of the user's page", () => {
	test('send the card of a ticket to a subscriber', async () => {
		const result = await run('action', 'send', CARD);
		expect(result.error).toBeUndefined();
		expect(wire(calls(sandbox.current))).toEqual([
			{
				method: 'POST',
				path: `${GROUP_PATH}/actions`,
				body: {
					id: PACKAGE,
					subscribers: [PHONE],
					sendToAllSubscribers: false,
					actionBody: {
						properties: [
							{ name: 'customername', value: 'NAME: John Thomas', type: 'Text' },
							{ name: 'ticketnumber', value: 'TICKET#: 907050', type: 'Text' },
							{ name: 'ticketstatus', value: 'STATUS: ACTIVE', type: 'Text' },
						],
					},
				},
			},
		]);
		const [card] = cards(sandbox.current);
		expect(result.json).toEqual([{ groupId: GROUP, referenceId: card?.referenceId, actionId: card?.actionId }]);
		expect(card?.properties).toMatchObject({ ticketstatus: 'STATUS: ACTIVE' });
	});

	test('update the status on the card', async () => {
		const actionId = await sendCard();
		const result = await run('action', 'updateProperties', {
			groupId: group(GROUP),
			actionId,
			properties: { property: [{ name: 'ticketstatus', type: 'Text', value: 'STATUS: RESOLVED' }] },
		});
		expect(wire(calls(sandbox.current))).toEqual([
			{
				method: 'PUT',
				path: `${GROUP_PATH}/actions/${actionId}`,
				body: {
					version: -1,
					updateProperties: [{ name: 'ticketstatus', type: 'Text', value: 'STATUS: RESOLVED' }],
				},
			},
		]);
		expect(result.json).toEqual([{ groupId: GROUP, actionId, version: 2 }]);
		expect(cards(sandbox.current)[0]?.properties).toEqual({
			customername: 'NAME: John Thomas',
			ticketnumber: 'TICKET#: 907050',
			ticketstatus: 'STATUS: RESOLVED',
		});
	});
});

describe('Action: Send', () => {
	test('takes the properties as JSON, by name or as a list', async () => {
		const json = { ...CARD, propertiesMode: 'json' };
		await run('action', 'send', {
			...json,
			propertiesJson: '{"ticketnumber": 42, "ticketstatus": "open", "tags": ["a", "b"]}',
		});
		await run('action', 'send', {
			...json,
			propertiesJson: '={{ [{ name: "ticketstatus", value: "open" }, { name: "count", type: "Numeric", value: 3 }] }}',
		});
		expect(calls(sandbox.current).map(({ body }) => body)).toEqual([
			expect.objectContaining({
				actionBody: {
					properties: [
						{ name: 'ticketnumber', value: '42', type: 'Numeric' },
						{ name: 'ticketstatus', value: 'open', type: 'Text' },
						{ name: 'tags', value: '["a","b"]', type: 'StringList' },
					],
				},
			}),
			expect.objectContaining({
				actionBody: {
					properties: [
						{ name: 'ticketstatus', value: 'open', type: 'Text' },
						{ name: 'count', value: '3', type: 'Numeric' },
					],
				},
			}),
		]);
		expect(cards(sandbox.current)).toHaveLength(2);
	});

	test.each([
		['Text', 'open', 'open'],
		['Numeric', '={{ 12.5 }}', '12.5'],
		['StringList', 'red, green', '["red","green"]'],
		['StringList', '["red"]', '["red"]'],
		['StringSet', 'red', '["red"]'],
		['DateTime', '1700000000000', '1700000000000'],
		['DateTime', '2026-01-02T12:00:00Z', '1767355200000'],
		['Location', '{"lt":52.5,"lg":13.4,"n":"Office"}', '{"lt":52.5,"lg":13.4,"n":"Office"}'],
	])('sends a property of type %s with value %s', async (type, value, sent) => {
		const result = await run('action', 'send', { ...CARD, properties: { property: [{ name: 'p', type, value }] } });
		expect(result.error).toBeUndefined();
		expect(calls(sandbox.current)[0]?.body).toMatchObject({
			actionBody: { properties: [{ name: 'p', value: sent, type }] },
		});
	});

	test.each([
		['Numeric', 'many', 'The property "p" must be a number, but it is "many"'],
		['DateTime', '2026-02-30', 'The property "p"'],
	])('refuses a property of type %s with value %s before anything is sent', async (type, value, message) => {
		const result = await run('action', 'send', { ...CARD, properties: { property: [{ name: 'p', type, value }] } });
		expect(messageOf(result)).toContain(message);
		expect(calls(sandbox.current)).toEqual([]);
	});

	test('leaves the check of places to Kaizala, whose encoding is not on record, and passes on what it says', async () => {
		const odd = { ...CARD, properties: { property: [{ name: 'p', type: 'Location', value: 'Office' }] } };
		expect(messageOf(await run('action', 'send', odd))).toBe(
			'Kaizala says: The value of property p is not a valid Location (InvalidParameters)',
		);
		sandbox.current.setSwitches('kaizala', { checkPropertyEncodings: false });
		expect((await run('action', 'send', odd)).error).toBeUndefined();
	});

	test('sends the options, and a reply to an earlier card', async () => {
		const [first] = (await run('action', 'send', CARD)).json;
		await run('action', 'send', {
			...CARD,
			options: { title: 'Desk ticket', validity: 48, replyToReferenceId: String(first?.referenceId) },
		});
		expect(calls(sandbox.current)[1]?.body).toMatchObject({
			replyToReferenceId: first?.referenceId,
			actionBody: { title: 'Desk ticket', validity: 48 },
		});
		expect(cards(sandbox.current)[1]).toMatchObject({ title: 'Desk ticket', replyToReferenceId: first?.referenceId });
	});

	test('goes to the members of a group without naming anyone', async () => {
		await run('action', 'send', { ...CARD, groupId: group(TEAM), recipients: 'group' });
		expect(Object.keys(calls(sandbox.current)[0]?.body ?? {})).toEqual(['id', 'actionBody']);
		expect(cards(sandbox.current)[0]?.audience).toEqual({ kind: 'group' });
	});

	test('goes to all subscribers', async () => {
		await run('action', 'send', { ...CARD, recipients: 'allSubscribers' });
		expect(calls(sandbox.current)[0]?.body).toMatchObject({ sendToAllSubscribers: true });
		expect(calls(sandbox.current)[0]?.body).not.toHaveProperty('subscribers');
		expect(cards(sandbox.current)[0]?.audience).toEqual({ kind: 'allSubscribers' });
	});

	test('reports recipients that were not reached', async () => {
		const result = await run('action', 'send', { ...CARD, subscribers: `${PHONE}, +15550109999, ${PHONE}` });
		expect(calls(sandbox.current)[0]?.body).toMatchObject({ subscribers: [PHONE, '+15550109999'] });
		expect(result.json[0]?.failedResult).toEqual([expect.objectContaining({ subscriber: '+15550109999' })]);
		expect(result.hints[0]?.message).toMatch(/did not reach 1 of the phone numbers of item 1/);
	});

	const many = [PHONE, ...Array.from({ length: 64 }, (_, index) => `+1555020${1000 + index}`)];

	test('sends to more than 30 recipients in several calls with one merged response', async () => {
		const result = await run('action', 'send', { ...CARD, subscribers: many.join(',') });
		const sent = calls(sandbox.current).map(({ body }) => (body as { subscribers: string[] }).subscribers);
		expect(sent.map((list) => list.length)).toEqual([30, 30, 5]);
		expect(sent.flat()).toEqual(many);
		expect(result.json).toHaveLength(1);
		const ids = cards(sandbox.current).map(({ actionId }) => actionId);
		expect(result.json[0]).toMatchObject({ actionId: ids[0], actionIds: ids });
		expect(result.json[0]?.failedResult).toHaveLength(64);
	});

	test('keeps to 30 recipients a call where Kaizala would take more', async () => {
		sandbox.current.setSwitches('kaizala', { maxSubscribersPerSend: 0 });
		const result = await run('action', 'send', { ...CARD, subscribers: many.join(',') });
		expect(result.error).toBeUndefined();
		expect(calls(sandbox.current)).toHaveLength(3);
	});

	test('says which recipients were sent to when a later call fails', async () => {
		sandbox.current.faults.add({ kind: 'resetAfter', service: 'kaizala', path: 'actions', skip: 1 });
		const result = await run('action', 'send', { ...CARD, subscribers: many.join(',') });
		expect(messageOf(result)).toMatch(/^The outcome is unknown/);
		expect(result.error?.description).toMatch(/The first 30 phone numbers had been sent to before/);
		expect(calls(sandbox.current)).toHaveLength(2);
	});

	test('does not send to them again when a later call is refused, not even with Retry On Fail', async () => {
		sandbox.current.faults.add({
			kind: 'status',
			status: 400,
			service: 'kaizala',
			path: 'actions',
			skip: 1,
			times: -1,
		});
		const result = await run('action', 'send', { ...CARD, subscribers: many.join(',') }, { maxTries: 2 });
		expect(messageOf(result)).toMatch(/^Kaizala says/);
		expect(result.error?.description).toMatch(/The first 30 phone numbers had been sent to before/);
		expect(calls(sandbox.current)).toHaveLength(2);
		expect(cards(sandbox.current)).toHaveLength(1);
	});

	test.each([
		['555 0100011', 'The field "Phone Numbers" has "555 0100011", which is not a phone number'],
		[' , ', 'The field "Phone Numbers" is empty'],
		['={{ $json.nothing }}', 'The field "Phone Numbers" is empty'],
	])('refuses the phone numbers %j before a request is sent', async (subscribers, message) => {
		expect(messageOf(await run('action', 'send', { ...CARD, subscribers }))).toBe(message);
		expect(calls(sandbox.current)).toEqual([]);
	});

	test.each([
		['Group', { groupId: group('={{ $json.nothing }}') }],
		['Action Package ID', { packageId: '={{ $json.nothing }}' }],
	])('names the empty field %s before a request is sent', async (name, change) => {
		expect(messageOf(await run('action', 'send', { ...CARD, ...change }))).toBe(`The field "${name}" is empty`);
		expect(calls(sandbox.current)).toEqual([]);
	});

	test.each(['.', '..', ' .. '])('refuses the group %j, which would name another path', async (id) => {
		expect(messageOf(await run('action', 'send', { ...CARD, groupId: group(id) }))).toBe(
			`The field "Group" cannot be "${id.trim()}"`,
		);
		expect(calls(sandbox.current)).toEqual([]);
	});

	test.each([
		['a trunk zero in brackets', '+1 (0)555 0100011'],
		['invisible characters', '\u202a+1\u00ad5550100011\u202c'],
		['00 and brackets', '001 (0) 555-010/0011'],
	])('reads a phone number with %s', async (_name, subscribers) => {
		await run('action', 'send', { ...CARD, subscribers });
		expect(calls(sandbox.current)[0]?.body).toMatchObject({ subscribers: ['+15550100011'] });
	});

	test.each([
		['an unknown group', { groupId: group(UNKNOWN_ID) }, /^Kaizala says: Group .* was not found/, /Check the Group/],
		[
			'an unknown package',
			{ packageId: 'com.example.none' },
			/package com.example.none is not known/,
			/Check the fields/,
		],
		[
			'a package that is not in the group',
			{ groupId: group(SEED_GROUPS.backOffice), recipients: 'group' },
			/was not added to the group/,
			/Check the fields/,
		],
		['subscribers of a plain group', { groupId: group(TEAM) }, /managed public groups only/, /public groups only/],
	])('passes on what Kaizala says of %s', async (_name, change, message, description) => {
		for (const errorsWith200 of [false, true]) {
			sandbox.current.setSwitches('kaizala', { errorsWith200 });
			const result = await run('action', 'send', { ...CARD, ...change });
			expect(messageOf(result)).toMatch(message);
			expect(result.error?.description).toMatch(description);
		}
		expect(cards(sandbox.current)).toEqual([]);
	});

	test.each([
		['broken JSON', '{', /is not valid JSON/],
		['plain text', '"open"', /must be an object or a list of objects/],
		['an entry without a name', '[{"value": "open"}]', /Entry 1 of Properties \(JSON\) has no name/],
	])('refuses properties that are %s before a request is sent', async (_name, propertiesJson, message) => {
		const result = await run('action', 'send', { ...CARD, propertiesMode: 'json', propertiesJson });
		expect(messageOf(result)).toMatch(message);
		expect(calls(sandbox.current)).toEqual([]);
	});
});

describe('Action: Update Properties', () => {
	const STATUS = { name: 'ticketstatus', type: 'Text', value: 'done' };
	const change = { properties: { property: [STATUS] } };

	test('updates only a card of the given version when one is given', async () => {
		const actionId = await sendCard();
		const update = (version: number) =>
			run('action', 'updateProperties', { groupId: group(GROUP), actionId, ...change, options: { version } });
		expect((await update(1)).json).toEqual([{ groupId: GROUP, actionId, version: 2 }]);
		const stale = await update(1);
		expect(messageOf(stale)).toMatch(/^Kaizala says: The action has version 2/);
		expect(stale.error?.description).toMatch(/Set the option Version to -1/);
	});

	test('a version that an expression does not yield is no "any version"', async () => {
		const actionId = await sendCard();
		const options = { version: '={{ $json.version }}' };
		const result = await run('action', 'updateProperties', { groupId: group(GROUP), actionId, ...change, options });
		expect(messageOf(result)).toBe('The field "Options > Version" is empty');
		expect(calls(sandbox.current)).toEqual([]);
	});

	test('says success when Kaizala says nothing', async () => {
		const actionId = await sendCard();
		sandbox.current.faults.add({ kind: 'empty', status: 200, service: 'kaizala', method: 'PUT' });
		const result = await run('action', 'updateProperties', { groupId: group(GROUP), actionId, ...change });
		expect(result.json).toEqual([{ groupId: GROUP, actionId, success: true }]);
		expect(calls(sandbox.current, 'PUT')).toHaveLength(1);
	});

	test.each([
		[
			'rows',
			(value: string) => ({ properties: { property: [STATUS, { name: 'ticketnumber', type: 'Text', value }] } }),
		],
		[
			'JSON',
			(value: string) => ({
				propertiesMode: 'json',
				propertiesJson: `={{ ({ ticketstatus: "done", ticketnumber: ${value.slice(3, -2)} }) }}`,
			}),
		],
	])('in %s undefined leaves a property as it is, null and empty text clear it', async (_name, change) => {
		const actionId = await sendCard();
		const update = (value: string) =>
			run('action', 'updateProperties', { groupId: group(GROUP), actionId, ...change(value) });
		const names = async (value: string) => {
			expect((await update(value)).error).toBeUndefined();
			return calls(sandbox.current, 'PUT').at(-1)?.body;
		};
		expect(await names('={{ $json.none }}')).toMatchObject({ updateProperties: [STATUS] });
		for (const empty of ['={{ null }}', '={{ "" }}']) {
			expect(await names(empty)).toMatchObject({
				updateProperties: [STATUS, { name: 'ticketnumber', type: 'Text', value: '' }],
			});
		}
	});

	test('refuses an update in which every expression yields undefined', async () => {
		const property = [{ name: 'ticketstatus', type: 'Text', value: '={{ $json.none }}' }];
		const result = await run('action', 'updateProperties', {
			groupId: group(GROUP),
			actionId: UNKNOWN_ID,
			properties: { property },
		});
		expect(messageOf(result)).toBe('There is no property to update');
		expect(calls(sandbox.current)).toEqual([]);
	});

	test('refuses an update of nothing before a request is sent', async () => {
		const result = await run('action', 'updateProperties', { groupId: group(GROUP), actionId: UNKNOWN_ID });
		expect(messageOf(result)).toBe('There is no property to update');
		expect(calls(sandbox.current)).toEqual([]);
	});

	test('passes on what Kaizala says of an unknown card', async () => {
		const result = await run('action', 'updateProperties', { groupId: group(GROUP), actionId: UNKNOWN_ID, ...change });
		expect(messageOf(result)).toMatch(/^Kaizala says: Action .* was not found in the group/);
	});
});

describe('Action: Get', () => {
	test('gets a card, with its responses when wanted', async () => {
		const actionId = await sendCard();
		const plain = await run('action', 'get', { groupId: group(GROUP), actionId });
		expect(plain.json[0]).toMatchObject({ groupId: GROUP, actionId, id: PACKAGE, actionDetails: { actionId } });
		expect(plain.json[0]?.actionDetails).not.toHaveProperty('responses');
		const full = await run('action', 'get', { groupId: group(GROUP), actionId, options: { getDetails: true } });
		expect(full.json[0]?.actionDetails).toHaveProperty('responses', []);
		expect(calls(sandbox.current).map(({ query }) => query)).toEqual([{}, { getDetails: 'true' }]);
	});
});

describe('Message: Send', () => {
	const text = { groupId: group(TEAM), recipients: 'group', message: 'Hello desk' };

	test('sends a text, and a reply to it', async () => {
		const result = await run('message', 'send', text);
		const [first] = messages(sandbox.current);
		expect(result.json).toEqual([{ groupId: TEAM, referenceId: first?.referenceId }]);
		await run('message', 'send', { ...text, options: { replyToReferenceId: String(first?.referenceId) } });
		expect(calls(sandbox.current).map(({ body }) => body)).toEqual([
			{ message: 'Hello desk' },
			{ message: 'Hello desk', replyToReferenceId: first?.referenceId },
		]);
		expect(messages(sandbox.current)[1]).toMatchObject({ replyToReferenceId: first?.referenceId });
	});

	test('sends to chosen subscribers', async () => {
		await run('message', 'send', {
			groupId: group(GROUP),
			message: 'Hello',
			subscribers: '+1 (555) 010-0011;0015550100012',
		});
		expect(calls(sandbox.current)[0]?.body).toEqual({
			message: 'Hello',
			subscribers: [SEED_PHONES.customer, SEED_PHONES.secondCustomer],
			sendToAllSubscribers: false,
		});
	});

	test('takes 4000 characters and refuses one more before a request is sent', async () => {
		expect((await run('message', 'send', { ...text, message: 'x'.repeat(4000) })).error).toBeUndefined();
		sandbox.current.journal.clear();
		const result = await run('message', 'send', { ...text, message: 'x'.repeat(4001) });
		expect(messageOf(result)).toBe('The message has 4001 characters, but Kaizala takes at most 4000');
		expect(calls(sandbox.current)).toEqual([]);
	});
});

describe('groups', () => {
	test('Get Many returns the groups, with hierarchy and details when wanted', async () => {
		const plain = await run('group', 'getAll', { returnAll: true });
		const full = await run('group', 'getAll', {
			returnAll: true,
			options: { fetchAllGroups: true, showDetails: true },
		});
		expect(plain.json.map(({ groupName }) => groupName)).toEqual(['Customer care', 'Back office', 'Region north']);
		const all = ['Customer care', 'Back office', 'Region north', 'Support desk', 'Field service', 'Night shift'];
		expect(full.json.map(({ groupName, callerRole }) => [groupName, callerRole])).toEqual(
			all.map((name) => [name, 'Admin']),
		);
		expect(plain.json.filter((one) => 'callerRole' in one)).toEqual([]);
		expect(calls(sandbox.current).map(({ query }) => query)).toEqual([
			{},
			{ fetchAllGroups: 'true', showDetails: 'true' },
		]);
		expect((await run('group', 'getAll', { limit: 1 })).json).toHaveLength(1);
	});

	test('fill the drop-down and are searched by name', async () => {
		const open = setup(sandbox.current, 'action', 'send');
		const all = await searchList({ ...open, method: 'searchGroups' });
		expect(all.results).toContainEqual({ name: 'Support desk', value: TEAM });
		expect(all.results.map(({ name }) => name)).toContain('Night shift');
		const found = await searchList({ ...open, method: 'searchGroups', filter: 'customer' });
		expect(found.results).toEqual([{ name: 'Customer care', value: GROUP }]);
	});
});

test('with Continue On Fail good items pass and bad ones carry their own message', async () => {
	const result = await run(
		'action',
		'send',
		{ ...CARD, packageId: '={{ $json.package }}' },
		{ items: [{ package: PACKAGE }, { package: 'com.example.none' }, { package: PACKAGE }], continueOnFail: true },
	);
	expect(result.items.map(({ json, pairedItem }) => ({ error: json.error, pairedItem }))).toEqual([
		{ error: undefined, pairedItem: { item: 0 } },
		{ error: expect.stringMatching(/^Kaizala says: .*com.example.none is not known/), pairedItem: { item: 1 } },
		{ error: undefined, pairedItem: { item: 2 } },
	]);
	expect(cards(sandbox.current)).toHaveLength(2);
});
