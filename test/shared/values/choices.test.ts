import { choiceNames } from '../../../nodes/shared/parameters/values';

const choices = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `N${index}`, value: index }));

test.each([
	[1, 'N0'],
	[
		15,
		choices(15)
			.map(({ name }) => name)
			.join(', '),
	],
	[
		17,
		`${choices(15)
			.map(({ name }) => name)
			.join(', ')}, and 2 more`,
	],
])('of %s choices an error names at most 15', (count, text) => {
	expect(choiceNames(choices(count))).toBe(text);
});
