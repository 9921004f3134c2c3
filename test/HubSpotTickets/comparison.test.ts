import { createHubSpot } from '../../sandbox/hubspot';
import { mapFields, messageOf, runNode, searchList } from '../harness/engine';
import { requests, sandboxCredentials, useSandbox } from '../harness/sandbox';
import { useInstantWaits } from '../harness/waits';
import { byId, hubSpot, list, mapped } from './setup';

/** One test per row of the comparison in the docs, by the words of the row. */

const waits = useInstantWaits();
const sandbox = useSandbox([createHubSpot]);
const node = hubSpot(sandbox);
const run = async (...setup: Parameters<typeof node>) => await runNode(node(...setup));
const sent = () => requests(sandbox.current, 'hubspot');
const byItem = { ticketId: byId('={{ $json.id }}') };

async function seeded(count: number): Promise<string[]> {
	const { firstId } = Object(await sandbox.current.act('hubspot', 'seedTickets', { count }));
	sandbox.current.journal.clear();
	return Array.from({ length: count }, (_, index) => String(Number(firstId) + index));
}

const read = async (id: string, options = {}) =>
	(await run('ticket', 'get', { ticketId: byId(id), propertySelection: 'all', options })).json[0];

test('ticket · create, standard fields', async () => {
	const additionalFields = {
		content: 'Water on the floor',
		ownerId: list('71440001'),
		priority: list('HIGH'),
		source: list('PHONE'),
		contactId: list('201'),
		primaryCompanyId: list('301'),
	};
	const created = await run('ticket', 'create', { subject: 'Valve leaks', stageId: list('1'), additionalFields });
	expect(await read(String(created.json[0]?.id), { associations: ['contacts', 'companies'] })).toMatchObject({
		subject: 'Valve leaks',
		content: 'Water on the floor',
		hs_pipeline: '0',
		hs_pipeline_stage: '1',
		hs_ticket_priority: 'HIGH',
		hubspot_owner_id: '71440001',
		source_type: 'PHONE',
		associations: { contacts: ['201'], companies: ['301'] },
	});
});

test('ticket · create/update, any custom property, typed and with dropdowns', async () => {
	const { fields } = await mapFields({ ...node('ticket', 'create'), method: 'getTicketFields' });
	const types = new Map(fields.map(({ id, type, options }) => [id, options === undefined ? type : options.length]));
	expect(['warranty', 'impact_score', 'promised_on', 'external_ref'].map((id) => types.get(id))).toEqual([
		'boolean',
		'number',
		'dateTime',
		'string',
	]);
	expect(types.get('product_line')).toBe(3);
	const properties = { warranty: true, impact_score: 2.5, promised_on: '2026-12-01', product_line: 'pumps' };
	const { json } = await run('ticket', 'create', {
		subject: 'x',
		stageId: list('1'),
		properties: mapped(properties),
	});
	const id = String(json[0]?.id);
	expect(await read(id)).toMatchObject({ ...properties, warranty: 'true', impact_score: '2.5' });
	await run('ticket', 'update', {
		ticketId: byId(id),
		properties: mapped({ warranty: false, product_line: 'valves' }),
	});
	expect(await read(id)).toMatchObject({ warranty: 'false', product_line: 'valves', impact_score: '2.5' });
});

test('pipeline → stage dependent dropdown', async () => {
	const stages = async (pipelineId?: string) => {
		const parameters = pipelineId === undefined ? {} : { pipelineId: list(pipelineId) };
		const { results } = await searchList({ ...node('ticket', 'create', parameters), method: 'searchStages' });
		return results.map(({ name }) => name);
	};
	expect(await stages('0')).toEqual(['New', 'Waiting on contact', 'Waiting on us', 'Closed']);
	expect(await stages('748215903')).toHaveLength(5);
	expect(await stages()).toContain('Returns / Being checked');
	expect(sent().every(({ path }) => path === '/crm/pipelines/2026-09/tickets')).toBe(true);
});

test('ticket · get by id', async () => {
	const [id = ''] = await seeded(1);
	const { json } = await run('ticket', 'get', { ticketId: byId(id) });
	expect(json).toEqual([expect.objectContaining({ id, subject: 'Seeded ticket 1', archived: false })]);
});

test('ticket · get by unique property', async () => {
	const parameters = { lookUpBy: 'uniqueProperty', uniqueProperty: list('external_ref'), uniqueValue: 'RET-2026-0001' };
	const { json } = await run('ticket', 'get', parameters);
	expect(json).toEqual([expect.objectContaining({ subject: 'Return of two meters' })]);
});

test('ticket · get many (all pages)', async () => {
	const ids = await seeded(1_000);
	const { json } = await run('ticket', 'getAll', { returnAll: true });
	expect(json).toHaveLength(1_005);
	expect(json.slice(5).map(({ id }) => id)).toEqual(ids);
	expect(sent()).toHaveLength(11);
	// Each input item begins at the first page again.
	const two = await run('ticket', 'getAll', { limit: 3 }, { items: [{}, {}] });
	expect(two.json.slice(0, 3)).toEqual(two.json.slice(3));
});

test('ticket · search (filters, query, sort, count)', async () => {
	await seeded(20);
	const filter = [{ propertyName: list('hs_ticket_priority'), operator: 'EQ', value: 'HIGH' }];
	const parameters = {
		filters: { filter },
		query: 'seeded',
		returnAll: true,
		options: { sortBy: list('createdate'), sortDirection: 'DESCENDING' },
	};
	const { json } = await run('ticket', 'search', parameters);
	expect(json.map(({ subject }) => subject)).toEqual([18, 15, 12, 9, 6, 3].map((number) => `Seeded ticket ${number}`));
	const count = await run('ticket', 'search', { ...parameters, options: { countOnly: true } });
	expect(count.json).toEqual([{ total: 6 }]);
	// More than the 10,000 that HubSpot lists.
	await seeded(10_000);
	const all = await run('ticket', 'search', { query: 'seeded', returnAll: true });
	expect(new Set(all.json.map(({ id }) => id)).size).toBe(10_020);
	expect(all.json).toHaveLength(10_020);
}, 60_000);

test('ticket · update (incl. clear a field)', async () => {
	const [id = ''] = await seeded(1);
	const closed_date = '2026-11-01T08:00:00.000Z';
	await run('ticket', 'update', {
		ticketId: byId(id),
		updateFields: { content: 'x', ownerId: list('71440001') },
		properties: mapped({ closed_date }),
	});
	const cleared = { content: '', ownerId: list('') };
	const { json } = await run('ticket', 'update', { ticketId: byId(id), updateFields: cleared });
	expect(json[0]?.id).toBe(id);
	// What is not mentioned stays as it is.
	expect(await read(id)).toMatchObject({
		content: null,
		hubspot_owner_id: null,
		closed_date,
		subject: 'Seeded ticket 1',
	});
});

test('ticket · upsert', async () => {
	const parameters = {
		uniqueProperty: list('external_ref'),
		uniqueValue: '={{ $json.ref }}',
		updateFields: { subject: 'Upserted', stageId: list('1') },
	};
	const items = [{ ref: 'RET-2026-0001' }, { ref: 'RET-2026-0002' }];
	const { json } = await run('ticket', 'upsert', parameters, { items });
	expect(json).toMatchObject([
		{ external_ref: 'RET-2026-0001', new: false },
		{ external_ref: 'RET-2026-0002', new: true },
	]);
});

test('ticket · delete', async () => {
	const ids = await seeded(3);
	const { json } = await run('ticket', 'delete', byItem, { items: ids.map((id) => ({ id })) });
	expect(json).toEqual(ids.map((id) => ({ id, deleted: true })));
	const bin = await run('ticket', 'getAll', { returnAll: true, options: { archived: true } });
	expect(bin.json.map(({ id }) => id)).toEqual(ids);
});

test('ticket · merge', async () => {
	const [a = '', b = ''] = await seeded(2);
	const { json } = await run('ticket', 'merge', { primaryTicketId: byId(a), ticketIdToMerge: byId(b) });
	expect(json[0]).toMatchObject({ subject: 'Seeded ticket 1', primaryTicketId: a, mergedTicketId: b });
	for (const id of [a, b]) expect((await read(id))?.id).toBe(json[0]?.id);
});

test('batch with per-item errors', async () => {
	const items = Array.from({ length: 120 }, (_, n) => ({ n, stage: n % 50 === 7 ? '1094427714' : '1' }));
	const parameters = {
		subject: '={{ "Ticket " + $json.n }}',
		pipelineId: list('0'),
		stageId: byId('={{ $json.stage }}'),
	};
	const result = await run('ticket', 'create', parameters, { items, continueOnFail: true });
	expect(sent()).toHaveLength(2);
	const failed = result.json.flatMap(({ error }, index) => (error === undefined ? [] : [index]));
	expect(failed).toEqual([7, 57, 107]);
	expect(result.json[57]?.error).toMatch(/1094427714 is not a stage of pipeline 0/);
	expect(result.json[119]).toMatchObject({ subject: 'Ticket 119' });
	expect(result.items.map(({ pairedItem }) => Object(pairedItem).item)).toEqual(items.map(({ n }) => n));
});

test('property history', async () => {
	const ids = await seeded(60);
	const [id = ''] = ids;
	await sandbox.current.act('hubspot', 'moveTicket', { id, stage: '3' });
	const options = { propertiesWithHistory: ['hs_pipeline_stage'] };
	const { json } = await run('ticket', 'get', { ...byItem, options }, { items: ids.map((one) => ({ id: one })) });
	expect(json).toHaveLength(60);
	expect(json[0]?.propertiesWithHistory).toMatchObject({
		hs_pipeline_stage: [{ value: '3', sourceType: 'CRM_UI', timestamp: expect.stringMatching(/Z$/) }, { value: '1' }],
	});
});

test('association · list, add, remove, labels, batch', async () => {
	const ids = await seeded(150);
	const items = ids.map((id) => ({ id }));
	const pair = { ...byItem, toObjectType: 'contacts', toObjectId: list('201') };
	const labels = (await run('association', 'getLabels', { toObjectType: 'contacts' })).json;
	const reporter = list(String(labels.find(({ label }) => label === 'Reporter')?.typeId));
	sandbox.current.journal.clear();
	await run('association', 'add', pair, { items });
	await run('association', 'add', { ...pair, associationTypeId: reporter }, { items });
	const listed = await run('association', 'getAll', { ...pair, returnAll: true }, { items });
	expect(listed.json.map(({ id, toObjectId, labels: found }) => [id, toObjectId, found])).toEqual(
		ids.map((id) => [id, '201', ['Reporter']]),
	);
	expect(sent()).toHaveLength(5);
	await run('association', 'removeLabel', { ...pair, associationTypeId: reporter }, { items });
	const bare = await run('association', 'getAll', { ...pair, returnAll: true }, { items });
	expect(bare.json.map(({ labels: found }) => found)).toEqual(ids.map(() => []));
	await run('association', 'remove', pair, { items });
	expect((await run('association', 'getAll', pair, { items })).json).toEqual([]);
});

test('pipeline / stage / property / owner · get many', async () => {
	const counts = [];
	for (const resource of ['pipeline', 'stage', 'owner']) {
		counts.push((await run(resource, 'getAll', { returnAll: true })).json.length);
	}
	expect(counts).toEqual([2, 9, 119]);
	const properties = (await run('property', 'getAll', { returnAll: true })).json.map(({ name }) => name);
	expect(properties).toEqual(expect.arrayContaining(['subject', 'hs_pipeline_stage', 'external_ref']));
});

test('retries, 429 policies, budget', async () => {
	// The account allows 100 calls in ten seconds and 5 searches a second; nobody sees a refusal.
	sandbox.current.setSwitches('hubspot', { burstLimit: 100 });
	const items = Array.from({ length: 250 }, () => ({}));
	const many = await run('ticket', 'getAll', { limit: 1 }, { items });
	expect(many.json).toHaveLength(250);
	expect(sent().filter(({ status }) => status === 429)).toEqual([]);
	expect(waits.waitedMs).toBeGreaterThan(9_000);
	for (const policyName of ['TEN_SECONDLY_ROLLING', 'SECONDLY', 'DAILY']) {
		const body = { status: 'error', message: 'limit', errorType: 'RATE_LIMIT', policyName };
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', status: 429, body });
		const { error } = await run('ticket', 'create', { subject: policyName, stageId: list('1') });
		expect(error === undefined).toBe(policyName !== 'DAILY');
	}
	sandbox.current.faults.add([
		{ kind: 'html', status: 502, service: 'hubspot' },
		{ kind: 'resetAfter', service: 'hubspot' },
	]);
	expect((await run('ticket', 'getAll')).error).toBeUndefined();
	sandbox.current.faults.add({ kind: 'resetAfter', service: 'hubspot' });
	expect(messageOf(await run('ticket', 'create', { subject: 'once', stageId: list('1') }))).toMatch(
		/outcome is unknown/,
	);
	expect((await run('ticket', 'search', { query: 'once' })).json).toHaveLength(1);
});

test('error text with fields, options, scopes, correlation id', async () => {
	const options = mapped({ product_line: 'rockets' });
	const refused = await run('ticket', 'create', { subject: 'x', stageId: list('1'), properties: options });
	expect(messageOf(refused)).toBe('The property "Product line" has no choice "rockets": choose Pumps, Valves, Meters');
	const properties = mapped({ hs_is_closed: 'true' });
	const wrong = await run('ticket', 'create', { subject: 'x', stageId: list('1'), properties });
	expect(messageOf(wrong)).toMatch(/hs_is_closed/);
	expect(wrong.error?.description).toMatch(/correlation ID: [0-9a-f-]{36}/);
	const credentials = sandboxCredentials(sandbox.current);
	credentials.hubSpotTicketsApi = { ...credentials.hubSpotTicketsApi, accessToken: 'hubspot-tickets-read-token' };
	const refused = await run('ticket', 'create', { subject: 'x', stageId: list('1') }, { credentials });
	expect(refused.error?.description).toMatch(/tickets, crm\.objects\.tickets\.write/);
});

test('custom API call with the same credential', async () => {
	const path = '/crm/objects/2026-09/contacts';
	const query = { parameter: [{ name: 'limit', value: '2' }] };
	const all = await run('customApiCall', 'call', { path, query, readAllPages: true });
	expect(all.json.map(({ id }) => id)).toEqual(['201', '202', '203', '204', '205', '206']);
	expect(sent()).toHaveLength(3);
	const body = '{"properties":{"subject":"By hand","hs_pipeline_stage":"1"}}';
	const made = await run('customApiCall', 'call', { method: 'POST', path: '/crm/objects/2026-09/tickets', body });
	expect(made.json[0]).toMatchObject({ properties: { subject: 'By hand' } });
	sandbox.current.faults.add({ kind: 'resetAfter', service: 'hubspot', method: 'POST' });
	const cut = await run('customApiCall', 'call', { method: 'POST', path: '/crm/objects/2026-09/tickets', body });
	expect(messageOf(cut)).toMatch(/outcome is unknown/);
	expect(cut.error?.description).toMatch(/whether it took effect/);
	const away = await run('customApiCall', 'call', { path: 'https://elsewhere.example/' });
	expect(messageOf(away)).toMatch(/must be a path, not a whole address/);
	sandbox.current.journal.clear();
	const malformed = await run('customApiCall', 'call', { path: '/crm/%zz' });
	expect(messageOf(malformed)).toBe(
		'The field "Path" has a "%" with which no UTF-8 character is escaped: write a percent sign as %25',
	);
	expect(sent()).toEqual([]);
});
