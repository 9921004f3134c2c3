import type { RunSetup } from '../harness/engine';
import { runNode } from '../harness/engine';
import { wire } from '../harness/sandbox';
import { failure, fields, held, list, output, sandbox, sent, setup } from './setup';

const set = (changes: object) => sandbox.current.setSwitches('thulium', changes);
const CRM = list('00001');
const PLAIN = list('00002');
const records = (id: string) => {
	const found = held('campaigns').find((campaign) => campaign.id === id)?.records;
	return Array.isArray(found) ? found : [];
};

describe('Campaign', () => {
	test.each([
		['named', { outbound_id: '00001', name: 'Ankieta po serwisie' }],
		['plainId', { id: '00001', name: 'Ankieta po serwisie' }],
		['wrapped', { id: '00001', name: 'Ankieta po serwisie' }],
	])('Get Many passes the campaigns on in any shape (%s)', async (dictionaryShape, row) => {
		set({ dictionaryShape });
		expect(await output('campaign', 'getAll', { limit: 1 })).toEqual([row]);
	});

	test('Get Statuses returns the statuses of a campaign', async () => {
		expect(await output('campaign', 'getStatuses', { campaignId: CRM })).toContainEqual({
			system_status: 'MY_RECORD',
			status_id: '3',
			dictionary_status_id: 3,
			name: 'Mój rekord',
		});
		expect(sent()[0]?.path).toBe('/api/outbounds/00001/statuses');
	});

	test('Get Agents returns the agents of a campaign', async () => {
		const found = await output('campaign', 'getAgents', { campaignId: CRM });
		expect(found.map(({ login }) => login)).toEqual(['testowy.agent11', 'mnowak']);
	});

	test('Get Statistics returns the numbers of all active campaigns', async () => {
		expect(await output('campaign', 'getStats')).toEqual([
			{ id: '00001', records_count: 1, completion_percent: 0 },
			{ id: '00002', records_count: 1, completion_percent: 0 },
		]);
	});

	test('Add Agents assigns them', async () => {
		const logins = ['testowy.agent17', 'mnowak'];
		expect(await output('campaign', 'addAgents', { campaignId: CRM, logins })).toEqual([
			{ success: true, campaign_id: '00001' },
		]);
		expect(wire(sent())).toEqual([{ method: 'POST', path: '/api/outbounds/00001/add_agents', body: { logins } }]);
		const found = await output('campaign', 'getAgents', { campaignId: CRM });
		expect(found.map(({ login }) => login)).toEqual(['testowy.agent11', 'mnowak', 'testowy.agent17']);
	});

	test.each([
		[
			'a number that has lost its zeros',
			'={{ 1 }}',
			/^The field "Campaign" has "1", which is not the ID of a campaign$/,
		],
		['another path', '../ab', /^The field "Campaign" has no choice "\.\.\/ab": choose /],
	])('refuses %s before anything is sent', async (_name, value, message) => {
		expect((await failure('campaign', 'getAgents', { campaignId: list(value) })).message).toMatch(message);
		expect(sent().filter(({ path }) => path !== '/api/outbounds')).toEqual([]);
	});
});

describe('Campaign Record', () => {
	const mine = {
		agentLogin: list('mnowak'),
		nextCallDate: '2026-01-10T15:30:00Z',
		order: 5,
		statusId: list('3'),
	};

	test('Add sends one record in a call of its own', async () => {
		const parameters = { campaignId: CRM, customerId: '5521', additionalFields: mine };
		expect(await output('campaignRecord', 'add', parameters)).toEqual([{ customer_id: 5521, record_id: '111' }]);
		expect(wire(sent())).toEqual([
			{
				method: 'POST',
				path: '/api/crm_outbounds/00001/records',
				body: {
					customer_id: 5521,
					status_id: '3',
					agent_login: 'mnowak',
					next_call_date: '2026-01-10 16:30',
					order: 5,
				},
			},
		]);
	});

	test.each([
		['add', { customerId: '5521', additionalFields: { nextCallDate: 'soon' } }, 'Additional Fields'],
		['addByPhoneNumber', { phoneNumber: '600100300', additionalFields: { nextCallDate: 'soon' } }, 'Additional Fields'],
		['update', { customerId: '5522', updateFields: { nextCallDate: 'soon' } }, 'Update Fields'],
	])('%s names the field of a date as the panel does', async (operation, parameters, collection) => {
		const campaignId = operation === 'addByPhoneNumber' ? PLAIN : CRM;
		const { message } = await failure('campaignRecord', operation, { campaignId, ...parameters });
		expect(message).toContain(`The field "${collection} > Next Call Date"`);
	});

	test('Get returns the record of a customer', async () => {
		expect(await output('campaignRecord', 'get', { campaignId: CRM, customerId: '5522' })).toEqual([
			expect.objectContaining({ record_id: '100', customer_id: 5522, system_status: 'TO_CALL' }),
		]);
		expect(sent()[0]?.path).toBe('/api/crm_outbounds/00001/records/5522');
	});

	test('Update changes what is given, and shows what Thulium misses', async () => {
		const parameters = { campaignId: CRM, customerId: '5522' };
		expect(await output('campaignRecord', 'update', { ...parameters, updateFields: mine })).toEqual([
			{ success: true, campaign_id: '00001', customer_id: 5522 },
		]);
		expect(sent()[0]).toMatchObject({ method: 'PUT', path: '/api/crm_outbounds/00001/records/5522' });
		expect(records('00001')).toEqual([
			expect.objectContaining({ status_id: '3', agent_login: 'mnowak', next_call_date: '2026-01-10 16:30', order: 5 }),
		]);
		const nothing = await failure('campaignRecord', 'update', { ...parameters, updateFields: {} });
		expect(nothing.message).toBe('There is nothing to change');
		sandbox.current.reset();
		const tooLittle = { ...parameters, updateFields: { dictionaryStatusId: '3' } };
		expect((await failure('campaignRecord', 'update', tooLittle)).message).toBe(
			'Thulium says: Field "agent_login" cannot be empty.',
		);
	});

	test('Add by Phone Number adds a number with its fields', async () => {
		const additionalFields = {
			dictionaryStatusId: '4',
			identifier: 'R-1',
			nextCallDate: '2026-01-10 16:30',
			recordFields: fields([['Umowa', 'U/7']]),
			stripNumbers: true,
		};
		const parameters = { campaignId: PLAIN, phoneNumber: '600 100-300', additionalFields };
		expect(await output('campaignRecord', 'addByPhoneNumber', parameters)).toEqual([{ record_id: '111' }]);
		expect(wire(sent())).toEqual([
			{
				method: 'POST',
				path: '/api/outbounds/00002/records',
				body: {
					phone_number: '600100300',
					dictionary_status_id: 4,
					next_call_date: '2026-01-10 16:30',
					identifier: 'R-1',
					record_fields: { Umowa: 'U/7' },
				},
			},
		]);
	});

	test.each([
		['asTyped', undefined],
		['digitsOnly', 'Thulium says: Field "phone_number" has a wrong value.'],
	])('Add by Phone Number sends the number as typed unless it is stripped (%s)', async (phoneNumbers, message) => {
		set({ phoneNumbers });
		const result = await runNode(
			setup('campaignRecord', 'addByPhoneNumber', { campaignId: PLAIN, phoneNumber: '600-1' }),
		);
		expect(result.error?.message).toBe(message);
	});

	test('Add by Phone Number shows that a number is there already', async () => {
		const parameters = { campaignId: PLAIN, phoneNumber: '600100200' };
		const { message } = await failure('campaignRecord', 'addByPhoneNumber', parameters);
		expect(message).toBe('Thulium says: Duplicated value of "phone_number".');
	});

	test('Set Status by Phone Number returns the campaigns that have the number', async () => {
		const parameters = { phoneNumber: '600-100-200', statusId: '5', options: { stripNumbers: true } };
		expect(await output('campaignRecord', 'setStatusByPhoneNumber', parameters)).toEqual([{ outbound_id: ['00002'] }]);
		expect(wire(sent())).toEqual([
			{
				method: 'POST',
				path: '/api/outbound_status_by_phone_number',
				body: { status_id: 5, phone_number: '600100200' },
			},
		]);
		expect(records('00002')).toEqual([expect.objectContaining({ status_id: '5' })]);
	});
});

describe('Campaign Record: Add, several items', () => {
	test('finds the answers of customers whose IDs have zeros in front', async () => {
		const found = await output(
			'campaignRecord',
			'add',
			{ campaignId: CRM, customerId: '={{ $json.id }}' },
			{
				items: [{ id: '05521' }, { id: '5522' }],
				continueOnFail: true,
			},
		);
		expect(found[0]).toMatchObject({ customer_id: 5521 });
		expect(found).toHaveLength(2);
	});

	const parameters = { campaignId: list('={{ $json.campaign ?? "00001" }}'), customerId: '={{ $json.id }}' };
	const addAll = async (items: Array<Record<string, unknown>>, rest: Partial<RunSetup> = {}) =>
		await runNode(
			setup('campaignRecord', 'add', parameters, {
				items: items.map((json) => JSON.parse(JSON.stringify(json))),
				...rest,
			}),
		);
	const many = (count: number) => Array.from({ length: count }, (_, n) => ({ id: 5600 + n }));
	const createCustomers = async (count: number) => {
		const customers = Array.from({ length: count }, (_, n) => ({ surname: `Nowak ${n}` }));
		await output('customApiCall', 'call', { method: 'POST', path: 'batch/customers', body: { customers } });
		sandbox.current.journal.clear();
	};

	test.each(['table', 'all200'])('each item gets what a 207 says of it (status codes: %s)', async (statusCodes) => {
		set({ statusCodes });
		const { items } = await addAll([{ id: 5521 }, { id: 5522 }, { id: 77 }], { continueOnFail: true });
		expect(wire(sent())).toEqual([
			{
				method: 'POST',
				path: '/api/batch/crm_outbounds/00001/records',
				body: { records: [{ customer_id: 5521 }, { customer_id: 5522 }, { customer_id: 77 }] },
			},
		]);
		expect(items).toEqual([
			{ json: { customer_id: 5521, record_id: 111, status: 'ADDED' }, pairedItem: { item: 0 } },
			{
				json: { error: expect.stringMatching(/^Customer 5522 is in the campaign 00001 already \(record 100\)\./) },
				pairedItem: { item: 1 },
			},
			{
				json: { error: expect.stringMatching(/^Thulium says: Customer not found\. This is about customer 77\./) },
				pairedItem: { item: 2 },
			},
		]);
	});

	test('a record that was taken with 200 is no error, one with 300 is', async () => {
		const body = { 5521: { http_status: 200, record_id: 9 }, 5522: { http_status: 300, status: 'MOVED' } };
		sandbox.current.faults.add({ kind: 'status', service: 'thulium', path: 'batch', status: 207, body });
		const { json } = await addAll([{ id: 5521 }, { id: 5522 }], { continueOnFail: true });
		expect(json).toEqual([{ customer_id: 5521, record_id: 9 }, { error: expect.stringContaining('MOVED') }]);
	});

	test('without Continue On Fail the error names the item and what was done, and no further call is sent', async () => {
		const { error } = await addAll([{ id: 5521 }, { id: 77 }, { id: 5521 }]);
		expect(sent().map(({ body }) => Object(body).records.length)).toEqual([2]);
		expect(error?.message).toBe('Thulium says: Customer not found.');
		expect(error?.context.itemIndex).toBe(1);
		expect(error?.description).toMatch(/These items were done before the run stopped: 0/);
	});

	test('one call for each campaign and each hundred records, in the order of the input', async () => {
		await createCustomers(130);
		const given = many(130).map((json, n) => ({ ...json, campaign: n === 3 ? '00003' : '00001' }));
		const { items } = await addAll(given, { continueOnFail: true });
		expect(sent().map(({ path, body }) => [path, Object(body).records.length])).toEqual([
			['/api/batch/crm_outbounds/00001/records', 100],
			['/api/batch/crm_outbounds/00003/records', 1],
			['/api/batch/crm_outbounds/00001/records', 29],
		]);
		expect(items).toHaveLength(130);
		items.forEach(({ json }, n) => {
			if (n === 3) expect(json.error).toMatch(/^Thulium says: Resource not found\./);
			else expect(json).toMatchObject({ customer_id: 5600 + n, status: 'ADDED' });
		});
	});

	test('a customer who comes twice goes into a second call, which says that it is there', async () => {
		const { items } = await addAll([{ id: 5521 }, { id: 5521 }], { continueOnFail: true });
		expect(sent()).toHaveLength(2);
		expect(items.map(({ json }) => json.status ?? String(json.error).slice(0, 13))).toEqual(['ADDED', 'Customer 5521']);
	});

	test('a bad item stops the run before anything is sent', async () => {
		const { error } = await addAll([{ id: 5521 }, { id: 'x' }]);
		expect(error?.message).toBe('The field "Customer ID" has "x", which is not the ID of a customer');
		expect(error?.description).toContain(' Enter the ID, for example 5521, or check the expression that fills it. ');
		expect(sent()).toEqual([]);
	});

	test('an expression that n8n cannot read stops the run, and nothing is added to what n8n says', async () => {
		const { error } = await runNode(
			setup(
				'campaignRecord',
				'add',
				{ ...parameters, customerId: '={{ $json.id.toFixed( }}' },
				{ items: [{ id: 1 }, { id: 2 }] },
			),
		);
		expect(error?.description).toBe('This is item 0 (n8n counts from 0). Nothing was sent, also for the other items.');
		expect(sent()).toEqual([]);
	});

	test.each(['resetAfter', 'resetBefore'] as const)('a call without a response is not repeated (%s)', async (kind) => {
		sandbox.current.faults.add({ kind, service: 'thulium' });
		const { items } = await addAll([{ id: 5521 }, { id: 5522 }], { continueOnFail: true });
		expect(sent()).toHaveLength(1);
		const error = expect.stringMatching(/^The outcome is unknown: .* Look at the records of the campaign/);
		expect(items.map(({ json }) => json)).toEqual([{ error }, { error }]);
	});

	test('a call that was refused as a whole is tried item by item', async () => {
		sandbox.current.faults.add({ kind: 'status', status: 400, service: 'thulium' });
		const { items } = await addAll([{ id: 5521 }, { id: 77 }], { continueOnFail: true });
		expect(sent().map(({ path }) => path)).toEqual([
			'/api/batch/crm_outbounds/00001/records',
			'/api/crm_outbounds/00001/records',
			'/api/crm_outbounds/00001/records',
		]);
		expect(items[0]?.json).toEqual({ customer_id: 5521, record_id: '111' });
		expect(items[1]?.json.error).toMatch(/^Thulium says: /);
	});

	test('an item of which the response says nothing is not taken for done', async () => {
		const body = { '5521': { http_status: 201, record_id: 111, status: 'ADDED' } };
		sandbox.current.faults.add({ kind: 'status', status: 207, body, service: 'thulium' });
		const { items } = await addAll([{ id: 5521 }, { id: 5522 }], { continueOnFail: true });
		expect(items.map(({ json }) => json)).toEqual([
			{ customer_id: 5521, record_id: 111, status: 'ADDED' },
			{ error: expect.stringMatching(/did not say what became of this item/) },
		]);
		expect(sent()).toHaveLength(1);
	});
});
