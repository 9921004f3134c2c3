/** The wall clock of a zone, for vendors whose timestamps carry no zone or an offset. */
export interface WallTime {
	/** `2026-03-01` */
	day: string;
	/** `09:12:33.004` */
	time: string;
	/** `+01:00` */
	offset: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

export function wallTime(at: number, zone: string): WallTime {
	const shown = new Map(
		formatOf(zone)
			.formatToParts(at)
			.map(({ type, value }) => [type, value]),
	);
	const part = (name: Intl.DateTimeFormatPartTypes): string => shown.get(name) ?? '';
	const offset = part('timeZoneName').replace('GMT', '');
	return {
		day: `${part('year')}-${part('month')}-${part('day')}`,
		time: `${part('hour')}:${part('minute')}:${part('second')}.${part('fractionalSecond')}`,
		offset: offset === '' ? '+00:00' : offset,
	};
}

/** `2026-03-01 09:12` */
export function localMinutes(at: number, zone: string): string {
	const { day, time } = wallTime(at, zone);
	return `${day} ${time.slice(0, 5)}`;
}

export function isZone(zone: string): boolean {
	try {
		formatOf(zone);
		return true;
	} catch {
		return false;
	}
}

function formatOf(zone: string): Intl.DateTimeFormat {
	const known = formats.get(zone);
	if (known !== undefined) return known;
	const made = new Intl.DateTimeFormat('en-CA', {
		timeZone: zone,
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
		hour: '2-digit',
		minute: '2-digit',
		second: '2-digit',
		fractionalSecondDigits: 3,
		hourCycle: 'h23',
		timeZoneName: 'longOffset',
	});
	formats.set(zone, made);
	return made;
}
