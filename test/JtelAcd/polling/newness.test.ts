import type { IDataObject } from 'n8n-workflow';

import { created } from '../../../nodes/JtelAcd/polling/created';
import type { PollingEvent } from '../../../nodes/JtelAcd/polling/types';
import { updated } from '../../../nodes/JtelAcd/polling/updated';

/** What counts as new, at the edges: events that show late, that the store has dropped, whose timestamps change form. */

const DAY = 86_400_000;
const QUARTER = 900_000;
const NOW = Date.UTC(2026, 5, 10, 12);

const listed = { status: 1, created: NOW, modified: NOW, zoned: true };

/** Whether a scan tells the event, and the state after it. */
function scan(kind: PollingEvent, stored: IDataObject | undefined, event: Partial<typeof listed> & { id: number }) {
	const one = kind.scan(stored);
	const told = one.take({ ...listed, ...event }) !== undefined;
	return { told, state: one.state() };
}

describe('Event Created', () => {
	const { state } = scan(created, undefined, { id: 20_000 });

	test.each([
		['a younger one', { id: 20_001 }, true],
		['one that is 9,999 IDs late', { id: 10_001 }, true],
		['one that is 10,000 IDs late', { id: 10_000 }, false],
		['a late one that was made a day before', { id: 19_999, created: NOW - DAY }, true],
		['a late one that was made longer before', { id: 19_999, created: NOW - DAY - 1 }, false],
		['a late one that does not say when it was made', { id: 19_999, created: 0 }, true],
	])('%s: once or not at all', (_which, event, isNew) => {
		const first = scan(created, state, event);
		expect(first.told).toBe(isNew);
		expect(scan(created, first.state, event).told).toBe(false);
	});
});

describe('Event Updated', () => {
	const { state } = scan(updated, undefined, { id: 20_000 });

	test.each([
		['changed where the store begins', { modified: NOW }, true],
		['changed before', { modified: NOW - 1 }, false],
		['made since', { id: 20_001, modified: NOW - 1 }, true],
		['which was the last one then, changed before', { id: 20_000, modified: NOW - 1 }, false],
	])('an event that the store does not have, %s', (_which, event, isNew) => {
		expect(scan(updated, { ...state, seen: '', floor: NOW }, { id: 5, ...event }).told).toBe(isNew);
	});

	test.each([
		['in the same form, a quarter of an hour later', { modified: NOW + QUARTER }, true],
		['in another form, 14 hours later', { modified: NOW + 56 * QUARTER, zoned: false }, false],
		['in another form, 14 hours earlier', { modified: NOW - 56 * QUARTER, zoned: false }, false],
		['in another form, later than zones are apart', { modified: NOW + 57 * QUARTER, zoned: false }, true],
		['in another form, a minute later', { modified: NOW + 60_000, zoned: false }, true],
	])('a timestamp %s', (_which, event, isNew) => {
		expect(scan(updated, state, { id: 20_000, ...event }).told).toBe(isNew);
	});
});
