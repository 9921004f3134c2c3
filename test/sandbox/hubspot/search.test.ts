import { Fixture, FIRST_TICKET, ids, NEW, RETURN_TICKET, TICKETS } from './fixture';

const fixture = new Fixture().install();
const [T1, T2, T3, T4, T5] = [FIRST_TICKET, '38402119002', '38402119003', '38402119004', RETURN_TICKET];

async function search(body: object) {
	return await fixture.post(`${TICKETS}/search`, body);
}

async function where(...filters: object[]) {
	return await search({ filterGroups: [{ filters }] });
}

describe('operators', () => {
	const filter = (propertyName: string, operator: string, rest: object = {}) => ({ propertyName, operator, ...rest });

	test.each<[string, object, (string | undefined)[]]>([
		['EQ ignores case on texts', filter('subject', 'EQ', { value: 'PUMP 7 does not start' }), [T1]],
		['EQ minds case on options', filter('hs_ticket_priority', 'EQ', { value: 'high' }), []],
		['NEQ', filter('hs_ticket_priority', 'NEQ', { value: 'HIGH' }), [T2]],
		['IN on options', filter('hs_pipeline_stage', 'IN', { values: ['1', '4'] }), [T1, T4]],
		['IN on texts in lower case', filter('external_ref', 'IN', { values: ['ret-2026-0001'] }), [T5]],
		['IN on texts as written', filter('external_ref', 'IN', { values: ['RET-2026-0001'] }), []],
		['NOT_IN', filter('hs_pipeline_stage', 'NOT_IN', { values: ['1', '2', '3', '4'] }), [T5]],
		['HAS_PROPERTY', filter('content', 'HAS_PROPERTY'), [T3]],
		['NOT_HAS_PROPERTY', filter('hs_ticket_priority', 'NOT_HAS_PROPERTY'), [T3, T4, T5]],
		['GT on ids', filter('hs_object_id', 'GT', { value: T3 }), [T4, T5]],
		['LT on dates in text', filter('createdate', 'LT', { value: '2026-09-15T00:00:00Z' }), [T1]],
		['GTE on dates in ms', filter('createdate', 'GTE', { value: String(Date.UTC(2026, 8, 17)) }), [T4, T5]],
		[
			'BETWEEN takes both ends',
			filter('hs_lastmodifieddate', 'BETWEEN', {
				value: '2026-09-15T09:40:00.000Z',
				highValue: '2026-09-16T13:05:00.000Z',
			}),
			[T2, T3],
		],
		['CONTAINS_TOKEN takes whole words', filter('subject', 'CONTAINS_TOKEN', { value: 'pum' }), []],
		['CONTAINS_TOKEN with a wildcard', filter('subject', 'CONTAINS_TOKEN', { value: 'pum*' }), [T1]],
		['NOT_CONTAINS_TOKEN', filter('subject', 'NOT_CONTAINS_TOKEN', { value: '*e*' }), []],
		['by an associated contact', filter('associations.contact', 'EQ', { value: '203' }), [T3]],
	])('%s', async (_, condition, expected) => {
		expect(ids(await where(condition))).toEqual(expected);
	});

	test('negations may find records without a value', async () => {
		fixture.set({ negationFindsUnset: true });
		const answer = await where(filter('hs_ticket_priority', 'NEQ', { value: 'HIGH' }));
		expect(ids(answer)).toEqual([T2, T3, T4, T5]);
	});

	test('sensitive properties need their scope', async () => {
		const filterGroups = [{ filters: [filter('patient_ref', 'HAS_PROPERTY')] }];
		expect((await search({ filterGroups })).status).toBe(200);
		expect((await fixture.post(`${TICKETS}/search`, { filterGroups }, 'hubspot-granular-token')).status).toBe(403);
	});

	test.each<[string, object]>([
		['an unknown property', filter('nonsense', 'EQ', { value: '1' })],
		['an unknown operator', filter('subject', 'LIKE', { value: '1' })],
		['BETWEEN without an end', filter('createdate', 'BETWEEN', { value: '1' })],
		['IN with a value', filter('hs_pipeline_stage', 'IN', { value: '1' })],
		['IN without values', filter('hs_pipeline_stage', 'IN', { values: [] })],
		['HAS_PROPERTY with a value', filter('content', 'HAS_PROPERTY', { value: '1' })],
		['a date that is none', filter('createdate', 'GT', { value: 'yesterday' })],
		['a number for a value', filter('hs_object_id', 'GT', { value: 5 })],
	])('refuses %s', async (_, condition) => {
		expect((await where(condition)).status).toBe(400);
	});
});

describe('groups, query, sort', () => {
	const stage = (value: string) => ({ propertyName: 'hs_pipeline_stage', operator: 'EQ', value });

	test('groups are alternatives, filters of one group conditions', async () => {
		const both = { filters: [stage('1'), { propertyName: 'content', operator: 'HAS_PROPERTY' }] };
		expect(ids(await search({ filterGroups: [both] }))).toEqual([]);
		expect(ids(await search({ filterGroups: [both, { filters: [stage('2')] }] }))).toEqual([T2]);
	});

	test('the query looks into subject and content', async () => {
		expect(ids(await search({ query: 'FLOOR' }))).toEqual([T3]);
		expect(ids(await search({ query: 'meter' }))).toEqual([T4, T5]);
	});

	test('oldest first, or by one property', async () => {
		expect(ids(await search({}))).toEqual([T1, T2, T3, T4, T5]);
		expect(ids(await search({ sorts: ['-createdate'], limit: 2 }))).toEqual([T5, T4]);
		const byName = { sorts: [{ propertyName: 'subject', direction: 'DESCENDING' }], limit: 1 };
		expect(ids(await search(byName))).toEqual([T3]);
		expect((await search({ sorts: ['subject', 'createdate'] })).status).toBe(400);
	});

	test('archived tickets are not found', async () => {
		await fixture.call('DELETE', `${TICKETS}/${T1}`);
		expect((await search({})).data.total).toBe(4);
	});
});

describe('caps', () => {
	const group = (count: number) => ({
		filters: Array.from({ length: count }, () => ({ propertyName: 'hs_pipeline', operator: 'EQ', value: '0' })),
	});

	test.each<[string, object, number]>([
		['5 groups', { filterGroups: Array.from({ length: 5 }, () => group(1)) }, 200],
		['6 groups', { filterGroups: Array.from({ length: 6 }, () => group(1)) }, 400],
		['6 filters in a group', { filterGroups: [group(6)] }, 200],
		['7 filters in a group', { filterGroups: [group(7)] }, 400],
		['18 filters', { filterGroups: [group(6), group(6), group(6)] }, 200],
		['19 filters', { filterGroups: [group(6), group(6), group(6), group(1)] }, 400],
		['a limit of 0', { limit: 0 }, 400],
		['a limit of 200', { limit: 200 }, 200],
		['a limit of 201', { limit: 201 }, 400],
		['results up to 10,000', { limit: 10, after: '9990' }, 200],
		['results past 10,000', { limit: 11, after: '9990' }, 400],
		['after 10,000', { limit: 10, after: '10000' }, 400],
		['a text of over 3,000 characters', { query: 'x'.repeat(3000) }, 400],
		['an unknown field', { filters: [] }, 400],
	])('%s', async (_, body, status) => {
		expect((await search(body)).status).toBe(status);
	});

	test('pages by offset, total stays', async () => {
		const first = await search({ limit: 3 });
		expect(first.data).toMatchObject({ total: 5, paging: { next: { after: '3' } } });
		const second = await search({ limit: 3, after: '3' });
		expect(ids(second)).toEqual([T4, T5]);
		expect(second.data.paging).toBeUndefined();
	});
});

describe('the lagging index', () => {
	test('shows new tickets and new values later', async () => {
		fixture.set({ searchLagMs: 5000 });
		await fixture.post(TICKETS, { properties: { ...NEW, subject: 'Fresh' } });
		await fixture.call('PATCH', `${TICKETS}/${T1}`, { properties: { subject: 'Pump 7 runs again' } });
		expect((await search({ query: 'fresh' })).data.total).toBe(0);
		const stale = await search({ query: 'pump', properties: ['subject'] });
		expect(stale.data.results?.[0]?.properties?.subject).toBe('Pump 7 does not start');
		expect(stale.data.results?.[0]?.updatedAt).toBe('2026-09-14T07:12:00.000Z');
		fixture.sandbox.core.clock.shift(5001);
		expect((await search({ query: 'fresh' })).data.total).toBe(1);
		expect((await search({ query: 'runs again' })).data.total).toBe(1);
	});
});
