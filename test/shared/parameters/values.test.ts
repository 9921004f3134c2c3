import {
	isNothing,
	Problem,
	toBoolean,
	toChoice,
	toForm,
	toId,
	toList,
	toNumber,
	toText,
} from '../../../nodes/shared/parameters/values';

/** Named from the table in docs/values.md. */

const words = (value: unknown) => (value instanceof Problem ? `${value.problem} | ${value.advice ?? ''}` : value);

describe('text that is written', () => {
	test.each<[unknown, string]>([
		['as it is ', 'as it is '],
		[12.5, '12.5'],
		[true, 'true'],
		[undefined, ''],
		[null, ''],
		[new Date('2026-11-21T08:00:00Z'), '2026-11-21T08:00:00.000Z'],
		['👩‍👩‍👧', '👩‍👩‍👧'],
		['null', 'null'],
	])('%p is %p', (value, expected) => {
		expect(toText(value)).toBe(expected);
	});

	test.each<[unknown, RegExp]>([
		[Number.NaN, /yields NaN/],
		[Number.POSITIVE_INFINITY, /yields Infinity/],
		[new Date('x'), /invalid date/],
		['Invalid DateTime', /invalid date/],
		['Invalid Date', /invalid date/],
		[{ toISO: () => null }, /invalid date/],
		[{ a: 1 }, /yields an object/],
		[['a'], /yields a list/],
		['cut \ud83d', /half of a character/],
		['\ude00 cut', /half of a character/],
	])('%p is refused', (value, expected) => {
		expect(words(toText(value))).toMatch(expected);
	});
});

describe('a list', () => {
	test.each<[unknown, string[]]>([
		[
			['HIGH', 'LOW'],
			['HIGH', 'LOW'],
		],
		['["HIGH","LOW"]', ['HIGH', 'LOW']],
		['["leak"]', ['leak']],
		['HIGH, LOW', ['HIGH', 'LOW']],
		['HIGH,LOW,', ['HIGH', 'LOW']],
		['HIGH\nLOW\r\n', ['HIGH', 'LOW']],
		['HIGH', ['HIGH']],
		[7, ['7']],
		['[draft] one', ['[draft] one']],
		[
			[1, 2],
			['1', '2'],
		],
		[[], []],
		['', []],
		[null, []],
		[' , ', []],
		['a,a', ['a']],
	])('%p is %p', (value, expected) => {
		expect(toList(value)).toEqual(expected);
	});

	test('is split at semicolons only where the service writes them', () => {
		expect(toList('NORTH; DEPOT;', ',;')).toEqual(['NORTH', 'DEPOT']);
		expect(toList('NORTH; DEPOT')).toEqual(['NORTH; DEPOT']);
		expect(toList('1 2;3,4', ',; ')).toEqual(['1', '2', '3', '4']);
	});

	test.each<[unknown, RegExp]>([
		[['a', null], /without a value \(number 2/],
		['["a",null]', /without a value \(number 2/],
		[[Number.NaN], /NaN/],
		[[{ a: 1 }], /an object/],
		[{ a: 1 }, /an object/],
		[[new Date('x')], /invalid date/],
	])('%p is refused', (value, expected) => {
		expect(words(toList(value))).toMatch(expected);
	});
});

describe('a choice', () => {
	const priorities = [
		{ name: 'Low', value: 'LOW' },
		{ name: 'High', value: 'HIGH' },
		{ name: 'Twice', value: 'A' },
		{ name: 'twice', value: 'B' },
	];

	test.each(['HIGH', 'High', ' high ', 'hIgH\u200b'])('%p is High', (value) => {
		expect(toChoice(value, priorities)).toMatchObject({ value: 'HIGH' });
	});

	test('a label that two share is refused and named, their values are not', () => {
		expect(words(toChoice('TWICE', priorities))).toMatch(/2 choices named "TWICE" \| Use the ID instead: A, B/);
		expect(toChoice('a', priorities)).toMatchObject({ value: 'A' });
	});

	test('what is the value of one in other capitals, and the label of another, is refused', () => {
		const swapped = [
			{ name: 'Medium', value: 'LOW' },
			{ name: 'Low', value: 'MEDIUM' },
		];
		expect(words(toChoice('Low', swapped))).toBe('has 2 choices named "Low" | Use the ID instead: LOW, MEDIUM.');
		expect(toChoice('LOW', swapped)).toMatchObject({ name: 'Medium' });
		expect(toChoice('Low', swapped, true)).toMatchObject({ value: 'MEDIUM' });
	});

	test('anything else is refused with the labels', () => {
		expect(words(toChoice('urgent!', priorities))).toBe(
			'has no choice "urgent!": choose Low, High, Twice, twice | Choose one of these in the field, or check the expression that fills it.',
		);
		expect(words(toChoice('constructor', priorities))).toMatch(/^has no choice "constructor"/);
	});
});

describe('a number', () => {
	test.each<[unknown, number]>([
		[12.5, 12.5],
		[' 12.5 ', 12.5],
		['-1e3', -1000],
	])('%p is %p', (value, expected) => {
		expect(toNumber(value)).toBe(expected);
	});
	test.each(['12,5', '0x1F', 'twelve', Number.NaN, true, ['1'], {}, '1 2', ''])('%p is refused', (value) => {
		expect(toNumber(value)).toBeInstanceOf(Problem);
	});
});

test.each<[unknown, boolean]>([
	[true, true],
	['TRUE', true],
	['Yes', true],
	[1, true],
	[' no ', false],
	['0', false],
])('true or false: %p is %p', (value, expected) => {
	expect(toBoolean(value)).toBe(expected);
});

test.each(['maybe', 2, {}, [], 'on'])('true or false: %p is refused', (value) => {
	expect(toBoolean(value)).toBeInstanceOf(Problem);
});

describe('an ID', () => {
	const ticket = {
		of: 'ticket',
		fromUrl: ({ pathname }: URL) => /\/record\/0-5\/(\d+)/.exec(pathname)?.[1],
	};
	test.each<[unknown, string]>([
		['123', '123'],
		[123, '123'],
		[' 123\u200b', '123'],
		['\ufeff123 ', '123'],
		['https://app.hubspot.com/contacts/1/record/0-5/123?x=1', '123'],
		['9007199254740993', '9007199254740993'],
		['000123', '123'],
	])('%p is %p', (value, expected) => {
		expect(toId(value, ticket)).toBe(expected);
	});
	test.each<[unknown, RegExp]>([
		[9007199254740993, /lost its last digits/],
		[1.5, /1\.5/],
		[-1, /-1/],
		[0, /it is 0/],
		['00', /not the ID of a ticket/],
		['12a', /not the ID of a ticket/],
		['https://app.hubspot.com/contacts/1/record/0-1/123', /not that of a ticket/],
		['https://', /not the ID/],
		['', /is empty/],
		[null, /is empty/],
		[{}, /an object/],
		['../1', /not the ID/],
	])('%p is refused', (value, expected) => {
		expect(words(toId(value, ticket))).toMatch(expected);
	});
});

test.each<[unknown, boolean]>([
	[undefined, true],
	[null, true],
	['', true],
	[' \u200b\n', true],
	[[], true],
	[[null, ''], true],
	[0, false],
	[false, false],
	['x', false],
	[{}, false],
])('nothing: %p %p', (value, expected) => {
	expect(isNothing(value)).toBe(expected);
});

describe('forms', () => {
	test.each<['email' | 'url', string, string]>([
		['email', ' ann@example.com\u200b', 'ann@example.com'],
		['email', 'ann+desk@mail.example.co.uk', 'ann+desk@mail.example.co.uk'],
		['url', ' https://example.com/a.png?x=1 ', 'https://example.com/a.png?x=1'],
		['url', '  ', ''],
	])('%s %j is taken', (form, given, text) => {
		expect(toForm(form, given)).toBe(text);
	});

	test.each<['email' | 'url', string]>([
		['email', 'ann'],
		['email', 'Ann <ann@example.com>'],
		['email', 'ann@example.com, bob@example.com'],
		['email', `${'a'.repeat(250)}@example.com`],
		['url', 'example.com/desk.png'],
		['url', 'https://'],
		['url', 'https://example.com/a b.png'],
		['url', 'javascript:alert(1)'],
	])('%s %j is refused with the reason', (form, given) => {
		const problem = toForm(form, given);
		expect(problem).toBeInstanceOf(Problem);
		expect(problem).toMatchObject({ problem: expect.stringMatching(/, which is not an? (email|web) address$/) });
	});
});
