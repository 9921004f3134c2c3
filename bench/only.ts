/** The rows that `--only a,b` names; all of them when it is not there. */
export function wantedRows(known: readonly string[], args: readonly string[] = process.argv): string[] {
	const at = args.indexOf('--only');
	if (at < 0) return [...known];
	const names = (args[at + 1] ?? '').split(',').filter(Boolean);
	const strange = names.find((name) => !known.includes(name));
	if (names.length > 0 && strange === undefined) return names;
	throw new Error(`--only takes names of rows, separated by commas: ${known.join(', ')}`);
}

/** The whole number behind an option such as `--executions 10000`. */
export function countAfter(option: string, otherwise: number, args: readonly string[] = process.argv): number {
	const at = args.indexOf(option);
	if (at < 0) return otherwise;
	const count = Number(args[at + 1]);
	if (Number.isInteger(count) && count > 0) return count;
	throw new Error(`${option} takes a whole number above 0`);
}
