import { useInstantWaits } from '../../harness/waits';
import type { IDataObject } from 'n8n-workflow';

import { createHubSpot } from '../../../sandbox/hubspot';
import { useSandbox } from '../../harness/sandbox';
import { NO_LIMITS, TriggerFixture } from './fixture';

useInstantWaits();
const sandbox = useSandbox([createHubSpot]);

const NORTH = { affected_sites: 'NORTH;HARBOUR', product_line: 'pumps', warranty: 'true' };
const TICKETS: Array<Record<string, string>> = [
	{ ...NORTH, impact_score: '3', content: 'The pump-house door is stuck' },
	{ affected_sites: 'NORTH', product_line: 'valves', warranty: 'false', impact_score: '12.5' },
	{
		affected_sites: 'SOUTH',
		impact_score: '-1',
		promised_on: '2026-11-30',
		external_ref: 'Ref-1',
		patient_ref: 'P-77',
	},
	{ impact_score: '0', callback_at: '2026-11-21T08:00:00.000Z', content: 'PUMP rattles at night' },
	{ promised_on: '2026-12-24', callback_at: '2026-11-22T08:00:00.000Z', external_ref: 'ref-2' },
	{ product_line: 'pumps', external_ref: 'other', content: 'Nothing special', account_hint: 'A-1' },
];

/** A filter as the editor stores it, and as HubSpot's search takes it. */
function both(propertyName: string, operator: string, value: string, highValue: string) {
	const isList = operator.endsWith('IN');
	const isPresence = operator.endsWith('HAS_PROPERTY');
	const row = { propertyName, operator, value: isList ? '' : value, values: isList ? value : '', highValue };
	const operand = isList ? { values: value.split(',') } : isPresence ? {} : { value };
	const filter = { propertyName, operator, ...operand, ...(highValue === '' ? {} : { highValue }) };
	return { row, filter };
}

/** A trigger with this filter and the tickets, whose first poll has told nothing yet. */
async function filtering(row: ReturnType<typeof both>['row']): Promise<TriggerFixture> {
	const trigger = new TriggerFixture(sandbox.current, {
		event: 'updated',
		customFilters: { filter: [row] },
		options: { startFrom: '2020-01-01T00:00:00Z' },
	});
	trigger.switches(NO_LIMITS);
	for (const properties of TICKETS) await trigger.raise('Ticket', properties);
	expect(await trigger.poll()).toEqual([]);
	return trigger;
}

// A text in a list has to be in lower case for the search, so it is here.
test.each([
	['hs_ticket_priority', 'EQ', 'HIGH', ''],
	['hs_ticket_priority', 'NEQ', 'HIGH', ''],
	['affected_sites', 'EQ', 'NORTH', ''],
	['affected_sites', 'EQ', 'NORTH;HARBOUR', ''],
	['affected_sites', 'IN', 'HARBOUR,SOUTH', ''],
	['affected_sites', 'NOT_IN', 'NORTH', ''],
	['product_line', 'IN', 'pumps,meters', ''],
	['warranty', 'EQ', 'true', ''],
	['warranty', 'NEQ', 'true', ''],
	['impact_score', 'EQ', '3.0', ''],
	['impact_score', 'NEQ', '0', ''],
	['impact_score', 'GT', '0', ''],
	['impact_score', 'GTE', '0', ''],
	['impact_score', 'LT', '3', ''],
	['impact_score', 'LTE', '3', ''],
	['impact_score', 'BETWEEN', '-1', '3'],
	['impact_score', 'IN', '0,12.50', ''],
	['promised_on', 'GT', '2026-12-01', ''],
	['promised_on', 'EQ', '2026-11-30', ''],
	['callback_at', 'BETWEEN', '2026-11-21T00:00:00Z', '2026-11-22T00:00:00Z'],
	['callback_at', 'EQ', '2026-11-21T09:00:00+01:00', ''],
	['callback_at', 'LT', String(Date.parse('2026-11-22T00:00:00Z')), ''],
	['external_ref', 'EQ', 'REF-1', ''],
	['external_ref', 'IN', 'ref-1,ref-2', ''],
	['external_ref', 'NOT_IN', 'ref-1', ''],
	['external_ref', 'HAS_PROPERTY', '', ''],
	['external_ref', 'NOT_HAS_PROPERTY', '', ''],
	['content', 'CONTAINS_TOKEN', 'pump', ''],
	['content', 'CONTAINS_TOKEN', 'pump* night', ''],
	['content', 'NOT_CONTAINS_TOKEN', 'pump', ''],
	['subject', 'CONTAINS_TOKEN', '*ump*', ''],
	['patient_ref', 'EQ', 'P-77', ''],
	['account_hint', 'HAS_PROPERTY', '', ''],
])('a custom filter finds what a search finds: %s %s "%s" "%s"', async (name, operator, value, highValue) => {
	const { row, filter } = both(name, operator, value, highValue);
	const trigger = await filtering(row);
	const found = await trigger.api('POST', '/crm/objects/2026-09/tickets/search', {
		filterGroups: [{ filters: [filter] }],
		limit: 100,
	});
	const ids = (found.results as IDataObject[]).map(({ id }) => id).sort();
	expect((await trigger.poll()).map(({ id }) => id).sort()).toEqual(ids);
	expect(ids.length).toBeLessThan(TICKETS.length + 5);
});

test('a moment without a time zone is one in that of the workflow, wherever the host is', async () => {
	const { row } = both('callback_at', 'BETWEEN', '2026-11-21T08:59', '2026-11-21 09:01:00');
	const trigger = await filtering(row);
	expect((await trigger.poll()).map(({ id }) => id)).toHaveLength(1);
});
