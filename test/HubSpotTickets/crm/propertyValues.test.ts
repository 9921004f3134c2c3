import type { PropertyDefinition } from '../../../nodes/HubSpotTickets/crm/metadata';
import { toValue } from '../../../nodes/HubSpotTickets/crm/propertyValues';

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
	};
}

test.each([
	['bool', true, 'true'],
	['bool', 0, 'false'],
	['bool', ' Yes ', 'true'],
	['number', 12.5, '12.5'],
	['number', '\u200b 7 ', '7'],
	['date', '2026-11-21', '2026-11-21'],
	['date', 1795219200000, '2026-11-21'],
	['date', new Date('2026-11-20T23:30:00Z'), '2026-11-21'],
	['date', '2026-11-21T00:30:00+01:00', '2026-11-21'],
	['date', 'next week', 'next week'],
	['date', 'Order 7', 'Order 7'],
	['date', '11/12/2026', '11/12/2026'],
	['date', '20261121', '2026-11-21'],
	['date', 'Fri, 20 Nov 2026 23:30:00 GMT', '2026-11-21'],
	['date', 'Fri Nov 20 2026 23:30:00 GMT+0000 (Coordinated Universal Time)', '2026-11-21'],
	['datetime', '2026-11-21T08:00:00.000+0100', '2026-11-21T07:00:00.000Z'],
	['datetime', '2026-11-21T08:00', '2026-11-21T07:00:00.000Z'],
	['datetime', '2026-11-21', '2026-11-20T23:00:00.000Z'],
	['datetime', '2026-02-30T08:00:00', '2026-02-30T08:00:00'],
	['datetime', '2026-11-21 10:00 PM', '2026-11-21 10:00 PM'],
	['datetime', 'RET-2026-0001', 'RET-2026-0001'],
	['string', new Date('2026-11-20T23:30:00Z'), '2026-11-20T23:30:00.000Z'],
	['datetime', '2026-07-01 09:00:00', '2026-07-01T07:00:00.000Z'],
	['datetime', '1795219200000', '2026-11-21T00:00:00.000Z'],
	['datetime', '2026-11-21T09:00:00Z', '2026-11-21T09:00:00.000Z'],
	['string', ' kept as it is ', ' kept as it is '],
	['string', { a: 1 }, '{"a":1}'],
	['enumeration', ' HIGH ', 'HIGH'],
	['number', null, ''],
	['string', '', ''],
])('%s: %p becomes %p', (type, value, expected) => {
	expect(toValue(definition(type), value, ZONE)).toBe(expected);
});

test.each([
	[['A', 'B'], 'A;B'],
	['["A", "B"]', 'A;B'],
	['A;B', 'A;B'],
	[';C', ';C'],
	['[broken', '[broken'],
])('several choices: %p becomes %p', (value, expected) => {
	expect(toValue(definition('enumeration', 'checkbox'), value, ZONE)).toBe(expected);
});

test('a property that is not known is sent as text', () => {
	expect(toValue(undefined, 5, ZONE)).toBe('5');
});
