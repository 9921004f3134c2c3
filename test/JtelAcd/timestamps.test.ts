import { clockTime } from '../../nodes/JtelAcd/actions/event/timestamps';

test.each([
	['without a zone', '2020-09-15T02:59:32.794', '2020-09-15 02:59:32.794'],
	['with an offset', '2022-06-17T15:19:12.484+02:00', '2022-06-17 15:19:12.484'],
	['with the offset of another zone', '2022-06-17T15:19:12.484-0500', '2022-06-17 22:19:12.484'],
	['in UTC with microseconds', '2022-07-08T11:33:18.900977Z', '2022-07-08 13:33:18.900'],
	['in winter', '2022-01-08T23:30:00Z', '2022-01-09 00:30:00.000'],
	['in the second before the clocks go forward', '2022-03-27T00:59:59.999Z', '2022-03-27 01:59:59.999'],
	['in the second after it', '2022-03-27T01:00:00Z', '2022-03-27 03:00:00.000'],
	['a day', '2022-06-17', '2022-06-17 00:00:00.000'],
	['minutes only', '2022-06-17 08:15', '2022-06-17 08:15:00.000'],
])('a timestamp %s on the clock of Berlin', (_name, timestamp, expected) => {
	expect(clockTime(timestamp, 'Europe/Berlin')).toBe(expected);
});

test.each(['', 'soon', '17.06.2022', '2022-13-01', '2022-06-17T25:00', null, undefined, 5])(
	'%j is no timestamp',
	(timestamp) => {
		expect(clockTime(timestamp, 'Europe/Berlin')).toBeUndefined();
	},
);
