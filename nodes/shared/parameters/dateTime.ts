import { tryToParseDateTime } from 'n8n-workflow';

import { isRecord } from '../isRecord';
import { safeString } from '../safeConversion';

/**
 * Days and instants as people, expressions and other systems hand them in. What a value means is stated in
 * docs/values.md; nothing is guessed: a value is understood for certain, or refused with a reason.
 */

/** Why a value is no day or no instant, in words that end the sentence "The field … ". */
export class DateTimeProblem {
	constructor(
		readonly problem: string,
		readonly advice: string = 'Enter a day such as 2026-11-21, or a date and time such as 2026-11-21T08:00:00Z.',
	) {}
}

type DateTime = ReturnType<typeof tryToParseDateTime>;

const DAY_MS = 86_400_000;

const CLOCK = String.raw`(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d{1,9})?)?`;
const OFFSET = String.raw`Z|[+-]\d{2}(?::?\d{2})?`;
/** ISO 8601, with a blank for the T as databases write it, and with the zone's name in brackets as Java and Temporal do. */
const ISO = new RegExp(
	String.raw`^(\d{4})-?(\d{2})-?(\d{2})(?:[T ]${CLOCK} ?(${OFFSET})?(?:\[([\w/+-]{1,60})\])?)?$`,
	'i',
);
/** As in mails, in HTTP and in JavaScript: the month is a word, and the zone is named. */
const WORDED =
	/^(?:[a-z]{3,9},? )?(?:\d{1,2} [a-z]{3}|[a-z]{3} \d{1,2}) \d{4} \d{2}:\d{2}(?::\d{2})? (?:GMT|UTC?|Z|[+-]\d{4})(?:[+-]\d{4})?(?: \([^()]{1,60}\))?$/i;

/** Longer texts are no dates; nothing below looks at more. */
const LONGEST = 120;

const DIGITS = /^-?\d+(?:\.\d+)?$/;
/** Spreadsheets count days since 1899-12-30: this is 1954 to 2119. */
const SERIALS = { from: 20_000, to: 80_000 };
const SECONDS_FROM = 1e8;
const MILLISECONDS_FROM = 1e11;
const MILLISECONDS_TO = 1e14;

/**
 * Seconds or milliseconds since 1970, told apart by their size: from 1973 on no number can be both.
 * @returns Milliseconds.
 */
function fromNumber(value: number): number | DateTimeProblem {
	const size = Math.abs(value);
	if (Number.isNaN(value) || !Number.isFinite(value)) return new DateTimeProblem('is not a number that means a date');
	if (size >= MILLISECONDS_FROM && size < MILLISECONDS_TO) return Math.round(value);
	if (size >= SECONDS_FROM && size < MILLISECONDS_FROM) return Math.round(value * 1000);
	if (value >= SERIALS.from && value < SERIALS.to) {
		const day = new Date(Math.floor(value) * DAY_MS + Date.UTC(1899, 11, 30)).toISOString().slice(0, 10);
		return new DateTimeProblem(
			`is ${value}, a number as spreadsheets count days`,
			`If ${day} is meant, format the column as text such as ${day}, or turn the number into a date first.`,
		);
	}
	return new DateTimeProblem(`is ${value}, which is neither seconds nor milliseconds since 1970`);
}

/** Earlier years are two digits that something has filled up, or what a database writes for "no date". */
const FIRST_YEAR = 1000;

/** Whether the calendar and the clock have it: no 30 February, no hour 25. */
function isReal(year: number, month: number, day: number, hour = 0, minute = 0, second = 0): boolean {
	const at = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
	return (
		year >= FIRST_YEAR &&
		at.getUTCMonth() === month - 1 &&
		at.getUTCDate() === day &&
		at.getUTCHours() === hour &&
		at.getUTCMinutes() === minute
	);
}

/** No clocks on earth are further from UTC than 14 hours. */
function isRealOffset(offset: string): boolean {
	const [, hours = '0', minutes = '0'] = /^[+-](\d{2}):?(\d{2})?$/.exec(offset) ?? [];
	return Number(hours) <= 14 && Number(minutes) <= 59;
}

const isZone = (zone: string): boolean => {
	try {
		new Intl.DateTimeFormat('en', { timeZone: zone });
		return true;
	} catch {
		return false;
	}
};

interface Written {
	/** Set when there is no time of day. */
	day?: string;
	dateTime?: DateTime;
	/** Whether it is the day that is written, in every zone. */
	isOwnDay: boolean;
	/** The day as it is written. */
	writtenDay: string;
	/** Why no moment is meant for certain. */
	unclear?: DateTimeProblem;
}

const outOfCalendar = (text: string) => new DateTimeProblem(`has "${text}", which is not in the calendar`);

/** For texts with the numbers of a day in an order that differs from country to country. */
function otherOrder(text: string): DateTimeProblem | undefined {
	const [match, first = '', second = '', year = ''] =
		/^(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4})|[./]\d{2})(?!\d)/.exec(text) ?? [];
	if (match === undefined) return undefined;
	const days = [
		[second, first],
		[first, second],
	]
		.filter(([month, day]) => isReal(Number(year), Number(month), Number(day)))
		.map(([month = '', day = '']) => `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
	const meant = [...new Set(days)].join(' or ') || '2026-11-21';
	return new DateTimeProblem(
		`is "${text}", a date that is not written as year, month, day`,
		`Write ${meant}: whether the day or the month comes first is never guessed.`,
	);
}

/** When clocks go forward they skip an hour, and what is written in it is no moment of that place. */
function skipped(text: string, clock: string, dateTime: DateTime): DateTimeProblem | undefined {
	if (!dateTime.isValid || dateTime.toFormat('HH:mm') === clock) return undefined;
	return new DateTimeProblem(
		`has "${text}", a time that the clocks of ${dateTime.zoneName ?? 'this zone'} skip on that day`,
		'Write a time that there is, or add the offset from UTC, as in 2026-11-21T08:00:00+01:00.',
	);
}

function fromIso(text: string, zone: string): Written | DateTimeProblem | undefined {
	const [match, year = '', month = '', day = '', hour, minute = '0', second = '0', offset, named] =
		ISO.exec(text) ?? [];
	if (match === undefined) return undefined;
	const writtenDay = `${year}-${month}-${day}`;
	if (!isReal(Number(year), Number(month), Number(day), Number(hour ?? 0), Number(minute), Number(second))) {
		return outOfCalendar(text);
	}
	if (Number(second) > 59 || !isRealOffset(offset ?? '')) return outOfCalendar(text);
	if (hour === undefined) return { day: writtenDay, isOwnDay: true, writtenDay };
	if (named !== undefined && offset === undefined && !isZone(named))
		return new DateTimeProblem(`names the unknown time zone "${named}"`);
	const fraction = /[.,](\d+)/.exec(text)?.[1];
	const clock = `${hour}:${minute.padStart(2, '0')}:${second.padStart(2, '0')}${fraction === undefined ? '' : `.${fraction.slice(0, 3)}`}`;
	const dateTime = tryToParseDateTime(
		`${writtenDay}T${clock}${(offset ?? '').toUpperCase()}`,
		named !== undefined && offset === undefined ? named : zone,
	);
	const isMidnight =
		Number(hour) === 0 && Number(minute) === 0 && Number(second) === 0 && !/[1-9]/.test(fraction ?? '');
	// With an offset or a zone it is the clock of a place, as n8n writes its dates in groups of fields.
	const isOfPlace = /^[+-]/.test(offset ?? '') || (named !== undefined && offset === undefined);
	// Where clocks go forward at midnight, the day begins later.
	const unclear =
		offset === undefined && !isMidnight ? skipped(text, `${hour}:${minute.padStart(2, '0')}`, dateTime) : undefined;
	return { dateTime, isOwnDay: isMidnight || isOfPlace, writtenDay, unclear };
}

/** A day or an instant, whichever is written. */
function readWritten(value: unknown, zone: string): Written | DateTimeProblem {
	if (typeof value === 'number') return fromMilliseconds(fromNumber(value), zone);
	if (value instanceof Date) return fromMilliseconds(value.getTime(), zone);
	if (isLibraryDate(value)) return fromLibrary(value, zone);
	if (typeof value !== 'string') return new DateTimeProblem('is not a date');
	const text = trimInvisible(value.slice(0, LONGEST + 60));
	if (text.length > LONGEST) return new DateTimeProblem('is not a date, but a long text');
	if (/^\d{8}$/.test(text) && /^(?:19|20)/.test(text)) {
		const compact = fromIso(text, zone);
		if (compact !== undefined) return compact;
	}
	if (DIGITS.test(text)) return fromMilliseconds(fromNumber(Number(text)), zone);
	try {
		const iso = fromIso(text, zone);
		if (iso !== undefined) return iso;
		if (WORDED.test(text)) {
			const dateTime = tryToParseDateTime(text.split(' (')[0] ?? '', zone);
			return { dateTime, isOwnDay: false, writtenDay: '' };
		}
	} catch {
		return outOfCalendar(text);
	}
	return otherOrder(text) ?? new DateTimeProblem(`is "${text}", which is not a date`);
}

function fromMilliseconds(at: number | DateTimeProblem, zone: string): Written | DateTimeProblem {
	if (at instanceof DateTimeProblem) return at;
	const date = new Date(at);
	if (Number.isNaN(date.getTime()))
		return new DateTimeProblem('is an invalid date', 'Check the expression that fills it.');
	const iso = date.toISOString();
	return { dateTime: tryToParseDateTime(date, zone), isOwnDay: at % DAY_MS === 0, writtenDay: iso.slice(0, 10) };
}

/** Luxon, Moment, Day.js and Temporal objects as ISO text with the offset that they show themselves. */
function libraryText(value: object): unknown {
	if ('toISO' in value && typeof value.toISO === 'function') {
		try {
			return value.toISO();
		} catch {
			// Luxon's intervals have it, too; n8n copies them without their dates.
			return null;
		}
	}
	if ('toISOString' in value && 'format' in value && typeof value.format === 'function') return value.format();
	const tag = Symbol.toStringTag in value ? value[Symbol.toStringTag] : undefined;
	if (typeof tag === 'string' && tag.startsWith('Temporal.')) return safeString(value);
	return undefined;
}

/** Whether the value is a date of a library, valid or not. */
export function isLibraryDate(value: unknown): value is object {
	return isRecord(value) && libraryText(value) !== undefined;
}

function fromLibrary(value: object, zone: string): Written | DateTimeProblem {
	const text = libraryText(value);
	const written = typeof text === 'string' ? fromIso(text, zone) : undefined;
	if (written === undefined) return new DateTimeProblem('is an invalid date', 'Check the expression that fills it.');
	// What such an object shows is the day in its own zone, whatever its time.
	return written instanceof DateTimeProblem ? written : { ...written, isOwnDay: true };
}

const INVISIBLE = String.raw`[\s\p{Cf}]`;
const EDGES = new RegExp(String.raw`^${INVISIBLE}+`, 'u');

/** Without blanks and invisible characters around it. Linear: the end is looked for by hand. */
export function trimInvisible(text: string): string {
	const start = EDGES.exec(text)?.[0].length ?? 0;
	let end = text.length;
	while (end > start && /^[\s\p{Cf}]$/u.test(text.charAt(end - 1))) end--;
	return text.slice(start, end);
}

/**
 * A day as `YYYY-MM-DD`. A day that is written stays that day; an instant that is written with an offset, or that is
 * midnight where it is written, is the day that it shows; any other is its day in the workflow's time zone.
 */
export function toDay(value: unknown, zone: string): string | DateTimeProblem {
	const written = readWritten(value, zone);
	if (written instanceof DateTimeProblem) return written;
	if (written.day !== undefined || written.isOwnDay) return written.day ?? written.writtenDay;
	return written.dateTime?.setZone(zone).toISODate() ?? new DateTimeProblem('is not a date');
}

/** An instant in epoch milliseconds. A day means its first moment in the workflow's time zone. */
export function toInstant(value: unknown, zone: string): number | DateTimeProblem {
	const written = readWritten(value, zone);
	if (written instanceof DateTimeProblem) return written;
	const { day, dateTime, unclear } = written;
	if (unclear !== undefined) return unclear;
	const at = day === undefined ? dateTime?.toMillis() : tryToParseDateTime(day, zone).startOf('day').toMillis();
	return at === undefined || Number.isNaN(at) ? new DateTimeProblem('is not a date') : at;
}

/** Whether the value says a day without a time of day. */
export function isWrittenDay(value: unknown, zone: string): boolean {
	const written = readWritten(value, zone);
	return !(written instanceof DateTimeProblem) && written.day !== undefined;
}
