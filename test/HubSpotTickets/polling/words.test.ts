import { containsWords } from '../../../nodes/HubSpotTickets/polling/words';

test.each([
	['pump', 'The pump stands still', true],
	['pump', 'The pumps stand still', false],
	['pump*', 'The pumps stand still', true],
	['*ump*', 'The pumps stand still', true],
	['*ab*ab*', 'xabx', false],
	['*ab*ab*', 'xabxab', true],
	['a*b*b', 'ab', false],
	['a*b*b', 'abb', true],
	['ab*ba', 'aba', false],
	['still pump', 'The pump stands still', true],
])('"%s" in "%s": %s', (wanted, text, isThere) => {
	expect(containsWords(wanted)(text)).toBe(isThere);
});
