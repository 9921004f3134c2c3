import type { CardData } from '../../../nodes/Kaizala/card/bindings';
import { CardBindings, isKnownBinding } from '../../../nodes/Kaizala/card/bindings';
import { givenData } from '../../../nodes/Kaizala/card/cardData';
import { operatorProblem } from '../../../nodes/Kaizala/card/operators';

const DATA: CardData = {
	title: 'Desk ticket',
	properties: new Map([
		['status', 'open'],
		['points', '7'],
		['tags', '["a","b"]'],
		['readers', '["u1","u2","u3"]'],
		['one', '["u2"]'],
		['owner', 'u1'],
		['deputy', 'u2'],
	]),
	expiry: '1 May 2026',
	questions: [
		{ title: 'Solved?', options: [{ title: 'Yes', pictureUrl: 'https://example.com/y.png' }, { text: 'No' }] },
	],
	myLatestResponse: { sendTime: '9:00', questionToAnswerMap: { 0: 'Yes', list: ['a', 'b'] } },
	summary: { totalResponseCount: 3, totalParticipantsCount: 9, targetResponderCount: 5 },
	me: 'u1',
	people: new Map([
		['u1', 'Ada Admin'],
		['u2', 'Sam Agent'],
	]),
	local: { creator: 'u2' },
	entities: {
		message: {
			conversationName: 'Support desk',
			creationTime: '1 May, 9:00',
			list: [{ x: 1 }, { 'odd name': { SenderName: 'Lee' } }],
		},
	},
};

const evaluated = (operator: unknown, data: CardData = DATA) => {
	const bindings = new CardBindings(data, { it: operator });
	const text = bindings.fill('${Operators.it}');
	return { text, reason: bindings.unresolved[0]?.reason };
};

/** The long form of each operator, its short form, and what it stands for. */
const OPERATORS: Array<[name: string, long: unknown, short: unknown, text: string]> = [
	[
		'conditional_value, true',
		{ operator: 'conditional_value', condition: true, value: 'A', default: 'B' },
		['conditional_value', true, 'A', 'B'],
		'A',
	],
	[
		'conditional_value, false',
		{
			operator: 'conditional_value',
			condition: { operator: 'eq', value1: 'x', value2: 'y' },
			value: 'A',
			default: 'B',
		},
		['conditional_value', ['eq', 'x', 'y'], 'A', 'B'],
		'B',
	],
	['eq', { operator: 'eq', value1: '${Form.title}', value2: 'Desk ticket' }, ['eq', 3, '3'], 'true'],
	[
		'is_it_me',
		{ operator: 'is_it_me', value: { operator: 'property_value', property: 'owner', src: 'server' } },
		['is_it_me', 'U1'],
		'true',
	],
	[
		'property_value, server',
		{ operator: 'property_value', property: 'status', src: 'server' },
		['property_value', 'server', 'status'],
		'open',
	],
	[
		'property_value, local',
		{ operator: 'property_value', property: 'creator', src: 'local' },
		['property_value', 'local', 'creator'],
		'u2',
	],
	[
		'format_string',
		{ operator: 'format_string', format: '%s has %d', args: ['${Form.title}', '7'] },
		['format_string', '%s has %d', ['Desk ticket', ['property_value', 'server', 'points']]],
		'Desk ticket has 7',
	],
	[
		'format_profile_names',
		{ operator: 'format_profile_names', property: 'readers', src: 'server' },
		['format_profile_names', 'server', 'readers'],
		'You & 2 more',
	],
	[
		'format_profile_names of one',
		{ operator: 'format_profile_names', property: 'one', src: 'server' },
		['format_profile_names', 'server', 'one'],
		'Sam Agent',
	],
	[
		'format_profile_names of an ID that is no list',
		{ operator: 'format_profile_names', property: 'deputy', src: 'server' },
		['format_profile_names', 'server', 'deputy'],
		'Sam Agent',
	],
	['profile_name', { operator: 'profile_name', id: 'u2' }, ['profile_name', 'u2'], 'Sam Agent'],
	[
		'jsonpath_value',
		{ operator: 'jsonpath_value', entity: 'Message', path: '$..SenderName' },
		['jsonpath_value', 'Message', "$.list[1]['odd name'].SenderName"],
		'Lee',
	],
	[
		'message_conversation_name',
		{ operator: 'message_conversation_name', value: 'm1' },
		['message_conversation_name', 'm1'],
		'Support desk',
	],
	[
		'message_creation_time',
		{ operator: 'message_creation_time', value: 'm1' },
		['message_creation_time', 'm1'],
		'1 May, 9:00',
	],
	[
		'addition',
		{ operator: 'addition', args: [{ operator: 'addition', args: [0.1, 0.2] }, 2, 4] },
		['addition', [0.3, 6]],
		'6.3',
	],
	['subtraction', { operator: 'subtraction', arg1: '4', arg2: 3 }, ['subtraction', [4, 3]], '1'],
	['multiplication', { operator: 'multiplication', args: [2, '3', 4] }, ['multiplication', [4, 6]], '24'],
	['division', { operator: 'division', arg1: 1, arg2: 4 }, ['division', 1, 4], '0.25'],
	['modulo', { operator: 'modulo', arg1: 7, arg2: 4 }, ['modulo', [7, 4]], '3'],
];

describe('Operators of a card', () => {
	test.each(OPERATORS)('%s, in its long and its short form', (_name, long, short, text) => {
		expect(evaluated(long)).toEqual({ text, reason: undefined });
		expect(evaluated(short)).toEqual({ text, reason: undefined });
		expect(operatorProblem(long)).toBeUndefined();
		expect(operatorProblem(short)).toBeUndefined();
	});

	test.each<[unknown, string]>([
		['%5d|%-5d|%05d|%+d|%,d', '   42|42   |00042|+42|42'],
		['%.2f %e %g', '42.00 4.200000e+1 42'],
		['%x %X %s %@ %.1s %3$s %%', '2a 2A 42 42 4 42 %'],
	])('format_string fills %s', (format, text) => {
		expect(evaluated(['format_string', format, Array.from({ length: 9 }, () => 42)]).text).toBe(text);
	});

	test('only the branch that is taken counts', () => {
		expect(evaluated(['conditional_value', 'false', ['profile_name', 'nobody'], 'B'])).toEqual({ text: 'B' });
	});

	test.each<[string, unknown, string]>([
		['a property', ['property_value', 'server', 'nope'], 'the card has no property "nope"'],
		['a condition', ['conditional_value', 'perhaps', 'A', 'B'], 'its condition is neither true nor false'],
		['a name', ['profile_name', 'u9'], 'the name of the user "u9" is not in the data of the card'],
		['a number', ['addition', ['x']], 'addition needs a number, but has "x"'],
		['a divisor', ['division', [1, 0]], 'it divides by zero'],
		['a list', { operator: 'addition', args: 3 }, '"args" of addition is not a list'],
		['a parameter', { operator: 'eq', value1: 'x' }, 'eq lacks "value2"'],
		['an operator', { operator: 'shout', value: 'x' }, 'the operator "shout" is not known'],
		['an operator in its short form', ['and', true, false], 'the operator "and" is not known'],
		['an operator within', ['format_string', '%s', [['EQ', 1, 1]]], 'the operator "EQ" is not known'],
		['a place', ['jsonpath_value', 'message', '$.nope'], 'there is nothing at "$.nope"'],
		['a path', ['jsonpath_value', 'message', 'nope['], 'the path "nope[" is not understood'],
		['an entity', ['jsonpath_value', 'Weather', '$.x'], '"weather" is not in the data of the card'],
		['a value of a format', ['format_string', '%s %s', ['x']], 'format_string has no value number 2'],
		['a conversion', ['format_string', '%n', ['1']], 'format_string does not know %n'],
		['an operator that needs itself', ['format_string', '%s', ['${Operators.it}']], 'it refers to itself'],
	])('what lacks %s is named, not guessed', (_what, operator, reason) => {
		expect(evaluated(operator)).toEqual({ text: '', reason });
	});

	test('without the reader, the group and the answers, what depends on them is named', () => {
		const bare: CardData = { title: 'x', properties: DATA.properties };
		for (const operator of [
			['is_it_me', 'u1'],
			['message_creation_time', 'm1'],
			['profile_name', 'u1'],
		]) {
			expect(evaluated(operator, bare)).toMatchObject({ text: '', reason: expect.stringContaining('not in the data') });
		}
		// Whoever looks at the card may be anybody.
		expect(evaluated(['format_profile_names', 'server', 'one'], { ...DATA, me: undefined }).text).toBe('Sam Agent');
	});

	test('nests 40 deep at most, and refuses what goes on for ever', () => {
		const nested = (depth: number) =>
			Array.from({ length: depth }).reduce<unknown>((inner) => ['conditional_value', true, inner, ''], 'deep');
		expect(evaluated(nested(39)).text).toBe('deep');
		expect(evaluated(nested(5_000)).reason).toBe('its operators nest too deeply');
		expect(operatorProblem(nested(5_000))).toBe('nests too deeply');
		const chain = Object.fromEntries(
			Array.from({ length: 1_000 }, (_, index) => [`n${index}`, `\${Operators.n${index + 1}}`]),
		);
		expect(new CardBindings(DATA, chain).fill('${Operators.n0}')).toBe('');
	});

	test('takes linear time for operators that repeat each other', () => {
		// Each doubles the one before: 2^30 copies of a text.
		const doubling = Object.fromEntries(
			Array.from({ length: 30 }, (_, index) => [`n${index + 1}`, `\${Operators.n${index}}\${Operators.n${index}}`]),
		);
		const bindings = new CardBindings(DATA, { n0: 'x'.repeat(1_000), ...doubling });
		const before = process.cpuUsage();
		const texts = Array.from({ length: 5_000 }, (_, index) => bindings.fill(`${index} \${Operators.n${index % 31}}`));
		const { user, system } = process.cpuUsage(before);
		expect((user + system) / 1000).toBeLessThan(1_000);
		expect(texts.join('').length).toBeLessThan(20_000_000);
		// A path with many ways through a wide and deep message.
		const wide = (depth: number): unknown => (depth === 0 ? 1 : Array.from({ length: 6 }, () => wide(depth - 1)));
		const data = { ...DATA, entities: { message: wide(6) } };
		expect(evaluated(['jsonpath_value', 'message', `$${'..*'.repeat(50)}`], data).reason).toContain('through too much');
	});
});

describe('Bindings of a card', () => {
	test.each([
		['Form.title', 'Desk ticket'],
		['Form.expiry', '1 May 2026'],
		['Form.questions', JSON.stringify(DATA.questions)],
		['Form.questions.length', '1'],
		['Form.questions[0].title', 'Solved?'],
		['Form.questions[0].options', JSON.stringify(DATA.questions?.[0]?.options)],
		['Form.questions[0].options.length', '2'],
		['Form.questions[0].options[0].text', 'Yes'],
		['Form.questions[0].options[1].text', 'No'],
		['Form.questions[0].options[0].pictureUrl', 'https://example.com/y.png'],
		['Form.properties', JSON.stringify([...DATA.properties].map(([name, value]) => ({ name, value })))],
		['Form.properties.length', '7'],
		['Form.properties[status]', 'open'],
		['Form.properties[status].value', 'open'],
		['Form.properties[tags].length', '2'],
		['Form.properties[status].length', '4'],
		['MyLatestResponse.sendTime', '9:00'],
		['MyLatestResponse.questionToAnswerMap[0]', 'Yes'],
		['MyLatestResponse.questionToAnswerMap[list]', 'a, b'],
		['Summary.totalResponseCount', '3'],
		['Summary.totalParticipantsCount', '9'],
		['Summary.targetResponderCount', '5'],
	])('${%s} is %s', (path, text) => {
		const bindings = new CardBindings(DATA);
		expect(isKnownBinding(path)).toBe(true);
		expect(bindings.fill(`\${ ${path} }`)).toBe(text);
		expect(bindings.unresolved).toEqual([]);
		// Without data it is named, and only the title and the number of properties are always there.
		const bare = new CardBindings({ title: 'Desk ticket', properties: new Map() });
		bare.fill(`\${${path}}`);
		const always = ['Form.title', 'Form.properties', 'Form.properties.length'].includes(path);
		expect(bare.unresolved.map(({ name }) => name)).toEqual(always ? [] : [path]);
	});

	test.each([
		'Form.owner',
		'Form.questions[x].title',
		'Form.questions[0]',
		'Summary.other',
		'constructor',
		'Operators.',
	])('${%s} is none', (path) => {
		const bindings = new CardBindings(DATA);
		expect(isKnownBinding(path)).toBe(false);
		expect(bindings.fill(`a\${${path}}b`)).toBe('ab');
		expect(bindings.unresolved).toEqual([{ name: path, reason: 'Kaizala has no such binding' }]);
	});

	test('names of every object are no properties, operators or answers', () => {
		const bindings = new CardBindings(givenDataOf({}), {});
		for (const path of [
			'Form.properties[constructor]',
			'Operators.constructor',
			'MyLatestResponse.questionToAnswerMap[toString]',
		]) {
			expect(bindings.fill(`\${${path}}`)).toBe('');
		}
		expect(bindings.unresolved).toHaveLength(3);
	});

	test('the data of a card is read as the operations of this node give it', () => {
		const { people, questions, myLatestResponse } = givenData({
			people: [
				{ memberId: 'u1', memberName: 'Ada' },
				{ id: 'u2', name: 'Sam' },
			],
			questions: [{ title: 'Solved?', options: ['Yes', { title: 'No' }] }, 'Why?'],
			answers: ['Yes', 'Because'],
		});
		expect([...(people ?? [])]).toEqual([
			['u1', 'Ada'],
			['u2', 'Sam'],
		]);
		expect(questions).toEqual([
			{ title: 'Solved?', options: [{ title: 'Yes' }, { title: 'No' }] },
			{ title: 'Why?', options: [] },
		]);
		expect(myLatestResponse?.questionToAnswerMap).toEqual({ 0: 'Yes', 1: 'Because' });
	});
});

const givenDataOf = (json: Parameters<typeof givenData>[0]): CardData => ({
	...givenData(json),
	title: '',
	properties: new Map(),
});
