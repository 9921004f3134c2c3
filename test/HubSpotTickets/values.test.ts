import type { INodeParameters } from 'n8n-workflow';

import { createHubSpot } from '../../sandbox/hubspot';
import { messageOf, poll, runNode } from '../harness/engine';
import { requests, sandboxCredentials, useSandbox } from '../harness/sandbox';
import { useInstantWaits } from '../harness/waits';
import { byId, hubSpot, list, mapped } from './setup';

/** What people hand in, by the rows of docs/values.md, through n8n's own engine. */

useInstantWaits();
const sandbox = useSandbox([createHubSpot]);
const node = hubSpot(sandbox);

const descriptionOf = (result: { error?: unknown }): string => String(Object(result.error).description);

const PUMP = '38402119001';
const sent = () => requests(sandbox.current, 'hubspot');

const row = (propertyName: string, operator: string, rest: INodeParameters = {}) => ({
	propertyName: list(propertyName),
	operator,
	value: '',
	highValue: '',
	values: '',
	...rest,
});
const search = async (filter: Array<ReturnType<typeof row>>, more: INodeParameters = {}) =>
	await runNode(node('ticket', 'search', { filters: { filter }, query: '', returnAll: true, options: {}, ...more }));
const groups = async (filter: Record<string, unknown>) =>
	await search([], { options: { filterGroups: JSON.stringify([{ filters: [filter] }]) } });
const subjects = ({ json }: Awaited<ReturnType<typeof search>>) => json.map(({ subject }) => subject);

describe('a condition without a value finds no strangers', () => {
	test.each([
		['Search Text', { query: '={{ $json.phone }}' }, /The filter "Search Text" has no value for this item/],
		[
			'a filter',
			{ filters: { filter: [row('subject', 'EQ', { value: '={{ $json.phone }}' })] } },
			/The filter "subject" has no value for this item/,
		],
		[
			'Filter Groups',
			{
				options: {
					filterGroups: '=[{"filters":[{"propertyName":"subject","operator":"EQ","value":"{{ $json.phone }}"}]}]',
				},
			},
			/The filter for "subject" in "Filter Groups \(JSON\)" has no value/,
		],
	])('%s', async (_name, parameters, words) => {
		const result = await search([], parameters);
		expect(messageOf(result)).toMatch(words);
		expect(sent()).toEqual([]);
	});
});

test('zeros in front of an ID count for nothing: the changes of one ticket keep their order', async () => {
	const items = [
		{ id: PUMP, subject: 'One' },
		{ id: `00${PUMP}`, subject: 'Two' },
		{ id: PUMP, subject: 'Three' },
	];
	const parameters = { ticketId: byId('={{ $json.id }}'), updateFields: { subject: '={{ $json.subject }}' } };
	const { error, json } = await runNode(node('ticket', 'update', parameters, { items }));
	expect(error).toBeUndefined();
	expect(json.map(({ id, subject }) => [id, subject])).toEqual(items.map(({ subject }) => [PUMP, subject]));
	const notes = await runNode(node('note', 'getAll', { ticketId: byId(`00${PUMP}`), returnAll: true }));
	expect(notes.json.length).toBeGreaterThan(0);
});

describe('choices by their labels', () => {
	test.each([
		['Priority Equals High', row('hs_ticket_priority', 'EQ', { value: 'High' }), 1],
		['Priority Equals high, in a locator', row('hs_ticket_priority', 'EQ', { value: byId(' high ') }), 1],
		['the property by its label', row('Priority', 'EQ', { value: list('HIGH') }), 1],
		['stage Closed', row('hs_pipeline_stage', 'EQ', { value: 'Support Pipeline / Closed' }), 1],
		['JSON text of a list', row('hs_ticket_priority', 'IN', { values: '["HIGH","LOW"]' }), 2],
		['chosen values and typed ones', row('hs_ticket_priority', 'IN', { valueNames: ['HIGH'], values: 'Low' }), 2],
		['an expression that yields a list', row('hs_ticket_priority', 'IN', { values: '={{ ["High", "Low"] }}' }), 2],
	])('%s', async (_name, filter, count) => {
		const result = await search([filter]);
		expect(result.error).toBeUndefined();
		expect(result.json).toHaveLength(count);
	});

	test('what can never match is refused with the labels to choose from', async () => {
		const result = await search([row('hs_ticket_priority', 'EQ', { value: 'urgent!' })]);
		expect(messageOf(result)).toMatch(/The filter for "Priority" has no choice "urgent!": choose Low, Medium, High/);
	});

	test('Filter Groups read values as rows do', async () => {
		const labeled = await groups({ propertyName: 'hs_ticket_priority', operator: 'EQ', value: 'High' });
		expect(subjects(labeled)).toEqual(['Pump 7 does not start']);
		const never = await groups({ propertyName: 'hs_ticket_priority', operator: 'EQ', value: 'urgent!' });
		expect(messageOf(never)).toMatch(/has no choice "urgent!"/);
		const seconds = await groups({ propertyName: 'createdate', operator: 'GTE', value: 1789560000 });
		expect(subjects(seconds)).toEqual(['Valve leaks after service', 'Meter reading unclear', 'Return of two meters']);
	});

	test('Sort By takes a label, and refuses what is no property', async () => {
		const sortBy = (value: string) => ({ options: { sortBy: byId(value), sortDirection: 'DESCENDING' } });
		const sorted = await search([], sortBy('Ticket name'));
		expect(subjects(sorted)[0]).toBe('Valve leaks after service');
		const wrong = await search([], sortBy('Tiket name'));
		expect(messageOf(wrong)).toBe(
			'The field "Sort By" has "Tiket name", which is not a ticket property in this account',
		);
		expect(descriptionOf(wrong)).toMatch(/Is one of these meant\? Ticket name \(subject\)/);
	});
});

describe('days and instants', () => {
	test.each(['Room 7', '03/04/2026', '2026-02-30', 'May 26', 46347])('%p is refused in a filter', async (value) => {
		const result = await search([row('createdate', 'GTE', { value })]);
		expect(messageOf(result)).toMatch(/^The filter for "Create date" /);
	});

	test('seconds since 1970 are the moment that they mean', async () => {
		const result = await search([row('createdate', 'GTE', { value: 1789560000 })]);
		expect(subjects(result)).toEqual(['Valve leaks after service', 'Meter reading unclear', 'Return of two meters']);
	});
});

describe('IDs', () => {
	const account = 'https://app.hubspot.com/contacts/24816357';
	test.each([
		['blanks and invisible characters', ` \u200b${PUMP}\u2060\n`],
		['a whole number', `={{ ${PUMP} }}`],
		['its address', `${account}/record/0-5/${PUMP}`],
		['its address with a view', `https://app-eu1.hubspot.com/contacts/24816357/record/0-5/${PUMP}/view/1?x=1#top`],
		['its older address', `${account}/ticket/${PUMP}/`],
		['its address in the help desk', `https://app.hubspot.com/help-desk/24816357/view/31/ticket/${PUMP}`],
	])('%s', async (_name, value) => {
		const { json } = await runNode(node('ticket', 'get', { ticketId: { __rl: true, mode: 'url', value } }));
		expect(json[0]).toMatchObject({ id: PUMP });
	});

	test.each([
		['the address of a contact', `${account}/record/0-1/201`, /which is not that of a ticket/],
		['a number that has lost digits', '={{ 90071992547409930 }}', /is 90071992547409940/],
		['another path', '../contacts/201', /which is not the ID of a ticket/],
		['dots', '..', /which is not the ID of a ticket/],
	])('%s is refused', async (_name, value, words) => {
		const result = await runNode(node('ticket', 'get', { ticketId: byId(value) }));
		expect(messageOf(result)).toMatch(words);
		expect(sent()).toEqual([]);
	});

	test.each(['.', '..', '%2e%2e'])('a unique value %p leads to no other path', async (uniqueValue) => {
		const unique = { lookUpBy: 'uniqueProperty', uniqueProperty: list('external_ref'), uniqueValue };
		expect(messageOf(await runNode(node('ticket', 'get', unique)))).toMatch(/The field "Value" cannot be/);
		expect(sent()).toEqual([]);
	});

	test('lists take addresses, and name the entry that is no ID', async () => {
		const create = async (additionalFields: INodeParameters) =>
			await runNode(node('ticket', 'create', { subject: 'Valve', stageId: list('1'), additionalFields }));
		const good = await create({ contactIds: `201; ${account}/record/0-1/202`, companyIds: `={{ ["301", 302] }}` });
		const [post] = requests(sandbox.current, 'hubspot', 'POST');
		expect(good.error).toBeUndefined();
		expect(Object(post?.body).associations.map(({ to }: { to: { id: string } }) => to.id)).toEqual([
			'201',
			'202',
			'301',
			'302',
		]);
		const bad = await create({ contactIds: '={{ [90071992547409930] }}' });
		expect(messageOf(bad)).toMatch(/The field .*"?Additional Fields > Contact IDs" has the number 90071992547409940/);
	});
});

describe('addresses of another account', () => {
	const OTHER = 'https://app.hubspot.com/contacts/62515/record';
	const words = /has an address of the account 62515, but the credential opens the account 24816357$/;

	test.each([
		['associations.contact', `${OTHER}/0-1/201`],
		['hs_object_id', `${OTHER}/0-5/${PUMP}`],
	])('are refused in a filter for %s', async (name, value) => {
		expect(messageOf(await search([row(name, 'EQ', { value })]))).toMatch(words);
		expect(messageOf(await search([row(name, 'IN', { values: value })]))).toMatch(words);
		expect(messageOf(await groups({ propertyName: name, operator: 'EQ', value }))).toMatch(words);
	});

	test('are refused in a filter of a trigger', async () => {
		const customFilters = { filter: [row('hs_object_id', 'EQ', { value: `${OTHER}/0-5/${PUMP}` })] };
		const parameters = { authentication: 'accessToken', event: 'updated', customFilters };
		const credentials = sandboxCredentials(sandbox.current);
		const setup = { type: 'hubSpotTicketsTrigger', parameters, credentials, staticData: {}, mode: 'manual' } as const;
		await expect(poll(setup)).rejects.toThrow(words);
	});
});

describe('multiple choices', () => {
	test.each(['NORTH; DEPOT;', 'North;Depot', '["NORTH","DEPOT"]'])('%p', async (regions) => {
		const parameters = { ticketId: byId(PUMP), updateFields: {}, properties: mapped({ affected_sites: regions }) };
		const result = await runNode(node('ticket', 'update', parameters));
		expect(result.error).toBeUndefined();
		expect(result.json[0]?.affected_sites).toBe('NORTH;DEPOT');
	});
});

describe('a name in place of an ID', () => {
	test('finds the unique property by its label', async () => {
		const uniqueProperty = byId('external reference');
		const unique = { uniqueProperty, uniqueValue: 'RET-2026-0001' };
		const found = await runNode(node('ticket', 'get', { lookUpBy: 'uniqueProperty', ...unique }));
		expect(found.error).toBeUndefined();
		const { json } = await runNode(node('ticket', 'upsert', { ...unique, updateFields: { content: 'Two valves' } }));
		expect(json[0]?.id).toBe(found.json[0]?.id);
	});
});

describe('several addresses or files', () => {
	const thread = { findBy: 'thread', threadId: byId('9134500002') };

	test.each([
		['={{ ["ann@relay.example", "bob@relay.example"] }}'],
		['["ann@relay.example","bob@relay.example"]'],
		['ann@relay.example; bob@relay.example;'],
		['={{ "ann@relay.example\\nbob@relay.example" }}'],
	])('%s are two addresses', async (cc) => {
		const reply = { ...thread, senderId: byId('71440002'), text: 'Hello', options: { cc } };
		const { error } = await runNode(node('conversation', 'reply', reply));
		expect(error).toBeUndefined();
		const [message] = requests(sandbox.current, 'hubspot', 'POST');
		expect(JSON.stringify(message?.body).match(/[a-z]+@relay\.example/g)).toEqual([
			'ann@relay.example',
			'bob@relay.example',
		]);
	});

	test('an address without a value in a list is refused', async () => {
		const reply = { ...thread, senderId: byId('71440002'), text: 'Hello', options: { bcc: '={{ [null] }}' } };
		expect(messageOf(await runNode(node('conversation', 'reply', reply)))).toMatch(
			/^The field "Options > BCC" has an entry without a value/,
		);
		expect(requests(sandbox.current, 'hubspot', 'POST')).toEqual([]);
	});

	test.each(['={{ ["photo", "plan"] }}', '["photo","plan"]', 'photo, plan'])('%s are two files', async (names) => {
		const file = (fileName: string) => ({ data: 'aGVsbG8=', mimeType: 'text/plain', fileName });
		const items = [{ json: {}, binary: { photo: file('photo.txt'), plan: file('plan.txt') } }];
		const results = [
			await runNode(node('attachment', 'add', { ticketId: byId(PUMP), binaryFields: names }, { items })),
			await runNode(
				node('conversation', 'comment', { ...thread, text: 'x', options: { binaryFields: names } }, { items }),
			),
		];
		expect(results.map(({ error }) => error)).toEqual([undefined, undefined]);
		expect(sent().filter(({ path }) => path.endsWith('/files'))).toHaveLength(4);
	});
});

test('an association by the label of its type', async () => {
	const pair = { ticketId: byId(PUMP), toObjectType: 'companies', toObjectId: byId('302') };
	const result = await runNode(
		node('association', 'add', { ...pair, associationTypeId: byId('primary'), keepLabels: true }),
	);
	expect(result.error).toBeUndefined();
	const wrong = await runNode(
		node('association', 'add', { ...pair, associationTypeId: byId('Boss'), keepLabels: true }),
	);
	expect(messageOf(wrong)).toMatch(/The field "Association Type" has no choice "Boss": choose /);
});
