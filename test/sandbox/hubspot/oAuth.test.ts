import { Fixture, TICKETS } from './fixture';

const fixture = new Fixture().install();
const TOKEN = '/oauth/2026-03/token';
const CLIENT = { client_id: 'hubspot-sandbox-client', client_secret: 'hubspot-sandbox-client-secret' };
const REFRESH = { grant_type: 'refresh_token', refresh_token: 'hubspot-sandbox-refresh-token', ...CLIENT };
const FORM = { headers: { 'content-type': 'application/x-www-form-urlencoded' } };

const ask = async (fields: Record<string, string>, path = TOKEN) =>
	await fixture.call('POST', path, new URLSearchParams(fields).toString(), undefined, FORM);
const access = async () => String((await ask(REFRESH)).data.access_token);

describe('the token endpoint', () => {
	test('a refresh token brings an access token for half an hour', async () => {
		const { status, data } = await ask(REFRESH);
		expect(status).toBe(200);
		expect(data).toMatchObject({ token_type: 'bearer', hub_id: 24816357, expires_in: 1800 });
		expect(data.refresh_token).toBe(REFRESH.refresh_token);
		const token = String(data.access_token);
		expect((await fixture.get(TICKETS, token)).status).toBe(200);
		fixture.sandbox.core.clock.shift(1_800_000);
		expect((await fixture.get(TICKETS, token)).data.category).toBe('EXPIRED_AUTHENTICATION');
	});

	test.each<[string, Record<string, string>, string, string]>([
		['another client', { ...REFRESH, client_id: 'x' }, 'invalid_client', 'BAD_CLIENT_ID'],
		['another secret', { ...REFRESH, client_secret: 'x' }, 'invalid_client', 'BAD_CLIENT_SECRET'],
		['an unknown refresh token', { ...REFRESH, refresh_token: 'x' }, 'invalid_grant', 'BAD_REFRESH_TOKEN'],
		[
			'an unknown code',
			{ grant_type: 'authorization_code', code: 'x', redirect_uri: 'http://x.example/', ...CLIENT },
			'invalid_grant',
			'BAD_AUTH_CODE',
		],
		['an unknown field', { ...REFRESH, audience: 'x' }, 'invalid_request', 'BAD_REQUEST'],
		['another grant', { grant_type: 'password', ...CLIENT }, 'invalid_request', 'BAD_REQUEST'],
	])('%s is refused', async (_name, fields, error, code) => {
		const answer = await ask(fields);
		expect(answer.status).toBe(400);
		expect(answer.data).toMatchObject({
			error,
			status: code,
			error_description: expect.any(String),
			correlationId: expect.any(String),
		});
	});

	test('everything goes into a form body', async () => {
		expect((await fixture.post(TOKEN, REFRESH)).data).toMatchObject({ error: 'invalid_request' });
		const { grant_type, refresh_token } = REFRESH;
		expect((await ask({ grant_type, refresh_token })).data).toMatchObject({ error: 'invalid_client' });
	});

	test('the old paths answer until only dated ones are allowed', async () => {
		expect((await ask(REFRESH, '/oauth/v1/token')).status).toBe(200);
		fixture.set({ strictDated: true });
		expect((await ask(REFRESH, '/oauth/v1/token')).status).toBe(404);
		expect((await ask(REFRESH, '/oauth/2026-09/token')).status).toBe(200);
	});

	test('refresh tokens can be replaced by each renewal', async () => {
		fixture.set({ rotateRefreshTokens: true });
		const next = String((await ask(REFRESH)).data.refresh_token);
		expect(next).not.toBe(REFRESH.refresh_token);
		expect((await ask(REFRESH)).data).toMatchObject({ status: 'BAD_REFRESH_TOKEN' });
		expect((await ask({ ...REFRESH, refresh_token: next })).status).toBe(200);
	});

	test('an uninstalled app has neither token', async () => {
		const token = await access();
		await fixture.act('uninstallApp', {});
		expect((await fixture.get(TICKETS, token)).status).toBe(401);
		expect((await ask(REFRESH)).data).toMatchObject({ status: 'BAD_REFRESH_TOKEN' });
	});

	test('no secret and no token is in the journal', async () => {
		const token = await access();
		const journal = JSON.stringify(fixture.sandbox.journal.entries());
		for (const secret of [token, ...Object.values(REFRESH).slice(1, 2), CLIENT.client_secret]) {
			expect(journal).not.toContain(secret);
		}
	});
});

describe('limits of the app', () => {
	test('110 calls in ten seconds, whichever of its tokens they use', async () => {
		fixture.set({ oauthBurstLimit: 2 });
		expect((await fixture.get(TICKETS, await access())).status).toBe(200);
		expect((await fixture.get(TICKETS, await access())).status).toBe(200);
		expect((await fixture.get(TICKETS, await access())).data.policyName).toBe('TEN_SECONDLY_ROLLING');
		expect((await fixture.get(TICKETS)).status).toBe(200);
	});

	test('a token can be made to expire after some calls', async () => {
		fixture.set({ oauthTokenCalls: 2 });
		const token = await access();
		const statuses = [];
		for (let call = 0; call < 3; call++) statuses.push((await fixture.get(TICKETS, token)).status);
		expect(statuses).toEqual([200, 200, 401]);
	});

	test('expired by hand', async () => {
		const token = await access();
		await fixture.act('expireAccessTokens', {});
		expect((await fixture.get(TICKETS, token)).data.category).toBe('EXPIRED_AUTHENTICATION');
		expect((await fixture.get(TICKETS, await access())).status).toBe(200);
	});
});
