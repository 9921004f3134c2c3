import { safeString } from '../../../shared/safeConversion';
const TIMESTAMP = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(?:[.,](\d+))?(Z|[+-]\d\d:?\d\d)?)?$/;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
	// Sweden writes dates as ISO 8601 does.
	const format =
		formats.get(zone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
	formats.set(zone, format);
	return format;
}

/**
 * A timestamp as the clocks of a zone show it, `YYYY-MM-DD HH:MM:SS.mmm`, so that two compare as texts. jtel has three
 * forms; one without a zone is taken for the clock itself, because jtel does not say whose it is.
 * @returns undefined for anything but a date.
 */
export function clockTime(timestamp: unknown, zone: string): string | undefined {
	const [, day, minutes = '00:00', seconds = ':00', fraction = '', offset] =
		TIMESTAMP.exec(safeString(timestamp).trim()) ?? [];
	if (day === undefined) return undefined;
	const milliseconds = fraction.padEnd(3, '0').slice(0, 3);
	const clock = `${day} ${minutes}${seconds}`;
	const at = Date.parse(`${clock.replace(' ', 'T')}${offset ?? 'Z'}`);
	if (Number.isNaN(at)) return undefined;
	return `${offset === undefined ? clock : formatOf(zone).format(at)}.${milliseconds}`;
}
