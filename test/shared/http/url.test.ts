import { pathPart } from '../../../nodes/shared/http/url';

test.each([
	['10aa@2', '10aa%402'],
	['a b/c?d#e', 'a%20b%2Fc%3Fd%23e'],
	[' trimmed ', 'trimmed'],
	['100%', '100%25'],
	['...', '...'],
	['a..b', 'a..b'],
	['\u{1F600}', '%F0%9F%98%80'],
])('%j becomes one part of a path', (text, part) => {
	expect(pathPart('ID', text)).toBe(part);
});

test.each([
	'.',
	'..',
	'%2e',
	'%2e%2e',
	'.%2E',
	'..%2f',
	'%2e%2e%2fx',
	'%252e%252e',
	'a/../b',
	'..\\x',
	'..;',
	'..;a=b',
	'.%3bx',
])('%j is refused, because it leads to another path', (text) => {
	expect(() => pathPart('Group', ` ${text} `)).toThrow(`The field "Group" cannot be "${text}"`);
});

test.each(['', ' ', '\n'])('%j is refused as empty', (text) => {
	expect(() => pathPart('Group', text)).toThrow('The field "Group" is empty');
});

test.each(['\uD83D', 'a\uDE00b'])('%j is refused, because half a character cannot be sent', (text) => {
	expect(() => pathPart('Group', text)).toThrow('The field "Group" has a character that is cut in half');
});
