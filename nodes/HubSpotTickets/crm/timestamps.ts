/** One of HubSpot's timestamps, ISO or milliseconds, as epoch milliseconds. */
export function toTimestamp(value: unknown): number | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const text = String(value);
	const timestamp = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
	return Number.isFinite(timestamp) ? timestamp : undefined;
}
