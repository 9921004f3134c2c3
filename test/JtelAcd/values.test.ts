import { messageOf, runNode } from '../harness/engine';
import { useJtel } from './setup';

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
				campaign: named('51'),
				name: 'Krause',
				phoneNumbers: ['4915112345678'],
				options: { otherFields },
			}),
		);
		expect(messageOf(result)).toMatch(/^The field "Options > Other Fields" has /);
		expect(sent()).toEqual([]);
	},
);
