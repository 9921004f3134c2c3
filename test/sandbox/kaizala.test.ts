import axios from 'axios';
import { SEED_CONNECTORS, SEED_GROUPS, SEED_PHONES, SEED_REDIRECT_URL } from '../../sandbox/kaizala';
import { KaizalaFixture, refusal } from './kaizalaClient';

const DAY = 86_400_000;
const { supportDesk } = SEED_GROUPS;
const { id: applicationId, secret: applicationSecret, refreshToken } = SEED_CONNECTORS.tenant;
let fixture: KaizalaFixture;

beforeAll(async () => {
	fixture = await KaizalaFixture.start();
});
beforeEach(() => fixture.sandbox.reset());
afterAll(() => fixture.sandbox.close());

describe('access token', () => {
	it('answers token, endpoint and expiry, and no refresh token before day 328', async () => {
		const { status, data } = await fixture.token();
		expect(status).toBe(200);
		expect(data).toMatchObject({
			endpointUrl: `${fixture.sandbox.url}/kaizala`,
			refreshToken: null,
			scope: 'token.write',
		});
		const life = data.accessTokenExpiry - Date.now();
		expect(Math.abs(life - DAY)).toBeLessThan(10_000);
	});

	it.each([
		['null', null],
		['empty', ''],
		['absent', undefined],
	])('shows the missing refresh token as %s', async (emptyRefreshToken, expected) => {
		fixture.switches({ emptyRefreshToken });
		expect((await fixture.token()).data.refreshToken).toBe(expected);
	});

	it('can end the endpoint in a slash', async () => {
		fixture.switches({ endpointUrlTrailingSlash: true });
		expect((await fixture.token()).data.endpointUrl).toMatch(/\/kaizala\/$/);
	});

	it.each(['applicationId', 'applicationSecret', 'refreshToken'])(
		'refuses a missing header %s with 400',
		async (name) => {
			const headers: Record<string, string> = { applicationId, applicationSecret, refreshToken };
			delete headers[name];
			expect(refusal(await fixture.http.get('/v1/accessToken', { headers }))).toEqual([400, 'InvalidParameters']);
		},
	);

	it('refuses a wrong secret with 401 and names id and secret', async () => {
		const headers = { applicationId, applicationSecret: 'wrong', refreshToken };
		const answer = await fixture.http.get('/v1/accessToken', { headers });
		expect(refusal(answer)).toEqual([401, 'Unauthenticated']);
		expect(answer.data.message).toMatch(/applicationId.*applicationSecret/);
	});

	it("refuses another connector's refresh token", async () => {
		expect(refusal(await fixture.token('tenant', SEED_CONNECTORS.user.refreshToken))).toEqual([401, 'Unauthenticated']);
	});

	it('grants nothing for a deactivated connector, while its access tokens keep working', async () => {
		const caller = await fixture.signIn();
		await fixture.act('setConnectorActive', { id: applicationId, active: false });
		expect(refusal(await fixture.token())).toEqual([401, 'Unauthenticated']);
		expect((await caller.get('/v1/groups')).status).toBe(200);
	});
});

describe('refresh token rotation', () => {
	// The seed's token is one day old.
	it('hands out nothing on day 327 and a replacement on day 328', async () => {
		fixture.sandbox.core.clock.shift(326.9 * DAY);
		expect((await fixture.token()).data.refreshToken).toBeNull();
		fixture.sandbox.core.clock.shift(0.2 * DAY);
		expect((await fixture.token()).data.refreshToken).toEqual(expect.stringMatching(/^\S+\.\S+\.\S+$/));
	});

	it('keeps the old token until the replacement is used, then kills it', async () => {
		fixture.sandbox.core.clock.shift(330 * DAY);
		await fixture.token();
		const replacement = (await fixture.token()).data.refreshToken;
		expect((await fixture.token('tenant', replacement)).status).toBe(200);
		expect(refusal(await fixture.token())).toEqual([401, 'Unauthenticated']);
	});

	it('honours only the newest replacement', async () => {
		fixture.sandbox.core.clock.shift(330 * DAY);
		const older = (await fixture.token()).data.refreshToken;
		await fixture.token();
		expect(refusal(await fixture.token('tenant', older))).toEqual([401, 'Unauthenticated']);
	});

	it('can kill the old token at once', async () => {
		fixture.switches({ replacedTokenDies: 'atOnce' });
		fixture.sandbox.core.clock.shift(330 * DAY);
		await fixture.token();
		expect(refusal(await fixture.token())).toEqual([401, 'Unauthenticated']);
	});

	it('is dead after 365 days, the replacement is not', async () => {
		fixture.sandbox.core.clock.shift(330 * DAY);
		const replacement = (await fixture.token()).data.refreshToken;
		fixture.sandbox.core.clock.shift(35 * DAY);
		expect(refusal(await fixture.token())).toEqual([401, 'Unauthenticated']);
		expect((await fixture.token('tenant', replacement)).status).toBe(200);
	});
});

describe('access to the API', () => {
	it('names the missing header', async () => {
		const answer = await fixture.http.get('/v1/groups');
		expect(refusal(answer)).toEqual([401, 'InvalidToken']);
		expect(answer.data).toMatchObject({
			errorCategoryKey: 'AuthException',
			message: expect.stringMatching(/ACCESSTOKEN/),
		});
	});

	it('refuses an unknown token', async () => {
		const answer = await fixture.http.get('/v1/groups', { headers: { accessToken: 'x' } });
		expect(refusal(answer)).toEqual([401, 'InvalidToken']);
		expect(answer.data.message).toMatch(/^Invalid token/);
	});

	it('refuses a token after 24 hours', async () => {
		const caller = await fixture.signIn();
		fixture.sandbox.core.clock.shift(DAY - 60_000);
		expect((await caller.get('/v1/groups')).status).toBe(200);
		fixture.sandbox.core.clock.shift(120_000);
		expect(refusal(await caller.get('/v1/groups'))).toEqual([401, 'InvalidToken']);
	});

	it('refuses every token after expireTokens', async () => {
		const caller = await fixture.signIn();
		await fixture.act('expireTokens');
		expect(refusal(await caller.get('/v1/groups'))).toEqual([401, 'InvalidToken']);
	});

	it('answers 403 for a missing permission', async () => {
		fixture.switches({ missingScopes: ['groupinfo.read'] });
		expect(refusal(await (await fixture.signIn()).get('/v1/groups'))).toEqual([403, 'Forbidden']);
	});

	it('can hide an error behind status 200', async () => {
		fixture.switches({ errorsWith200: true });
		expect(refusal(await fixture.http.get('/v1/groups'))).toEqual([200, 'InvalidToken']);
	});

	it('ignores the case of route segments and takes a trailing slash', async () => {
		const caller = await fixture.signIn();
		expect((await caller.get(`/V1/GROUPS/${supportDesk}/`)).status).toBe(200);
	});

	it('takes a group id raw and encoded', async () => {
		const caller = await fixture.signIn();
		for (const id of [supportDesk, encodeURIComponent(supportDesk)]) {
			expect((await caller.get(`/v1/groups/${id}`)).data.groups[0].groupId).toBe(supportDesk);
		}
	});

	it('answers an unknown path with 404', async () => {
		expect(refusal(await (await fixture.signIn()).get('/v1/nothing'))).toEqual([404, 'NotFound']);
	});

	it('answers broken JSON with 400 and another content type with 415', async () => {
		const { accessToken } = await fixture.signIn();
		const post = (body: string, type: string) =>
			fixture.http.post('/v1/groups', body, { headers: { accessToken, 'content-type': type } });
		expect(refusal(await post('{{', 'application/json'))).toEqual([400, 'InvalidParameters']);
		expect(refusal(await post('{}', 'text/plain'))).toEqual([415, 'UnsupportedMediaType']);
	});

	it('marks refused calls as not handled in the journal, and keeps no secret there', async () => {
		await fixture.http.get('/v1/groups');
		await fixture.token();
		const journal = fixture.sandbox.journal.entries();
		expect(journal.map(({ handled }) => handled)).toEqual([false, true]);
		expect(JSON.stringify(journal)).not.toContain(refreshToken);
	});
});

describe('rate limits', () => {
	it('answers 429 with Retry-After after so many calls of one connector, until the window has passed', async () => {
		fixture.switches({ connectorCallsPerMinute: 3 });
		fixture.sandbox.core.clock.freeze(Date.now());
		const caller = await fixture.signIn();
		await caller.get('/v1/groups');
		await caller.get('/v1/groups');
		const refused = await caller.get('/v1/groups');
		expect(refusal(refused)).toEqual([429, 'Throttled']);
		expect(refused.headers['retry-after']).toBe('60');
		fixture.sandbox.core.clock.shift(60_000);
		expect((await caller.get('/v1/groups')).status).toBe(200);
	});

	it('allows 100 calls a minute to one connector', async () => {
		const caller = await fixture.signIn();
		for (let call = 1; call < 100; call += 1) expect((await caller.get('/v1/groups')).status).toBe(200);
		expect((await caller.get('/v1/groups')).status).toBe(429);
		expect((await fixture.token('user')).status).toBe(200);
	});

	it('counts all connectors of the tenant together', async () => {
		fixture.switches({ tenantCallsPerMinute: 2 });
		await fixture.token('tenant');
		await fixture.token('user');
		expect(refusal(await fixture.token('group'))).toEqual([429, 'Throttled']);
	});
});

describe('moved endpoint', () => {
	it.each(['base', 'full'])(
		'answers 308 with the %s address, and its origin serves the same routes',
		async (movedLocation) => {
			const caller = await fixture.signIn();
			const home = (await caller.get('/v1/groups')).data;
			fixture.switches({ moved: 'api', movedLocation });
			const answer = await caller.get('/v1/groups');
			expect(answer.status).toBe(308);
			const location = new URL(answer.headers.location);
			expect(location.pathname).toBe(movedLocation === 'base' ? '/' : '/v1/groups');
			expect(location.origin).not.toBe(fixture.sandbox.url);
			for (const path of ['/v1/groups', '/kaizala/v1/groups']) {
				const there = await axios.get(location.origin + path, {
					headers: { accessToken: caller.accessToken },
					proxy: false,
				});
				expect([there.status, there.data]).toEqual([200, home]);
			}
		},
	);

	it('takes effect only at the new address', async () => {
		const caller = await fixture.signIn();
		fixture.switches({ moved: 'api' });
		const path = `/v1/groups/${supportDesk}/messages`;
		const { headers } = await caller.post(path, { message: 'Hello' });
		expect(fixture.snapshot().messages).toHaveLength(0);
		await axios.post(
			headers.location + path,
			{ message: 'Hello' },
			{ headers: { accessToken: caller.accessToken }, proxy: false },
		);
		expect(fixture.snapshot().messages).toHaveLength(1);
	});

	it('can move the token call alone', async () => {
		const caller = await fixture.signIn();
		fixture.switches({ moved: 'auth' });
		expect((await fixture.token()).status).toBe(308);
		expect((await caller.get('/v1/groups')).status).toBe(200);
	});
});

describe('PIN login', () => {
	const mobileNumber = SEED_PHONES.agent;
	const login = (more: object) =>
		fixture.http.post('/v1/loginWithPinAndApplicationId', { mobileNumber, applicationId, ...more });
	async function pin(): Promise<string> {
		expect((await fixture.http.post('/v1/generatePin', { mobileNumber, applicationId })).data).toEqual({});
		return String((await fixture.act('readSms', { phone: mobileNumber })).pin);
	}

	it('gives a refresh token of that user, once', async () => {
		const code = await pin();
		const { data } = await login({ pin: Number(code), applicationSecret });
		expect(data.grantedScope.split(',')).toContain('groupinfo.read');
		expect(Math.abs(data.refreshTokenExpiry - Date.now() - 365 * DAY)).toBeLessThan(10_000);
		expect((await fixture.token('tenant', data.refreshToken)).status).toBe(200);
		expect(refusal(await login({ pin: code }))).toEqual([401, 'Unauthenticated']);
	});

	it('takes the PIN as text without the secret, but not a wrong secret', async () => {
		const code = await pin();
		expect(refusal(await login({ pin: code, applicationSecret: 'wrong' }))).toEqual([401, 'Unauthenticated']);
		expect((await login({ pin: code })).status).toBe(200);
	});

	it("kills the connector's older refresh token", async () => {
		await login({ pin: await pin() });
		expect(refusal(await fixture.token())).toEqual([401, 'Unauthenticated']);
	});

	it("can kill only the same user's older token", async () => {
		fixture.switches({ newTokenKills: 'user' });
		await login({ pin: await pin() });
		expect((await fixture.token()).status).toBe(200);
	});
});

describe('OAuth', () => {
	const authorize = (redirect_uri: string) =>
		fixture.http.get('/api/Oauth/Authorize', { params: { client_id: applicationId, redirect_uri, state: 's1' } });
	const redeem = (code: string) =>
		fixture.http.post(
			'/api/oauth/token',
			new URLSearchParams({ client_id: applicationId, client_secret: applicationSecret, code }),
		);

	it('redirects with code and state, and exchanges the code once for tokens', async () => {
		const answer = await authorize(SEED_REDIRECT_URL);
		expect(answer.status).toBe(302);
		const target = new URL(answer.headers.location);
		expect(target.searchParams.get('state')).toBe('s1');
		const code = target.searchParams.get('code') ?? '';
		const { data } = await redeem(code);
		expect(Object.keys(data).sort()).toEqual([
			'accessToken',
			'accessTokenExpiry',
			'endpointUrl',
			'refreshToken',
			'scope',
		]);
		expect(data.refreshToken).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
		expect(refusal(await redeem(code))).toEqual([401, 'Unauthenticated']);
	});

	it('refuses a redirect address that is not registered', async () => {
		expect(refusal(await authorize('http://127.0.0.1/else'))).toEqual([400, 'InvalidParameters']);
	});

	it('refuses a JSON body', async () => {
		const body = { client_id: applicationId, client_secret: applicationSecret, code: 'x' };
		expect(refusal(await fixture.http.post('/api/oauth/token', body))).toEqual([415, 'UnsupportedMediaType']);
	});
});
