import { createHubSpot } from '../../sandbox/hubspot';
import { messageOf, runNode } from '../harness/engine';
import { requests, useSandbox, wire } from '../harness/sandbox';
import { automatic, byId, hubSpot, list, mapped } from './setup';

const sandbox = useSandbox([createHubSpot]);
const node = hubSpot(sandbox);

const VALVE = { subject: 'Valve leaks', pipelineId: list('0'), stageId: list('1') };
const posted = () => requests(sandbox.current, 'hubspot', 'POST')[0]?.body;

async function created(properties: Record<string, string> = {}): Promise<string> {
	const raised = await sandbox.current.act('hubspot', 'raiseTicket', { subject: 'Valve leaks', properties });
	return String(Object(raised).id);
}

describe('Create', () => {
	test('sets the standard fields, and associates a contact and the primary company', async () => {
		const additionalFields = {
			content: 'Water on the floor',
			ownerId: list('71440001'),
			priority: list('HIGH'),
			source: list('PHONE'),
			contactId: list('201'),
			primaryCompanyId: list('301'),
		};
		const made = await runNode(node('ticket', 'create', { ...VALVE, additionalFields }));
		const options = { associations: ['contacts', 'companies'] };
		const ticketId = byId(String(made.json[0]?.id));
		const [ticket] = (await runNode(node('ticket', 'get', { ticketId, propertySelection: 'all', options }))).json;
		expect(ticket).toMatchObject({
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

	test('resolves the e-mail address of an owner and knows owners beyond the first hundred', async () => {
		const additionalFields = { ownerId: byId('Ada.Castel.23@relay.example') };
		const result = await runNode(node('ticket', 'create', { ...VALVE, additionalFields }));
		expect(result.error).toBeUndefined();
		expect(result.json[0]).toMatchObject({ hubspot_owner_id: '71440023' });
	});

	test('says when nobody has that email address, before a ticket is made', async () => {
		const additionalFields = { ownerId: byId('nobody@relay.example') };
		const result = await runNode(node('ticket', 'create', { ...VALVE, additionalFields }));
		expect(messageOf(result)).toBe(
			'The field "Additional Fields > Owner" has no active owner with the email address "nobody@relay.example"',
		);
		expect(requests(sandbox.current, 'hubspot', 'POST')).toEqual([]);
	});

	test('sends each kind of property in its form', async () => {
		const properties = mapped({
			warranty: true,
			impact_score: 12.5,
			promised_on: '2026-11-20T23:30:00.000Z',
			callback_at: '2026-11-21T09:00:00',
			affected_sites: '["NORTH","DEPOT"]',
			product_line: ' pumps ',
			customer_phone: '+48 600 100 201',
			deputy_owner: 'ada.castel.23@relay.example',
			external_ref: null,
		});
		const result = await runNode(node('ticket', 'create', { ...VALVE, properties }));
		expect(result.error).toBeUndefined();
		expect(posted()).toEqual({
			properties: {
				subject: 'Valve leaks',
				hs_pipeline: '0',
				hs_pipeline_stage: '1',
				warranty: 'true',
				impact_score: '12.5',
				// Half past eleven in London is the next day in Berlin, where the workflow is.
				promised_on: '2026-11-21',
				callback_at: '2026-11-21T08:00:00.000Z',
				affected_sites: 'NORTH;DEPOT',
				product_line: 'pumps',
				customer_phone: '+48 600 100 201',
				deputy_owner: '71440023',
			},
		});
	});

	test('takes properties from the item, leaves unknown and read-only ones out, and says so', async () => {
		const items = [{ content: 'Water on the floor', hs_is_closed: 'true', colour: 'blue', affected_sites: ['NORTH'] }];
		const result = await runNode(node('ticket', 'create', { ...VALVE, properties: automatic }, { items }));
		expect(posted()).toMatchObject({ properties: { content: 'Water on the floor', affected_sites: 'NORTH' } });
		expect(result.hints.map(({ message }) => message).join()).toMatch(/hs_is_closed, colour/);
	});

	test('writes sensitive properties where the credential may', async () => {
		const items = [{ patient_ref: 'P-1' }];
		const allowed = await runNode(node('ticket', 'create', { ...VALVE, properties: automatic }, { items }));
		expect(allowed.json[0]).toMatchObject({ patient_ref: 'P-1' });
		const { hubSpotTicketsApi } = node('ticket', 'create').credentials;
		const credentials = { hubSpotTicketsApi: { ...hubSpotTicketsApi, accessToken: 'hubspot-granular-token' } };
		const create = node('ticket', 'create', { ...VALVE, properties: automatic }, { items, credentials });
		const left = await runNode(create);
		expect(left.error).toBeUndefined();
		expect(left.hints.map(({ message }) => message).join()).toMatch(/patient_ref/);
	});

	test('associates companies without a label', async () => {
		await runNode(node('ticket', 'create', { ...VALVE, additionalFields: { companyIds: '301, 302' } }));
		const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 339 }];
		expect(posted()).toMatchObject({
			associations: [
				{ to: { id: '301' }, types },
				{ to: { id: '302' }, types },
			],
		});
	});

	test('passes warnings on and hints at them', async () => {
		const properties = mapped({ kaizala_group_id: 'g-1' });
		sandbox.current.faults.add({
			kind: 'status',
			service: 'hubspot',
			method: 'POST',
			status: 201,
			body: {
				id: '9',
				properties: {},
				warnings: [{ category: 'PROPERTY_VALUE_NORMALIZED', context: { propertyName: ['promised_on'] } }],
			},
		});
		const result = await runNode(node('ticket', 'create', { ...VALVE, properties }));
		expect(result.json[0]?.warnings).toMatchObject([{ category: 'PROPERTY_VALUE_NORMALIZED' }]);
		expect(requests(sandbox.current, 'hubspot', 'POST')).toHaveLength(1);
		expect(result.hints.map(({ message }) => message).join()).toMatch(/promised_on/);
	});

	test('names an empty subject before a request is sent', async () => {
		const result = await runNode(node('ticket', 'create', { ...VALVE, subject: '={{ $json.nothing }}' }));
		expect(messageOf(result)).toBe('The field "Subject" is empty');
		expect(requests(sandbox.current, 'hubspot')).toEqual([]);
	});

	test('refuses several primary companies before a request is sent', async () => {
		const additionalFields = { primaryCompanyId: '301,302' };
		const result = await runNode(node('ticket', 'create', { ...VALVE, additionalFields }));
		expect(messageOf(result)).toMatch(/^The field "Primary Company" has several IDs/);
		expect(requests(sandbox.current, 'hubspot')).toEqual([]);
	});

	test('refuses an association with something that is no ID', async () => {
		const result = await runNode(node('ticket', 'create', { ...VALVE, additionalFields: { contactIds: '201,eva' } }));
		expect(messageOf(result)).toBe('The field "Contact IDs" has "eva", which is not the ID of a contact');
	});

	test.each(['both', 'errors', 'message'])('passes on what is wrong with a stage (shape %s)', async (shape) => {
		sandbox.current.setSwitches('hubspot', { validationErrorShape: shape });
		const result = await runNode(
			node('ticket', 'create', { ...VALVE, pipelineId: list('0'), stageId: list('1094427714') }),
		);
		expect(messageOf(result)).toMatch(/^HubSpot says: .*1094427714 is not a stage of pipeline 0.*1, 2, 3, 4/);
		expect(messageOf(result)).not.toMatch(/portalId/);
	});

	test('names an unknown property and says what to do', async () => {
		const result = await runNode(node('ticket', 'create', { ...VALVE, properties: mapped({ colour: 'blue' }) }));
		expect(messageOf(result)).toMatch(/colour/);
		expect(result.error?.description).toMatch(/Refresh the list of fields/);
		expect(result.error?.description).toMatch(/correlation ID/);
	});

	test('names the fields that the account requires with the current version', async () => {
		sandbox.current.setSwitches('hubspot', { validationRules: true });
		const refused = await runNode(node('ticket', 'create', VALVE));
		expect(messageOf(refused)).toMatch(/hs_ticket_category/);
		expect(refused.error?.description).toMatch(/API version 2026-03/);
		const older = await runNode(hubSpot(sandbox, { apiVersion: '2026-03' })('ticket', 'create', VALVE));
		expect(older.json).toMatchObject([{ subject: 'Valve leaks' }]);
		expect(requests(sandbox.current, 'hubspot', 'POST').map(({ status }) => status)).toEqual([400, 201]);
	});
});

describe('Update', () => {
	test('clears a field that is left empty and one that is null, and changes nothing else', async () => {
		const closed_date = '2026-11-01T08:00:00.000Z';
		const kept = { closed_date, impact_score: '2.5' };
		const id = await created({ content: 'Water', kaizala_action_id: 'a-1', warranty: 'true', ...kept });
		const result = await runNode(
			node('ticket', 'update', {
				ticketId: byId(id),
				updateFields: { content: '', ownerId: list('') },
				properties: mapped({ kaizala_action_id: null, warranty: false, product_line: 'valves' }),
			}),
		);
		expect(wire(requests(sandbox.current, 'hubspot', 'PATCH'))).toEqual([
			{
				method: 'PATCH',
				path: `/crm/objects/2026-09/tickets/${id}`,
				body: {
					properties: {
						content: '',
						hubspot_owner_id: '',
						kaizala_action_id: '',
						warranty: 'false',
						product_line: 'valves',
					},
				},
			},
		]);
		expect(result.json).toMatchObject([{ id }]);
		const [ticket] = (await runNode(node('ticket', 'get', { ticketId: byId(id), propertySelection: 'all' }))).json;
		expect(ticket).toMatchObject({
			content: null,
			hubspot_owner_id: null,
			kaizala_action_id: null,
			warranty: 'false',
			product_line: 'valves',
			subject: 'Valve leaks',
			...kept,
		});
	});

	test('leaves alone what an expression does not yield', async () => {
		const id = await created({ kaizala_action_id: 'a-1' });
		const properties = mapped({ kaizala_action_id: '={{ $json.nothing }}', jtel_event_id: '={{ $json.event }}' });
		const items = [{ event: 2039 }];
		await runNode(node('ticket', 'update', { ticketId: byId(id), properties }, { items }));
		expect(requests(sandbox.current, 'hubspot', 'PATCH')[0]?.body).toEqual({ properties: { jtel_event_id: '2039' } });
	});

	test('leaves alone what an expression leaves undefined, also in fields with a list', async () => {
		const id = await created();
		const set = { content: 'Leaks', ownerId: byId('71440001'), priority: byId('HIGH'), source: byId('PHONE') };
		await runNode(node('ticket', 'update', { ticketId: byId(id), updateFields: set }));
		const nothing = '={{ $json.nothing }}';
		const updateFields = {
			content: nothing,
			ownerId: byId(nothing),
			priority: byId(nothing),
			source: byId(nothing),
			stageId: byId(nothing),
			subject: 'Valve',
		};
		const { json } = await runNode(node('ticket', 'update', { ticketId: byId(id), updateFields }));
		expect(json[0]).toMatchObject({
			subject: 'Valve',
			content: 'Leaks',
			hubspot_owner_id: '71440001',
			hs_ticket_priority: 'HIGH',
			source_type: 'PHONE',
		});
		await runNode(node('ticket', 'update', { ticketId: byId(id), updateFields: { ownerId: byId('') } }));
		const [cleared] = (await runNode(node('ticket', 'get', { ticketId: byId(id), propertySelection: 'all' }))).json;
		expect(cleared?.hubspot_owner_id).toBeNull();
	});

	test('refuses a number where HubSpot wants a date, which it would take for a moment in 1970', async () => {
		const id = await created();
		const items = [{ promised_on: 46347 }];
		const result = await runNode(node('ticket', 'update', { ticketId: byId(id), properties: automatic }, { items }));
		expect(messageOf(result)).toBe('The property "Promised on" is 46347, a number as spreadsheets count days');
		expect(requests(sandbox.current, 'hubspot', 'PATCH')).toEqual([]);
	});

	test('refuses a text that is no date, instead of guessing at it', async () => {
		const id = await created();
		const items = [{ promised_on: 'Order 7' }];
		const result = await runNode(node('ticket', 'update', { ticketId: byId(id), properties: automatic }, { items }));
		expect(messageOf(result)).toBe('The property "Promised on" is "Order 7", which is not a date');
		expect(requests(sandbox.current, 'hubspot', 'PATCH')).toEqual([]);
	});

	test('moves a ticket to another pipeline with both properties', async () => {
		const id = await created();
		const updateFields = { pipelineId: list('748215903'), stageId: list('1094427714') };
		const result = await runNode(node('ticket', 'update', { ticketId: byId(id), updateFields }));
		expect(result.json[0]).toMatchObject({ hs_pipeline: '748215903', hs_pipeline_stage: '1094427714' });
	});

	test('refuses an empty stage and an empty update before a request is sent', async () => {
		const empty = await runNode(node('ticket', 'update', { ticketId: byId('1'), updateFields: { stageId: list('') } }));
		expect(messageOf(empty)).toBe('The field "Stage" is empty, but a ticket always has one');
		expect(messageOf(await runNode(node('ticket', 'update', { ticketId: byId('1') })))).toBe(
			'There is nothing to update',
		);
		const noId = await runNode(
			node('ticket', 'update', { ticketId: byId('={{ "T-1" }}'), updateFields: { content: 'x' } }),
		);
		expect(messageOf(noId)).toBe('The field "Ticket" has "T-1", which is not the ID of a ticket');
		expect(requests(sandbox.current, 'hubspot')).toEqual([]);
	});

	test('says that a missing ticket may be deleted or merged', async () => {
		const result = await runNode(node('ticket', 'update', { ticketId: byId('999'), updateFields: { content: 'x' } }));
		expect(messageOf(result)).toMatch(/resource not found/);
		expect(result.error?.description).toMatch(/deleted or merged/);
	});
});

describe('what it returns', () => {
	test('the properties beside the ID, or the untouched response without Simplify', async () => {
		const id = await created();
		const { json } = await runNode(node('ticket', 'get', { ticketId: byId(id) }));
		expect(json).toEqual([expect.objectContaining({ id, subject: 'Valve leaks', archived: false })]);
		expect(json[0]).not.toHaveProperty('properties');
		const [ticket] = (await runNode(node('ticket', 'get', { ticketId: byId(id), simplify: false }))).json;
		expect(ticket).toMatchObject({ id, properties: { subject: 'Valve leaks' }, archived: false });
	});

	test('a deleted ticket and the history of a property', async () => {
		const id = await created();
		await sandbox.current.act('hubspot', 'moveTicket', { id, stage: '2' });
		const options = { propertiesWithHistory: ['hs_pipeline_stage'] };
		const [ticket] = (await runNode(node('ticket', 'get', { ticketId: byId(id), options }))).json;
		expect(ticket?.propertiesWithHistory).toMatchObject({
			hs_pipeline_stage: [{ value: '2', sourceType: 'CRM_UI', timestamp: expect.stringMatching(/Z$/) }, { value: '1' }],
		});
		await sandbox.current.act('hubspot', 'deleteTicket', { id });
		const gone = await runNode(node('ticket', 'get', { ticketId: byId(id), options: { archived: true } }));
		expect(gone.json[0]).toMatchObject({ id, archived: true });
	});

	test('all properties without a long address', async () => {
		const id = await created({ kaizala_action_id: 'a-1' });
		const result = await runNode(node('ticket', 'get', { ticketId: byId(id), propertySelection: 'all' }));
		expect(result.json[0]).toMatchObject({ kaizala_action_id: 'a-1', subject: 'Valve leaks', warranty: null });
	});
});
