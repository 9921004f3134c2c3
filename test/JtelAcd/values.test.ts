import { messageOf, runNode } from '../harness/engine';
import { typed, useJtel } from './setup';

/** What docs/values.md promises, on jtel's fields. */

const { run, sent } = useJtel();

const named = (value: string) => ({ __rl: true, mode: 'name', value });
const EVENT = { eventType: 'ticket', sender: 'a@example.com', subject: 'Kettle' };

test('Choice: group, user, campaign, variable, service number and event type are found by their names', async () => {
	const group = await runNode(run('group', 'get', { groupId: named('support') }));
	expect(group.json[0]).toMatchObject({ ID: 235 });
	const user = await runNode(run('user', 'get', { userId: named('Erin Berg') }));
	expect(user.json[0]).toMatchObject({ ID: 3 });
	const campaign = await runNode(run('diallerCampaign', 'get', { campaignId: named('RENEWALS') }));
	expect(campaign.json[0]).toMatchObject({ ID: 51 });
});

test('Choice: a list is read once, and an unknown name is refused with the names to choose from', async () => {
	const groupId = '={{ $json.group }}';
	const items = [{ group: 'Sales' }, { group: 'sales' }, { group: '235' }];
	const result = await runNode(run('event', 'create', { ...EVENT, groupId: named(groupId) }, { items }));
	expect(result.error).toBeUndefined();
	expect(sent('GET')).toEqual(['GET /acd/groups']);
	const unknown = await runNode(run('event', 'create', { ...EVENT, groupId: named('Marketing') }));
	expect(messageOf(unknown)).toBe(
		'The field "ACD Group" has no choice "Marketing": choose Außendienst, Sales, Support',
	);
});

test('Choice: names in the filters of Get Many', async () => {
	const result = await runNode(run('event', 'getAll', { returnAll: true, filters: { groupIds: ['Nobody'] } }));
	expect(messageOf(result)).toMatch(
		/^The field "Filters > Group Names or IDs" has no choice "Nobody": choose Außendienst/,
	);
});

test('List: status IDs as a list, JSON text, commas and lines', async () => {
	const counts = [];
	for (const statusIds of ['1,20', '={{ [1, 20] }}', '={{ "[1,20]" }}', '={{ "1\\n20" }}']) {
		const { error, json } = await runNode(run('event', 'getAll', { returnAll: true, filters: { statusIds } }));
		expect(error).toBeUndefined();
		counts.push(json.length);
	}
	expect(new Set(counts).size).toBe(1);
});

test.each(['text', 'statusIds', 'createdAfter'])('Condition: the filter %s stops without a value', async (name) => {
	const filters = { [name]: '={{ $json.none }}' };
	const stopped = await runNode(run('event', 'getAll', { filters }));
	expect(messageOf(stopped)).toMatch(/^The filter ".*" has no value for this item$/);
	expect(sent()).toEqual([]);
	expect((await runNode(run('event', 'getAll', { filters, emptyFilter: 'returnNothing' }))).items).toEqual([]);
	expect(sent()).toEqual([]);
});

test('Condition: without its campaign Get Many of contacts stops', async () => {
	const result = await runNode(run('diallerContact', 'getAll', { campaignId: named('={{ $json.none }}') }));
	expect(messageOf(result)).toBe('The filter "Campaign" has no value for this item');
	expect(sent()).toEqual([]);
});

test.each(['={{ $json.none }}', '={{ null }}', '={{ "  " }}', '={{ "\\u200b" }}', '={{ [] }}'])(
	'Delete by User Data never deletes others: %j',
	async (userData) => {
		const result = await runNode(run('diallerContact', 'delete', { deleteBy: 'userData', userData }));
		expect(messageOf(result)).toMatch(/^The field "User Data" /);
		expect(sent()).toEqual([]);
	},
);

test.each(['2026-02-30', '03/04/2026', '={{ 46000 }}', '10:00 PM'])('Instant: %s is refused', async (createdAfter) => {
	const result = await runNode(run('event', 'getAll', { filters: { createdAfter } }));
	expect(messageOf(result)).toMatch(/^The field "Filters > Created After" /);
	expect(sent()).toEqual([]);
});

test('Instant: seconds, milliseconds and text of one moment find the same', async () => {
	const found = [];
	for (const createdAfter of ['={{ 1735689600 }}', '={{ 1735689600000 }}', '2025-01-01T00:00:00Z']) {
		found.push((await runNode(run('event', 'getAll', { returnAll: true, filters: { createdAfter } }))).json.length);
	}
	expect(new Set(found).size).toBe(1);
});

test.each(['={{ ({ Region: Number("x") }) }}', '={{ ({ Region: "a\\ud83d" }) }}'])(
	'JSON: %s is refused',
	async (otherFields) => {
		const result = await runNode(
			run('diallerContact', 'upsert', {
				campaign: typed('51'),
				name: 'Krause',
				phoneNumbers: ['4915112345678'],
				options: { otherFields },
			}),
		);
		expect(messageOf(result)).toMatch(/^The field "Options > Other Fields" has /);
		expect(sent()).toEqual([]);
	},
);

const variable = { variableId: { __rl: true, mode: 'id', value: '11' } };

test.each(['1.000', '-12.000', ' 1.000\u200b', '={{ "1.000" }}'])(
	'Number: %j is a thousand in some countries and one in others',
	async (value) => {
		const result = await runNode(run('cockpitVariable', 'setValue', { ...variable, value }));
		expect(messageOf(result)).toMatch(/^The field "Value" must be a whole number, but it is "/);
		expect(sent()).toEqual([]);
	},
);

test('Number: a whole number with decimals of none is one', async () => {
	const result = await runNode(run('cockpitVariable', 'setValue', { ...variable, value: '12.0' }));
	expect(result.json[0]).toMatchObject({ value: 12 });
});

const contact = (more: object) =>
	run('diallerContact', 'upsert', { campaign: typed('51'), name: 'Krause', phoneNumbers: ['4915112345678'], ...more });

test.each(['9007199254740993', '12345678901234567.89', '={{ 9007199254740993 }}', '={{ 1e300 }}'])(
	'Number: %s would become another one',
	async (amount) => {
		const result = await runNode(contact({ additionalFields: { amount } }));
		expect(messageOf(result)).toMatch(/^The field "Additional Fields > Amount" has .* too large to be exact$/);
		expect(sent()).toEqual([]);
	},
);

test('ID: zeros in front count for nothing, also in a filter', async () => {
	const ids = async (filters: Record<string, string | string[]>) =>
		(await runNode(run('event', 'getAll', { returnAll: true, filters }))).json.map(({ ID }) => ID);
	expect(await ids({ statusIds: '1' })).not.toEqual([]);
	expect(await ids({ statusIds: '01, 020' })).toEqual(await ids({ statusIds: '1, 20' }));
	expect(await ids({ groupIds: ['0235'] })).toEqual(await ids({ groupIds: ['235'] }));
});

test('Phone: + and 00 together are no country code', async () => {
	const callback = { ...EVENT, eventType: 'callback', groupId: typed('235'), sender: '+004915112345678' };
	expect(messageOf(await runNode(run('event', 'create', callback)))).toMatch(/^The field "Sender" has /);
	expect(sent()).toEqual([]);
});

test('JSON: a number for a place that has one already is not dropped', async () => {
	const result = await runNode(contact({ options: { otherFields: '{"PhoneNumber1":"4940123456"}' } }));
	expect(messageOf(result)).toBe('The field "Options > Other Fields" must not contain "PhoneNumber1"');
	expect(sent()).toEqual([]);
});

test('JSON: the invisible mark at the beginning of a file does not count', async () => {
	const result = await runNode(contact({ options: { otherFields: '\ufeff{"Region":"North"}' } }));
	expect(result.json[0]).toMatchObject({ Region: 'North' });
});

test.each([
	['{"Region": NaN}', 'there is a "N" out of place in "{"Region": NaN}"'],
	["{'Region': 1}", "expected property name or '}' in JSON at position 1"],
	['{"Region": 1', "expected ',' or '}' after property value in JSON at position 12"],
	['[', 'it ends too early'],
])('JSON: what is wrong with %s, and what would be right', async (otherFields, mistake) => {
	const result = await runNode(contact({ options: { otherFields } }));
	expect(messageOf(result)).toBe(`The field "Options > Other Fields" is not valid JSON: ${mistake}`);
	expect(result.error?.description).toMatch(/^Put names and texts in "double quotes"/);
});

test.each(['__proto__', 'constructor', 'prototype'])('JSON: the name %s would not arrive', async (name) => {
	const result = await runNode(contact({ options: { otherFields: `{"${name}":"x"}` } }));
	expect(messageOf(result)).toMatch(/^The field "Options > Other Fields" has the name ".*" in it/);
	const query = { parameter: [{ name, value: 'x' }] };
	const call = await runNode(run('customApiCall', 'call', { method: 'GET', path: '/acd/groups', query }));
	expect(messageOf(call)).toMatch(/^The field "Query Parameters" has the name ".*" in it/);
	expect(sent()).toEqual([]);
});

test.each([
	['group', { limit: 'all' }, 'Limit'],
	['diallerContact', { limit: 0 }, 'Limit'],
	['event', { limit: -1 }, 'Limit'],
	['event', { returnAll: 'ja' }, 'Return All'],
	['event', { sort: 'desc' }, 'Sort'],
])('What is applied to the answer only is refused before anything is sent: %s %j', async (resource, wrong, field) => {
	const result = await runNode(run(resource, 'getAll', { returnAll: false, ...wrong }));
	expect(messageOf(result)).toMatch(new RegExp(`^The field "${field}" `));
	expect(sent()).toEqual([]);
});
