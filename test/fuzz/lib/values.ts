import { tryToParseDateTime } from 'n8n-workflow';

/**
 * What expressions yield that people did not mean, by kind. Each value is made anew for every run: n8n changes some of
 * them in place.
 */

const MEGABYTE = 1_000_000;
const AT = '2026-11-21T08:00:00Z';

const ZERO_WIDTH = '\u200b';
const HALF = '\ud83d';

function deepList(levels: number): unknown {
	let list: unknown = [];
	for (let level = 1; level < levels; level++) list = [list];
	return list;
}

function deepObject(levels: number): unknown {
	let object: unknown = { end: true };
	for (let level = 1; level < levels; level++) object = { below: object };
	return object;
}

const luxon = () => tryToParseDateTime(AT, 'Europe/Berlin');

const LONG_TEXT = 'printer '.repeat(MEGABYTE / 8);
const LONG_DIGITS = '7'.repeat(MEGABYTE);
const LONG_BLANKS = ' '.repeat(MEGABYTE);
const LONG_ZERO_WIDTH = ZERO_WIDTH.repeat(MEGABYTE / 3);
const LINE_BREAKS = '\n'.repeat(40_000);
const MANY_LINES = 'line\n'.repeat(40_000);
const DEEP_LIST_TEXT = `${'['.repeat(3_000)}${']'.repeat(3_000)}`;
const DEEP_OBJECT_TEXT = `${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}`;

export const VALUES: Readonly<Record<string, () => unknown>> = {
	// Nothing.
	undefined: () => undefined,
	null: () => null,
	'empty text': () => '',
	blanks: () => '   ',
	'non-breaking blanks': () => '\u00a0\u2003',
	'zero-width space': () => ZERO_WIDTH,
	'empty list': () => [],
	'empty object': () => ({}),
	// Numbers.
	zero: () => 0,
	'minus zero': () => -0,
	one: () => 1,
	'minus one': () => -1,
	fraction: () => 12.5,
	'tiny number': () => 1e-9,
	'2^53 + 1': () => 2 ** 53 + 1,
	'number of 22 digits': () => 1e21,
	'largest number': () => Number.MAX_VALUE,
	NaN: () => Number.NaN,
	infinity: () => Number.POSITIVE_INFINITY,
	'minus infinity': () => Number.NEGATIVE_INFINITY,
	'unix seconds': () => 1_782_900_000,
	'unix milliseconds': () => 1_782_900_000_000,
	'day number of a spreadsheet': () => 46_347,
	bigint: () => 9_007_199_254_740_993n,
	'decimal comma': () => '12,5',
	'digits as text': () => '12345',
	'digits with blanks around': () => ` 12345${ZERO_WIDTH} `,
	'hexadecimal text': () => '0x1F',
	// Booleans.
	true: () => true,
	false: () => false,
	'yes as text': () => 'Yes',
	// Lists and objects.
	'list of texts': () => ['alpha', 'beta'],
	'list of numbers': () => [1, 2],
	'list with null': () => ['alpha', null],
	'list with NaN': () => [1, Number.NaN],
	'list of objects': () => [{ id: 1 }],
	'nested lists': () => [['alpha'], [['beta', ['gamma']]]],
	'list as JSON text': () => '["alpha","beta"]',
	object: () => ({ id: 1, name: 'printer' }),
	'object with its own prototype key': () => JSON.parse('{"__proto__": {"admin": true}, "constructor": 1}') as unknown,
	'object without a text': () => ({ toString: 1, valueOf: 1 }),
	'list of objects without a text': () => [{ toString: 1, valueOf: 1 }],
	function: () => () => 1,
	symbol: () => Symbol('printer'),
	'list of 3,000 levels': () => deepList(3_000),
	'object of 3,000 levels': () => deepObject(3_000),
	'JSON list of 3,000 levels': () => DEEP_LIST_TEXT,
	'JSON object of 3,000 levels': () => DEEP_OBJECT_TEXT,
	'JSON that is cut off': () => '{"a": [1, 2',
	// Dates.
	'ISO day': () => '2026-11-21',
	'ISO date and time': () => AT,
	'day that no calendar has': () => '2026-02-30',
	'day or month first': () => '03/04/2026',
	'year of two digits': () => '26-11-21',
	'time of day': () => '10:00 PM',
	'text with a number': () => 'Room 7',
	date: () => new Date(AT),
	'invalid date': () => new Date('nonsense'),
	'Luxon date': luxon,
	'invalid Luxon date': () => luxon().setZone('Mars/Olympus'),
	// Texts.
	text: () => 'The printer is on fire',
	'1 MB of text': () => LONG_TEXT,
	'1 MB of digits': () => LONG_DIGITS,
	'1 MB of blanks': () => LONG_BLANKS,
	'1 MB of zero-width spaces': () => LONG_ZERO_WIDTH,
	'40,000 line breaks': () => LINE_BREAKS,
	'40,000 lines': () => MANY_LINES,
	'line breaks of Windows': () => 'one\r\ntwo',
	emoji: () => '👩‍👩‍👧‍👦🔥',
	'right to left': () => '\u202eمرحبا\u202c',
	NUL: () => 'before\u0000after',
	'half of a character': () => `cut ${HALF}`,
	__proto__: () => '__proto__',
	constructor: () => 'constructor',
	toString: () => 'toString',
	dot: () => '.',
	'two dots': () => '..',
	'escaped path': () => '..%2f..%2fadmin',
	'path upwards': () => 'a/../b',
	'double slash': () => 'a//b',
	'lone percent sign': () => '100%',
	'query and fragment': () => 'a?b=c&d#e',
	markup: () => '<script>alert(1)</script>',
	'regular expression bomb': () => `(a+)+$${'a'.repeat(5_000)}!`,
	'comma text of a bomb': () => `${'a,'.repeat(20_000)}!`,
	'address of a web page': () => 'https://example.com/a?b=c',
	'address that is none': () => 'http://[',
	email: () => 'ann@example.com',
	'phone number': () => '+48 600 100 200',
	'header injection': () => 'a\r\nX-Injected: yes',
};

/** What is no date for certain, and is refused wherever one is asked for. */
export const NO_DATES: ReadonlySet<string> = new Set([
	'day number of a spreadsheet',
	'day that no calendar has',
	'day or month first',
	'year of two digits',
	'time of day',
	'text with a number',
	'invalid date',
	'invalid Luxon date',
	'list of texts',
	'true',
]);
