import { toInstant } from '../../nodes/shared/parameters/dateTime';
import { messageOf, runNode } from '../harness/engine';
import { calls, cards, CARD, GROUP, group, PHONE, setup, TEAM, useKaizala } from './setup';

/** What docs/values.md promises, on Kaizala's fields. */

const sandbox = useKaizala();
const named = (value: string) => ({ __rl: true, mode: 'name', value });
const send = (parameters: object, json: object = {}) =>
	runNode(setup(sandbox.current, 'action', 'send', { ...CARD, ...parameters }, { items: [{ ...json }] }));

const property = (type: string, value: string) => ({ properties: { property: [{ name: 'list', type, value }] } });

describe('List', () => {
	test.each([
		['commas', 'a, b'],
		['lines', '={{ "a\\nb" }}'],
		['a list', '={{ ["a", "b"] }}'],
		['JSON text', '["a","b"]'],
	])('a String List as %s', async (_name, value) => {
		expect((await send(property('StringList', value))).error).toBeUndefined();
		expect(JSON.stringify(calls(sandbox.current, 'POST').at(-1)?.body)).toContain(
			JSON.stringify(JSON.stringify(['a', 'b'])),
		);
	});

	test('a list in a text property is refused', async () => {
		expect(messageOf(await send(property('Text', '={{ ["a"] }}')))).toBe(
			'The property "list" must be text, but the expression yields a list',
		);
		expect(calls(sandbox.current)).toEqual([]);
	});

	test.each([
		['a list', `={{ ["${PHONE}"] }}`],
		['JSON text', `={{ '["${PHONE}"]' }}`],
		['semicolons', `${PHONE};`],
	])('phone numbers as %s', async (_name, subscribers) => {
		expect((await send({ subscribers })).error).toBeUndefined();
		expect(calls(sandbox.current, 'POST').at(-1)?.body).toMatchObject({ subscribers: [PHONE] });
	});
});

test('Choice: a group by its name, unknown ones with the names to choose from', async () => {
	expect((await send({ groupId: named('customer CARE') })).json[0]).toMatchObject({ groupId: GROUP });
	expect(messageOf(await send({ groupId: named('Nobody') }))).toMatch(
		/^The field "Group" has no choice "Nobody": choose Back office, Customer care/,
	);
	expect(cards(sandbox.current)).toHaveLength(1);
});

test('Choice: IDs are no names', async () => {
	await runNode(setup(sandbox.current, 'group', 'get', { groupId: group(TEAM) }));
	expect(calls(sandbox.current)).toHaveLength(1);
});

test.each(['10:00 PM', '2026-02-30', '03/04/2026', '={{ 46000 }}', '={{ new Date("x") }}'])(
	'Instant: a meeting at %s is refused',
	async (startingTime) => {
		const meeting = { groupId: group(TEAM), recipients: 'group', actionType: 'LetsMeet', title: 'Desk', startingTime };
		const result = await runNode(setup(sandbox.current, 'action', 'send', meeting));
		expect(messageOf(result)).toMatch(/^The field "Start" /);
		expect(calls(sandbox.current)).toEqual([]);
	},
);

test('Day: its first moment is that of the workflow, whatever the zone', () => {
	for (const zone of ['UTC', 'America/New_York', 'Pacific/Auckland', 'Europe/Berlin']) {
		for (const day of ['2026-03-08', '2026-03-29', '2026-10-25', '2026-11-01']) {
			const at = toInstant(day, zone);
			expect(
				new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(Number(at)),
			).toBe(`${day} 00:00`);
		}
	}
});

test('Condition: Sent After without a value stops', async () => {
	const parameters = { groupId: group(TEAM), by: 'type', options: { fromDate: '={{ $json.none }}' } };
	const result = await runNode(setup(sandbox.current, 'action', 'getAll', parameters));
	expect(messageOf(result)).toBe('The filter "Sent After" has no value for this item');
	expect(calls(sandbox.current)).toEqual([]);
});

test.each(['={{ ({ a: Number("x") }) }}', '={{ ({ a: "b\\ud83d" }) }}', '={{ ({ a: new Date("x") }) }}'])(
	'JSON: properties %s are refused',
	async (propertiesJson) => {
		expect(messageOf(await send({ propertiesMode: 'json', propertiesJson }))).toMatch(
			/^The field "Properties \(JSON\)" has /,
		);
		expect(calls(sandbox.current)).toEqual([]);
	},
);
