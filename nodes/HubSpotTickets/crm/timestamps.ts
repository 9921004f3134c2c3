const ISO = /^\d{4}-\d\d-\d\d/;

/** One of HubSpot's timestamps, ISO or milliseconds, as epoch milliseconds. */
export function toTimestamp(value: unknown): number | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const text = String(value);
	// Anything but these two forms may be read as some day or other.
	const timestamp = /^\d+$/.test(text) ? Number(text) : ISO.test(text) ? Date.parse(text) : Number.NaN;
	return Number.isFinite(timestamp) ? timestamp : undefined;
}
