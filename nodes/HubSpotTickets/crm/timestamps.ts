/** One of HubSpot's stamps, ISO or milliseconds, as epoch milliseconds. */
export function stampOf(value: unknown): number | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const text = String(value);
	const stamp = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
	return Number.isFinite(stamp) ? stamp : undefined;
}
