import { toThuliumTime } from '../../../nodes/Thulium/parameters/dates';
import { DateTimeProblem } from '../../../nodes/shared/parameters/dateTime';
import { phpQuery } from '../../../nodes/Thulium/transport/query';

const zones = { workflow: 'Europe/London', system: 'Europe/Warsaw' };
const convert = (text: string, timeOfDay = '00:00') => toThuliumTime(text, zones, timeOfDay);

test.each([
	['an instant in winter', '2026-01-15T11:34:00Z', '2026-01-15 12:34'],
	['an instant in summer', '2014-07-14T10:34:56.789Z', '2014-07-14 12:34'],
	['an offset', '2014-07-14T05:34:00-05:00', '2014-07-14 12:34'],
	['midnight', '2026-01-14T23:00:00+00:00', '2026-01-15 00:00'],
	['the last minute before the clocks go forward', '2026-03-29T00:59:00Z', '2026-03-29 01:59'],
	['the first minute after it', '2026-03-29T01:00:00Z', '2026-03-29 03:00'],
	['the hour before the clocks go back', '2026-10-25T00:30:00Z', '2026-10-25 02:30'],
	['the hour after it', '2026-10-25T01:30:00Z', '2026-10-25 02:30'],
	['the hour after that', '2026-10-25T02:30:00Z', '2026-10-25 03:30'],
	['a time without offset, meant in the zone of the workflow', '2026-07-14T11:34:00', '2026-07-14 12:34'],
	['the same just after the clocks went forward', '2026-03-29T02:00:00', '2026-03-29 03:00'],
	['the same just before the clocks go back', '2026-10-25T00:30', '2026-10-25 01:30'],
	["Thulium's own form", '2014-07-14 12:34', '2014-07-14 12:34'],
	["Thulium's own form in an hour that does not exist", '2026-03-29 02:30', '2026-03-29 02:30'],
	['the form of webhooks', '2014-07-14 12:34:56', '2014-07-14 12:34'],
	['a bare day', '2014-07-14', '2014-07-14 00:00'],
	['seconds since 1970', '1405334040', '2014-07-14 12:34'],
	['milliseconds since 1970', '1405334040000', '2014-07-14 12:34'],
])('%s', (_name, text, wanted) => {
	expect(convert(text)).toBe(wanted);
});

test('a bare day as an upper bound', () => expect(convert('2014-07-14', '23:59')).toBe('2014-07-14 23:59'));

test.each([
	'2026-13-45',
	'2026-02-30 25:61',
	'2026-02-30T10:00:00Z',
	'2026-02-30T10:00',
	'2026-06-31',
	'14.07.2014',
	'46000',
	'03/04/2026',
	'tomorrow',
	'2014-07-14T25:00:00Z',
	'2014-07-14T12:34 Europe/Warsaw',
])('%j is no date', (text) => expect(convert(text)).toBeInstanceOf(DateTimeProblem));

test('lists go in brackets, named ones with an index, and empty values not at all', () => {
	expect(
		phpQuery({ a: '', b: 'x', limit: 5, status_id: ['1'], none: [], custom_fields: { City: ['Kraków', 'Łódź'] } }),
	).toEqual({
		b: 'x',
		limit: 5,
		'status_id[]': ['1'],
		'custom_fields[City][0]': 'Kraków',
		'custom_fields[City][1]': 'Łódź',
	});
});
