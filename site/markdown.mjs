/** The anchor of a heading, as GitHub makes it: links hold on both. */
export const slug = (heading) =>
	heading
		.toLowerCase()
		.replace(/[^\p{L}\p{N} _-]/gu, '')
		.replaceAll(' ', '-');

const cellsOf = (line) =>
	line
		.replace(/^\||\|$/g, '')
		.split(/(?<!\\)\|/)
		.map((cell) => cell.trim());

/** The rows of the tables of errors as headings, so that each entry has an address and the search finds it. */
export function entriesAsHeadings(markdown) {
	let level = 1;
	const lines = markdown.split('\n');
	const entries = lines.flatMap((line, index) => {
		level = /^(#+) /.exec(line)?.[1].length ?? level;
		if (!line.startsWith('|')) return [line];
		const isEntry = line.startsWith('| `');
		if (!isEntry) return lines[index - 1]?.startsWith('|') || lines[index + 2]?.startsWith('| `') ? [] : [line];
		const [seen = '', meaning = ''] = cellsOf(line);
		const [first = '', ...others] = seen.split(/<br ?\/?>/);
		const more = others.length > 0 ? [others.join('<br>'), ''] : [];
		return ['', `${'#'.repeat(level + 1)} ${first}`, '', ...more, meaning, ''];
	});
	return ['---', 'outline: 2', 'pageClass: errors', '---', '', ...entries].join('\n');
}
