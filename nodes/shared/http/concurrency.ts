/**
 * Works through a list with at most `limit` entries under way at once, beginning them in order. When `work` answers
 * false or throws, no further entry is begun; those under way are waited for, and the first error is thrown then.
 */
export async function runConcurrently<T>(
	entries: readonly T[],
	limit: number,
	work: (entry: T) => Promise<boolean>,
): Promise<void> {
	const queue = [...entries];
	const errors: unknown[] = [];
	let stopped = false;
	const worker = async () => {
		while (!stopped && queue.length > 0) {
			const [entry] = queue.splice(0, 1);
			if (entry === undefined) return;
			try {
				if (!(await work(entry))) stopped = true;
			} catch (error) {
				stopped = true;
				errors.push(error);
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(limit, queue.length) }, worker));
	if (errors.length > 0) throw errors[0];
}

/** The same, but the first entry alone: what is wrong with all of them (token, scope, a property) shows in it. */
export async function probeThenConcurrent<T>(
	entries: readonly T[],
	limit: number,
	work: (entry: T) => Promise<boolean>,
): Promise<void> {
	const [first, ...rest] = entries;
	if (first !== undefined && (await work(first))) await runConcurrently(rest, limit, work);
}
