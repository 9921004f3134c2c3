import { createHubSpot } from '../../sandbox/hubspot';
import { messageOf, runNode } from '../harness/engine';
import { requests, useSandbox, wire } from '../harness/sandbox';
import { PROPERTY_NAMES, byId, hubSpot, list, recordRequests } from './setup';

const sandbox = useSandbox([createHubSpot]);

/** The page speaks of version v3. */
const v3 = hubSpot(sandbox, { apiVersion: 'v3' });

const REPORT = {
	subject: 'troubleshoot report',
	pipelineId: list('0'),
	stageId: list('1'),
	additionalFields: { priority: list('HIGH') },
};
const REPORT_PROPERTIES = {
	hs_pipeline: '0',
	hs_pipeline_stage: '1',
	hs_ticket_priority: 'HIGH',
	subject: 'troubleshoot report',
};

async function createTicket(): Promise<string> {
	const { json } = await runNode(v3('ticket', 'create', REPORT));
	sandbox.current.journal.clear();
	return String(json[0]?.id);
}

describe("the requests of the user's page", () => {
	test('create a ticket', async () => {
		const result = await runNode(v3('ticket', 'create', REPORT));
		expect(result.error).toBeUndefined();
		expect(wire(recordRequests(sandbox))).toEqual([
			{ method: 'POST', path: '/crm/v3/objects/tickets', body: { properties: REPORT_PROPERTIES } },
		]);
		expect(result.json[0]).toMatchObject({ subject: 'troubleshoot report', hs_pipeline_stage: '1' });
	});

	test('create a ticket with a contact and a company', async () => {
		const additionalFields = { priority: list('HIGH'), contactIds: '201', primaryCompanyId: '301' };
		const result = await runNode(v3('ticket', 'create', { ...REPORT, additionalFields }));
		expect(result.error).toBeUndefined();
		expect(wire(recordRequests(sandbox))).toEqual([
			{
				method: 'POST',
				path: '/crm/v3/objects/tickets',
				body: {
					properties: REPORT_PROPERTIES,
					associations: [
						{ to: { id: 201 }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 16 }] },
						{ to: { id: 301 }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 26 }] },
					],
				},
			},
		]);
	});

	test('retrieve the list of all ticket properties', async () => {
		const result = await runNode(v3('property', 'getAll', { returnAll: true }));
		expect(wire(requests(sandbox.current, 'hubspot'))).toEqual([
			{ method: 'GET', path: '/crm/v3/properties/tickets', body: null },
		]);
		expect(result.json.map(({ name }) => name)).toEqual(PROPERTY_NAMES);
	});

	test('retrieve an individual ticket', async () => {
		const id = await createTicket();
		const result = await runNode(v3('ticket', 'get', { ticketId: byId(id) }));
		expect(wire(recordRequests(sandbox))).toEqual([
			{ method: 'GET', path: `/crm/v3/objects/tickets/${id}`, body: null },
		]);
		expect(result.json[0]).toMatchObject({ id, subject: 'troubleshoot report' });
	});

	test('retrieve an individual ticket with chosen properties and associations', async () => {
		const additionalFields = { contactIds: '201', companyIds: '301' };
		const [created] = (await runNode(v3('ticket', 'create', { ...REPORT, additionalFields }))).json;
		sandbox.current.journal.clear();
		const result = await runNode(
			v3('ticket', 'get', {
				ticketId: byId(String(created?.id)),
				propertySelection: 'selected',
				propertyNames: ['subject', 'content'],
				options: { associations: ['companies', 'contacts'] },
			}),
		);
		const [request] = recordRequests(sandbox);
		expect(request).toMatchObject({
			method: 'GET',
			path: `/crm/v3/objects/tickets/${String(created?.id)}`,
			query: { properties: 'subject,content', associations: 'companies,contacts' },
		});
		expect(result.json[0]).toMatchObject({
			subject: 'troubleshoot report',
			associations: { companies: ['301'], contacts: ['201'] },
		});
	});

	test('request a list of all tickets with properties and associations', async () => {
		const result = await runNode(
			v3('ticket', 'getAll', {
				returnAll: true,
				propertySelection: 'selected',
				propertyNames: ['subject'],
				options: { associations: ['contacts'] },
			}),
		);
		expect(result.error).toBeUndefined();
		const [request] = recordRequests(sandbox);
		expect(request).toMatchObject({
			method: 'GET',
			path: '/crm/v3/objects/tickets',
			query: { properties: 'subject', associations: 'contacts' },
		});
		expect(result.json.map(({ subject, associations }) => [subject, associations])).toEqual([
			['Pump 7 does not start', { contacts: ['201'] }],
			['Invoice shows the wrong address', { contacts: ['202'] }],
			['Valve leaks after service', { contacts: ['203'] }],
			['Meter reading unclear', { contacts: ['205'] }],
			['Return of two meters', { contacts: ['206'] }],
		]);
	});

	test('update an individual ticket', async () => {
		const id = await createTicket();
		const updateFields = { stageId: list('2'), subject: 'troubleshoot report, second visit' };
		const result = await runNode(v3('ticket', 'update', { ticketId: byId(id), updateFields }));
		expect(wire(recordRequests(sandbox))).toEqual([
			{
				method: 'PATCH',
				path: `/crm/v3/objects/tickets/${id}`,
				body: { properties: { subject: 'troubleshoot report, second visit', hs_pipeline_stage: '2' } },
			},
		]);
		expect(result.json[0]).toMatchObject({ id, hs_pipeline_stage: '2' });
	});

	test('associate an existing ticket with a record', async () => {
		const id = await createTicket();
		const result = await runNode(
			v3('association', 'add', {
				ticketId: byId(id),
				toObjectType: 'contacts',
				toObjectId: '202',
				associationTypeId: list('16'),
			}),
		);
		expect(result.error).toBeUndefined();
		expect(wire(recordRequests(sandbox))).toEqual([
			{ method: 'PUT', path: `/crm/v3/objects/tickets/${id}/associations/contacts/202/16`, body: null },
		]);
	});

	test('remove an association', async () => {
		const id = await createTicket();
		const parameters = {
			ticketId: byId(id),
			toObjectType: 'companies',
			toObjectId: '302',
			associationTypeId: list('339'),
		};
		await runNode(v3('association', 'add', parameters));
		sandbox.current.journal.clear();
		const result = await runNode(v3('association', 'remove', parameters));
		expect(result.error).toBeUndefined();
		expect(wire(recordRequests(sandbox))).toEqual([
			{ method: 'DELETE', path: `/crm/v3/objects/tickets/${id}/associations/companies/302/339`, body: null },
		]);
	});

	test('delete an individual ticket', async () => {
		const id = await createTicket();
		const result = await runNode(v3('ticket', 'delete', { ticketId: byId(id) }));
		expect(wire(recordRequests(sandbox))).toEqual([
			{ method: 'DELETE', path: `/crm/v3/objects/tickets/${id}`, body: null },
		]);
		expect(result.json).toEqual([{ id, deleted: true }]);
		expect(messageOf(await runNode(v3('ticket', 'get', { ticketId: byId(id) })))).toMatch(/resource not found/);
	});
});
