import type { Diagnostics } from 'recheck';
import { check } from 'recheck';

import type { Pattern } from './regexes';
import { everyPattern, patternsInCode, patternsInWorkflow, slowest } from './regexes';

/** n8n runs all workflows in one process: a pattern that goes back and forth on a long text stops all of them. */

/** For all texts that are pumped into one pattern; the worst one takes a few milliseconds. */
const LONGEST_MS = 150;

/** Without one of these a pattern looks at a few signs only. */
const REPEATS = /[*+]|\{\d+,/;

const diagnose = async ({ source, flags }: Pick<Pattern, 'source' | 'flags'>): Promise<Diagnostics> =>
	await check(source, flags, { timeout: 60_000 });

describe('Every regular expression in nodes, credentials and templates', () => {
	const { patterns, unknown } = everyPattern();

	it('is known before the code runs', () => {
		expect(unknown).toEqual([]);
		expect(patterns.length).toBeGreaterThan(150);
		expect(new Set(patterns.map(({ where }) => where.split('/')[0]))).toEqual(
			new Set(['nodes', 'credentials', 'templates']),
		);
	});

	it('takes time in proportion to the text, as recheck proves', async () => {
		const distinct = new Map(patterns.map((pattern) => [`/${pattern.source}/${pattern.flags}`, pattern]));
		const problems: string[] = [];
		for (const [text, pattern] of distinct) {
			if (!REPEATS.test(pattern.source)) continue;
			const found = await diagnose(pattern);
			if (found.status !== 'safe') problems.push(`${pattern.where} ${text}: ${found.status}`);
		}
		expect(problems).toEqual([]);
	}, 600_000);

	it('stays quick on long texts of its own words', () => {
		const repeating = patterns.filter(({ source }) => REPEATS.test(source));
		const slow = repeating.map((pattern) => ({ pattern, ms: slowest(pattern) })).filter(({ ms }) => ms > LONGEST_MS);
		expect(slow).toEqual([]);
	}, 600_000);
});

describe('The gate itself', () => {
	/** How such patterns look in real code. */
	const BAD = [
		[String.raw`/<[^>]*>/g`, 'tags'],
		[String.raw`/<(style|script)\b.*?<\/\1>/gis`, 'elements'],
		[String.raw`/\/+$/`, 'slashes at the end'],
		[String.raw`/^(\s*)([#>+-])/gm`, 'blanks at the beginning of lines'],
		[String.raw`/\s+$/`, 'blanks at the end'],
		[String.raw`/\$\{([^}]*)\}/g`, 'bindings'],
		[String.raw`/^(a+)+$/`, 'a group that repeats what repeats'],
		[String.raw`/<a\s(?:[^>]*?\s)?href\s*=\s*(?:"([^"]*)"|'([^']*)')/gi`, 'links'],
		[String.raw`/status[^[]*\[([^\]]*)\]/i`, 'a word that comes again and again'],
	] as const;

	it.each(BAD)('finds %s: %s', async (code) => {
		const { patterns } = patternsInCode('made-up.ts', `const text = given.replace(${code}, '');`);
		expect(patterns).toHaveLength(1);
		for (const pattern of patterns) expect((await diagnose(pattern)).status).toBe('vulnerable');
	});

	// The clock finds what goes back over repeated words; what needs two different pieces is left to the proof.
	it.each(BAD.filter(([code]) => !/\(a\+\)|\(style/.test(code)))(
		'sees by the clock that %s is slow: %s',
		(code) => {
			const { patterns } = patternsInCode('made-up.ts', `const text = given.replace(${code}, '');`);
			for (const pattern of patterns) expect(slowest(pattern)).toBeGreaterThan(LONGEST_MS);
		},
		120_000,
	);

	it('finds them wherever they stand', () => {
		const sources = (code: string) => patternsInCode('made-up.ts', code).patterns.map(({ source }) => source);
		expect(sources('const A = `a+`; const b = new RegExp(String.raw`^${A}\\d$`, "i");')).toEqual([String.raw`^a+\d$`]);
		expect(sources('const path = "={{ $json.a.replace(/b+$/, \'\') }}";')).toEqual(['b+$']);
		const conditions = [{ leftValue: '', rightValue: 'c+$', operator: { operation: 'notRegex' } }];
		const nodes = [{ value: "={{ $json.a.replace(/d+$/, '') }}" }, { jsCode: 'return /e+$/.test(a)' }, { conditions }];
		expect(patternsInWorkflow('made-up.json', { nodes }).patterns.map(({ source }) => source)).toEqual([
			'd+$',
			'e+$',
			'c+$',
		]);
	});

	it('refuses what is only made at run time', () => {
		expect(patternsInCode('made-up.ts', 'const made = new RegExp(given);').unknown).toEqual([
			'made-up.ts:1 new RegExp(given)',
		]);
	});
});
