/**
 * What a polling trigger remembers of the records at the edge of its window, so that an overlapping window emits
 * nothing twice. Plain JSON: it lives in the workflow's static data.
 */
export type Memory = Record<string, string>;

/** The entries whose version (for example a modification stamp) is not the one remembered. */
export function unseen<T>(
	memory: Memory,
	entries: readonly T[],
	id: (entry: T) => string,
	version: (entry: T) => string,
): T[] {
	return entries.filter((entry) => memory[id(entry)] !== version(entry));
}

/**
 * The memory after these entries were emitted: the newest `limit` entries that `keep` wants.
 * Older ones have left the window, so they cannot come again.
 */
export function remember<T>(
	memory: Memory,
	entries: readonly T[],
	id: (entry: T) => string,
	version: (entry: T) => string,
	keep: (version: string) => boolean,
	limit = 20_000,
): Memory {
	const merged = new Map(Object.entries(memory));
	for (const entry of entries) {
		merged.delete(id(entry));
		merged.set(id(entry), version(entry));
	}
	const kept = [...merged].filter(([, stamp]) => keep(stamp));
	return Object.fromEntries(kept.slice(Math.max(0, kept.length - limit)));
}
