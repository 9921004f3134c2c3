/**
 * n8n keeps execution data in the "flatted" form: an array in which every string inside an object or array is the index of
 * the real value. This turns it back.
 */
export function unflatten(text: string): unknown {
	const table: unknown = JSON.parse(text);
	if (!Array.isArray(table)) return table;
	const entries: unknown[] = table;
	const done = new Map<number, unknown>();

	const resolve = (value: unknown): unknown => (typeof value === 'string' ? entryAt(Number(value)) : value);

	function entryAt(index: number): unknown {
		if (done.has(index)) return done.get(index);
		const entry = entries[index];
		if (typeof entry !== 'object' || entry === null) return entry;
		// Remembered before it is filled: the data may point back to itself.
		const target: unknown[] | Record<string, unknown> = Array.isArray(entry) ? [] : {};
		done.set(index, target);
		for (const [key, value] of Object.entries(entry)) Object.assign(target, { [key]: resolve(value) });
		return target;
	}

	return entryAt(0);
}
