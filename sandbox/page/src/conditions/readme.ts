/** What the tables of switches below a heading say of each: name -> last cell. */
export function notesIn(readme: string, heading: string): Map<string, string> {
	const sections = readme.split(/^### /m);
	const lines = sections
		.filter((section) => section.startsWith(`${heading}\n`))
		.flatMap((section) => section.split('\n'));
	return new Map(
		lines.flatMap((line) => {
			if (!line.startsWith('| `')) return [];
			const cells = line.split('|').map((cell) => cell.trim());
			const names = (cells[1] ?? '').matchAll(/`(\w+)`/g);
			return [...names].map(([, name = '']): [string, string] => [name, cells.at(-2) ?? '']);
		}),
	);
}
