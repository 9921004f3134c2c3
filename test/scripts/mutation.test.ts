import { mutantsIn, sample, withMutants } from '../../scripts/mutation/mutants';
import type { Mutant } from '../../scripts/mutation/mutants';

const CODE = `
const TABLE = { most: 5, strict: true };
export function choose(a: number, list: number[]): string {
	if (a > 3 && list.some((one) => one === a)) return 'both';
	list.push(a);
	if (list.toString() === '') return '';
	return a + 1 < TABLE.most ? 'less' : 'more';
}
`;

const changes = (): string[] => mutantsIn('made-up.ts', CODE).map(({ code, mutated }) => `${code} → ${mutated}`);

test('finds conditions, operators, calls, numbers and statements, and leaves data alone', () => {
	expect(changes()).toEqual(
		expect.arrayContaining([
			'a > 3 && list.some((one) => one === a) → true',
			'a > 3 → (a) >= (3)',
			'one === a → (one) !== (a)',
			'list.some((one) => one === a) → list.every((one) => one === a)',
			'list.push(a); → ',
			'a + 1 → (a) - (1)',
			'1 → (1 + 1)',
		]),
	);
	expect(changes().filter((change) => /most: 5|strict|native code/.test(change))).toEqual([]);
});

test('a sample comes again with its seed, and no mutant of it is within another', () => {
	const all = mutantsIn('made-up.ts', CODE);
	const chosen = sample(all, 5, 7);
	expect(sample(all, 5, 7)).toEqual(chosen);
	const sorted = [...chosen].sort((one, other) => one.start - other.start);
	for (const [index, { start }] of sorted.entries()) expect(start).toBeGreaterThanOrEqual(sorted[index - 1]?.end ?? 0);
});

test('a sample stays the same when the code changes elsewhere', () => {
	const codes = (text: string) => sample(mutantsIn('made-up.ts', text), 99, 7).map(({ code }) => code);
	const more = codes(CODE.replace('list.push(a);', 'list.shift();\n\tlist.push(a);'));
	expect(more).toContain('list.shift();');
	expect(more.filter((code) => code !== 'list.shift();')).toEqual(codes(CODE));
});

test('each is switched on by its number, and by nothing else', () => {
	const code = 'exports.f = function (a, seen) { seen.push(a); return a > 3; };';
	const all = mutantsIn('made-up.ts', code).filter(({ code: own }) => /push\(a\);|> 3/.test(own));
	const mutants = sample(all, 99, 1);
	expect(mutants).toHaveLength(2);
	const run = (id: number, a: number): [boolean, number[]] => {
		const made: { f?: (value: number, seen: number[]) => boolean } = {};
		const global = { mutant: (asked: number) => asked === id };
		new Function('exports', 'globalThis', withMutants(code, mutants))(made, global);
		const seen: number[] = [];
		return [made.f?.(a, seen) ?? false, seen];
	};
	const idOf = (part: string) => mutants.find(({ code: own }: Mutant) => own.includes(part))?.id ?? -1;
	expect(run(-1, 3)).toEqual([false, [3]]);
	expect(run(idOf('> 3'), 3)).toEqual([true, [3]]);
	expect(run(idOf('push'), 4)).toEqual([true, []]);
});
