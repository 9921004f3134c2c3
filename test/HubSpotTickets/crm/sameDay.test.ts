import fc from 'fast-check';
import { tryToParseDateTime } from 'n8n-workflow';

import type { PropertyDefinition } from '../../../nodes/HubSpotTickets/crm/metadata';
import { toOperand, toValue } from '../../../nodes/HubSpotTickets/crm/propertyValues';
import { propertyRuns } from '../../harness/properties';

/** A day that is written, and then looked for. */

const property = (type: 'date' | 'datetime'): PropertyDefinition => ({
	name: 'promised_on',
	label: 'Promised on',
	type,
	fieldType: 'date',
	isOwner: false,
	hidden: false,
	unique: false,
	writable: true,
	options: [],
	hiddenOptions: [],
});

const ZONES = ['America/New_York', 'Europe/Warsaw', 'Asia/Tokyo', 'Pacific/Kiritimati', 'Australia/Lord_Howe', 'utc'];

test('a day that is written one way is found by every other way, in every zone and over every change of clocks', () => {
	const dates = fc.date({
		min: new Date('1990-01-01T00:00:00Z'),
		max: new Date('2080-12-31T00:00:00Z'),
		noInvalidDate: true,
	});
	fc.assert(
		fc.property(dates, fc.constantFrom(...ZONES), (date, zone) => {
			const day = date.toISOString().slice(0, 10);
			const local = tryToParseDateTime(day, zone).startOf('day');
			const forms = [day, local, local.toISO(), ` ${day}\u200b`];
			const midnight = Date.parse(`${day}T00:00:00Z`);
			const days = [...forms, midnight, midnight / 1000, new Date(midnight), `${day}T00:00:00Z`];
			for (const written of days) {
				expect(toValue(property('date'), written, zone)).toBe(day);
				expect(toOperand(property('date'), written, zone)).toBe(day);
			}
			const first = new Date(local.toMillis()).toISOString();
			for (const written of [...forms, local.toMillis(), new Date(local.toMillis())]) {
				expect(toValue(property('datetime'), written, zone)).toBe(first);
				expect(toOperand(property('datetime'), written, zone)).toBe(first);
			}
		}),
		propertyRuns(200),
	);
});
