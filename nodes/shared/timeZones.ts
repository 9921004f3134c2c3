/** Whether a time zone of this name is known. */
export function isZone(zone: string): boolean {
	try {
		return new Intl.DateTimeFormat('en', { timeZone: zone }).format(0) !== '';
	} catch {
		return false;
	}
}

const MOST = 3;

/** Zones that somebody may have meant: "Warsaw", "europe/warszawa". */
export function zonesNear(text: string): string[] {
	const wanted = text.toLowerCase().replace(/\s+/g, '_');
	const words = wanted.split('/').filter((word) => word.length >= 3);
	const zones = Intl.supportedValuesOf('timeZone');
	const near = (zone: string) => words.some((word) => zone.toLowerCase().split('/').at(-1)?.includes(word) === true);
	const begins = (zone: string) =>
		words.some((word) => zone.toLowerCase().split('/').at(-1)?.startsWith(word.slice(0, 4)) === true);
	const found = zones.filter(near);
	return (found.length > 0 ? found : zones.filter(begins)).slice(0, MOST);
}
