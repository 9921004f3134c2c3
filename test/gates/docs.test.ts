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

describe('The docs', () => {
	it('name only tests that exist', () => {
		expect(claims.flatMap(problemsOf)).toEqual([]);
	});
});
