import { messageOf, runNode, searchList } from '../harness/engine';
import { requests } from '../harness/sandbox';
import { chosen, typed, useJtel } from './setup';

const { sandbox, run, sent } = useJtel();

test('get an ACD group by its ID', async () => {
	const { json } = await runNode(run('group', 'get', { groupId: chosen(235) }));
	expect(sent()).toEqual(['GET /acd/groups/group/235']);
	expect(json).toEqual([expect.objectContaining({ ID: 235, Name: 'Support' })]);
});

test('get many ACD groups, filtered by name and limited', async () => {
	const found = await runNode(run('group', 'getAll', { returnAll: true, filters: { text: ' AUSSEN' } }));
	expect(found.json).toEqual([]);
	const umlaut = await runNode(run('group', 'getAll', { returnAll: true, filters: { text: 'außen' } }));
	expect(umlaut.json.map(({ ID }) => ID)).toEqual([240]);
	const two = await runNode(run('group', 'getAll', { returnAll: false, limit: 2 }));
	expect(two.json).toHaveLength(2);
	expect(new Set(sent())).toEqual(new Set(['GET /acd/groups']));
});

test('get a user by its ID, with every field that jtel sends', async () => {
	const { json } = await runNode(run('user', 'get', { userId: typed("={{ ' 3 ' }}") }));
	expect(sent()).toEqual(['GET /users/user/3']);
	expect(json).toEqual([
		{
			ID: 3,
			UID: 'erin.berg',
			Name: 'Berg',
			FirstName: 'Erin',
			TelStatusID: 0,
			dtPBXTelephoneStatus: null,
			bTelCallsForwarding: false,
			bUseWebMail: true,
			ResellersID: 1,
			AgentStatusAfterLogoutRejectedID: null,
		},
	]);
});

test.each([
	['group', 'getAll', {}, ['ID', 'Name']],
	['user', 'getAll', {}, ['ID', 'UID', 'FirstName', 'Name']],
	['user', 'get', { userId: typed('3') }, ['ID', 'UID', 'FirstName', 'Name']],
	['diallerCampaign', 'getAll', {}, ['ID', 'Name']],
])('%s: %s begins with what people recognize it by', async (resource, operation, parameters, columns) => {
	const { json } = await runNode(run(resource, operation, parameters));
	expect(Object.keys(Object(json[0])).slice(0, columns.length)).toEqual(columns);
});

test('get many users, found by login name, name or first name', async () => {
	const ids = async (text: string) =>
		(await runNode(run('user', 'getAll', { returnAll: true, filters: { text } }))).json.map(({ ID }) => ID);
	expect(await ids('erin.b')).toEqual([3]);
	expect(await ids('aziz')).toEqual([4]);
	expect(await ids('Alma')).toEqual([9]);
	expect((await ids('')).sort()).toEqual([3, 4, 9]);
});

test('get a service number by its ID', async () => {
	const { json } = await runNode(run('serviceNumber', 'get', { serviceNumberId: chosen(17) }));
	expect(sent()).toEqual(['GET /serviceNumbers/serviceNumber/17']);
	expect(json).toEqual([expect.objectContaining({ Name: '4919900112233', Name2: 'Hotline' })]);
});

test('get many service numbers, found by number or name', async () => {
	const names = async (text: string) =>
		(await runNode(run('serviceNumber', 'getAll', { filters: { text } }))).json.map(({ Name2 }) => Name2);
	expect(await names('445566')).toEqual(['Bestellannahme']);
	expect(await names('hotl')).toEqual(['Hotline']);
});

test('get a dialler campaign by its ID', async () => {
	const { json } = await runNode(run('diallerCampaign', 'get', { campaignId: chosen(51) }));
	expect(sent()).toEqual(['GET /dialler/campaigns/51']);
	expect(json).toEqual([expect.objectContaining({ ID: 51, Name: 'Renewals' })]);
});

test('get many dialler campaigns, filtered by name', async () => {
	const { json } = await runNode(run('diallerCampaign', 'getAll', { filters: { text: 'surv' } }));
	expect(sent()).toEqual(['GET /dialler/campaigns']);
	expect(json.map(({ ID }) => ID)).toEqual([52]);
});

describe.each([
	['group', 'groupId', 'ACD Group', 'GET /acd/groups/group/:id', 'GET /acd/groups'],
	['user', 'userId', 'User', 'GET /users/user/:id', 'GET /users'],
	[
		'serviceNumber',
		'serviceNumberId',
		'Service Number',
		'GET /serviceNumbers/serviceNumber/:id',
		'GET /serviceNumbers',
	],
	['diallerCampaign', 'campaignId', 'Campaign', 'GET /dialler/campaigns/:id', 'GET /dialler/campaigns'],
	[
		'cockpitVariable',
		'variableId',
		'Cockpit Variable',
		'GET /cockpitVariables/cockpitVariable/:id',
		'GET /cockpitVariables',
	],
])('%s', (resource, field, label, single, list) => {
	test('no such object: jtel says so', async () => {
		const result = await runNode(run(resource, 'get', { [field]: typed(4711) }));
		expect(messageOf(result)).toMatch(/^jtel says: .* not found$/);
		expect(result.error?.description).toMatch(/has no .* with this ID|^Check the ID/);
	});

	test('an older release: the function is not offered', async () => {
		sandbox.current.setSwitches('jtel', { disabledEndpoints: [single, list] });
		const one = await runNode(run(resource, 'get', { [field]: typed(11) }));
		expect(messageOf(one)).toBe('This jtel release does not offer this function');
		const many = await runNode(run(resource, 'getAll'));
		expect(messageOf(many)).toBe('This jtel release does not offer this function');
		expect(requests(sandbox.current, 'jtel')).toHaveLength(2);
	});

	test.each(['Nobody', '', '1.5', '-3', '99999999999999999999', '3/../4'])(
		'refuses "%s" as an ID before a request is sent',
		async (id) => {
			const result = await runNode(run(resource, 'get', { [field]: typed('={{ $json.id }}') }, { items: [{ id }] }));
			expect(messageOf(result)).toMatch(
				new RegExp(id === '' ? `^The field "${label}" is empty$` : `^The field "${label}" (has|is too large for) `),
			);
			// What is no ID may be a name, which the list is read for.
			expect(requests(sandbox.current, 'jtel').filter(({ path }) => /\d$/.test(path))).toEqual([]);
		},
	);

	test('an empty envelope is no success', async () => {
		const body = { records: [], count: 0, status: 200 };
		sandbox.current.faults.add({ kind: 'status', status: 200, body, service: 'jtel' });
		expect(messageOf(await runNode(run(resource, 'get', { [field]: typed(77) })))).toMatch(
			/^jtel has no .* with the ID 77$/,
		);
	});

	test('keys in any order, and an error under HTTP 200', async () => {
		sandbox.current.setSwitches('jtel', { shuffleKeys: false });
		const plain = await runNode(run(resource, 'getAll', { returnAll: true }));
		sandbox.current.setSwitches('jtel', { shuffleKeys: true });
		const shuffled = await runNode(run(resource, 'getAll', { returnAll: true }));
		expect(shuffled.json).toEqual(plain.json);
		sandbox.current.setSwitches('jtel', { errorsUnder200: true });
		const result = await runNode(run(resource, 'get', { [field]: typed(4711) }));
		expect(messageOf(result)).toMatch(/^jtel says: .* not found$/);
	});
});

describe('drop-downs', () => {
	test.each([
		['searchGroups', 'supp', { name: 'Support', value: '235' }],
		['searchUsers', 'samir', { name: 'Samir Aziz (samir.aziz)', value: '4' }],
		['searchServiceNumbers', 'best', { name: 'Bestellannahme (4919900445566)', value: '18' }],
		['searchReceivers', '112233', { name: 'Hotline (4919900112233)', value: '4919900112233' }],
		['searchCampaigns', 'renew', { name: 'Renewals', value: '51' }],
		['searchCockpitVariables', '11', { name: 'Open orders', value: '11' }],
	])('%s finds what is typed', async (method, filter, entry) => {
		const { results } = await searchList({ ...run('event', 'create'), method, filter });
		expect(results).toEqual([entry]);
	});

	test('a record without a name is listed by its ID', async () => {
		const body = {
			records: [
				{ ID: 5, Name: null },
				{ ID: 6, Name: '' },
			],
			count: 2,
			status: 200,
		};
		sandbox.current.faults.add({ kind: 'status', status: 200, body, service: 'jtel' });
		const { results } = await searchList({ ...run('event', 'create'), method: 'searchGroups' });
		expect(results).toEqual([
			{ name: 'ID 5', value: '5' },
			{ name: 'ID 6', value: '6' },
		]);
	});

	test('a list that an older release does not have says so, and a typed ID still works', async () => {
		sandbox.current.setSwitches('jtel', { disabledEndpoints: ['GET /dialler/campaigns'] });
		await expect(searchList({ ...run('diallerCampaign', 'get'), method: 'searchCampaigns' })).rejects.toThrow(
			'This jtel release does not offer this function',
		);
		const { json } = await runNode(run('diallerCampaign', 'get', { campaignId: typed(51) }));
		expect(json).toEqual([expect.objectContaining({ ID: 51 })]);
	});
});
