import '../harness/waits';

import { messageOf, runNode } from '../harness/engine';
import { requests, wire } from '../harness/sandbox';
import { useInstantWaits } from '../harness/waits';
import { chosen, typed, useJtel } from './setup';

const { sandbox, run, sent } = useJtel();
useInstantWaits();

const IMPORT = '/dialler/contacts/import';
const CONTACT = {
	campaign: chosen(51),
	name: 'Neumann',
	phoneNumbers: ['+49 155 50099'],
	userData: 'cust-9',
	overwriteDuplicates: true,
};
const upsert = (changes: object = {}, rest = {}) => run('diallerContact', 'upsert', { ...CONTACT, ...changes }, rest);
const bodies = () => requests(sandbox.current, 'jtel', 'POST').map(({ body }) => body);
const contacts = async () =>
	(await runNode(run('diallerContact', 'getAll', { returnAll: true }))).json.map(({ ID, Name, UserData }) => [
		ID,
		Name,
		UserData,
	]);

describe('Create or Update', () => {
	test('create a dialler contact', async () => {
		const { json } = await runNode(
			upsert({
				phoneNumbers: ['+49 155 50099', '', '004930 1'],
				additionalFields: { firstName: 'Nora', amount: 12.5, accountIBAN: 'DE00', city: '', randomSortOrder: 0 },
				options: { otherFields: '{ "Region": "North" }' },
			}),
		);
		expect(sent()).toEqual([`POST ${IMPORT}?overwriteDuplicates=true`]);
		expect(bodies()).toEqual([
			{
				DiallerCampaignsID: 51,
				Name: 'Neumann',
				UserData: 'cust-9',
				FirstName: 'Nora',
				Amount: 12.5,
				AccountIBAN: 'DE00',
				RandomSortOrder: 0,
				Region: 'North',
				PhoneNumber1: '4915550099',
				PhoneNumber3: '49301',
			},
		]);
		expect(json).toEqual([expect.objectContaining({ ID: 803, Name: 'Neumann', PhoneNumber3: '49301' })]);
	});

	test('overwrite the contact with the same user data, or make a duplicate', async () => {
		const over = await runNode(upsert({ userData: 'cust-1' }));
		expect(over.json).toEqual([expect.objectContaining({ ID: 801, Name: 'Neumann' })]);
		const beside = await runNode(upsert({ userData: 'cust-1', overwriteDuplicates: false }));
		expect(beside.json).toEqual([expect.objectContaining({ ID: 803 })]);
		expect(sent()).toEqual([`POST ${IMPORT}?overwriteDuplicates=true`, `POST ${IMPORT}?overwriteDuplicates=false`]);
	});

	test('the campaign by its name', async () => {
		const { json } = await runNode(upsert({ campaign: typed('Survey') }));
		expect(bodies()).toEqual([expect.objectContaining({ DiallerCampaignsName: 'Survey' })]);
		expect(bodies()).toEqual([expect.not.objectContaining({ DiallerCampaignsID: expect.anything() })]);
		expect(json).toEqual([expect.objectContaining({ DiallerCampaignsID: 52 })]);
		const unknown = await runNode(upsert({ campaign: typed('None') }));
		expect(messageOf(unknown)).toBe('jtel says: Dialler campaign not found');
	});

	test('every field of the list is one that jtel knows', async () => {
		const texts = [
			...['accountBank', 'accountBIC', 'accountIBAN', 'accountNationalBankCode', 'accountNumber', 'accountOwner'],
			...['address', 'city', 'client', 'company', 'country', 'email', 'externalSystemLink', 'firstName', 'model'],
			...['postalCode', 'referenceNumber', 'salutation', 'service', 'tag', 'title'],
		];
		const additionalFields = {
			...Object.fromEntries(texts.map((name) => [name, 'x'])),
			email: 'x@example.com',
			amount: 1,
			randomSortOrder: 2,
		};
		const result = await runNode(upsert({ additionalFields }));
		expect(result.error).toBeUndefined();
		expect(Object.keys(bodies()[0] ?? {})).toHaveLength(texts.length + 2 + 4);
	});

	test('a number list that an expression yields', async () => {
		const items = [{ numbers: ['+49 155 1', '+49 155 2'] }];
		const result = await runNode(upsert({ phoneNumbers: '={{ $json.numbers }}' }, { items }));
		expect(result.error).toBeUndefined();
		expect(bodies()).toEqual([expect.objectContaining({ PhoneNumber1: '491551', PhoneNumber2: '491552' })]);
	});

	test.each(['digits', 'any'])('numbers are left as they are, where jtel takes: %s', async (contactNumbers) => {
		sandbox.current.setSwitches('jtel', { contactNumbers });
		const result = await runNode(upsert({ options: { normalizeNumbers: false } }));
		expect(bodies()).toEqual([expect.objectContaining({ PhoneNumber1: '+49 155 50099' })]);
		if (contactNumbers === 'any') expect(result.error).toBeUndefined();
		else expect(messageOf(result)).toMatch(/^jtel says: Parameter PhoneNumber1: /);
		expect((await runNode(upsert())).error).toBeUndefined();
	});

	test('passes on what jtel says of a text that is too long', async () => {
		const result = await runNode(upsert({ additionalFields: { postalCode: '12345678901' } }));
		expect(messageOf(result)).toBe('jtel says: Parameter PostalCode: is longer than 10 characters');
	});

	test.each([
		['no number', { phoneNumbers: [] }, 'The field "Phone Numbers" is empty'],
		['blank numbers', { phoneNumbers: ['', ' '] }, 'The field "Phone Numbers" is empty'],
		['seven numbers', { phoneNumbers: ['1', '2', '3', '4', '5', '6', '7'] }, 'There is no Phone Numbers > 7'],
		[
			'a number that is none',
			{ phoneNumbers: ['1', 'home'] },
			'The field "Phone Numbers > 2" has "home", which is not a telephone number',
		],
		['no name', { name: '={{ $json.none }}' }, 'The field "Name" is empty'],
		['no campaign', { campaign: typed('={{ $json.none }}') }, 'The field "Campaign" is empty'],
		[
			'fields that are no object',
			{ options: { otherFields: '[1]' } },
			'The field "Options > Other Fields" must be a JSON object',
		],
		[
			'fields that are no JSON',
			{ options: { otherFields: '{' } },
			/^The field "Options > Other Fields" is not valid JSON/,
		],
		[
			'an amount that is none',
			{ additionalFields: { amount: 'much' } },
			/^The field "Additional Fields > Amount" must be a number/,
		],
	])('refuses %s before a request is sent', async (_name, changes, message) => {
		expect(messageOf(await runNode(upsert(changes)))).toMatch(message);
		expect(sent()).toEqual([]);
	});

	test.each([
		[
			'a number that holds nothing',
			{ phoneNumbers: [], options: { otherFields: { PhoneNumber1: null } } },
			/"Phone Numbers" is empty/,
		],
		[
			'another campaign',
			{ options: { otherFields: { DiallerCampaignsID: 7 } } },
			/must not contain "DiallerCampaignsID"/,
		],
		['another name', { options: { otherFields: { name: 'x' } } }, /must not contain "name"/],
		['a listed field', { options: { otherFields: { AccountIBAN: 'DE00' } } }, /must not contain "AccountIBAN"/],
	])('refuses other fields with %s', async (_name, changes, message) => {
		expect(messageOf(await runNode(upsert(changes)))).toMatch(message);
		expect(sent()).toEqual([]);
	});

	test('a number may come from the other fields', async () => {
		const result = await runNode(upsert({ phoneNumbers: [], options: { otherFields: { PhoneNumber6: '491551' } } }));
		expect(result.error).toBeUndefined();
		expect(bodies()).toEqual([expect.objectContaining({ PhoneNumber6: '491551' })]);
	});

	test('a lost response is repeated when the contact has a key', async () => {
		sandbox.current.faults.add({ kind: 'resetAfter', service: 'jtel' });
		const { json } = await runNode(upsert());
		expect(json).toEqual([expect.objectContaining({ ID: 803 })]);
		expect(sent('POST')).toHaveLength(2);
		expect(await contacts()).toHaveLength(3);
	});

	test.each([
		['without a key', { userData: '' }],
		['when duplicates are wanted', { overwriteDuplicates: false }],
	])('a lost response is reported as unknown and not repeated %s', async (_name, changes) => {
		sandbox.current.faults.add({ kind: 'resetAfter', service: 'jtel' });
		const result = await runNode(upsert(changes));
		expect(messageOf(result)).toMatch(/^The outcome is unknown: /);
		expect(result.error?.description).toMatch(/same Name with Dialler Contact: Get Many/);
		expect(sent('POST')).toHaveLength(1);
		expect(await contacts()).toHaveLength(3);
	});

	test('takes a short response for done', async () => {
		sandbox.current.faults.add({ kind: 'empty', status: 200, service: 'jtel' });
		expect((await runNode(upsert())).json).toEqual([{ success: true }]);
		expect(sent('POST')).toHaveLength(1);
	});

	test('good contacts pass and bad ones get their own message when the run goes on', async () => {
		const items = [{ number: '491551' }, { number: 'none' }, { number: '491553' }];
		const { json } = await runNode(
			upsert({ phoneNumbers: ['={{ $json.number }}'], userData: '' }, { items, continueOnFail: true }),
		);
		expect(json.map(({ ID, error }) => ID ?? error)).toEqual([
			803,
			expect.stringMatching(/^The field "Phone Numbers > 1" has "none", which is not a telephone number\. Enter/),
			804,
		]);
	});
});

describe('Get and Get Many', () => {
	test.each([
		['short', ['GET /dialler/contacts/801']],
		['long', ['GET /dialler/contacts/801', 'GET /dialler/contacts/contact/801']],
	])('get a dialler contact; path of this release: %s', async (contactPath, paths) => {
		sandbox.current.setSwitches('jtel', { contactPath });
		const { json } = await runNode(run('diallerContact', 'get', { contactId: '801' }));
		expect(json).toEqual([expect.objectContaining({ ID: 801, Name: 'Krause' })]);
		expect(sent()).toEqual(paths);
	});

	test.each(['short', 'long'])('no such contact; path of this release: %s', async (contactPath) => {
		sandbox.current.setSwitches('jtel', { contactPath });
		const result = await runNode(run('diallerContact', 'get', { contactId: '999' }));
		expect(messageOf(result)).toBe('jtel says: Dialler contact not found');
		expect(sent()).toHaveLength(contactPath === 'short' ? 1 : 2);
	});

	test('get many dialler contacts of a campaign', async () => {
		const { json } = await runNode(run('diallerContact', 'getAll', { campaignId: chosen(52) }));
		expect(json.map(({ ID }) => ID)).toEqual([802]);
		expect(sent()).toEqual(['GET /dialler/contacts?diallerCampaignsID=52']);
	});

	test('get many dialler contacts of all campaigns, filtered and limited by the node', async () => {
		await runNode(upsert({ userData: 'cust-10', name: 'Adam' }));
		const ids = async (parameters: object) =>
			(await runNode(run('diallerContact', 'getAll', { returnAll: true, ...parameters }))).json.map(({ ID }) => ID);
		expect(await ids({})).toEqual([803, 801, 802]);
		expect(await ids({ returnAll: false, limit: 1 })).toEqual([803]);
		expect(await ids({ filters: { userData: 'cust-1' } })).toEqual([801]);
		expect(await ids({ filters: { text: 'cust-1' } })).toEqual([803, 801]);
		expect(await ids({ filters: { text: 'OTT' } })).toEqual([802]);
		expect(new Set(sent('GET'))).toEqual(new Set(['GET /dialler/contacts']));
	});
});

describe('Delete', () => {
	const byId = (id: string) => run('diallerContact', 'delete', { deleteBy: 'id', contactId: id });
	const byUserData = (userData: string) =>
		run(
			'diallerContact',
			'delete',
			{ deleteBy: 'userData', userData: '={{ $json.userData }}' },
			{ items: [{ userData }] },
		);

	test('delete a dialler contact by its ID', async () => {
		const { json } = await runNode(byId('801'));
		expect(wire(requests(sandbox.current, 'jtel'))).toEqual([
			{ method: 'DELETE', path: '/rest/v1.0/1/dialler/contacts/contact/801', body: null },
		]);
		expect(json).toEqual([{ ID: 801, deleted: true }]);
		expect(await contacts()).toEqual([[802, 'Ott', 'cust-2']]);
		expect(messageOf(await runNode(byId('801')))).toBe('jtel says: Dialler contact not found');
	});

	test('delete a dialler contact by its user data', async () => {
		await runNode(upsert({ userData: 'Größe & 1+1=2?' }));
		const { json } = await runNode(byUserData('Größe & 1+1=2?'));
		expect(json).toEqual([{ UserData: 'Größe & 1+1=2?', deleted: true }]);
		expect(sent('DELETE')).toEqual(['DELETE /dialler/contacts/contact?userData=Größe & 1+1=2?']);
		expect(await contacts()).toHaveLength(2);
		expect(messageOf(await runNode(byUserData('nobody')))).toBe('jtel says: Dialler contact not found');
	});

	test.each(['resetAfter', 'malformedJson'] as const)(
		'%s: a delete by ID is repeated, and has succeeded',
		async (kind) => {
			sandbox.current.faults.add({ kind, service: 'jtel' });
			expect((await runNode(byId('801'))).json).toEqual([{ ID: 801, deleted: true }]);
			expect(sent()).toHaveLength(2);
			expect(await contacts()).toHaveLength(1);
		},
	);

	test('a delete that was refused first and then finds nothing is a failure', async () => {
		sandbox.current.faults.add({ kind: 'status', status: 429, headers: { 'retry-after': '1' }, service: 'jtel' });
		expect(messageOf(await runNode(byId('999')))).toBe('jtel says: Dialler contact not found');
		expect(sent()).toHaveLength(2);
	});

	test('a lost response to a delete by user data is not repeated: it would hit another contact', async () => {
		await runNode(upsert({ userData: 'cust-1', overwriteDuplicates: false }));
		sandbox.current.faults.add({ kind: 'resetAfter', service: 'jtel' });
		const result = await runNode(byUserData('cust-1'));
		expect(messageOf(result)).toMatch(/^The outcome is unknown: /);
		expect(result.error?.description).toMatch(/how many contacts with this User Data are left/);
		expect((await contacts()).filter(([, , userData]) => userData === 'cust-1')).toHaveLength(1);
	});

	test.each([
		[
			'an ID that is none',
			{ deleteBy: 'id', contactId: '={{ "8/1" }}' },
			'The field "Contact ID" has "8/1", which is not the ID of a dialler contact',
		],
		['an empty ID', { deleteBy: 'id', contactId: '={{ "" }}' }, 'The field "Contact ID" is empty'],
		['empty user data', { deleteBy: 'userData', userData: '={{ "" }}' }, 'The field "User Data" is empty'],
		['blank user data', { deleteBy: 'userData', userData: '={{ " " }}' }, 'The field "User Data" is empty'],
	])('refuses %s before a request is sent', async (_name, parameters, message) => {
		expect(messageOf(await runNode(run('diallerContact', 'delete', parameters)))).toBe(message);
		expect(sent()).toEqual([]);
	});
});

test.each([
	['upsert', CONTACT, 'POST /dialler/contacts/import', 1],
	['get', { contactId: '801' }, 'GET /dialler/contacts/:id', 2],
	['getAll', {}, 'GET /dialler/contacts', 1],
	['delete', { deleteBy: 'id', contactId: '801' }, 'DELETE /dialler/contacts/contact/:id', 1],
	['delete', { deleteBy: 'userData', userData: 'cust-1' }, 'DELETE /dialler/contacts/contact', 1],
])('an older release does not offer: %s', async (operation, parameters, endpoint, tries) => {
	sandbox.current.setSwitches('jtel', { disabledEndpoints: [endpoint] });
	const result = await runNode(run('diallerContact', operation, parameters));
	expect(messageOf(result)).toBe('This jtel release does not offer this function');
	expect(sent()).toHaveLength(tries);
});
