import axios from 'axios';

import { createHubSpot } from '../../../sandbox/hubspot';
import { loadOptions, mapFields, messageOf, runNode, searchList } from '../../harness/engine';
import { requests, sandboxCredentials, useSandbox } from '../../harness/sandbox';
import { byId, hubSpot, list } from '../setup';

const sandbox = useSandbox([createHubSpot]);
const node = hubSpot(sandbox);

const names = (entries: Array<{ name: string }>) => entries.map(({ name }) => name);
const from = async (method: string, parameters = {}, filter?: string) =>
	(await searchList({ ...node('ticket', 'create', parameters), method, filter })).results;

const RETURN_STAGES = ['Announced', 'Parcel received', 'Being checked', 'Refunded', 'Refused'];

describe('drop-downs', () => {
	test('list pipelines, and stages of the chosen one', async () => {
		expect(await from('searchPipelines')).toEqual([
			{ name: 'Support Pipeline', value: '0' },
			{ name: 'Returns', value: '748215903' },
		]);
		const pipelineId = list('0');
		expect(names(await from('searchStages', { pipelineId }))).toEqual([
			'New',
			'Waiting on contact',
			'Waiting on us',
			'Closed',
		]);
		expect(names(await from('searchStages', { pipelineId: list('748215903') }))).toEqual(RETURN_STAGES);
		const moved = node('ticket', 'update', { updateFields: { pipelineId } });
		expect((await searchList({ ...moved, method: 'searchStages', filter: 'close' })).results).toEqual([
			{ name: 'Closed', value: '4' },
		]);
		expect(new Set(requests(sandbox.current, 'hubspot').map(({ path }) => path))).toEqual(
			new Set(['/crm/pipelines/2026-09/tickets']),
		);
	});

	test('list the stages of all pipelines when none is chosen', async () => {
		expect(names(await from('searchStages', {}, 'being'))).toEqual(['Returns / Being checked']);
		const all = await loadOptions({ ...node('ticket', 'create'), method: 'getStages' });
		expect(all).toContainEqual({ name: 'Support Pipeline / New', value: '1' });
		expect(await loadOptions({ ...node('ticket', 'create'), method: 'getPipelines' })).toHaveLength(2);
	});

	test('list all owners beyond the first hundred, by name or e-mail', async () => {
		expect(await from('searchOwners')).toHaveLength(119);
		expect(await loadOptions({ ...node('ticket', 'create'), method: 'getOwners' })).toHaveLength(119);
		expect(await from('searchOwners', {}, 'night-queue@')).toEqual([
			{ name: 'Night Queue (night-queue@relay.example)', value: '71440119' },
		]);
		const found = names(await from('searchOwners', {}, 'janik'));
		expect(found).toHaveLength(11);
		expect(found.filter((name) => !/^\w+ Janik \(/.test(name))).toEqual([]);
	});

	test("list the account's own priorities and sources", async () => {
		expect(await from('searchPriorities', {}, 'urg')).toEqual([{ name: 'Urgent', value: 'URGENT' }]);
		expect(names(await from('searchSources'))).toEqual(['Chat', 'Email', 'Form', 'Phone']);
	});

	test('list tickets, the newest first, page by page, and search them', async () => {
		await sandbox.current.act('hubspot', 'seedTickets', { count: 60 });
		const setup = node('ticket', 'get');
		const first = await searchList({ ...setup, method: 'searchTickets' });
		expect(first.results).toHaveLength(50);
		expect(first.results[0]?.name).toMatch(/^Seeded ticket 60 \(\d+\)$/);
		const next = await searchList({
			...setup,
			method: 'searchTickets',
			paginationToken: String(first.paginationToken),
		});
		expect(next.results).toHaveLength(15);
		expect(next.paginationToken).toBeUndefined();
		expect(names(await from('searchTickets', {}, 'pump'))).toEqual([expect.stringMatching(/^Pump 7/)]);
	});

	test('list properties for searches and multi-selects', async () => {
		expect(await from('searchProperties', {}, 'kaizala_action')).toEqual([
			{ name: 'Kaizala action', value: 'kaizala_action_id' },
		]);
		const properties = await loadOptions({ ...node('ticket', 'get'), method: 'getProperties' });
		expect(properties).toContainEqual(expect.objectContaining({ value: 'hs_lastmodifieddate' }));
	});

	test('list contacts and companies, and search them', async () => {
		expect(await from('searchContacts', {}, 'okafor')).toEqual([
			{ name: 'Selma Okafor (selma.okafor@northvalve.example)', value: '203' },
		]);
		expect(await from('searchContacts')).toHaveLength(6);
		expect(await from('searchCompanies', {}, 'pumps')).toEqual([
			{ name: 'Harbour Pumps (harbour-pumps.example)', value: '301' },
		]);
	});

	test('list the records that an association can lead to, page by page', async () => {
		await sandbox.current.act('hubspot', 'seedTickets', { count: 50 });
		const records = async (toObjectType: string, paginationToken?: string) =>
			await searchList({ ...node('association', 'add', { toObjectType }), method: 'searchRecords', paginationToken });
		expect((await records('companies')).results).toHaveLength(4);
		const first = await records('tickets');
		expect(first.results).toHaveLength(50);
		expect((await records('tickets', String(first.paginationToken))).results).toHaveLength(5);
		expect((await records('contacts')).results).toHaveLength(6);
	});

	test('end where HubSpot ends its searches, before its 10,000th result', async () => {
		await sandbox.current.act('hubspot', 'seedTickets', { count: 10_100 });
		const page = async (paginationToken: string) =>
			await searchList({ ...node('ticket', 'get'), method: 'searchTickets', paginationToken });
		expect((await page('9900')).paginationToken).toBe('9950');
		expect(await page('9950')).toMatchObject({ paginationToken: undefined, results: { length: 50 } });
	});

	test('list the properties that a ticket can be found by, and the groups of properties', async () => {
		expect(await from('searchUniqueProperties')).toEqual([
			{ name: 'External reference', value: 'external_ref' },
			{ name: 'jtel event', value: 'jtel_event_id' },
			{ name: 'Kaizala action', value: 'kaizala_action_id' },
			{ name: 'Thulium ticket', value: 'thulium_ticket_id' },
		]);
		expect(await from('searchPropertyGroups')).toContainEqual({
			name: 'ticket information',
			value: 'ticketinformation',
		});
	});

	test('say what is wrong with the credential', async () => {
		const credentials = { ...sandboxCredentials(sandbox.current) };
		credentials.hubSpotTicketsApi = { ...credentials.hubSpotTicketsApi, accessToken: 'wrong' };
		const call = searchList({ ...node('ticket', 'create', {}, { credentials }), method: 'searchPipelines' });
		await expect(call).rejects.toMatchObject({ description: expect.stringMatching(/Check the access token/) });
	});
});

describe('the mapper', () => {
	const fields = async () => (await mapFields({ ...node('ticket', 'create'), method: 'getTicketFields' })).fields;

	test('offers what can be written and has no field of its own', async () => {
		const ids = (await fields()).map(({ id }) => id);
		expect(new Set(ids).size).toBe(ids.length);
		expect(ids).toEqual(
			expect.arrayContaining(['kaizala_action_id', 'hs_ticket_category', 'closed_date', 'relay_cursor']),
		);
		for (const left of [
			'subject',
			'hs_pipeline',
			'hs_pipeline_stage',
			'hs_object_id',
			'age_score',
			'old_region',
			'hs_routing_state',
		]) {
			expect(ids).not.toContain(left);
		}
		expect(ids.indexOf('relay_cursor')).toBeGreaterThan(ids.indexOf('warranty'));
	});

	test('knows types, options without hidden ones, and owners', async () => {
		const byName = new Map((await fields()).map((field) => [field.id, field]));
		const types = [
			'warranty',
			'impact_score',
			'promised_on',
			'callback_at',
			'affected_sites',
			'contact_way',
			'report_html',
			'external_ref',
		];
		expect(types.map((name) => byName.get(name)?.type)).toEqual([
			'boolean',
			'number',
			'dateTime',
			'dateTime',
			'string',
			'options',
			'string',
			'string',
		]);
		expect(byName.get('product_line')?.options?.map(({ value }) => value)).toEqual(['pumps', 'valves', 'meters']);
		expect(byName.get('deputy_owner')?.options).toHaveLength(119);
		expect([...byName.values()].every(({ removed, required }) => removed === true && !required)).toBe(true);
	});
});

test('the mapper lists the option of a property that has only one', async () => {
	const options = [{ label: 'Night', value: 'night', displayOrder: 0, hidden: false }];
	const definition = { name: 'shift', label: 'Shift', groupName: 'ticketinformation' };
	const answer = await axios.post(
		`${sandbox.current.url}/hubspot/crm/v3/properties/tickets`,
		{ ...definition, type: 'enumeration', fieldType: 'select', options },
		{ headers: { authorization: 'Bearer hubspot-sandbox-token' } },
	);
	expect(answer.status).toBe(201);
	const { fields } = await mapFields({ ...node('ticket', 'create'), method: 'getTicketFields' });
	expect(fields.find(({ id }) => id === 'shift')).toMatchObject({
		type: 'options',
		options: [{ name: 'Night', value: 'night' }],
	});
});

describe('associations', () => {
	const id = async () => String((await runNode(node('ticket', 'getAll', { limit: 1 }))).json[0]?.id);
	const types = async (ticketId: string) => {
		const read = { ticketId: byId(ticketId), options: { associations: ['contacts'] }, simplify: false };
		const [ticket] = (await runNode(node('ticket', 'get', read))).json;
		return JSON.stringify(ticket?.associations ?? {});
	};

	test('list the labels between two kinds of records, by the address of the page in V3', async () => {
		const setup = hubSpot(sandbox, { apiVersion: 'v3' })('association', 'add', { toObjectType: 'contacts' });
		const { results } = await searchList({ ...setup, method: 'searchAssociationTypes' });
		expect(results).toContainEqual({ name: 'No Label', value: '16' });
		expect(results).toContainEqual({ name: 'Reporter', value: '101' });
		expect(requests(sandbox.current, 'hubspot')).toMatchObject([
			{ method: 'GET', path: '/crm/v4/associations/tickets/contacts/labels' },
		]);
	});

	test('a new label leaves those that are there', async () => {
		const ticketId = await id();
		const add = { ticketId: byId(ticketId), toObjectType: 'contacts', toObjectId: '201' };
		await runNode(node('association', 'add', { ...add, associationTypeId: list('101') }));
		const both = await runNode(node('association', 'add', { ...add, associationTypeId: list('105') }));
		expect(both.json).toEqual([
			{ id: ticketId, toObjectType: 'contacts', toObjectId: '201', labels: ['Reporter', 'On site'] },
		]);
		expect(await types(ticketId)).toMatch(/reporter.*on_site|on_site.*reporter/);
		await runNode(node('association', 'removeLabel', { ...add, associationTypeId: list('101') }));
		expect(await types(ticketId)).not.toMatch(/reporter/);
		await runNode(node('association', 'add', { ...add, associationTypeId: list('101'), keepLabels: false }));
		expect(await types(ticketId)).not.toMatch(/on_site/);
		await runNode(node('association', 'remove', add));
		expect(await types(ticketId)).not.toMatch(/"201"/);
	});

	test('an unknown type and an unknown record are refused with what is allowed', async () => {
		const add = { ticketId: byId(await id()), toObjectType: 'contacts', toObjectId: '201' };
		const unknown = await runNode(node('association', 'add', { ...add, associationTypeId: byId('999') }));
		expect(unknown.error?.description).toMatch(/16 \(no label\)/);
		const nobody = await runNode(node('association', 'add', { ...add, toObjectId: '99999' }));
		expect(messageOf(nobody)).toMatch(/CONTACT 99999 does not exist/);
		const text = await runNode(node('association', 'add', { ...add, toObjectId: 'eva' }));
		expect(messageOf(text)).toBe('The field "Associated Record" has "eva", which is not the ID of a contact');
	});
});
