import { SEED_GROUPS, SEED_PHONES } from '../../sandbox/kaizala';
import { KaizalaFixture, refusal } from './kaizalaClient';
import type { Caller } from './kaizalaClient';

const { supportDesk, customerCare, fieldService, nightShift, backOffice, region } = SEED_GROUPS;
const NOT_VALID = [400, 'InvalidParameters'];
const FORBIDDEN = [403, 'Forbidden'];
const NOT_FOUND = [404, 'NotFound'];
let fixture: KaizalaFixture;
let tenant: Caller;
let user: Caller;

beforeAll(async () => {
	fixture = await KaizalaFixture.start();
});
beforeEach(async () => {
	fixture.sandbox.reset();
	tenant = await fixture.signIn();
	user = await fixture.signIn('user');
});
afterAll(() => fixture.sandbox.close());

const ids = (groups: { groupId: string }[]) => groups.map((group) => group.groupId).sort();

describe('groups', () => {
	it("lists the user's own groups, with the hierarchy when asked", async () => {
		expect(ids((await user.get('/v1/groups')).data.groups)).toEqual([supportDesk, customerCare]);
		const all = await user.get('/v1/groups', { fetchAllGroups: true });
		expect(ids(all.data.groups)).toEqual([supportDesk, customerCare, fieldService, nightShift, region]);
	});

	it('lists only the group of a group token', async () => {
		const caller = await fixture.signIn('group');
		expect(ids((await caller.get('/v1/groups')).data.groups)).toEqual([supportDesk]);
		expect(refusal(await caller.get(`/v1/groups/${customerCare}`))).toEqual(FORBIDDEN);
	});

	it.each(['showDetails', 'showDetail'])('gives details with %s only', async (name) => {
		const plain = (await user.get('/v1/groups')).data.groups[0];
		const detailed = (await user.get('/v1/groups', { [name]: 'true' })).data.groups[0];
		expect(plain.groupId).toBe(detailed.groupId);
		expect(plain).not.toHaveProperty('callerRole');
		expect(detailed).toMatchObject({ callerRole: 'Member', currentLevelUserCount: 3, currentLevelSubGroupCount: 1 });
	});

	it('refuses unknown query names', async () => {
		expect(refusal(await user.get('/v1/groups', { fetchAll: true }))).toEqual(NOT_VALID);
	});

	it('gets one group, wrapped in a list', async () => {
		const { data } = await user.get(`/v1/groups/${customerCare}`);
		expect(data.groups).toHaveLength(1);
		expect(data.groups[0]).toMatchObject({ groupName: 'Customer care', groupType: 'ConnectGroup' });
	});

	it("answers 403 for a group that is not the user's and 404 for none", async () => {
		expect(refusal(await user.get(`/v1/groups/${backOffice}`))).toEqual(FORBIDDEN);
		expect(refusal(await user.get('/v1/groups/10aa0000-0000-4000-8000-0000000000ff@2'))).toEqual(NOT_FOUND);
	});

	it('creates a group with a suffixed id, names in any casing', async () => {
		const members = [SEED_PHONES.agent];
		const { data } = await tenant.post('/v1/groups', { NAME: 'Night desk', welcomemessage: 'Hi', Members: members });
		expect(data).toEqual({
			groupId: expect.stringMatching(/^[0-9a-f-]{36}@2$/),
			groupName: 'Night desk',
			membersAdded: true,
		});
		const found = (await tenant.get(`/v1/groups/${data.groupId}/members`)).data.members;
		expect(found.map((member: { role: string }) => member.role)).toEqual(['Admin', 'Member']);
	});

	it('says when a phone could not be added', async () => {
		const body = { name: 'G', welcomeMessage: 'Hi', members: ['12345'] };
		expect((await tenant.post('/v1/groups', body)).data.membersAdded).toBe(false);
	});

	it('sends booleans as text when switched', async () => {
		fixture.switches({ stringBooleans: true });
		expect((await tenant.post('/v1/groups', { name: 'G', welcomeMessage: 'Hi' })).data.membersAdded).toBe('true');
	});

	it.each([
		['no welcome message', { name: 'G' }],
		['an unknown field', { name: 'G', welcomeMessage: 'Hi', colour: 'red' }],
		['101 members', { name: 'G', welcomeMessage: 'Hi', members: Array(101).fill(SEED_PHONES.agent) }],
		['an unknown type', { name: 'G', welcomeMessage: 'Hi', groupType: 'Secret' }],
		['null for an optional field', { name: 'G', welcomeMessage: 'Hi', members: null }],
		['a name in two casings', { name: 'G', NAME: 'H', welcomeMessage: 'Hi' }],
	])('refuses %s', async (_what, body) => {
		expect(refusal(await tenant.post('/v1/groups', body))).toEqual(NOT_VALID);
	});

	it('lets only a tenant token create a public group', async () => {
		const body = { name: 'Public', welcomeMessage: 'Hi', groupType: 'connectgroup' };
		expect(refusal(await user.post('/v1/groups', body))).toEqual(FORBIDDEN);
		expect((await tenant.post('/v1/groups', body)).status).toBe(200);
	});

	it('makes the new group of a group token a sub-group', async () => {
		const caller = await fixture.signIn('group');
		const { data } = await caller.post('/v1/groups', { name: 'Child', welcomeMessage: 'Hi' });
		const children = (await tenant.get(`/v1/groups/${supportDesk}/subGroups`)).data.subGroups;
		expect(ids(children)).toContain(data.groupId);
	});
});

describe('sub-groups', () => {
	it('shows the parent with its children, and the whole hierarchy when asked', async () => {
		const direct = (await tenant.get(`/v1/groups/${supportDesk}/subgroups`)).data;
		expect(direct.groupId).toBe(supportDesk);
		expect(ids(direct.subGroups)).toEqual([fieldService]);
		expect(direct.subGroups[0].subGroups).toBeUndefined();
		const deep = (await tenant.get(`/v1/groups/${supportDesk}/subGroups`, { fetchAllGroups: true })).data;
		expect(ids(deep.subGroups[0].subGroups)).toEqual([nightShift]);
	});

	it.each(['name', 'groupName'])('creates one by %s', async (field) => {
		const { data } = await tenant.post(`/v1/groups/${supportDesk}/subGroups`, { [field]: 'New', welcomeMessage: 'Hi' });
		expect(data).toEqual({ groupId: expect.any(String), groupName: 'New' });
	});

	it('attaches and detaches existing groups, but refuses a loop', async () => {
		const path = `/v1/groups/${supportDesk}/subGroups`;
		expect((await tenant.put(path, { subGroups: [backOffice] })).data).toEqual({ result: true });
		expect(ids((await tenant.get(path)).data.subGroups)).toContain(backOffice);
		expect((await tenant.delete(`${path}/${encodeURIComponent(backOffice)}`)).data).toEqual({ result: true });
		expect(refusal(await tenant.delete(`${path}/${backOffice}`))).toEqual(NOT_FOUND);
		expect(refusal(await tenant.put(`/v1/groups/${nightShift}/subGroups`, { subGroups: [supportDesk] }))).toEqual(
			NOT_VALID,
		);
	});
});

describe('members', () => {
	it('shows phones to admins only', async () => {
		const path = `/v1/groups/${supportDesk}/members`;
		const phones = (members: { mobileNumber: string }[]) => members.map((member) => member.mobileNumber);
		expect(phones((await tenant.get(path)).data.members)).toContain(SEED_PHONES.agent);
		expect(phones((await user.get(path)).data.members)).toEqual(['', '', '']);
	});

	it('adds, promotes and removes by member id; only an admin may', async () => {
		const path = `/v1/groups/${supportDesk}/members`;
		expect(refusal(await user.put(path, { members: [SEED_PHONES.clerk] }))).toEqual(FORBIDDEN);
		expect((await tenant.put(path, { members: [SEED_PHONES.clerk] })).data).toEqual({ result: true });
		expect((await tenant.put(path, { members: ['nonsense'] })).data).toEqual({ result: false });
		const find = async () =>
			(await tenant.get(path)).data.members.find(
				(each: { mobileNumber: string }) => each.mobileNumber === SEED_PHONES.clerk,
			);
		const { id } = await find();
		expect((await tenant.put(`${path}/${id}`, { role: 'Admin' })).data).toEqual({ result: true });
		expect((await find()).role).toBe('Admin');
		await tenant.delete(`${path}/${id}`);
		expect(await find()).toBeUndefined();
	});
});

describe('subscribers', () => {
	const path = `/v1/groups/${customerCare}/subscribers`;

	it('pages with count and cursor, and leaves the cursor out on the last page', async () => {
		const first = (await user.post(path, { count: 3 })).data;
		expect(first.subscribers).toHaveLength(3);
		expect(first.subscribers[0].mobileNumber).toBe(SEED_PHONES.customer);
		const last = (await user.post(path, { count: 3, cursor: first.cursor })).data;
		expect(last.subscribers).toHaveLength(1);
		expect(last).not.toHaveProperty('cursor');
	});

	it('takes an empty object, and GET for the first page', async () => {
		const posted = (await user.post(path, {})).data;
		expect(posted.subscribers).toHaveLength(4);
		expect((await user.get(path)).data).toEqual(posted);
	});

	it('refuses more than 50 a page, a made-up cursor and a normal group', async () => {
		expect(refusal(await user.post(path, { count: 51 }))).toEqual(NOT_VALID);
		expect(refusal(await user.post(path, { cursor: 'zzz' }))).toEqual(NOT_VALID);
		expect(refusal(await user.post(`/v1/groups/${supportDesk}/subscribers`, {}))).toEqual(NOT_VALID);
	});

	it('adds and removes phone by phone', async () => {
		const added = (await tenant.put(`${path}/add`, { subscribers: ['+15550100099', 'x'] })).data.result;
		expect(added['+15550100099']).toEqual({ isAdded: true });
		expect(added.x).toMatchObject({ isAdded: false, errorCode: 'InvalidPhoneNumber' });
		const removed = (await tenant.put(`${path}/remove`, { subscribers: ['+15550100099', '+15550100098'] })).data.result;
		expect(removed['+15550100099']).toEqual({ isRemoved: true });
		expect(removed['+15550100098']).toMatchObject({ isRemoved: false, errorCode: 'NotASubscriber' });
	});
});

describe('messages', () => {
	const desk = `/v1/groups/${supportDesk}/messages`;
	const care = `/v1/groups/${customerCare}/messages`;

	it('posts a text to a group', async () => {
		const { data } = await user.post(desk, { message: 'Hello' });
		expect(Object.keys(data)).toEqual(['referenceId']);
		expect(fixture.snapshot().messages?.[0]).toMatchObject({ ...data, text: 'Hello', sender: SEED_PHONES.agent });
	});

	it('takes 4000 characters and not one more', async () => {
		expect((await user.post(desk, { message: 'x'.repeat(4000) })).status).toBe(200);
		expect(refusal(await user.post(desk, { message: 'x'.repeat(4001) }))).toEqual(NOT_VALID);
	});

	it('refuses subscribers in a normal group', async () => {
		expect(refusal(await user.post(desk, { message: 'm', subscribers: [SEED_PHONES.customer] }))).toEqual(NOT_VALID);
		expect(refusal(await tenant.post(desk, { message: 'm', sendToAllSubscribers: true }))).toEqual(NOT_VALID);
	});

	it('names the targets that failed', async () => {
		const subscribers = [SEED_PHONES.customer, SEED_PHONES.clerk, '555'];
		const { data } = await user.post(care, { message: 'm', subscribers, sendToAllSubscribers: false });
		expect(
			data.failedResult.map((each: { subscriber: string; errorCode: string }) => [each.subscriber, each.errorCode]),
		).toEqual([
			[SEED_PHONES.clerk, 'NotASubscriber'],
			['555', 'InvalidPhoneNumber'],
		]);
		expect(fixture.snapshot().messages?.[0]?.audience).toEqual({ kind: 'subscribers', phones: [SEED_PHONES.customer] });
	});

	it('sends to all subscribers for admins only, and never both ways at once', async () => {
		expect(refusal(await user.post(care, { message: 'm', sendToAllSubscribers: true }))).toEqual(FORBIDDEN);
		expect((await tenant.post(care, { message: 'm', sendToAllSubscribers: true })).status).toBe(200);
		const both = { message: 'm', sendToAllSubscribers: true, subscribers: [SEED_PHONES.customer] };
		expect(refusal(await tenant.post(care, both))).toEqual(NOT_VALID);
	});

	it('takes 30 subscribers a call, more when switched', async () => {
		const subscribers = Array.from({ length: 31 }, (_, index) => `+155501002${String(index).padStart(2, '0')}`);
		expect(refusal(await user.post(care, { message: 'm', subscribers }))).toEqual(NOT_VALID);
		fixture.switches({ maxSubscribersPerSend: 0 });
		expect((await user.post(care, { message: 'm', subscribers })).status).toBe(200);
	});

	it('replies to a known message only, with the same subscribers', async () => {
		const subscribers = [SEED_PHONES.customer];
		const replyToReferenceId = (await user.post(care, { message: 'm', subscribers })).data.referenceId;
		expect((await user.post(care, { message: 'r', subscribers, replyToReferenceId })).status).toBe(200);
		expect(refusal(await user.post(care, { message: 'r', replyToReferenceId }))).toEqual(NOT_VALID);
		expect(refusal(await user.post(desk, { message: 'r', replyToReferenceId }))).toEqual(NOT_FOUND);
	});

	it('remembers who read it', async () => {
		const { referenceId } = (await user.post(desk, { message: 'Hello' })).data;
		await fixture.act('readMessage', { groupId: supportDesk, phone: SEED_PHONES.lead, referenceId });
		expect(fixture.snapshot().messages?.[0]?.readBy).toEqual([SEED_PHONES.lead]);
	});
});
