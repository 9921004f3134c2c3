import { safeNumber, safeString } from '../../nodes/shared/safeConversion';

/** What JSON may hold though JavaScript has no text for it: `String` and `Number` throw at it. */
const MUTE = { toString: 1, valueOf: 1 };

test.each([
	['text', 'text'],
	[5, '5'],
	[null, 'null'],
	[undefined, 'undefined'],
	[['a', ['b']], 'a,b'],
	[{ a: 1 }, '[object Object]'],
	[MUTE, '[object Object]'],
	[['a', MUTE], 'a,[object Object]'],
	[Object.create(null), '[object Object]'],
])('the text of %p', (value, text) => {
	expect(safeString(value)).toBe(text);
});

test.each([
	['5', 5],
	[true, 1],
	[{}, Number.NaN],
	[MUTE, Number.NaN],
	[[MUTE], Number.NaN],
	[Symbol('x'), Number.NaN],
])('the number of %p', (value, number) => {
	expect(safeNumber(value)).toBe(number);
});
