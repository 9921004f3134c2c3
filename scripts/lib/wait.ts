export interface WaitOptions {
	timeoutMs?: number;
	intervalMs?: number;
	/** What was last seen; asked for only when the time is over. */
	lastSeen?: () => string | undefined | Promise<string | undefined>;
	/** Gives up early: whatever it throws ends the waiting. */
	giveUp?: () => void | Promise<void>;
}

export async function sleep(milliseconds: number): Promise<void> {
	await new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Asks until `probe` returns something other than `undefined`. Errors of the probe are shown only if the time runs out. */
export async function waitFor<T>(
	what: string,
	probe: () => Promise<T | undefined> | T | undefined,
	{ timeoutMs = 60_000, intervalMs = 250, lastSeen, giveUp }: WaitOptions = {},
): Promise<T> {
	const end = Date.now() + timeoutMs;
	let lastError: unknown;
	for (;;) {
		await giveUp?.();
		try {
			const found = await probe();
			if (found !== undefined) return found;
			lastError = undefined;
		} catch (error) {
			lastError = error;
		}
		if (Date.now() >= end) break;
		await sleep(intervalMs);
	}
	const seen = (await lastSeen?.()) ?? (lastError === undefined ? undefined : messageOf(lastError));
	throw new Error(`${what}: not seen within ${Math.round(timeoutMs / 1000)} s${seen ? `. ${seen}` : ''}`);
}

export function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
