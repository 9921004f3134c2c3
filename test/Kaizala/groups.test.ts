import { subGroupsOf } from '../../nodes/Kaizala/actions/group/groups';
import { SEED_GROUPS, SEED_PHONES } from '../../sandbox/kaizala';
import type { RunSetup } from '../harness/engine';
import { messageOf, runNode, searchList } from '../harness/engine';
import { wire } from '../harness/sandbox';
import { calls, group, GROUP, GROUP_PATH, messages, setup, TEAM, useKaizala } from './setup';

const sandbox = useKaizala();

const run = async (resource: string, operation: string, parameters: RunSetup['parameters'] = {}) =>
	await runNode(setup(sandbox.current, resource, operation, parameters));

const sent = () => wire(calls(sandbox.current));
const TEAM_PATH = `/v1/groups/${encodeURIComponent(TEAM)}`;
const { fieldService, nightShift, backOffice } = SEED_GROUPS;
const personId = (number: number) => `20bb0000-0000-4000-8000-${String(number).padStart(12, '0')}`;

describe('Group', () => {
	test('Create a group', async () => {
		const { json, error } = await run('group', 'create', {
			name: 'New desk',
			welcomeMessage: 'Hello',
			members: `${SEED_PHONES.agent}, 0015550100003`,
			options: { shortDescriptionString: 'short', longDescriptionString: '', groupType: 'Group' },
		});
		expect(error).toBeUndefined();
		expect(json).toEqual([{ groupId: expect.any(String), groupName: 'New desk', membersAdded: true }]);
		expect(sent()).toEqual([
			{
				method: 'POST',
				path: '/v1/groups',
				body: {
					name: 'New desk',
					welcomeMessage: 'Hello',
					members: [SEED_PHONES.agent, SEED_PHONES.lead],
					shortDescriptionString: 'short',
					groupType: 'Group',
				},
			},
		]);
	});

	test('Create makes a managed public group, and says nothing of members when there are none', async () => {
		await run('group', 'create', { name: 'Public', welcomeMessage: 'Hello', options: { groupType: 'ConnectGroup' } });
		expect(sent()[0]?.body).toEqual({ name: 'Public', welcomeMessage: 'Hello', groupType: 'ConnectGroup' });
	});

	test('Create refuses more than 100 members and wrong numbers before a request is sent', async () => {
		const many = Array.from({ length: 101 }, (_, index) => `+1555020${1000 + index}`).join();
		const create = { name: 'x', welcomeMessage: 'x' };
		expect(messageOf(await run('group', 'create', { ...create, members: many }))).toBe(
			'Kaizala takes 100 members with a new group, but there are 101',
		);
		expect(messageOf(await run('group', 'create', { ...create, members: 'desk' }))).toBe(
			'The field "Members" has "desk", which is not a phone number',
		);
		expect(sent()).toEqual([]);
	});

	test('Create is never sent twice when its outcome is unknown', async () => {
		sandbox.current.faults.add({ kind: 'resetAfter', service: 'kaizala', method: 'POST', path: '/v1/groups' });
		const result = await run('group', 'create', { name: 'Once', welcomeMessage: 'x' });
		expect(messageOf(result)).toMatch(/^The outcome is unknown/);
		expect(calls(sandbox.current, 'POST')).toHaveLength(1);
	});

	test('Get reads one group', async () => {
		const { json } = await run('group', 'get', { groupId: group(TEAM) });
		expect(json).toEqual([expect.objectContaining({ groupId: TEAM, groupName: 'Support desk', callerRole: 'Admin' })]);
	});

	test('Search finds groups of the organization page by page', async () => {
		const { json } = await run('group', 'search', { query: 'desk', returnAll: true });
		expect(json.map(({ groupName }) => groupName)).toEqual(['Support desk']);
		const limited = await run('group', 'search', { query: 'e', limit: 2 });
		expect(limited.json).toHaveLength(2);
		expect(calls(sandbox.current)[0]?.query).toEqual({ query: 'desk', resultsOffset: '0', pageSize: '50' });
	});
});

describe('Subgroup', () => {
	test('Create a subgroup', async () => {
		const { json } = await run('subGroup', 'create', {
			groupId: group(TEAM),
			name: 'Second level',
			welcomeMessage: 'Hello',
			members: SEED_PHONES.clerk,
			options: { addUserToGroup: false, shortDescriptionString: 'short' },
		});
		expect(json).toEqual([expect.objectContaining({ groupId: expect.any(String), groupName: 'Second level' })]);
		expect(sent()).toEqual([
			{
				method: 'POST',
				path: `${TEAM_PATH}/subGroups`,
				body: {
					name: 'Second level',
					welcomeMessage: 'Hello',
					members: [SEED_PHONES.clerk],
					shortDescriptionString: 'short',
					addUserToGroup: false,
				},
			},
		]);
	});

	test('Get Many reads the groups below a group, and all levels when wanted', async () => {
		const direct = await run('subGroup', 'getAll', { groupId: group(TEAM), returnAll: true });
		expect(direct.json.map(({ groupId }) => groupId)).toEqual([fieldService]);
		const all = await run('subGroup', 'getAll', {
			groupId: group(TEAM),
			returnAll: true,
			options: { fetchAllGroups: true },
		});
		expect(JSON.stringify(all.json)).toContain(nightShift);
		expect(calls(sandbox.current).map(({ query }) => query)).toEqual([{}, { fetchAllGroups: 'true' }]);
	});

	test('Get Many takes a group that leaves its list out for one without groups below it', async () => {
		const body = { groups: [{ groupId: TEAM, groupName: 'Service team', hasSubGroups: false }] };
		sandbox.current.faults.add({ kind: 'status', status: 200, body, method: 'GET', path: 'subGroups$' });
		const { json, error } = await run('subGroup', 'getAll', { groupId: group(TEAM), returnAll: true });
		expect([json, error]).toEqual([[], undefined]);
	});

	test('Add an existing group as subgroup', async () => {
		const { json } = await run('subGroup', 'add', { groupId: group(TEAM), subGroups: `${backOffice}, ` });
		expect(json).toEqual([{ result: true }]);
		expect(sent()).toEqual([{ method: 'PUT', path: `${TEAM_PATH}/subGroups`, body: { subGroups: [backOffice] } }]);
		expect(messageOf(await run('subGroup', 'add', { groupId: group(TEAM), subGroups: ' , ' }))).toBe(
			'The field "Group IDs" is empty',
		);
	});

	test('Remove a subgroup from group', async () => {
		const { json } = await run('subGroup', 'remove', { groupId: group(TEAM), subGroupId: group(fieldService) });
		expect(json).toEqual([{ result: true }]);
		expect(sent()[0]).toMatchObject({
			method: 'DELETE',
			path: `${TEAM_PATH}/subGroups/${encodeURIComponent(fieldService)}`,
		});
		expect((await run('subGroup', 'getAll', { groupId: group(TEAM), returnAll: true })).json).toEqual([]);
	});

	test('are offered in a drop-down', async () => {
		const list = await searchList({
			...setup(sandbox.current, 'subGroup', 'remove', { groupId: group(TEAM) }),
			method: 'searchSubGroups',
		});
		expect(list.results).toEqual([{ name: 'Field service', value: fieldService }]);
		const none = await searchList({
			...setup(sandbox.current, 'subGroup', 'remove', { groupId: group('') }),
			method: 'searchSubGroups',
		});
		expect(none.results).toEqual([]);
	});
});

describe('Member', () => {
	test('Add user to group', async () => {
		const { json, hints } = await run('member', 'add', { groupId: group(TEAM), phones: SEED_PHONES.clerk });
		expect(json).toEqual([{ result: true }]);
		expect(hints).toEqual([]);
		expect(sent()).toEqual([{ method: 'PUT', path: `${TEAM_PATH}/members`, body: { members: [SEED_PHONES.clerk] } }]);
	});

	test.each([false, true])('Add tells when not all were added (results as text: %s)', async (stringBooleans) => {
		sandbox.current.setSwitches('kaizala', { stringBooleans });
		sandbox.current.faults.add({
			kind: 'status',
			status: 200,
			service: 'kaizala',
			method: 'PUT',
			body: { result: stringBooleans ? 'false' : false },
		});
		const { hints } = await run('member', 'add', { groupId: group(TEAM), phones: SEED_PHONES.clerk });
		expect(hints[0]?.message).toMatch(/^Kaizala did not add all phone numbers of item 1/);
	});

	test('Get Many lists the members', async () => {
		const { json } = await run('member', 'getAll', { groupId: group(TEAM), returnAll: true });
		expect(json.map(({ mobileNumber, role }) => [mobileNumber, role])).toEqual([
			[SEED_PHONES.admin, 'Admin'],
			[SEED_PHONES.agent, 'Member'],
			[SEED_PHONES.lead, 'Member'],
		]);
		expect((await run('member', 'getAll', { groupId: group(TEAM), limit: 1 })).json).toHaveLength(1);
	});

	test('Update Role makes a member an admin', async () => {
		const { error } = await run('member', 'updateRole', {
			groupId: group(TEAM),
			memberId: group(personId(2)),
			role: 'Admin',
		});
		expect(error).toBeUndefined();
		const { json } = await run('member', 'getAll', { groupId: group(TEAM), returnAll: true });
		expect(json[1]).toMatchObject({ mobileNumber: SEED_PHONES.agent, role: 'Admin' });
	});

	test('Remove user from a group', async () => {
		await run('member', 'remove', { groupId: group(TEAM), memberId: group(personId(3)) });
		expect(sent()[0]).toMatchObject({ method: 'DELETE', path: `${TEAM_PATH}/members/${personId(3)}` });
		const { json } = await run('member', 'getAll', { groupId: group(TEAM), returnAll: true });
		expect(json).toHaveLength(2);
	});

	test('are offered in a drop-down', async () => {
		const list = await searchList({
			...setup(sandbox.current, 'member', 'remove', { groupId: group(TEAM) }),
			method: 'searchMembers',
			filter: 'agent',
		});
		expect(list.results).toEqual([{ name: 'Sam Agent (Member)', value: personId(2) }]);
	});
});

describe('Subscriber', () => {
	test('Add subscriber to group', async () => {
		const { json } = await run('subscriber', 'add', {
			groupId: group(GROUP),
			phones: `${SEED_PHONES.clerk}, +15550109999`,
		});
		expect(sent()).toEqual([
			{
				method: 'PUT',
				path: `${GROUP_PATH}/subscribers/add`,
				body: { subscribers: [SEED_PHONES.clerk, '+15550109999'] },
			},
		]);
		expect(json).toHaveLength(2);
		expect(json[0]).toMatchObject({ groupId: GROUP, mobileNumber: SEED_PHONES.clerk, isAdded: true });
		expect(json[1]).toMatchObject({ mobileNumber: '+15550109999', isAdded: expect.any(Boolean) });
	});

	test('Remove says per phone number whether it worked', async () => {
		const { json } = await run('subscriber', 'remove', {
			groupId: group(GROUP),
			phones: `${SEED_PHONES.customer}, +15550109999`,
		});
		expect(json).toEqual([
			{ groupId: GROUP, mobileNumber: SEED_PHONES.customer, isRemoved: true },
			expect.objectContaining({ mobileNumber: '+15550109999', isRemoved: false, errorReason: expect.any(String) }),
		]);
	});

	test('Get Many reads page by page', async () => {
		const phones = Array.from({ length: 60 }, (_, index) => `+1555030${1000 + index}`);
		await run('subscriber', 'add', { groupId: group(GROUP), phones: phones.join() });
		sandbox.current.journal.clear();
		const { json } = await run('subscriber', 'getAll', { groupId: group(GROUP), returnAll: true });
		expect(json).toHaveLength(64);
		expect(new Set(json.map(({ id }) => id)).size).toBe(64);
		const bodies = calls(sandbox.current).map(({ body }) => body);
		expect(bodies).toEqual([{ count: 50 }, { count: 50, cursor: expect.any(String) }]);
		expect((await run('subscriber', 'getAll', { groupId: group(GROUP), limit: 2 })).json).toHaveLength(2);
	});
});

describe('User', () => {
	test('Get Me tells whose token it is', async () => {
		const { json } = await run('user', 'getMe');
		expect(json).toEqual([expect.objectContaining({ mobileNumber: SEED_PHONES.admin, name: 'Ada Admin' })]);
	});
});

describe('Message', () => {
	test('Send text message to a group (message, subscribers, send to all)', async () => {
		await run('message', 'send', { groupId: group(TEAM), recipients: 'group', message: 'to members' });
		await run('message', 'send', { groupId: group(GROUP), subscribers: SEED_PHONES.customer, message: 'to one' });
		await run('message', 'send', { groupId: group(GROUP), recipients: 'allSubscribers', message: 'to all' });
		expect(messages(sandbox.current).map(({ text, audience }) => [text, audience])).toEqual([
			['to members', { kind: 'group' }],
			['to one', { kind: 'subscribers', phones: [SEED_PHONES.customer] }],
			['to all', { kind: 'allSubscribers' }],
		]);
	});

	test('in several calls names the messages, and no cards', async () => {
		const subscribers = `${SEED_PHONES.customer}, ${SEED_PHONES.secondCustomer}`;
		const fields = { groupId: group(GROUP), subscribers, message: 'to two', options: { recipientsPerCall: 1 } };
		const { json } = await run('message', 'send', fields);
		const referenceIds = messages(sandbox.current).map(({ referenceId }) => referenceId);
		expect(referenceIds).toHaveLength(2);
		expect(json).toEqual([{ groupId: GROUP, referenceId: referenceIds[0], referenceIds }]);
	});

	test('Send reply (message id, text)', async () => {
		const [first] = (await run('message', 'send', { groupId: group(TEAM), recipients: 'group', message: 'hello' }))
			.json;
		const referenceId = String(first?.referenceId);
		await run('message', 'reply', { groupId: group(TEAM), recipients: 'group', referenceId, message: 'answer' });
		expect(sent()[1]?.body).toEqual({ message: 'answer', replyToReferenceId: referenceId });
		expect(messages(sandbox.current)[1]).toMatchObject({ text: 'answer', replyToReferenceId: referenceId });
	});

	test('takes 4,000 characters and refuses more before a request is sent', async () => {
		const text = (length: number) => ({ groupId: group(TEAM), recipients: 'group', message: 'x'.repeat(length) });
		expect((await run('message', 'send', text(4000))).error).toBeUndefined();
		expect(messageOf(await run('message', 'send', text(4001)))).toBe(
			'The message has 4001 characters, but Kaizala takes at most 4000',
		);
		expect(calls(sandbox.current)).toHaveLength(1);
	});
});

test.each([
	['of one group', { groups: [{ subGroups: [{ groupId: 'a' }] }] }, ['a']],
	['of several', { groups: [{ subGroups: [{ groupId: 'a' }] }, { subGroups: [{ groupId: 'b' }] }] }, ['a', 'b']],
	['without the group around them', { subGroups: [{ groupId: 'a' }] }, ['a']],
	['of none', { groups: [] }, []],
])('the subgroups %s', (_what, body, ids) => {
	expect(subGroupsOf(body).map(({ groupId }) => groupId)).toEqual(ids);
});
