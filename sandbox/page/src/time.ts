import { useEffect, useState } from 'preact/hooks';
import { wallTime } from '../../core/zones';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `14:05:09`, in the reader's zone. */
export const clockTime = (timestamp: string) => new Date(timestamp).toLocaleTimeString('en-GB');

/** `21 Nov, 14:05`, in the reader's zone. */
export const dayAndTime = (timestamp: string | number) =>
	new Date(timestamp).toLocaleString('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

/** jtel's timestamps have an offset, a Z or nothing, Thulium's nothing; then they are the wall clock of the zone. */
export function instantOf(timestamp: string, zone: string): number {
	if (/(Z|[+-]\d\d:?\d\d)$/.test(timestamp)) return Date.parse(timestamp);
	const asUtc = Date.parse(`${timestamp}Z`);
	return Number.isNaN(asUtc) ? asUtc : Date.parse(`${timestamp}${wallTime(asUtc, zone).offset}`);
}

export function age(milliseconds: number): string {
	if (!Number.isFinite(milliseconds)) return '';
	if (milliseconds < MINUTE) return 'just now';
	if (milliseconds < HOUR) return `${Math.floor(milliseconds / MINUTE)} min`;
	if (milliseconds < DAY) return `${Math.floor(milliseconds / HOUR)} h`;
	return `${Math.floor(milliseconds / DAY)} d`;
}

/** This machine's clock, renewed twice a minute. */
export function useNow(): number {
	const [now, setNow] = useState(Date.now);
	useEffect(() => {
		const timer = window.setInterval(() => setNow(Date.now()), 30_000);
		return () => window.clearInterval(timer);
	}, []);
	return now;
}
