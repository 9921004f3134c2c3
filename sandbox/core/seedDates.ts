const DAY_MS = 86_400_000;

/** Before this, a number is no point in time. */
const FIRST_INSTANT = Date.UTC(2024, 0, 1);

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Whole days by which a seed is moved, so that what ended then ended within the last day; hours of the day stay. */
export const daysUntil = (now: number, lastAt: number): number => Math.floor((now - lastAt) / DAY_MS) * DAY_MS;

/** The same data, with every point in time in it moved: epoch milliseconds and ISO texts. */
export function moveDates<T extends object>(seed: T, byMs: number): T {
	const moved = structuredClone(seed);
	if (byMs !== 0) moveWithin(moved, byMs);
	return moved;
}

function moveWithin(value: object, byMs: number): void {
	for (const [key, entry] of Object.entries(value)) {
		if (typeof entry === 'number' && entry >= FIRST_INSTANT) Object.assign(value, { [key]: entry + byMs });
		else if (typeof entry === 'string' && INSTANT.test(entry)) {
			Object.assign(value, { [key]: new Date(Date.parse(entry) + byMs).toISOString() });
		} else if (typeof entry === 'object' && entry !== null) moveWithin(entry, byMs);
	}
}
