import type { PropertyDefinition } from '../../../nodes/HubSpotTickets/crm/metadata';
import { toInstant } from '../../../nodes/shared/parameters/dateTime';
import { Problem } from '../../../nodes/shared/parameters/values';
import { toOperand, toValue } from '../../../nodes/HubSpotTickets/crm/propertyValues';

const ZONE = 'Europe/Berlin';

function definition(type: string, fieldType = type): PropertyDefinition {
	return {
		name: 'a',
		label: 'A',
		type,
		fieldType,
		isOwner: false,
		hidden: false,
		unique: false,
		writable: true,
		options: [],
		hiddenOptions: [],
	};
}

const PRIORITY = {
	...definition('enumeration', 'select'),
	options: [
		{ label: 'Low', value: 'LOW' },
		{ label: 'High', value: 'HIGH' },
	],
	hiddenOptions: [{ label: 'Old', value: 'OLD' }],
};
const REGIONS = {
	...definition('enumeration', 'checkbox'),
	options: [
		{ label: 'North', value: 'NORTH' },
		{ label: 'Depot, east', value: 'DEPOT' },
		{ label: 'South', value: 'SOUTH' },
	],
};

const words = (value: unknown) => (value instanceof Problem ? `${value.problem} ${value.advice ?? ''}` : value);

test.each([
	['bool', true, 'true'],
	['bool', 0, 'false'],
	['bool', ' Yes ', 'true'],
	['bool', 'TRUE', 'true'],
	['number', 12.5, '12.5'],
	['number', '\u200b 7 ', '7'],
	['number', '1.10', '1.10'],
	['date', '2026-11-21', '2026-11-21'],
	['date', 1795219200000, '2026-11-21'],
	['date', 1795219200, '2026-11-21'],
	['date', new Date('2026-11-20T23:30:00Z'), '2026-11-21'],
	['date', '2026-11-21T00:30:00+01:00', '2026-11-21'],
	['date', '20261121', '2026-11-21'],
	['date', 'Fri, 20 Nov 2026 23:30:00 GMT', '2026-11-21'],
	['date', 'Fri Nov 20 2026 23:30:00 GMT+0000 (Coordinated Universal Time)', '2026-11-21'],
	['datetime', '2026-11-21T08:00:00.000+0100', '2026-11-21T07:00:00.000Z'],
	['datetime', '2026-11-21T08:00', '2026-11-21T07:00:00.000Z'],
	['datetime', '2026-11-21', '2026-11-20T23:00:00.000Z'],
	['datetime', 1782900000, '2026-07-01T10:00:00.000Z'],
	['string', new Date('2026-11-20T23:30:00Z'), '2026-11-20T23:30:00.000Z'],
	['datetime', '2026-07-01 09:00:00', '2026-07-01T07:00:00.000Z'],
	['datetime', '1795219200000', '2026-11-21T00:00:00.000Z'],
	['datetime', '2026-11-21T09:00:00Z', '2026-11-21T09:00:00.000Z'],
	['string', ' kept as it is ', ' kept as it is '],
	['number', null, ''],
	['string', '', ''],
	['date', ' ', ''],
])('%s: %p becomes %p', (type, value, expected) => {
	expect(toValue(definition(type), value, ZONE)).toBe(expected);
});

test.each([
	['date', 'next week', /not a date/],
	['date', 'Order 7', /not a date/],
	['date', '11/12/2026', /whether the day or the month comes first/],
	['date', 46347, /spreadsheets count days/],
	['datetime', '2026-02-30T08:00:00', /not in the calendar/],
	['datetime', '2026-11-21 10:00 PM', /not a date/],
	['datetime', 'RET-2026-0001', /not a date/],
	['string', { a: 1 }, /an object/],
	['string', Number.NaN, /NaN/],
	['number', 'twelve', /must be a number/],
	['number', '12,5', /Use a decimal point/],
	['bool', 'maybe', /true or false/],
])('%s: %p is refused', (type, value, expected) => {
	expect(words(toValue(definition(type), value, ZONE))).toMatch(expected);
});

test.each(['HIGH', 'High', ' high ', 'hIgH\u200b'])('one choice: %p is HIGH', (value) => {
	expect(toValue(PRIORITY, value, ZONE)).toBe('HIGH');
});

test('one choice: a hidden option is understood, and not offered', () => {
	expect(toValue(PRIORITY, 'old', ZONE)).toBe('OLD');
	expect(words(toValue(PRIORITY, 'urgent!', ZONE))).toBe(
		'has no choice "urgent!": choose Low, High Choose one of these in the field, or check the expression that fills it.',
	);
});

test('one choice, of which HubSpot lists none: a text is taken, and nothing that is none', () => {
	const elsewhere = definition('enumeration', 'select');
	expect(toValue(elsewhere, ' 748215903\u200b', ZONE)).toBe('748215903');
	expect(words(toValue(elsewhere, { id: '748215903' }, ZONE))).toMatch(/an object/);
});

test.each([
	[['NORTH', 'South'], 'NORTH;SOUTH'],
	['["NORTH", "SOUTH"]', 'NORTH;SOUTH'],
	['NORTH;SOUTH', 'NORTH;SOUTH'],
	['NORTH; depot, east', 'NORTH;DEPOT'],
	['NORTH;', 'NORTH'],
	['North, South', 'NORTH;SOUTH'],
	['Depot, east', 'DEPOT'],
	[';SOUTH', ';SOUTH'],
	['north\nsouth', 'NORTH;SOUTH'],
])('several choices: %p becomes %p', (value, expected) => {
	expect(toValue(REGIONS, value, ZONE)).toBe(expected);
});

test.each([
	[['NORTH', null], /without a value/],
	['["NORTH", null]', /without a value/],
	['WEST', /no choice "WEST": choose North, Depot, east, South/],
	[[{ a: 1 }], /an object/],
	['[broken', /begins like a JSON list, but is not one: "\[broken"/],
])('several choices: %p is refused', (value, expected) => {
	expect(words(toValue(REGIONS, value, ZONE))).toMatch(expected);
});

test('a property that is not known is sent as text', () => {
	expect(toValue(undefined, 5, ZONE)).toBe('5');
});

describe('a day and an instant mean the same when written and when looked for', () => {
	const ZONES = [
		'UTC',
		'Europe/Berlin',
		'America/New_York',
		'Asia/Kolkata',
		'Australia/Lord_Howe',
		'Pacific/Kiritimati',
		'Pacific/Pago_Pago',
	];
	/** Each hour of the days around both changes of the clocks, and of a quiet one. */
	const HOURS = [
		'2026-03-08',
		'2026-03-29',
		'2026-04-05',
		'2026-07-01',
		'2026-10-04',
		'2026-10-25',
		'2026-11-01',
	].flatMap((day) => Array.from({ length: 48 }, (_, hour) => Date.parse(`${day}T00:00:00Z`) + (hour - 12) * 3_600_000));
	const FORMS: Array<(at: number) => unknown> = [
		(at) => at,
		(at) => at / 1000,
		String,
		(at) => new Date(at),
		(at) => new Date(at).toISOString(),
		(at) => new Date(at).toISOString().slice(0, 10),
		(at) => new Date(at).toISOString().slice(0, 16),
	];

	/** There one hour of those days is none. */
	const CLOCKS_GO_FORWARD = new Set(['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe']);

	test.each(ZONES)('%s', (zone) => {
		let compared = 0;
		let skipped = 0;
		for (const at of HOURS) {
			for (const form of FORMS) {
				const given = form(at);
				for (const type of ['date', 'datetime']) {
					const written = toValue(definition(type), given, zone);
					if (written instanceof Problem && /a time that the clocks of .+ skip/.test(written.problem)) {
						expect(toOperand(definition(type), given, zone)).toEqual(written);
						skipped += 1;
						continue;
					}
					expect(written).toEqual(expect.any(String));
					expect(toOperand(definition(type), given, zone)).toBe(written);
					// As Start From of a trigger and Time of a note read it.
					if (type === 'datetime') expect(Date.parse(String(written))).toBe(toInstant(given, zone));
					// What HubSpot answers is read as what was written.
					expect(toValue(definition(type), written, zone)).toBe(written);
					compared += 1;
				}
			}
		}
		expect(skipped).toBe(CLOCKS_GO_FORWARD.has(zone) ? 1 : 0);
		expect(compared).toBe(HOURS.length * FORMS.length * 2 - skipped);
	});
});
