import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

import { ROOT } from '../harness/package';

/** Words that were this project's own for things that have a name in our field, as parts of a name, with that name. */
const PRIVATE_WORDS: ReadonlyArray<[words: string, standard: string]> = [
	['api answer', 'ApiResponse'],
	['batch refused', 'BatchRejected'],
	['doomed', 'ArchiveRequest'],
	['doubtful', 'outcomeUnknown'],
	['find out', 'reconcileHint'],
	['first alone', 'probeThenConcurrent'],
	['happening', 'TriggerEvent'],
	['happenings', 'triggerEvents'],
	['in parallel', 'runConcurrently'],
	['in turn', 'serializeById'],
	['inner errors', 'batchErrors'],
	['judge', 'classify'],
	['judged', 'classified'],
	['keep pace', 'acquire, of a rate limiter'],
	['kept for tries', 'retryState'],
	['per run', 'executionCache'],
	['plain references', 'expressionFastPath'],
	['recency', 'newness'],
	['settling', 'assignResults'],
	['trouble', 'RetryDecision'],
	['verdict', 'ResponseAction'],
	['wish', 'TriggerSettings'],
	['wishes', 'TriggerSettings'],
];

/** Those that are good words as a part of a name: only the whole name is wrong. */
const PRIVATE_NAMES = new Map([
	['exchange', 'send'],
	['Walk', 'Scan'],
]);

/** A pointer into a document that nobody else has. */
const CITATIONS = [
	/\b(?:spec|trap|quirk|issue|finding)s? #?\d[\d.]*/gi,
	// RFCs and their like are public.
	/(?<!RFC \d+,? )\b(?:section|chapter|appendix) \d[\d.]*/gi,
	/§ ?\d/g,
];

/** Numbers in brackets are anything in prose; in a comment and in the title of a test they are sections. */
const CITATIONS_IN_CODE = [/(?<=[a-z\d] )\(\d{1,2}\.\d{1,2}(?:, [\d.]+)*[,)]/gi];

/** In code these can mean something, in a comment they cannot. */
const CITATIONS_IN_COMMENTS = [/\bdesign,/gi, /\((?:see )?(?:the )?(?:design|spec|brief)\)/gi, /\bU\d+\b/g];

const FOLDERS = [
	'nodes',
	'credentials',
	'sandbox',
	'scripts',
	'bench',
	'test',
	'docs',
	'templates',
	'deploy',
	'.github',
];
const CODE = /\.[cm]?[jt]sx?$/;
const PROSE = /\.(?:md|json|ya?ml)$/;

interface Fragment {
	text: string;
	position: number;
}

/** The comments and the names in code. */
function partsOf(file: string, text: string): { comments: Fragment[]; names: Fragment[] } {
	const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
	const comments: Fragment[] = [];
	const names: Fragment[] = [];
	const visit = (node: ts.Node): void => {
		const children = node.getChildren(source).filter((child) => !ts.isJSDoc(child));
		children.forEach(visit);
		if (children.length > 0) return;
		// What stands before a token is blank or comment.
		const position = node.getFullStart();
		const before = text.slice(position, node.getStart(source));
		if (before.trim() !== '') comments.push({ text: before, position });
		if (ts.isIdentifier(node)) names.push({ text: node.text, position: node.getStart(source) });
	};
	visit(source);
	return { comments, names };
}

const wordsOf = (name: string): string => (name.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? []).join(' ').toLowerCase();

function standardFor(name: string): string | undefined {
	const words = ` ${wordsOf(name)} `;
	return PRIVATE_NAMES.get(name) ?? PRIVATE_WORDS.find(([word]) => words.includes(` ${word} `))?.[1];
}

const citationsIn = ({ text, position }: Fragment, kinds: RegExp[]): Fragment[] =>
	kinds.flatMap((kind) =>
		[...text.matchAll(kind)].map((found) => ({ text: found[0], position: position + found.index })),
	);

/** The names that a comment has in code marks. */
const namesIn = (comment: Fragment): Fragment[] => citationsIn(comment, [/(?<=`)\w+(?=`)/g]);

/** Problems as `file:line: what it is`. */
function problemsIn(file: string, text: string): string[] {
	const at = (position: number): string => `${file}:${text.slice(0, position).split('\n').length}`;
	const whole = { text, position: 0 };
	const isCode = CODE.test(file);
	const { comments, names } = isCode ? partsOf(file, text) : { comments: [whole], names: [] };
	const citations = [
		...citationsIn(whole, isCode ? [...CITATIONS, ...CITATIONS_IN_CODE] : CITATIONS),
		...comments.flatMap((comment) => citationsIn(comment, CITATIONS_IN_COMMENTS)),
	];
	const inPath = isCode ? standardFor(path.basename(file).replace(/\..*$/, '')) : undefined;
	return [
		...citations.map((citation) => `${at(citation.position)}: "${citation.text}" leads nowhere`),
		...(inPath === undefined ? [] : [`${file}: the usual word is ${inPath}`]),
		...[...names, ...comments.flatMap(namesIn)].flatMap((name) => {
			const standard = standardFor(name.text);
			return standard === undefined ? [] : [`${at(name.position)}: for "${name.text}" the usual word is ${standard}`];
		}),
	];
}

function filesOf(folder: string): string[] {
	return readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
		const file = path.posix.join(folder, entry.name);
		if (entry.isDirectory()) return ['dist', 'node_modules', 'secrets'].includes(entry.name) ? [] : filesOf(file);
		return CODE.test(file) || PROSE.test(file) ? [file] : [];
	});
}

describe('Code and prose', () => {
	const topLevel = readdirSync(ROOT).filter((file) => file.endsWith('.md') || CODE.test(file));
	const files = [...topLevel, ...FOLDERS.flatMap(filesOf)];

	it('cite nothing that a reader does not have, and call things by their usual names', () => {
		expect(files.length).toBeGreaterThan(1000);
		expect(files.flatMap((file) => problemsIn(file, readFileSync(path.join(ROOT, file), 'utf8')))).toEqual([]);
	});
});

describe('The gate itself', () => {
	/** Written in two parts, so that the gate does not find them in this file. */
	const CITED: Array<[string, string]> = [
		['spec', '4.2'],
		['Spec', '7'],
		['specs', '3 and 4'],
		['trap', '1'],
		['quirk', '12'],
		['issue', '14'],
		['issue', '#14'],
		['finding', '3'],
		['section', '4'],
		['§', '4'],
	];
	const COMMENTED = ['design, trap one', 'see the design, below', '(see the spec)', 'as in U7'];

	it.each([...CITED.map((parts) => parts.join(' ')), ...COMMENTED])(
		'reports "%s" in prose and comments',
		(citation) => {
			expect(problemsIn('docs/page.md', `# Page\n\nIt waits: ${citation}\n`)).toEqual([
				expect.stringMatching(/^docs\/page\.md:3: ".+" leads nowhere$/),
			]);
			const comments = [
				`/** It waits: ${citation} */\nexport const wait = 1;\n`,
				`export const wait = 1; // It waits: ${citation}\n`,
				`export function wait() {\n\t// It waits: ${citation}\n}\n`,
				`export const wait = { /* It waits: ${citation} */ };\n`,
			];
			for (const code of comments) {
				expect(problemsIn('nodes/wait.ts', code)).toEqual([
					expect.stringMatching(/^nodes\/wait\.ts:\d+: ".+" leads nowhere$/),
				]);
			}
		},
	);

	it.each(['3.7', '3.10, 4', '4.2, defensive'])('reports the section "%s" in a comment and in a title', (sections) => {
		expect(problemsIn('sandbox/wait.ts', `/** The calls (${sections}). */`)).toHaveLength(1);
		expect(problemsIn('test/wait.test.ts', `it("waits (${sections})", () => {});`)).toHaveLength(1);
	});

	it('reports one in a text, and in markup', () => {
		const citation = ['spec', '4.2'].join(' ');
		expect(problemsIn('test/wait.test.ts', `it('waits (${citation})', () => {});`)).toHaveLength(1);
		expect(
			problemsIn('sandbox/page/src/Wait.tsx', `export const Wait = () => <p>{/* ${citation} */}</p>;`),
		).toHaveLength(1);
		expect(problemsIn('templates/wait.json', `{ "content": "${citation}" }`)).toHaveLength(1);
	});

	it.each([
		['Doomed', 'interface Doomed { id: string }'],
		['Happening', "import type { Happening } from './events';"],
		['readHappenings', 'export const readHappenings = 1;'],
		['Wish', 'type Wish = string;'],
		['Trouble', 'export class Trouble {}'],
		['howToFindOut', 'export const request = { howToFindOut: "Look" };'],
		['findOut', 'function findOut() {}'],
		['keptForTries', 'keptForTries.get(1);'],
		['judge', 'export const send = { judge() {} };'],
		['Verdict', 'let action: Verdict | undefined;'],
		['exchange', 'export const body = await exchange(request);'],
		['keepPace', 'class Limiter { keepPace() {} }'],
		['inParallel', 'const { inParallel } = tools;'],
		['firstAlone', 'tools.firstAlone();'],
		['innerErrors', 'export const errors = ({ innerErrors = [] }) => innerErrors[0];'],
		['BatchRefused', 'throw new BatchRefused();'],
		['inTurn', 'export const run = (inTurn: boolean) => 1;'],
		['ApiAnswer', 'export type Body = ApiAnswer["body"];'],
		['Walk', 'export const scan = (): Walk => 1;'],
		['perRun', 'export { perRun };'],
		['plainReferences', 'plainReferences: for (;;) break plainReferences;'],
	])('reports the name %s', (name, code) => {
		expect(problemsIn('sandbox/file.ts', code)).toContainEqual(
			expect.stringMatching(new RegExp(`^sandbox/file\\.ts:1: for "${name}" the usual word is `)),
		);
	});

	it('reports one in code marks', () => {
		const found = 'sandbox/file.ts:2: for "judge" the usual word is classify';
		expect(problemsIn('sandbox/file.ts', '\n/** See `judge` of the service. */')).toEqual([found]);
		expect(problemsIn('docs/page.md', '# Page\nSee `judge` of the service.')).toEqual([
			found.replace('sandbox/file.ts', 'docs/page.md'),
		]);
	});

	it('reports one in the name of a file', () => {
		expect(problemsIn('nodes/shared/findOut.ts', '')).toEqual([
			'nodes/shared/findOut.ts: the usual word is reconcileHint',
		]);
	});

	it('lets through what only looks like one', () => {
		const code = [
			'// RFC 7578, section 4.2, and the 2 issues of today: special cases, designed as such. 404 (409 twice) since 3.28.',
			"import { parallel } from 'gulp';",
			"export const U7 = 'in turn, a judge exchanges verdicts';",
			'export const exchangeCode = (walk: number) => walk(23);',
		];
		expect(problemsIn('nodes/code.ts', code.join('\n'))).toEqual([]);
	});
});
