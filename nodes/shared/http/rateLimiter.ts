/** A vendor's published limit: so many calls within a window. */
export interface Pace {
	/** Names the bucket, for example `search`. */
	bucket: string;
	calls: number;
	perMs: number;
}

/** Start times per bucket, kept for as long as the execution's context lives. */
const started = new WeakMap<object, Map<string, number[]>>();

/**
 * Waits until one more call fits into the window, and books it. Pacing belongs to one execution: other executions
 * and other programs share the vendor's limit too, so a refusal can still come and is handled by the exchange.
 * @returns Milliseconds waited.
 */
export async function keepPace(
	owner: object,
	pace: Pace,
	pause: (milliseconds: number) => Promise<boolean>,
): Promise<number> {
	const buckets = started.get(owner) ?? new Map<string, number[]>();
	started.set(owner, buckets);
	let waited = 0;
	for (;;) {
		const now = Date.now();
		const recent = (buckets.get(pace.bucket) ?? []).filter((at) => at <= now && now - at < pace.perMs);
		buckets.set(pace.bucket, recent);
		const oldest = recent[recent.length - pace.calls];
		if (oldest === undefined) {
			recent.push(now);
			return waited;
		}
		const wait = pace.perMs - (now - oldest);
		waited += wait;
		if (!(await pause(wait))) return waited;
	}
}
