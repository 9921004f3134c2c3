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

const answer = (type: string, value: string) => ({
	groupId: group(GROUP),
	actionId: 'a1',
	respondTo: 'Survey',
	answers: { answer: [{ type, value }] },
});

test.each(['52,5, 13,4, Front desk', '52,5, 13,4', '52, 13, 7'])(
	'Location: %s, with commas before the decimals, is no other place',
	async (value) => {
		const result = await runNode(setup(sandbox.current, 'action', 'respond', answer('Location', value)));
		expect(messageOf(result)).toBe(`The field "Answers > Answer 1" must be a location, but it is "${value}"`);
		expect(calls(sandbox.current)).toEqual([]);
	},
);

test('Number: an answer with more digits than a number holds is refused', async () => {
	const result = await runNode(setup(sandbox.current, 'action', 'respond', answer('Numeric', '12345678901234567890')));
	expect(messageOf(result)).toMatch(/^The field "Answers > Answer 1" has .* too large to be exact$/);
	expect(calls(sandbox.current)).toEqual([]);
	expect((await send(property('Numeric', '12345678901234567890'))).error).toBeUndefined();
});

describe('Properties in JSON', () => {
	const json = (propertiesJson: unknown) =>
		send({ propertiesMode: 'json', propertiesJson: JSON.stringify(propertiesJson) });
	const shown = () => JSON.stringify(calls(sandbox.current, 'POST').at(-1)?.body);

	test.each(['numeric', 'Number', ' NUMERIC '])('a type by its label or value: %j', async (type) => {
		expect(messageOf(await json([{ name: 'n', type, value: 'abc' }]))).toMatch(/^The property "n" must be a number/);
		expect((await json([{ name: 'n', type, value: '5' }])).error).toBeUndefined();
		expect(shown()).toContain(JSON.stringify({ name: 'n', value: '5', type: 'Numeric' }));
	});

	test.each(['Foo', 5, ['Text'], {}])('no type is guessed from %j', async (type) => {
		expect(messageOf(await json([{ name: 'n', type, value: '5' }]))).toMatch(/^The type of the property "n" /);
		expect(calls(sandbox.current)).toEqual([]);
	});
});

test('Two values of one property are refused, also where invisible signs tell the names apart', async () => {
	const rows = (first: string, second: string) => ({
		properties: {
			property: [
				{ name: 'status', type: 'Text', value: first },
				{ name: 'status\u200b', type: 'Text', value: second },
			],
		},
	});
	expect(messageOf(await send(rows('open', 'closed')))).toBe('The property "status" has two values');
	expect(calls(sandbox.current)).toEqual([]);
	expect((await send(rows('open', 'open'))).error).toBeUndefined();
});

test('ID: blanks and invisible signs around IDs of any kind', async () => {
	const hidden = (id: string) => `\u00a0${id}\u200b\n`;
	expect((await send({ packageId: hidden('com.gls.xyz.care') })).error).toBeUndefined();
	expect(calls(sandbox.current, 'POST').at(-1)?.body).toMatchObject({ id: 'com.gls.xyz.care' });
	const reply = { groupId: group(GROUP), message: 'x', subscribers: PHONE, referenceId: hidden('r1') };
	await runNode(setup(sandbox.current, 'message', 'reply', reply));
	expect(calls(sandbox.current, 'POST').at(-1)?.body).toMatchObject({ replyToReferenceId: 'r1' });
});

describe('Questions in JSON', () => {
	const ask = (question: object) =>
		runNode(
			setup(sandbox.current, 'action', 'send', {
				groupId: group(TEAM),
				recipients: 'group',
				actionType: 'Survey',
				title: 'Desk',
				questionsMode: 'json',
				questionsJson: JSON.stringify([question]),
			}),
		);

	test.each([
		['title', { title: { a: 1 } }],
		['title', { title: ['a'] }],
		['type', { title: 'A', type: ['Text'] }],
		['options', { title: 'A', type: 'SingleOption', options: 'Yes, No' }],
		['options', { title: 'A', type: 'SingleOption', options: ['Yes', null] }],
		['options', { title: 'A', type: 'SingleOption', options: [{ title: { a: 1 } }] }],
		['options', { title: 'A', options: 'Yes' }],
		['isInvisible', { title: 'A', isInvisible: 'hidden' }],
	])('%s: %j is refused', async (field, question) => {
		expect(messageOf(await ask(question))).toMatch(new RegExp(`^Question 1 cannot be read: its field "${field}" `));
		expect(calls(sandbox.current)).toEqual([]);
	});

	test('types by their labels, and yes or no in words', async () => {
		const question = { title: 'A', type: 'single choice', options: ['Yes', { title: 'No' }], isInvisible: 'yes' };
		expect((await ask(question)).error).toBeUndefined();
		expect(calls(sandbox.current, 'POST').at(-1)?.body).toMatchObject({
			actionBody: {
				questions: [
					{ title: 'A', type: 'SingleOption', isInvisible: true, options: [{ title: 'Yes' }, { title: 'No' }] },
				],
			},
		});
	});
});
