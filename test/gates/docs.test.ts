import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { ROOT } from '../harness/package';

/** One cell of a docs table that names the test which proves its row. */
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

const claims = ['docs', 'templates'].flatMap((folder) =>
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

const PAGES = ['.', 'docs', 'docs/decisions', 'templates', 'sandbox', 'bench', 'host', 'host-1', 'deploy'].flatMap(
	(folder) =>
		readdirSync(path.join(ROOT, folder))
			.filter((page) => page.endsWith('.md'))
			.map((page) => path.posix.join(folder, page)),
);

/** Without code, in which brackets are no links. */
const prose = (page: string): string => readFileSync(path.join(ROOT, page), 'utf8').replace(/^ *```[^]*?^ *```/gm, '');

/** As GitHub makes them of headings. */
const anchorsOf = (page: string): string[] =>
	[...prose(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
		heading
			.toLowerCase()
			.replace(/[^\p{L}\p{N} _-]/gu, '')
			.replaceAll(' ', '-'),
	);

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
		expect(claims.flatMap(problemsOf)).toEqual([]);
	});
});
