import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import * as errors from '../../nodes/shared/errors';
import { ROOT } from '../harness/package';
import { anchorOf } from './anchors';

/** One cell of a table of the evidence that names the test which proves its row. */
interface Claim {
	page: string;
	line: number;
	cell: string;
}

const cellsOf = (line: string): string[] =>
	line
		.replace(/^\||\|$/g, '')
		.split('|')
		.map((cell) => cell.trim());

/** The cells below each column headed "Test". */
function claimsOf(page: string): Claim[] {
	const claims: Claim[] = [];
	let column: number | undefined;
	readFileSync(path.join(ROOT, page), 'utf8')
		.split('\n')
		.forEach((text, index) => {
			if (!text.startsWith('|')) column = undefined;
			else if (column === undefined) column = cellsOf(text).indexOf('Test');
			else if (column >= 0 && !/^\|[\s:|-]+\|$/.test(text)) {
				claims.push({ page, line: index + 1, cell: cellsOf(text)[column] ?? '' });
			}
		});
	return claims;
}

const claims = ['docs/evidence', 'templates'].flatMap((folder) =>
	readdirSync(path.join(ROOT, folder))
		.filter((page) => page.endsWith('.md'))
		.flatMap((page) => claimsOf(`${folder}/${page}`)),
);

/** A title as it stands in the source: quotes may be escaped there. */
const plain = (source: string): string => source.replace(/\\(['"`])/g, '$1');

/** Why a cell proves nothing, if so. */
function problemsOf({ page, line, cell }: Claim): string[] {
	return cell.split(/<br ?\/?>/).flatMap((part) => {
		const where = `${page}:${line}`;
		const [, file = '', title = ''] = /^`([^`]+)`: (.+)$/.exec(part.trim()) ?? [];
		if (file === '') return [`${where}: write the cell as \`test/…/file.test.ts\`: title, not as "${part}"`];
		if (!existsSync(path.join(ROOT, file))) return [`${where}: ${file} does not exist`];
		const found = plain(readFileSync(path.join(ROOT, file), 'utf8')).includes(title.trim());
		return found ? [] : [`${where}: ${file} has no test "${title.trim()}"`];
	});
}

const SITE = ['docs', 'docs/recipes', 'docs/moving', 'docs/evidence'];
const FOLDERS = ['.', ...SITE, 'docs/decisions', 'templates', 'sandbox', 'bench', 'host', 'host-1', 'deploy'];
const PAGES = FOLDERS.flatMap((folder) =>
	readdirSync(path.join(ROOT, folder))
		.filter((page) => page.endsWith('.md'))
		.map((page) => path.posix.join(folder, page)),
);

/** What is read by people who use the nodes. The pages that say how it is known belong to the evidence. */
const USER_PAGES = PAGES.filter(
	(page) =>
		/^docs\/(?:(?:recipes|moving)\/)?[\w-]+\.md$/.test(page) && !/(?:architecture|releasing|security)\.md$/.test(page),
);
const MAX_WORDS = 25_000;

/** Words that a reader reads: no code blocks, no addresses of links, no lines of tables. */
const wordsOf = (page: string): number =>
	prose(page)
		.replace(/^---[^]*?^---/m, '')
		.replace(/\]\([^)]*\)/g, ']')
		.match(/[\p{L}\p{N}][\p{L}\p{N}'’_./-]*/gu)?.length ?? 0;

/** The lists of promises on the pages for users, by the words above them. */
function promisesOf(page: string): string[] {
	const lines = readFileSync(path.join(ROOT, page), 'utf8').split('\n');
	return lines.flatMap((line, index) => {
		if (!/^(?:#+ |\*\*)What you can rely on/.test(line)) return [];
		const list = lines.slice(index + 2);
		return list
			.slice(
				0,
				list.findIndex((item) => !item.startsWith('- ')),
			)
			.map((item) => item.slice(2));
	});
}

/** Where the nodes and n8n itself send people who want to know more. */
function linksInCode(): Array<{ file: string; to: string; anchor: string }> {
	const sources = ['nodes', 'credentials'].flatMap((folder) =>
		readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
			.filter((file) => /\.(?:ts|json)$/.test(file))
			.map((file) => [file, readFileSync(path.join(ROOT, folder, file), 'utf8')] as const),
	);
	// Links that are put together end errors.
	const hints = Object.entries(errors).flatMap(([name, value]) =>
		typeof value === 'string' ? [[name, `${value}\n`] as const] : [],
	);
	const link = /github\.com\/ticket-relay\/n8n-nodes-ticket-relay\/blob\/main\/([\w./-]+?)(?:#([\w-]+))?(?=['"\s)<])/g;
	return [...sources, ...hints].flatMap(([file, text]) =>
		[...text.matchAll(link)].map(([, to = '', anchor = '']) => ({ file, to, anchor })),
	);
}

/** Without code, in which brackets are no links. */
const prose = (page: string): string => readFileSync(path.join(ROOT, page), 'utf8').replace(/^ *```[^]*?^ *```/gm, '');

const anchorsOf = (page: string): string[] =>
	[...prose(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

/** Links that lead to no file or no heading. */
function deadLinksOf(page: string): string[] {
	return [...prose(page).matchAll(/\]\((?![a-z]+:)([^)#\s]*)(?:#([^)\s]*))?\)/g)].flatMap(
		([, to = '', anchor = '']) => {
			const target = to === '' ? page : path.posix.join(path.posix.dirname(page), decodeURIComponent(to));
			if (!existsSync(path.join(ROOT, target))) return [`${page}: ${target} does not exist`];
			return anchor === '' || anchorsOf(target).includes(anchor)
				? []
				: [`${page}: ${target} has no heading #${anchor}`];
		},
	);
}

/** Files and folders of the repository in code marks, such as `nodes/shared/`. Places to be filled in are left out. */
const missingFilesOf = (page: string): string[] =>
	[...prose(page).matchAll(/`((?:nodes|credentials|sandbox|test|scripts|bench|docs|templates)\/[\w./-]+)`/g)]
		.map(([, file = '']) => file)
		.filter((file) => !file.includes('YYYY') && !existsSync(path.join(ROOT, file)))
		.map((file) => `${page}: ${file} does not exist`);

describe('The docs', () => {
	it('link only to files and headings that exist', () => {
		expect(PAGES.length).toBeGreaterThan(30);
		expect(PAGES.flatMap(deadLinksOf)).toEqual([]);
	});

	it('for contributors name only files that exist', () => {
		const pages = PAGES.filter((page) => /^(CONTRIBUTING|docs\/(architecture|decisions\/))/.test(page));
		expect(pages.flatMap(missingFilesOf)).toEqual([]);
	});

	it('list every decision', () => {
		const index = prose('docs/decisions/README.md');
		const decisions = readdirSync(path.join(ROOT, 'docs/decisions')).filter((file) => /^\d/.test(file));
		expect(decisions.filter((file) => !index.includes(`(${file})`))).toEqual([]);
	});

	it('name only tests that exist', () => {
		expect(claims.length).toBeGreaterThan(200);
		expect(claims.flatMap(problemsOf)).toEqual([]);
	});

	it('for users name no test, and the evidence has a row for each of their promises', () => {
		const naming = USER_PAGES.filter((page) => /\btest\/[\w/]+\.test\.ts/.test(prose(page)));
		expect(naming).toEqual([]);
		const promises = USER_PAGES.flatMap((page) => promisesOf(page).map((promise) => ({ page, promise })));
		const without = promises.filter(({ page, promise }) => {
			const evidence = readFileSync(path.join(ROOT, page.replace('docs/', 'docs/evidence/')), 'utf8');
			return !evidence.split('\n').some((line) => line.startsWith('| ') && cellsOf(line)[0] === promise);
		});
		expect(promises.length).toBeGreaterThan(15);
		expect(without).toEqual([]);
	});

	it('for users have at most 25,000 words', () => {
		const words = USER_PAGES.map((page) => [page, wordsOf(page)] as const);
		const sum = words.reduce((all, [, count]) => all + count, 0);
		process.stdout.write(`The pages for users have ${sum} words.\n`);
		expect(sum).toBeLessThanOrEqual(MAX_WORDS);
		expect(words.filter(([, count]) => count === 0)).toEqual([]);
	});

	it('are there where the nodes and credentials send people', () => {
		const links = linksInCode();
		expect(links.map(({ file }) => file)).toEqual(expect.arrayContaining(['DATES_HINT', 'EMPTY_FILTER_HINT']));
		expect(links.length).toBeGreaterThan(20);
		const dead = links.filter(
			({ to, anchor }) => !existsSync(path.join(ROOT, to)) || (anchor !== '' && !anchorsOf(to).includes(anchor)),
		);
		expect(dead).toEqual([]);
	});
});
