/** Reads a paged list to its end or to the limit, whichever comes first; no page is fetched that is not needed. */
export async function collect<T>(pages: AsyncIterable<T[]>, limit: number = Number.POSITIVE_INFINITY): Promise<T[]> {
	const found: T[] = [];
	for await (const page of pages) {
		found.push(...page.slice(0, limit - found.length));
		if (found.length >= limit) break;
	}
	return found;
}

/** Cuts a list into pieces of at most `size`, in order. */
export function chunks<T>(list: readonly T[], size: number): T[][] {
	const pieces: T[][] = [];
	for (let start = 0; start < list.length; start += size) pieces.push(list.slice(start, start + size));
	return pieces;
}

/** Puts entries with the same key together, keeping the order in which the keys first appear. */
export function groupBy<T>(list: readonly T[], key: (entry: T) => string): T[][] {
	const groups = new Map<string, T[]>();
	for (const entry of list) {
		const name = key(entry);
		const group = groups.get(name);
		if (group === undefined) groups.set(name, [entry]);
		else group.push(entry);
	}
	return [...groups.values()];
}
