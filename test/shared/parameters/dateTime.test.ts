import fc from 'fast-check';
import { tryToParseDateTime } from 'n8n-workflow';

import { DateTimeProblem, toDay, toInstant, trimInvisible } from '../../../nodes/shared/parameters/dateTime';
import { propertyRuns } from '../../harness/properties';

const NEW_YORK = 'America/New_York';
const BERLIN = 'Europe/Berlin';

const problemOf = (value: unknown, read = toInstant) => {
	const result = read(value, BERLIN);
	return result instanceof DateTimeProblem ? `${result.problem} ${result.advice}` : `understood as ${result}`;
};
const iso = (value: unknown, zone = BERLIN) => {
	const at = toInstant(value, zone);
	return at instanceof DateTimeProblem ? at.problem : new Date(at).toISOString();
};
const luxon = (text: string, zone = BERLIN) => tryToParseDateTime(text, zone);

describe('an instant', () => {
	test.each<[unknown, string]>([
		['2026-11-21T08:00:00Z', '2026-11-21T08:00:00.000Z'],
		['2026-11-21T08:00:00.123456Z', '2026-11-21T08:00:00.123Z'],
		['2026-11-21T08:00:00+01:00', '2026-11-21T07:00:00.000Z'],
		['2026-11-21T08:00:00.000+0100', '2026-11-21T07:00:00.000Z'],
		['2026-11-21T08:00:00+01:00[Europe/Berlin]', '2026-11-21T07:00:00.000Z'],
		['2026-11-21T08:00:00[America/New_York]', '2026-11-21T13:00:00.000Z'],
		['20261121T080000Z', '2026-11-21T08:00:00.000Z'],
		['2026-11-21T08:00', '2026-11-21T07:00:00.000Z'],
		['2026-11-21 08:00:00', '2026-11-21T07:00:00.000Z'],
		[' \u200b2026-11-21T08:00 ', '2026-11-21T07:00:00.000Z'],
		['Fri, 20 Nov 2026 23:30:00 GMT', '2026-11-20T23:30:00.000Z'],
		['Fri Nov 20 2026 23:30:00 GMT+0100 (CET)', '2026-11-20T22:30:00.000Z'],
		['Sat Nov 21 2026 10:00:00 GMT+0100 (Mitteleuropäische Normalzeit)', '2026-11-21T09:00:00.000Z'],
		['2026-11-21', '2026-11-20T23:00:00.000Z'],
		[1782900000, '2026-07-01T10:00:00.000Z'],
		['1782900000', '2026-07-01T10:00:00.000Z'],
		[1782900000000, '2026-07-01T10:00:00.000Z'],
		['1782900000000', '2026-07-01T10:00:00.000Z'],
		[1782900000.5, '2026-07-01T10:00:00.500Z'],
		[new Date('2026-11-21T08:00:00Z'), '2026-11-21T08:00:00.000Z'],
		[luxon('2026-11-21T08:00:00'), '2026-11-21T07:00:00.000Z'],
	])('%p is %s', (value, expected) => {
		expect(iso(value)).toBe(expected);
	});

	test.each<[unknown, RegExp]>([
		['Room 7', /is "Room 7", which is not a date/],
		['Order 7', /not a date/],
		['next week', /not a date/],
		['10:00 PM', /not a date/],
		['2026-11-21 10:00 PM', /not a date/],
		['03/04/2026', /Write 2026-04-03 or 2026-03-04: whether the day or the month comes first is never guessed/],
		['01.11.2026', /Write 2026-11-01 or 2026-01-11: whether/],
		['21.11.2026', /is "21\.11\.2026", a date that is not written as year, month, day Write 2026-11-21: whether/],
		['11/11/2026', /Write 2026-11-11: whether/],
		['31.31.2026', /Write 2026-11-21: whether/],
		['3.4.26', /Write 2026-11-21: whether the day or the month comes first is never guessed/],
		['26-11-21', /not a date/],
		['2026-02-30', /not in the calendar/],
		['2026-13-01', /not in the calendar/],
		['2026-11-21T25:00', /not in the calendar/],
		['2026-11-21T08:60', /not in the calendar/],
		['2026-02-30T08:00:00Z', /not in the calendar/],
		['2026-11-21T08:00[Mars/Olympus]', /unknown time zone/],
		[46347, /spreadsheets count days.*2026-11-21/],
		['46347', /spreadsheets count days/],
		[5, /neither seconds nor milliseconds/],
		[0, /neither seconds nor milliseconds/],
		[1782900000000000, /neither seconds nor milliseconds/],
		[Number.NaN, /not a number/],
		[Number.POSITIVE_INFINITY, /not a number/],
		[new Date('nonsense'), /invalid date/],
		[luxon('2026-11-21').setZone('Mars/Olympus'), /invalid date/],
		[true, /not a date/],
		[{}, /not a date/],
		[['2026-11-21'], /not a date/],
		['2026-11-21 (Saturday)', /not a date/],
		['x'.repeat(1_000_000), /long text/],
		['\u200b'.repeat(1_000_000), /not a date/],
	])('%p is refused', (value, words) => {
		expect(problemOf(value)).toMatch(words);
	});
});

describe('a time that the clocks skip', () => {
	test.each<[unknown, string, string]>([
		['2026-03-29T02:30:00', BERLIN, '2026-03-29T02:30:00'],
		['2026-03-29 02:00', BERLIN, '2026-03-29 02:00'],
		['2026-03-08T02:30:00[America/New_York]', BERLIN, '2026-03-08T02:30:00[America/New_York]'],
		['2018-11-04T00:30', 'America/Sao_Paulo', '2018-11-04T00:30'],
	])('%p in %s is no moment', (value, zone, text) => {
		expect(iso(value, zone)).toMatch(
			new RegExp(`^has "${text.replaceAll(/[[\]]/g, '\\$&')}", a time that the clocks of [\\w/]+ skip on that day$`),
		);
	});

	test.each<[unknown, string, string]>([
		['2026-03-29T01:59:59', BERLIN, '2026-03-29T00:59:59.000Z'],
		['2026-03-29T03:00', BERLIN, '2026-03-29T01:00:00.000Z'],
		['2026-03-29T02:30:00Z', BERLIN, '2026-03-29T02:30:00.000Z'],
		['2026-03-29T02:30:00+01:00', BERLIN, '2026-03-29T01:30:00.000Z'],
		// The editor's calendar writes a day so; this one begins at one.
		['2018-11-04T00:00:00', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
	])('%p in %s is %s', (value, zone, expected) => {
		expect(iso(value, zone)).toBe(expected);
	});

	test('its day is clear all the same', () => {
		expect(toDay('2026-03-29T02:30:00', BERLIN)).toBe('2026-03-29');
	});
});

describe('a day', () => {
	test.each<[unknown, string, string]>([
		['2026-11-25', NEW_YORK, '2026-11-25'],
		['20261125', NEW_YORK, '2026-11-25'],
		['2026-11-25T00:00:00Z', NEW_YORK, '2026-11-25'],
		['2026-11-25T00:00:00.000+01:00', NEW_YORK, '2026-11-25'],
		[Date.UTC(2026, 10, 25), NEW_YORK, '2026-11-25'],
		[Date.UTC(2026, 10, 25) / 1000, NEW_YORK, '2026-11-25'],
		[new Date('2026-11-25T00:00:00Z'), NEW_YORK, '2026-11-25'],
		[luxon('2026-11-25T23:30', 'Asia/Tokyo').setZone('Asia/Tokyo'), NEW_YORK, '2026-11-25'],
		['2026-11-25T02:00:00Z', NEW_YORK, '2026-11-24'],
		['2026-11-25T02:00', NEW_YORK, '2026-11-25'],
		['2026-11-20T23:30:00Z', BERLIN, '2026-11-21'],
		['2026-11-21T00:30:00+01:00', BERLIN, '2026-11-21'],
	])('%p in %s is %s', (value, zone, expected) => {
		expect(toDay(value, zone)).toBe(expected);
	});

	test.each<unknown>(['2026-02-30', '11/12/2026', '26-11-21', 46347, 'Order 7', 'today', ''])(
		'%p is refused',
		(value) => {
			expect(toDay(value, BERLIN)).toBeInstanceOf(DateTimeProblem);
		},
	);
});

test('the same day, however it is written, in every zone and over every change of clocks', () => {
	const zones = [
		'America/New_York',
		'Europe/Warsaw',
		'Asia/Tokyo',
		'Pacific/Kiritimati',
		'Pacific/Pago_Pago',
		'Australia/Lord_Howe',
		'Africa/Cairo',
		'utc',
	];
	const days = fc.date({
		min: new Date('1990-01-01T00:00:00Z'),
		max: new Date('2080-12-31T00:00:00Z'),
		noInvalidDate: true,
	});
	fc.assert(
		fc.property(days, fc.constantFrom(...zones), (date, zone) => {
			const day = date.toISOString().slice(0, 10);
			const midnight = Date.parse(`${day}T00:00:00Z`);
			const local = tryToParseDateTime(day, zone).startOf('day');
			const written = [day, `${day}T00:00:00Z`, new Date(midnight), midnight, midnight / 1000, local, local.toISO()];
			expect(written.map((value) => toDay(value, zone))).toEqual(written.map(() => day));
			expect(toInstant(day, zone)).toBe(local.toMillis());
		}),
		propertyRuns(300),
	);
});

test('blanks and invisible characters around a text go, in linear time', () => {
	expect(trimInvisible('\ufeff\u200b 123 \u2060\u00a0')).toBe('123');
	const long = `${'\u200b'.repeat(500_000)}x${' '.repeat(500_000)}`;
	expect(trimInvisible(long)).toBe('x');
});
