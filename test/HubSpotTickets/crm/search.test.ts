import { useInstantWaits } from '../../harness/waits';
import { createHubSpot } from '../../../sandbox/hubspot';
import { messageOf, runNode } from '../../harness/engine';
import { requests, useSandbox } from '../../harness/sandbox';
import { fitsSearch } from '../../../nodes/HubSpotTickets/crm/search';
import { byId, hubSpot, list, mapped, recordRequests } from '../setup';

const sandbox = useSandbox([createHubSpot]);
useInstantWaits();
const node = hubSpot(sandbox);

const rows = (...filter: Array<Record<string, unknown>>) => ({
	filter: filter.map((row) => ({ ...row, propertyName: byId(String(row.propertyName)) })),
});
const bodies = () => requests(sandbox.current, 'hubspot', 'POST').map(({ body }) => body);
const search = async (parameters: Parameters<typeof node>[2], continueOnFail = false) =>
	await runNode(node('ticket', 'search', parameters, { continueOnFail }));

test('sends the rows as one group, in which all must match', async () => {
	const filters = rows(
		{ propertyName: 'hs_ticket_priority', operator: 'IN', values: 'HIGH, LOW' },
		{ propertyName: 'subject', operator: 'CONTAINS_TOKEN', value: 'pump*' },
		{ propertyName: 'content', operator: 'NOT_HAS_PROPERTY' },
		{ propertyName: 'hs_object_id', operator: 'BETWEEN', value: '1', highValue: '99999999999' },
	);
	const result = await search({ filters });
	expect(result.json.map(({ subject }) => subject)).toEqual(['Pump 7 does not start']);
	expect(bodies()[0]).toEqual({
		filterGroups: [
			{
				filters: [
					{ propertyName: 'hs_ticket_priority', operator: 'IN', values: ['HIGH', 'LOW'] },
					{ propertyName: 'subject', operator: 'CONTAINS_TOKEN', value: 'pump*' },
					{ propertyName: 'content', operator: 'NOT_HAS_PROPERTY' },
					{ propertyName: 'hs_object_id', operator: 'BETWEEN', value: '1', highValue: '99999999999' },
				],
			},
		],
		sorts: [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }],
		properties: [
			...['content', 'createdate', 'hs_lastmodifieddate', 'hs_object_id', 'hs_pipeline', 'hs_pipeline_stage'],
			...['hs_ticket_category', 'hs_ticket_priority', 'subject', 'hubspot_owner_id'],
		],
		limit: 50,
	});
});

/** Three tickets of one group: two with a reference, one without. */
async function referenced(): Promise<void> {
	for (const external_ref of ['OP-1', 'OP-2', '']) {
		const properties = mapped({
			content: 'operators',
			...(external_ref === '' ? {} : { external_ref, closed_date: `2026-01-0${external_ref.slice(-1)}T00:00:00Z` }),
		});
		const place = { pipelineId: list('0'), stageId: list('1') };
		const ticket = { subject: `operator ${external_ref}`, ...place, properties };
		const made = await runNode(node('ticket', 'create', ticket));
		expect(made.error).toBeUndefined();
	}
	sandbox.current.journal.clear();
}

describe.each([false, true])('with negations that find tickets without a value (%s)', (negationFindsUnset) => {
	test.each<[string, string, object, string[]]>([
		['HAS_PROPERTY', 'external_ref', {}, ['OP-1', 'OP-2']],
		['NOT_HAS_PROPERTY', 'external_ref', {}, ['']],
		['LT', 'closed_date', { value: '2026-01-02T00:00:00Z' }, ['OP-1']],
		['LTE', 'closed_date', { value: '2026-01-02T00:00:00Z' }, ['OP-1', 'OP-2']],
		['NOT_IN', 'external_ref', { values: 'OP-1, OP-9' }, ['OP-2', '?']],
		['NOT_CONTAINS_TOKEN', 'subject', { value: 'OP-1' }, ['OP-2', '']],
	])('the operator %s is sent and finds what it says', async (operator, propertyName, given, expected) => {
		await referenced();
		sandbox.current.setSwitches('hubspot', { negationFindsUnset });
		const filters = rows(
			{ propertyName: 'content', operator: 'EQ', value: 'operators' },
			{ propertyName, operator, ...given },
		);
		const options = { propertySelection: 'selected', propertyNames: ['external_ref'] };
		const result = await search({ filters, ...options });
		expect(result.error).toBeUndefined();
		expect(bodies()[0]).toMatchObject({ filterGroups: [{ filters: [{}, { operator, propertyName }] }] });
		const wanted = expected.flatMap((one) => (one !== '?' ? [one] : negationFindsUnset ? [''] : []));
		expect(result.json.map(({ external_ref: ref }) => ref ?? '').sort()).toEqual(wanted.sort());
	});
});

test('takes a moment without a time zone as one in that of the workflow', async () => {
	const filters = rows(
		{ propertyName: 'createdate', operator: 'BETWEEN', value: '2026-07-01T08:00', highValue: '2026-11-21 08:00:00' },
		{ propertyName: 'createdate', operator: 'NEQ', value: '2026-11-21' },
		{ propertyName: 'subject', operator: 'NEQ', value: '2026-07-01T08:00' },
	);
	const result = await search({ filters });
	expect(result.error).toBeUndefined();
	expect(bodies()[0]).toMatchObject({
		filterGroups: [
			{
				filters: [
					{ operator: 'BETWEEN', value: '2026-07-01T06:00:00.000Z', highValue: '2026-11-21T07:00:00.000Z' },
					{ operator: 'NEQ', value: '2026-11-20T23:00:00.000Z' },
					{ operator: 'NEQ', value: '2026-07-01T08:00' },
				],
			},
		],
	});
});

test('spaces around a value do not count, and alone are none', async () => {
	const high = async (value: string) =>
		(await search({ filters: rows({ propertyName: 'hs_ticket_priority', operator: 'EQ', value }) })).json.length;
	expect([await high('HIGH'), await high(' HIGH ')]).toEqual([1, 1]);
	const blank = await search({ filters: rows({ propertyName: 'hs_ticket_priority', operator: 'NEQ', value: ' ' }) });
	expect(messageOf(blank)).toBe('The filter for "hs_ticket_priority" has no value');
});

test('lists of values find sensitive texts, too', async () => {
	const ticket = { subject: 'Sensitive', stageId: list('1'), properties: mapped({ patient_ref: 'P-77' }) };
	await runNode(node('ticket', 'create', ticket));
	const result = await search({ filters: rows({ propertyName: 'patient_ref', operator: 'IN', values: 'P-76, P-77' }) });
	expect(result.json.map(({ subject }) => subject)).toEqual(['Sensitive']);
});

test('compares a property that holds days with the day of a moment in the time zone of the workflow', async () => {
	const ticket = { subject: 'Promised', stageId: list('1'), properties: mapped({ promised_on: '2026-11-22' }) };
	await runNode(node('ticket', 'create', ticket));
	for (const value of ['={{ DateTime.fromISO("2026-11-22T00:00:00+01:00") }}', '2026-11-21T23:30:00Z', '2026-11-22']) {
		const result = await search({ filters: rows({ propertyName: 'promised_on', operator: 'EQ', value }) });
		expect(result.json.map(({ subject }) => subject)).toEqual(['Promised']);
	}
});

test('a key that may not read properties may still search for points in time', async () => {
	sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path: 'crm/properties', status: 403, times: -1 });
	const filters = rows({ propertyName: 'createdate', operator: 'GT', value: '2020-01-01T00:00:00Z' });
	const result = await search({ filters });
	expect(result.json.map(({ subject }) => subject)).toEqual([
		'Pump 7 does not start',
		'Invoice shows the wrong address',
		'Valve leaks after service',
		'Meter reading unclear',
		'Return of two meters',
	]);
});

test('sends the rows as alternatives, and lists of texts in lower case', async () => {
	const filters = rows(
		{ propertyName: 'external_ref', operator: 'IN', values: 'RET-2026-0001' },
		{ propertyName: 'hs_ticket_priority', operator: 'EQ', value: 'HIGH' },
	);
	const result = await search({ filters, combineFilters: 'any' });
	expect(result.json.map(({ subject }) => subject)).toEqual(['Pump 7 does not start', 'Return of two meters']);
});

test('finds by text, by associated contact, and by filter groups as HubSpot writes them', async () => {
	const byText = await search({ query: 'invoice' });
	expect(byText.json.map(({ subject }) => subject)).toEqual(['Invoice shows the wrong address']);
	const filters = rows({ propertyName: 'associations.contact', operator: 'EQ', value: '203' });
	const ofContact = await search({ filters, options: { associations: ['contacts', 'companies'] } });
	expect(ofContact.json).toEqual([
		expect.objectContaining({
			subject: 'Valve leaks after service',
			associations: { contacts: ['203'], companies: ['302'] },
		}),
	]);
	const filterGroups = '[{"filters":[{"propertyName":"hs_pipeline","operator":"EQ","value":"748215903"}]}]';
	const byGroups = await search({ options: { filterGroups } });
	expect(byGroups.json.map(({ subject }) => subject)).toEqual(['Return of two meters']);
});

test('an empty list of filter groups leaves the rows in force, and a group without filters is refused', async () => {
	const filters = rows({ propertyName: 'subject', operator: 'EQ', value: 'nonexistent' });
	expect((await search({ filters, options: { filterGroups: '[]' } })).json).toEqual([]);
	expect(bodies()).toMatchObject([{ filterGroups: [{ filters: [{ value: 'nonexistent' }] }] }]);
	for (const given of ['[{"filters":[]}]', '[{"filters":[{"operator":"EQ","value":"1"}]}]', '[{"filters":[null]}]']) {
		const refused = await search({ filters, options: { filterGroups: given } });
		expect(messageOf(refused)).toBe('The option "Filter Groups (JSON)" is not a list of filter groups');
	}
	expect(bodies()).toHaveLength(1);
});

test('sorts, limits and counts, also with filters and a text at once', async () => {
	const options = { sortBy: list('createdate'), sortDirection: 'DESCENDING' };
	const newest = await search({ returnAll: false, limit: 2, options });
	expect(newest.json.map(({ subject }) => subject)).toEqual(['Return of two meters', 'Meter reading unclear']);
	const counted = await search({ options: { countOnly: true } });
	expect(counted.json).toEqual([{ total: 5 }]);
	await sandbox.current.act('hubspot', 'seedTickets', { count: 20 });
	const filters = rows({ propertyName: 'hs_ticket_priority', operator: 'EQ', value: 'HIGH' });
	const both = { filters, query: 'seeded', returnAll: true };
	const subjects = (await search({ ...both, options })).json.map(({ subject }) => subject);
	expect(subjects).toEqual([18, 15, 12, 9, 6, 3].map((number) => `Seeded ticket ${number}`));
	expect((await search({ ...both, options: { ...options, countOnly: true } })).json).toEqual([{ total: 6 }]);
});

test('returns a sorted ticket once, although new ones push it onto the next page', async () => {
	await sandbox.current.act('hubspot', 'seedTickets', { count: 300 });
	const searches = () => requests(sandbox.current, 'hubspot').filter(({ path }) => path.endsWith('/search')).length;
	const answered = searches();
	sandbox.current.faults.add({ kind: 'slow', service: 'hubspot', path: 'search', skip: 1, delayMs: 800 });
	const options = { sortBy: list('createdate'), sortDirection: 'DESCENDING' };
	const running = search({ returnAll: true, options });
	while (searches() === answered) await new Promise((done) => setTimeout(done, 10));
	for (const subject of ['one', 'two', 'three']) await sandbox.current.act('hubspot', 'raiseTicket', { subject });
	const ids = (await running).json.map(({ id }) => id);
	expect(ids).toHaveLength(305);
	expect(new Set(ids).size).toBe(305);
});

test('returns all of 12,000 tickets once, although HubSpot lists only 10,000', async () => {
	await sandbox.current.act('hubspot', 'seedTickets', { count: 12_000, sameModifiedStamp: true });
	const filters = rows({ propertyName: 'subject', operator: 'CONTAINS_TOKEN', value: 'seeded' });
	const some = { filters, query: 'ticket', propertySelection: 'selected', propertyNames: ['subject'] };
	const result = await search({ returnAll: true, ...some });
	expect(result.error).toBeUndefined();
	expect(result.json.map(({ subject }) => subject)).toEqual(
		Array.from({ length: 12_000 }, (_, index) => `Seeded ticket ${index + 1}`),
	);
}, 120_000);

test('says that more than 10,000 tickets cannot be sorted, and still returns them all', async () => {
	await sandbox.current.act('hubspot', 'seedTickets', { count: 10_100 });
	const options = { sortBy: list('createdate') };
	const result = await search({ returnAll: true, options, propertySelection: 'selected', propertyNames: ['subject'] });
	expect(new Set(result.json.map(({ id }) => id)).size).toBe(10_105);
	expect(result.hints.map(({ message }) => message).join()).toMatch(/sorted by ID/);
	const six = rows(
		...['1', '2', '3', '4', '5', '6'].map((value) => ({ propertyName: 'hs_object_id', operator: 'GT', value })),
	);
	expect(messageOf(await search({ returnAll: true, filters: six }))).toMatch(/lists only 10,000 of them/);
	const some = await search({ returnAll: false, limit: 450, filters: six });
	expect(new Set(some.json.map(({ id }) => id)).size).toBe(450);
}, 120_000);

test('returns all of 10,100 tickets once with as many filters as HubSpot allows', async () => {
	const { firstId } = Object(await sandbox.current.act('hubspot', 'seedTickets', { count: 10_100 }));
	const from = (id: number) => ({ propertyName: 'hs_object_id', operator: 'GTE', value: String(id) });
	const some = { propertyName: 'subject', operator: 'CONTAINS_TOKEN', value: 'seeded' };
	// The groups overlap, and together with a cursor in each of them there would be too many filters.
	const groups = [0, 3_000, 6_000, 9_000].map((offset) => ({
		filters: [from(Number(firstId) + offset), some, some, ...(offset > 3_000 ? [some, some] : [])],
	}));
	const options = { filterGroups: JSON.stringify(groups) };
	const result = await search({ returnAll: true, options, propertySelection: 'selected', propertyNames: ['subject'] });
	expect(result.error).toBeUndefined();
	expect(result.hints.map(({ message }) => message).join()).not.toMatch(/sorted/);
	const ids = result.json.map(({ id }) => Number(id));
	expect(ids).toEqual(Array.from({ length: 10_100 }, (_, index) => Number(firstId) + index));
}, 120_000);

test('returns every sorted ticket, although one that is deleted pulls others onto a page that was read', async () => {
	const { firstId } = Object(await sandbox.current.act('hubspot', 'seedTickets', { count: 300 }));
	const searches = () => requests(sandbox.current, 'hubspot').filter(({ path }) => path.endsWith('/search')).length;
	const answered = searches();
	sandbox.current.faults.add({ kind: 'slow', service: 'hubspot', path: 'search', skip: 1, delayMs: 800 });
	const running = search({ returnAll: true, options: { sortBy: list('createdate') } });
	while (searches() === answered) await new Promise((done) => setTimeout(done, 10));
	const gone = String(Number(firstId) + 5);
	await sandbox.current.act('hubspot', 'deleteTicket', { id: gone });
	const ids = (await running).json.map(({ id }) => id);
	expect(new Set(ids).size).toBe(ids.length);
	const left = (await search({ returnAll: true })).json.map(({ id }) => id);
	expect(left).toHaveLength(304);
	expect(left.filter((id) => !ids.includes(id))).toEqual([]);
});

test('begins anew when more tickets went than were read', async () => {
	await sandbox.current.act('hubspot', 'seedTickets', { count: 300 });
	const body = { total: 40, results: [] };
	sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path: 'search', skip: 1, status: 200, body });
	const result = await search({ returnAll: true, options: { sortBy: list('createdate') } });
	expect(result.error).toBeUndefined();
	expect(new Set(result.json.map(({ id }) => id)).size).toBe(305);
});

test('pages by ID as long as the cursor finds room beside the filters', async () => {
	const some = { propertyName: 'subject', operator: 'CONTAINS_TOKEN', value: 'pump' };
	const sorted = async (...sizes: number[]) => {
		sandbox.current.journal.clear();
		const groups = sizes.map((length) => ({ filters: Array(length).fill(some) }));
		const found = await search({ returnAll: true, options: { filterGroups: JSON.stringify(groups) } });
		expect(found.error).toBeUndefined();
		return Object(bodies()[0]).sorts !== undefined;
	};
	// With a cursor in each group: 18 filters, and 19.
	expect(await sorted(5, 5, 5)).toBe(true);
	expect(await sorted(5, 5, 4, 1)).toBe(false);
});

/** These stay as they are where the credential may not read properties. */
const hideProperties = () =>
	sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path: 'crm/properties', status: 403, times: -1 });

const propertyNames = Array.from({ length: 120 }, (_, index) => `a_property_of_the_account_${index}`);

test('reads many properties in a second step, because a search may have 3,000 characters', async () => {
	hideProperties();
	const filters = rows({ propertyName: 'hs_ticket_priority', operator: 'EQ', value: 'HIGH' });
	const parameters = {
		filters,
		propertySelection: 'selected',
		propertyNames: ['subject', 'source_type', ...propertyNames],
	};
	const result = await search(parameters);
	expect(result.json).toEqual([expect.objectContaining({ subject: 'Pump 7 does not start', source_type: 'PHONE' })]);
	expect(recordRequests(sandbox).map(({ path }) => path)).toEqual([
		'/crm/objects/2026-09/tickets/search',
		'/crm/objects/2026-09/tickets/batch/read',
	]);
});

test('Get Many reads all pages, the bin, and long lists of properties in batches', async () => {
	const { firstId } = Object(await sandbox.current.act('hubspot', 'seedTickets', { count: 230 }));
	sandbox.current.journal.clear();
	hideProperties();
	const parameters = {
		returnAll: true,
		propertySelection: 'selected',
		propertyNames: ['source_type', ...propertyNames],
		options: { associations: ['contacts'] },
	};
	const result = await runNode(node('ticket', 'getAll', parameters));
	expect(result.json).toHaveLength(235);
	expect(result.json.slice(5).map((ticket) => Number(ticket.id))).toEqual(
		Array.from({ length: 230 }, (_, index) => Number(firstId) + index),
	);
	expect(result.json[0]).toMatchObject({ source_type: 'PHONE', associations: { contacts: ['201'] } });
	expect(recordRequests(sandbox).map(({ method }) => method)).toEqual(['GET', 'POST', 'GET', 'POST', 'GET', 'POST']);
	const id = String(result.json[0]?.id);
	await sandbox.current.act('hubspot', 'deleteTicket', { id });
	const bin = await runNode(node('ticket', 'getAll', { returnAll: true, options: { archived: true } }));
	expect(bin.json.map((ticket) => ticket.id)).toEqual([id]);
	// Each input item begins at the first page again.
	const two = await runNode(node('ticket', 'getAll', { returnAll: false, limit: 2 }, { items: [{}, {}] }));
	expect(two.json).toHaveLength(4);
	expect(two.json.slice(0, 2)).toEqual(two.json.slice(2));
});

describe('limits are checked before a request is sent', () => {
	const same = (count: number) =>
		rows(...Array.from({ length: count }, () => ({ propertyName: 'subject', operator: 'EQ', value: 'x' })));

	test.each([
		['7 filters that must all match', { filters: same(7) }, /allows 6 filters/],
		['6 alternatives', { filters: same(6), combineFilters: 'any' }, /allows 5 alternatives/],
		[
			'a filter without a value',
			{ filters: rows({ propertyName: 'subject', operator: 'EQ', value: '' }) },
			/has no value/,
		],
		['a very long text', { query: 'x'.repeat(3001) }, /3,000 characters/],
		[
			'filters and filter groups at once',
			{
				filters: same(1),
				options: { filterGroups: '[{"filters":[{"propertyName":"subject","operator":"HAS_PROPERTY"}]}]' },
			},
			/both Filters and the option/,
		],
		['filter groups that are none', { options: { filterGroups: '{"filters":[]}' } }, /not a list of filter groups/],
	])('%s', async (_name, parameters, message) => {
		expect(messageOf(await search(parameters))).toMatch(message);
		expect(requests(sandbox.current, 'hubspot')).toEqual([]);
	});
});

// A page may be short although more follow; what counts is whether HubSpot names a next one.
test.each([true, false])('finds all tickets, with pages that are short (%s), by ID and sorted', async (shortPages) => {
	sandbox.current.setSwitches('hubspot', { shortPages });
	await sandbox.current.act('hubspot', 'seedTickets', { count: 450 });
	const total = Number((await search({ options: { countOnly: true } })).json[0]?.total);
	for (const options of [{}, { sortBy: list('createdate') }]) {
		const found = (await search({ returnAll: true, options })).json;
		expect(new Set(found.map(({ id }) => id)).size).toBe(total);
		expect((await search({ limit: 430, options })).json).toHaveLength(430);
	}
});

test('a search has room for the cursor of its later pages', () => {
	const query = (length: number) => ({
		text: '',
		groups: [[{ propertyName: 'subject', operator: 'EQ', value: 'x'.repeat(length) }]],
	});
	const fitting = Array.from({ length: 3_000 }, (_, length) => length).filter((length) => fitsSearch(query(length)));
	const cursor = { propertyName: 'hs_object_id', operator: 'GT', value: '9'.repeat(16) };
	const later = query(Math.max(...fitting)).groups.map((filters) => ({ filters: [...filters, cursor] }));
	const sorts = [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }];
	const { length } = JSON.stringify({ filterGroups: later, sorts, limit: 200 });
	expect(length).toBeLessThanOrEqual(3_000);
	expect(length).toBeGreaterThan(2_900);
});
