import type { JsonObject } from '../../sandbox/core/types';
import { createHubSpot } from '../../sandbox/hubspot';
import { messageOf, runNode } from '../harness/engine';
import { requests, useSandbox, wire } from '../harness/sandbox';
import { useInstantWaits } from '../harness/waits';
import { byId, hubSpot, list, mapped, PROPERTY_NAMES } from './setup';

/** What the account defines: pipelines, stages, owners, properties. */

useInstantWaits();
const sandbox = useSandbox([createHubSpot]);
const node = hubSpot(sandbox);
const run = async (...setup: Parameters<typeof node>) => await runNode(node(...setup));
const sent = () => wire(requests(sandbox.current, 'hubspot'));

describe('Pipeline', () => {
	test('Get Many returns all with their stages', async () => {
		const { json } = await run('pipeline', 'getAll', { returnAll: true });
		expect(json.map(({ id, label }) => [id, label])).toEqual([
			['0', 'Support Pipeline'],
			['748215903', 'Returns'],
		]);
		expect(json[0]).toMatchObject({
			stages: [{ id: '1', ticketState: 'OPEN', isClosed: false }, {}, {}, { isClosed: true }],
		});
		expect((await run('pipeline', 'getAll', { limit: 1 })).json).toHaveLength(1);
		const [raw] = (await run('pipeline', 'getAll', { simplify: false })).json;
		expect(raw).toMatchObject({ archived: false, stages: [{ metadata: { isClosed: 'false' } }, {}, {}, {}] });
	});

	test('an expression for Simplify may yield text, as for any other switch', async () => {
		const [short] = (await run('pipeline', 'getAll', { simplify: '={{ "true" }}' })).json;
		expect(short).not.toHaveProperty('archived');
		const wrong = await run('pipeline', 'getAll', { simplify: '={{ "perhaps" }}' });
		expect(messageOf(wrong)).toBe('The field "Simplify" must be true or false, but it is "perhaps"');
	});

	test('Get returns one, or says that there is none', async () => {
		expect((await run('pipeline', 'get', { pipelineId: list('748215903') })).json[0]).toMatchObject({
			label: 'Returns',
		});
		expect(messageOf(await run('pipeline', 'get', { pipelineId: byId('77') }))).toMatch(/not found \(77\)/);
	});
});

describe('Pipeline: Create and Update', () => {
	const stages = {
		stage: [
			{ label: 'Asked', state: 'OPEN' },
			{ label: 'Answered', state: 'CLOSED' },
		],
	};

	test('a new pipeline has its stages in their order, and takes tickets at once', async () => {
		const { json } = await run('pipeline', 'create', { label: 'Questions', stages, options: { displayOrder: 2 } });
		expect(json[0]).toMatchObject({
			label: 'Questions',
			displayOrder: 2,
			stages: [
				{ label: 'Asked', displayOrder: 0, isClosed: false },
				{ label: 'Answered', displayOrder: 1, isClosed: true },
			],
		});
		expect(sent()[0]).toMatchObject({
			method: 'POST',
			path: '/crm/pipelines/2026-09/tickets',
			body: { stages: [{ metadata: { ticketState: 'OPEN' } }, { metadata: { ticketState: 'CLOSED' } }] },
		});
		const pipelineId = byId(String(json[0]?.id));
		const ticket = await run('ticket', 'create', { subject: 'x', pipelineId, stageId: byId('Asked') });
		expect(ticket.json[0]).toMatchObject({ pipelineLabel: 'Questions', stageLabel: 'Asked' });
	});

	test('one whose outcome is unknown is not made twice; a label that is taken is refused', async () => {
		sandbox.current.faults.add({ kind: 'resetAfter', service: 'hubspot', method: 'POST' });
		const unknown = await run('pipeline', 'create', { label: 'Questions', stages });
		expect(messageOf(unknown)).toMatch(/^The outcome is unknown/);
		expect(unknown.error?.description).toMatch(/Pipeline: Get Many/);
		expect(sent()).toHaveLength(1);
		expect(messageOf(await run('pipeline', 'create', { label: 'Returns', stages }))).toMatch(/already exists/);
		expect(messageOf(await run('pipeline', 'create', { label: 'Empty' }))).toBe('The field "Stages" is empty');
	});

	test('a new pipeline stands first unless it is put elsewhere', async () => {
		const { json } = await run('pipeline', 'create', { label: 'Questions', stages });
		expect(json[0]).toMatchObject({ label: 'Questions', displayOrder: 0 });
	});

	test.each([
		[undefined, 'true'],
		[false, 'false'],
	])('Update changes the label and the place, with the reference check (%s)', async (checkReferences, sentAs) => {
		const updateFields = { label: 'Send-backs', displayOrder: 5 };
		const options = checkReferences === undefined ? {} : { checkReferences };
		const { json } = await run('pipeline', 'update', { pipelineId: list('748215903'), updateFields, options });
		expect(json[0]).toMatchObject({ id: '748215903', label: 'Send-backs', displayOrder: 5 });
		const [request] = requests(sandbox.current, 'hubspot');
		expect(request).toMatchObject({ method: 'PATCH', query: { validateReferencesBeforeDelete: sentAs } });
	});

	test('Update brings back one that was deleted, and says what is missing', async () => {
		const made = await run('pipeline', 'create', { label: 'Questions', stages });
		const id = String(made.json[0]?.id);
		const headers = { authorization: 'Bearer hubspot-sandbox-token' };
		const url = `${sandbox.current.url}/hubspot/crm/pipelines/2026-09/tickets/${id}`;
		expect((await fetch(url, { method: 'DELETE', headers })).status).toBe(204);
		const pipelineId = byId(id);
		expect(messageOf(await run('pipeline', 'get', { pipelineId }))).toMatch(/not found/);
		const restored = await run('pipeline', 'update', { pipelineId, updateFields: { restore: true } });
		expect(restored.json[0]).toMatchObject({ id, label: 'Questions' });
		expect(messageOf(await run('pipeline', 'update', { pipelineId }))).toBe('There is nothing to update');
		const empty = await run('pipeline', 'update', { pipelineId, updateFields: { label: '' } });
		expect(messageOf(empty)).toBe('The field "Label" is empty, but a pipeline or stage always has one');
	});
});

describe('Stage: Create and Update', () => {
	test('a new stage stands where it is put, and counts as it is said', async () => {
		const stage = { pipelineId: list('0'), label: 'Parked', displayOrder: 2, state: 'CLOSED' };
		const { json } = await run('stage', 'create', stage);
		expect(json[0]).toMatchObject({ label: 'Parked', ticketState: 'CLOSED', isClosed: true, pipelineId: '0' });
		const stageId = byId(String(json[0]?.id));
		const updateFields = { state: 'OPEN', label: 'Waiting on a part' };
		const changed = await run('stage', 'update', { pipelineId: list('0'), stageId, updateFields });
		expect(changed.json[0]).toMatchObject({ label: 'Waiting on a part', isClosed: false, pipelineId: '0' });
		const all = await run('stage', 'getAll', { pipelineId: list('0'), returnAll: true });
		expect(all.json.map(({ label }) => label)).toContain('Waiting on a part');
	});

	test('a label that is taken and an update without a field are refused', async () => {
		const taken = await run('stage', 'create', { pipelineId: list('0'), label: 'New' });
		expect(messageOf(taken)).toMatch(/already exists/);
		const none = await run('stage', 'update', { pipelineId: list('0'), stageId: list('1') });
		expect(messageOf(none)).toBe('There is nothing to update');
	});

	test('the sandbox checks references as HubSpot does: by default in 2026-09, on request in 2026-03', async () => {
		const headers = { authorization: 'Bearer hubspot-sandbox-token' };
		const remove = async (version: string, query = '') => {
			const url = `${sandbox.current.url}/hubspot/crm/pipelines/${version}/tickets/0/stages/1${query}`;
			return await fetch(url, { method: 'DELETE', headers });
		};
		const refused = await remove('2026-09');
		expect(refused.status).toBe(400);
		expect(await refused.json()).toMatchObject({ subCategory: 'PipelineError.STAGE_ID_IN_USE' });
		expect((await remove('2026-03', '?validateReferencesBeforeDelete=true')).status).toBe(400);
		expect((await remove('2026-03')).status).toBe(204);
	});
});

describe('Stage', () => {
	test('is closed by its ticket state, also where HubSpot says nothing else of it', async () => {
		const body = { id: '9', label: 'Done', displayOrder: 0, metadata: { ticketState: 'CLOSED' } };
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path: 'stages/9', status: 200, body });
		const { json } = await run('stage', 'get', { pipelineId: list('0'), stageId: list('9') });
		expect(json[0]).toMatchObject({ id: '9', ticketState: 'CLOSED', isClosed: true });
	});

	test('Get Many returns those of one pipeline, or of all', async () => {
		const own = (await run('stage', 'getAll', { pipelineId: list('0'), returnAll: true })).json;
		expect(own.map(({ label }) => label)).toEqual(['New', 'Waiting on contact', 'Waiting on us', 'Closed']);
		expect(own[3]).toEqual({
			id: '4',
			label: 'Closed',
			displayOrder: 3,
			ticketState: 'CLOSED',
			isClosed: true,
			pipelineId: '0',
			pipelineLabel: 'Support Pipeline',
		});
		const all = (await run('stage', 'getAll', { returnAll: true })).json;
		expect(all).toHaveLength(9);
		expect(all[8]).toMatchObject({ label: 'Refused', pipelineLabel: 'Returns' });
		expect((await run('stage', 'getAll', { limit: 2 })).json).toHaveLength(2);
		expect(sent().map(({ path }) => path)).toEqual([
			'/crm/pipelines/2026-09/tickets/0',
			'/crm/pipelines/2026-09/tickets',
			'/crm/pipelines/2026-09/tickets',
		]);
	});

	test('Get returns one', async () => {
		const { json } = await run('stage', 'get', { pipelineId: list('0'), stageId: list('4') });
		expect(json).toEqual([
			{ id: '4', label: 'Closed', displayOrder: 3, ticketState: 'CLOSED', isClosed: true, pipelineId: '0' },
		]);
		expect(sent()[0]?.path).toBe('/crm/pipelines/2026-09/tickets/0/stages/4');
	});
});

describe('Owner', () => {
	test('Get Many pages to the end, and stops at the limit', async () => {
		expect((await run('owner', 'getAll', { returnAll: true })).json).toHaveLength(119);
		expect(sent()).toHaveLength(2);
		expect((await run('owner', 'getAll', { limit: 3 })).json).toHaveLength(3);
		expect(sent()).toHaveLength(3);
	});

	test('Get Many finds by e-mail address and among the deactivated', async () => {
		const byMail = await run('owner', 'getAll', { filters: { email: 'Night-Queue@relay.example ' } });
		expect(byMail.json).toEqual([expect.objectContaining({ id: '71440119', type: 'QUEUE' })]);
		const gone = await run('owner', 'getAll', { filters: { archived: true } });
		expect(gone.json).toEqual([expect.objectContaining({ email: 'otto.gone@relay.example' })]);
	});

	test('Get finds by ID, user ID and e-mail address', async () => {
		expect((await run('owner', 'get', { ownerId: list('71440001') })).json[0]).toMatchObject({ userId: 9_120_001 });
		const byUser = await run('owner', 'get', { ownerId: byId('9120001'), options: { byUserId: true } });
		expect(byUser.json[0]).toMatchObject({ id: '71440001' });
		const byMail = await run('owner', 'get', { ownerId: byId('Night-Queue@relay.example') });
		expect(byMail.json[0]).toMatchObject({ id: '71440119' });
		const gone = await run('owner', 'get', { ownerId: byId('71440120'), options: { archived: true } });
		expect(gone.json[0]).toMatchObject({ archived: true });
	});

	test('Get says when there is none', async () => {
		expect(messageOf(await run('owner', 'get', { ownerId: byId('1') }))).toMatch(/not found \(1\)/);
		expect(messageOf(await run('owner', 'get', { ownerId: byId('nobody@relay.example') }))).toBe(
			'HubSpot has no owner with the email address "nobody@relay.example"',
		);
	});
});

describe('Property', () => {
	test('Get Many returns all, and sensitive ones alone on request', async () => {
		const all = (await run('property', 'getAll', { returnAll: true })).json.map(({ name }) => name);
		expect(all).toEqual(PROPERTY_NAMES);
		const sensitive = await run('property', 'getAll', { options: { dataSensitivity: 'sensitive' } });
		expect(sensitive.json).toEqual([expect.objectContaining({ name: 'patient_ref', type: 'string' })]);
	});

	test('Get returns one, sensitive ones on request', async () => {
		const { json } = await run('property', 'get', { propertyName: list('hs_ticket_priority') });
		expect(json[0]).toMatchObject({ name: 'hs_ticket_priority', type: 'enumeration' });
		expect(messageOf(await run('property', 'get', { propertyName: byId('patient_ref') }))).toMatch(/does not exist/);
		const options = { dataSensitivity: 'sensitive' };
		expect((await run('property', 'get', { propertyName: byId('patient_ref'), options })).error).toBeUndefined();
	});

	const WORK_ORDER = { label: 'Work order', name: 'work_order' };

	test('Create makes a text that tickets can be found by at once', async () => {
		const options = { hasUniqueValue: true, description: 'From the workshop' };
		const made = await run('property', 'create', { ...WORK_ORDER, options });
		expect(made.error).toBeUndefined();
		expect(made.json[0]).toMatchObject({ name: 'work_order', type: 'string', hasUniqueValue: true });
		expect(sent()).toEqual([
			{
				method: 'POST',
				path: '/crm/properties/2026-09/tickets',
				body: {
					...WORK_ORDER,
					type: 'string',
					fieldType: 'text',
					groupName: 'ticketinformation',
					description: 'From the workshop',
					hasUniqueValue: true,
				},
			},
		]);
		const ticket = { uniqueProperty: list('work_order'), uniqueValue: 'W-1' };
		const upsert = { ...ticket, updateFields: { subject: 'x', stageId: list('1') } };
		const [first] = (await run('ticket', 'upsert', upsert)).json;
		const [found] = (await run('ticket', 'get', { lookUpBy: 'uniqueProperty', ...ticket })).json;
		expect(found?.id).toBe(first?.id);
	});

	test.each([
		['date', 'date', 'date'],
		['datetime', 'datetime', 'date'],
		['html', 'string', 'html'],
		['number', 'number', 'number'],
		['phonenumber', 'string', 'phonenumber'],
		['textarea', 'string', 'textarea'],
		['yesNo', 'bool', 'booleancheckbox'],
	])('Create knows the field type %s', async (fieldType, type, field) => {
		const { json } = await run('property', 'create', { ...WORK_ORDER, fieldType });
		expect(json[0]).toMatchObject({ type, fieldType: field });
	});

	test.each(['select', 'radio', 'checkbox'])('Create makes choices (%s) that can be written', async (fieldType) => {
		const choices = {
			choice: [
				{ label: 'Big', value: 'big' },
				{ label: 'Small', value: '' },
			],
		};
		const groupName = list('relay_information');
		const { json } = await run('property', 'create', { ...WORK_ORDER, fieldType, choices, groupName });
		expect(json[0]).toMatchObject({ type: 'enumeration', fieldType, options: [{ value: 'big' }, { value: 'Small' }] });
		const properties = mapped({ work_order: 'Small' });
		const ticket = await run('ticket', 'create', { subject: 'x', stageId: list('1'), properties });
		expect(ticket.json[0]).toMatchObject({ work_order: 'Small' });
	});

	test('Create: a name that is taken fails, or returns what is there', async () => {
		await run('property', 'create', WORK_ORDER);
		expect(messageOf(await run('property', 'create', WORK_ORDER))).toMatch(/already exists/);
		const options = { ifExists: 'return' };
		const again = await run('property', 'create', { ...WORK_ORDER, fieldType: 'number', options });
		expect(again.json[0]).toMatchObject({ name: 'work_order', type: 'string' });
	});

	test('Create is not repeated after a cut connection, unless an existing one is welcome', async () => {
		const cut = { kind: 'resetAfter', service: 'hubspot', method: 'POST' } as const;
		sandbox.current.faults.add(cut);
		const unknown = await run('property', 'create', WORK_ORDER);
		expect(messageOf(unknown)).toMatch(/^The outcome is unknown/);
		expect(unknown.error?.description).toMatch(/Property: Get Many/);
		expect(sent()).toHaveLength(1);
		sandbox.current.faults.add(cut);
		const options = { ifExists: 'return' };
		const made = await run('property', 'create', { label: 'Bay', name: 'bay', options });
		expect(made.json[0]).toMatchObject({ name: 'bay' });
	});

	test.each([
		['a name in capitals', { ...WORK_ORDER, name: 'WorkOrder' }, /cannot be the internal name of a property/],
		['no choices', { ...WORK_ORDER, fieldType: 'select' }, /^The field "Choices" is empty/],
		[
			'a value twice',
			{
				...WORK_ORDER,
				fieldType: 'select',
				choices: {
					choice: [
						{ label: 'A', value: 'a' },
						{ label: 'B', value: 'a' },
					],
				},
			},
			/^The field "Choices" has the value "a" twice/,
		],
	])('Create refuses %s before a request is sent', async (_what, parameters, message) => {
		expect(messageOf(await run('property', 'create', parameters))).toMatch(message);
		expect(sent()).toEqual([]);
	});
});

describe('Property: Update and Archive', () => {
	const line = { propertyName: list('product_line') };
	const values = (record: unknown) => Object(record).options.map(({ label, value }: JsonObject) => [value, label]);

	test('label, group and description change, and nothing else', async () => {
		const updateFields = {
			label: 'Line of products',
			description: 'As on the invoice',
			groupName: list('ticketinformation'),
		};
		const { json } = await run('property', 'update', { ...line, updateFields });
		expect(json[0]).toMatchObject({ label: 'Line of products', groupName: 'ticketinformation', type: 'enumeration' });
		expect(values(json[0])).toHaveLength(4);
		expect(sent()).toEqual([
			{
				method: 'PATCH',
				path: '/crm/properties/2026-09/tickets/product_line',
				body: { ...updateFields, groupName: 'ticketinformation' },
			},
		]);
	});

	const choices = {
		choice: [
			{ label: 'Big valves', value: 'valves' },
			{ label: 'Filters', value: 'filters' },
		],
	};

	test('choices are added and changed, and the others stay where they are', async () => {
		const { json } = await run('property', 'update', { ...line, choices });
		expect(values(json[0])).toEqual([
			['pumps', 'Pumps'],
			['valves', 'Big valves'],
			['meters', 'Meters'],
			['discontinued', 'Discontinued'],
			['filters', 'Filters'],
		]);
		expect(Object(json[0]).options[3]).toMatchObject({ hidden: true, displayOrder: 3 });
	});

	test('the others can go', async () => {
		const { json } = await run('property', 'update', { ...line, choices, otherChoices: 'remove' });
		expect(values(json[0])).toEqual([
			['valves', 'Big valves'],
			['filters', 'Filters'],
		]);
	});

	test('what is not one of your own is refused by HubSpot; an empty update before it is sent', async () => {
		const subject = { propertyName: list('subject') };
		const refused = await run('property', 'update', { ...subject, updateFields: { label: 'Title' } });
		expect(messageOf(refused)).toMatch(/cannot be changed/);
		sandbox.current.journal.clear();
		expect(messageOf(await run('property', 'update', line))).toBe('There is nothing to update');
		const empty = await run('property', 'update', { ...line, updateFields: { label: ' ' } });
		expect(messageOf(empty)).toBe('The field "Label" is empty, but a property always has one');
		expect(sent()).toEqual([]);
	});

	test('an archived one is among the archived; one that is used elsewhere stays', async () => {
		const { json } = await run('property', 'archive', { propertyName: list('closing_note') });
		expect(json).toEqual([{ name: 'closing_note', archived: true }]);
		const propertyName = byId('closing_note');
		expect(messageOf(await run('property', 'get', { propertyName }))).toMatch(/does not exist/);
		expect((await run('property', 'get', { propertyName, options: { archived: true } })).error).toBeUndefined();
		sandbox.current.setSwitches('hubspot', { propertiesInUse: ['warranty'] });
		expect(messageOf(await run('property', 'archive', { propertyName: list('warranty') }))).toMatch(
			/is used elsewhere/,
		);
	});
});

test.each(['pipeline', 'stage'])('%s · Get Many leaves out what is archived', async (resource) => {
	const entry = (id: string, archived: boolean) => ({ id, label: id, displayOrder: Number(id), archived });
	const stages = [entry('2', true), entry('1', false)];
	const results = [
		{ ...entry('8', true), stages },
		{ ...entry('7', false), stages },
	];
	sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path: 'pipelines', status: 200, body: { results } });
	const { json } = await runNode(node(resource, 'getAll', { returnAll: true }));
	expect(json.map(({ id }) => id)).toEqual([resource === 'pipeline' ? '7' : '1']);
});
