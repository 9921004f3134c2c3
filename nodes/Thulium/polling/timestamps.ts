import { wallTime } from '../parameters/dates';

/**
 * Thulium's times: what the clocks of the system show, to the minute and without a zone. In that form they
 * sort as text, except in the hour that the clocks show twice in autumn.
 */

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const FORM = /^\d{4}-\d\d-\d\d \d\d:\d\d/;

/** The timestamp as a number of milliseconds, for comparing and calculating. It is not a point in time. */
export const toNumber = (timestamp: string): number => Date.parse(`${timestamp.replace(' ', 'T')}Z`);

/** `YYYY-MM-DD HH:MM`, or an empty text for anything else, such as the zeros that databases write for "never". */
export function toTimestamp(value: unknown): string {
	const [timestamp = ''] = typeof value === 'string' ? (FORM.exec(value) ?? []) : [];
	return Number.isNaN(toNumber(timestamp)) ? '' : timestamp;
}

export const writeTimestamp = (value: number): string => new Date(value).toISOString().slice(0, 16).replace('T', ' ');

export const nextMinute = (timestamp: string): string => writeTimestamp(toNumber(timestamp) + MINUTE_MS);

export const later = (one: string, other: string): string => (one > other ? one : other);

export const earlier = (one: string, other: string): string => (one < other ? one : other);

/**
 * Whether a row has this time from a clock that was wrong for a moment: it says nothing of the rows that come. Zones are
 * less than a day apart, and the one in the credential may not be that of the system.
 */
export const isFarAhead = (timestamp: string, now: string): boolean => toNumber(timestamp) > toNumber(now) + DAY_MS;

/** The instants at which the clocks of a zone show this: two in the hour that comes twice, none in the one left out. */
function instantsOf(timestamp: string, zone: string): number[] {
	const shown = toNumber(timestamp);
	const offset = (at: number) => toNumber(wallTime(at, zone)) - at;
	const candidates = new Set([shown - offset(shown - DAY_MS), shown - offset(shown + DAY_MS)]);
	return [...candidates].filter((at) => wallTime(at, zone) === timestamp);
}

/** Whether the clocks show this twice. */
export const isAmbiguous = (timestamp: string, zone: string): boolean => instantsOf(timestamp, zone).length > 1;

/** So many minutes earlier by the clocks, and further back where that time was left out in spring: it may be refused. */
export function lookBack(timestamp: string, minutes: number, zone: string): string {
	let earlier = toNumber(timestamp) - minutes * MINUTE_MS;
	while (instantsOf(writeTimestamp(earlier), zone).length === 0) earlier -= 30 * MINUTE_MS;
	return writeTimestamp(earlier);
}
