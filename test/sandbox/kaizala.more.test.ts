import { SEED_GROUPS, SEED_PHONES } from '../../sandbox/kaizala';
import { KaizalaFixture, refusal } from './kaizalaClient';
import type { Caller } from './kaizalaClient';

const { supportDesk, fieldService, backOffice } = SEED_GROUPS;
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

describe('reactions', () => {
	const path = `/v1/groups/${supportDesk}/reaction`;
	const source = { sourceGroupId: supportDesk };
	let referenceId: string;
	const react = (caller: Caller, more: object) =>
		caller.post(path, { referenceId, ...source, reactionType: 'Like', ...more });
	/** The reply as text, because the cursor does not survive `JSON.parse`. */
	const raw = async (where: string, params: object) => {
		const headers = { accessToken: user.accessToken };
		const { data } = await fixture.http.get(where, {
			headers,
			params: { ...source, ...params },
			transformResponse: String,
		});
		return { cursor: /"cursor":"?(\d+)/.exec(data)?.[1], body: JSON.parse(data) };
	};

	beforeEach(async () => {
		referenceId = (await user.post(`/v1/groups/${supportDesk}/messages`, { message: 'm' })).data.referenceId;
	});

	it('counts likes once per user, and comments', async () => {
		const first = await react(user, {});
		expect((await react(user, {})).data).toEqual(first.data);
		await react(tenant, { reactionType: 'comment', comment: 'Good' });
		const { data } = await user.get(`${path}/${referenceId}/summary`, source);
		expect(data).toEqual({ summary: [{ referenceId, reactionsCountMap: { like: 1, comment: 1 } }] });
	});

	it('needs text for a comment, a known message and a source group at or above the group', async () => {
		expect(refusal(await react(user, { reactionType: 'Comment' }))).toEqual([400, 'InvalidParameters']);
		expect(refusal(await react(user, { referenceId: 'x' }))).toEqual([404, 'NotFound']);
		expect(refusal(await react(user, { sourceGroupId: fieldService }))).toEqual([400, 'InvalidParameters']);
		const below = `/v1/groups/${fieldService}/reaction`;
		expect((await user.post(below, { referenceId, ...source, reactionType: 'Like' })).status).toBe(200);
	});

	it('pages by a cursor that only its exact text continues', async () => {
		fixture.switches({ reactionPageSize: 1 });
		fixture.sandbox.core.clock.freeze(Date.now());
		for (const comment of ['a', 'b', 'c']) await react(user, { reactionType: 'Comment', comment });
		const comments: string[] = [];
		let cursor = '0';
		for (let page = 0; page < 4; page += 1) {
			const next = await raw(`${path}/${referenceId}`, { reactionType: 'Comment', cursor });
			comments.push(...next.body.reactionDetails.map((each: { comment: string }) => each.comment));
			cursor = next.cursor ?? '';
		}
		expect(comments).toEqual(['a', 'b', 'c']);
		expect(String(Number(cursor))).not.toBe(cursor);
	});

	it.each([
		['number', 'number'],
		['string', 'string'],
	])('can send the cursor as %s', async (reactionCursor, type) => {
		fixture.switches({ reactionCursor });
		await react(user, {});
		const { body } = await raw(`${path}/summary`, {});
		expect(typeof body.cursor).toBe(type);
		expect(body.summary).toHaveLength(1);
	});
});

describe('user and tenant', () => {
	it('says who the token belongs to', async () => {
		expect((await user.get('/v1/users/me')).data).toMatchObject({ mobileNumber: SEED_PHONES.agent, name: 'Sam Agent' });
	});

	it('finds groups by name, within what the token may see', async () => {
		const find = async (caller: Caller, params: object) =>
			(await caller.get('/v1/tenant/findGroupsByQuery', params)).data.groups.map(
				(each: { groupId: string }) => each.groupId,
			);
		expect(await find(tenant, { query: 'OFFICE' })).toEqual([backOffice]);
		expect(await find(user, { query: 'office' })).toEqual([]);
		const all = await find(tenant, { query: 'e' });
		expect(await find(tenant, { query: 'e', resultsOffset: 1, pageSize: 2 })).toEqual(all.slice(1, 3));
	});
});

describe('bots', () => {
	it('is made, listed, renamed, added to a group, posts with its own token and is deleted', async () => {
		const { botUserId } = (await tenant.post('/v1/bot', { name: 'Relay' })).data;
		expect((await tenant.put(`/v1/bot/${botUserId}`, { name: 'Relay 2' })).data).toEqual({ botUserId });
		expect((await tenant.get('/v1/bot')).data.bots).toMatchObject([{ botUserId, name: 'Relay 2' }]);
		const { accessToken } = (await tenant.get(`/v1/bot/accessToken/${botUserId}`)).data;
		const post = () =>
			fixture.http.post(`/v1/groups/${supportDesk}/messages`, { message: 'Beep' }, { headers: { accessToken } });
		expect((await post()).status).toBe(403);
		await tenant.post(`/v1/groups/${supportDesk}/bot`, { botUserId });
		expect((await post()).status).toBe(200);
		expect((await tenant.delete(`/v1/bot/${botUserId}`)).data).toEqual({});
		expect((await post()).status).toBe(401);
	});

	it('belongs to whoever made it', async () => {
		const { botUserId } = (await tenant.post('/v1/bot', { name: 'Relay' })).data;
		expect(refusal(await user.delete(`/v1/bot/${botUserId}`))).toEqual([403, 'Forbidden']);
	});
});
