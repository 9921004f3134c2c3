import { ClientOAuth2 } from '@n8n/client-oauth2';

import { createHubSpot } from '../../../sandbox/hubspot';
import { withoutLink } from '../../harness/errorLink';
import type { RunSetup } from '../../harness/engine';
import { messageOf, poll, runNode, world } from '../../harness/engine';
import { sandboxCredentials, useSandbox } from '../../harness/sandbox';
import { reconnect } from '../../harness/words';
import { byId, hubSpot, list, recordRequests } from '../setup';

const sandbox = useSandbox([createHubSpot]);
const act = async (name: string, input = {}) => await sandbox.current.act('hubspot', name, input);
const node = hubSpot(sandbox, { authentication: 'oAuth2' });

const SCOPES = 'oauth tickets crm.objects.owners.read crm.objects.contacts.read crm.objects.companies.read';
const REDIRECT = 'http://localhost:5678/rest/oauth2-credential/callback';

/** Path and status of the requests, in their order. */
const calls = () => recordRequests(sandbox).map(({ path, status }) => `${path.split('/').pop() ?? ''} ${status}`);
const count = (call: string) => calls().filter((entry) => entry === call).length;

/** Credentials with some fields of the OAuth2 one changed. */
function credentialsWith(changes: object) {
	const credentials = sandboxCredentials(sandbox.current);
	credentials.hubSpotTicketsOAuth2Api = { ...credentials.hubSpotTicketsOAuth2Api, ...changes };
	return credentials;
}

const tokens = (access_token: string, refresh_token = 'hubspot-sandbox-refresh-token') => ({
	oauthTokenData: { access_token, refresh_token, token_type: 'bearer' },
});
const expired = () => credentialsWith(tokens('hubspot-expired-token'));

/** n8n's own OAuth2 client, set up as n8n does it for this credential. */
function client(scope = SCOPES, query: Record<string, string> = {}): ClientOAuth2 {
	const base = `${sandbox.current.url}/hubspot/oauth`;
	return new ClientOAuth2({
		clientId: 'hubspot-sandbox-client',
		accessTokenUri: `${base}/2026-03/token`,
		authorizationUri: `${base}/authorize`,
		redirectUri: REDIRECT,
		scopes: scope.split(' '),
		state: 'state-1',
		authentication: 'body',
		query,
		body: { client_id: 'hubspot-sandbox-client', client_secret: 'hubspot-sandbox-client-secret' },
	});
}

/** The page that HubSpot shows, and what pressing one of its buttons leads to. */
async function consent(address: string, decision = 'allow') {
	const page = await fetch(address);
	const html = await page.text();
	if (!page.ok) return { status: page.status, html, location: '' };
	const fields = [...html.matchAll(/name="([^"]+)" value="([^"]*)">/g)].map(
		([, name = '', value = '']): [string, string] => [name, value],
	);
	const form = new URLSearchParams([...fields.filter(([name]) => name !== 'decision'), ['decision', decision]]);
	const answer = await fetch(address.split('?')[0] ?? '', { method: 'POST', body: form, redirect: 'manual' });
	return { status: answer.status, html, location: answer.headers.get('location') ?? '' };
}

describe('connecting an account', () => {
	test("the page, the code and the token of n8n's own client open the account", async () => {
		const { location } = await consent(client().code.getUri());
		expect(location).toContain(`${REDIRECT}?code=`);
		const token = await client().code.getToken(location);
		expect(token.data).toMatchObject({
			token_type: 'bearer',
			expires_in: 1800,
			hub_id: 24816357,
			scopes: SCOPES.split(' '),
		});
		const credentials = credentialsWith({ oauthTokenData: token.data });
		const { json, error } = await runNode(node('ticket', 'get', { ticketId: byId('38402119001') }, { credentials }));
		expect(error).toBeUndefined();
		expect(json).toEqual([expect.objectContaining({ id: '38402119001' })]);
		await expect(client().code.getToken(location)).rejects.toThrow();
	});

	test('an account that says no', async () => {
		const { location } = await consent(client().code.getUri(), 'deny');
		await expect(client().code.getToken(location)).rejects.toThrow();
		expect(new URL(location).searchParams.get('error')).toBe('access_denied');
	});

	test.each([
		[SCOPES.replace('tickets ', ''), 'Missing: tickets.'],
		[`${SCOPES} crm.export`, 'Not configured: crm.export.'],
		[SCOPES.replace('oauth ', ''), 'Missing: oauth.'],
	])('scopes that are not those of the app are refused on the page: %s', async (scope, expected) => {
		const { status, html } = await consent(client(scope).code.getUri());
		expect(status).toBe(400);
		expect(html).toContain(expected);
	});

	test('the scopes are those that the user enters, also granular ones', async () => {
		const scope = 'oauth crm.objects.tickets.read crm.objects.tickets.write crm.schemas.tickets.read';
		await act('setOAuthApp', { scopes: scope.split(' ') });
		const { location } = await consent(client(scope).code.getUri());
		const { data } = await client(scope).code.getToken(location);
		const credentials = credentialsWith({ oauthTokenData: data });
		const { json } = await runNode(node('ticket', 'get', { ticketId: byId('38402119001') }, { credentials }));
		expect(json).toEqual([expect.objectContaining({ id: '38402119001' })]);
	});

	test('the credential lets people edit the scopes, and sends optional ones beside them', async () => {
		const {
			workflow,
			node: host,
			pack,
		} = await world({
			type: 'hubSpotTickets',
			parameters: {},
			credentials: sandboxCredentials(sandbox.current),
		});
		const { properties } = pack.credential('hubSpotTicketsOAuth2Api');
		const field = (name: string) => properties.find((property) => property.name === name);
		expect(field('scope')).toMatchObject({ type: 'string', default: SCOPES });
		const made = (name: string, own: Record<string, string>) =>
			workflow.expression.getComplexParameterValue(
				host,
				String(field(name)?.default),
				'internal',
				{},
				undefined,
				undefined,
				own,
			);
		expect(['', ' https://hs.example.com/ '].map((baseUrl) => made('accessTokenUrl', { baseUrl }))).toEqual([
			'https://api.hubapi.com/oauth/2026-03/token',
			'https://hs.example.com/oauth/2026-03/token',
		]);
		const query = (optionalScope: string) => made('authQueryParameters', { optionalScope });
		expect(query('')).toBe('');
		expect(query(' files conversations.read ')).toBe('optional_scope=files%20conversations.read');
		const optional = Object.fromEntries(new URLSearchParams(String(query('files conversations.read'))));
		const { location } = await consent(client(SCOPES, optional).code.getUri());
		const { data } = await client().code.getToken(location);
		expect(data.scopes).toEqual([...SCOPES.split(' '), 'files', 'conversations.read']);
	});
});

describe('a token that expires in the middle of a run', () => {
	const valve = { subject: 'Valve leaks', stageId: list('1') };

	test('between two items: the run goes on, and nothing is doubled', async () => {
		sandbox.current.setSwitches('hubspot', { oauthTokenCalls: 2, secondlyLimit: 100 });
		const search = (items: RunSetup['items']) =>
			node('ticket', 'search', { limit: 1, options: {}, simplify: false }, { items, credentials: expired() });
		const { items, error, credentials } = await runNode(search(Array.from({ length: 5 }, () => ({}))));
		expect(error).toBeUndefined();
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2, 3, 4].map((item) => ({ item })));
		expect([count('search 200'), count('search 401'), count('token 200')]).toEqual([5, 3, 3]);
		const { access_token } = credentials.store.hubSpotTicketsOAuth2Api?.oauthTokenData as { access_token: string };
		expect(access_token).toMatch(/^hubspot-access-3-/);
	});

	test('between two batches of new tickets: each is made once', async () => {
		sandbox.current.setSwitches('hubspot', { oauthTokenCalls: 2 });
		const items = Array.from({ length: 250 }, (_none, index) => ({ subject: `Valve ${index}` }));
		const setup = node(
			'ticket',
			'create',
			{ ...valve, subject: '={{ $json.subject }}' },
			{ items, credentials: expired() },
		);
		const { json, error } = await runNode(setup);
		expect(error).toBeUndefined();
		expect(new Set(json.map(({ id }) => id)).size).toBe(250);
		expect(sandbox.current.services.hubspot.snapshot().ticketCount).toBe(255);
	});

	test('between two pages: Get Many goes on where it was', async () => {
		await act('seedTickets', { count: 300 });
		sandbox.current.setSwitches('hubspot', { oauthTokenCalls: 1 });
		const { json, error } = await runNode(node('ticket', 'getAll', { returnAll: true }, { credentials: expired() }));
		expect(error).toBeUndefined();
		expect(new Set(json.map(({ id }) => id)).size).toBe(305);
		expect(count('tickets 401')).toBeGreaterThan(2);
	});

	test('by the clock, after 30 minutes', async () => {
		const { location } = await consent(client().code.getUri());
		const { data } = await client().code.getToken(location);
		const credentials = credentialsWith({ oauthTokenData: data });
		const get = node('ticket', 'get', { ticketId: byId('38402119001') }, { credentials });
		sandbox.current.core.clock.shift(1_799_000);
		expect((await runNode(get)).error).toBeUndefined();
		expect(count('token 200')).toBe(1);
		sandbox.current.core.clock.shift(2_000);
		expect((await runNode(get)).error).toBeUndefined();
		expect(count('token 200')).toBe(2);
	});

	test('also where each renewal brings a new refresh token', async () => {
		sandbox.current.setSwitches('hubspot', { oauthTokenCalls: 1, rotateRefreshTokens: true, secondlyLimit: 100 });
		const items = [{}, {}, {}];
		const setup = node('ticket', 'search', { limit: 1, options: {} }, { items, credentials: expired() });
		const first = await runNode(setup);
		expect(first.error).toBeUndefined();
		// The next run begins with what this one has stored.
		const second = await runNode({ ...setup, credentials: first.credentials.store });
		expect(second.error).toBeUndefined();
		expect(count('token 200')).toBeGreaterThan(4);
	});

	test('in a poll of the trigger', async () => {
		const staticData = {};
		const setup = {
			type: 'hubSpotTicketsTrigger',
			parameters: { authentication: 'oAuth2', event: 'created' },
			credentials: expired(),
			staticData,
		};
		sandbox.current.setSwitches('hubspot', { oauthTokenCalls: 1, secondlyLimit: 100 });
		expect(await poll(setup)).toBeNull();
		await act('raiseTicket', { subject: 'Valve leaks' });
		expect(await poll(setup)).toEqual([
			expect.objectContaining({ json: expect.objectContaining({ subject: 'Valve leaks' }) }),
		]);
	});
});

describe('a token that cannot be renewed', () => {
	const get = (credentials: RunSetup['credentials']) =>
		node('ticket', 'get', { ticketId: byId('38402119001') }, { credentials });
	const CLIENT = 'Compare the client ID and the client secret in the credential with those of your HubSpot app';

	test.each([
		['a wrong client ID', { clientId: 'nobody' }],
		['a wrong client secret', { clientSecret: 'wrong-secret' }],
	])('%s is told, with what to do', async (_name, changes) => {
		const credentials = expired();
		credentials.hubSpotTicketsOAuth2Api = { ...credentials.hubSpotTicketsOAuth2Api, ...changes };
		const result = await runNode(get(credentials));
		expect(messageOf(result)).toMatch(/^HubSpot says: the access token has expired and was not renewed: missing or/);
		expect(result.error?.description).toContain(CLIENT);
		expect(JSON.stringify(result.error)).not.toMatch(/wrong-secret|hubspot-sandbox-client-secret|refresh-token/);
		expect(calls()).toEqual(['38402119001 401', 'token 400']);
	});

	test('a revoked refresh token says that the account has to be connected again', async () => {
		await act('uninstallApp');
		const result = await runNode(get(credentialsWith(tokens('hubspot-oauth-token'))));
		expect(messageOf(result)).toBe(reconnect.message);
		expect(result.error?.description).toContain(reconnect.description);
		expect(calls()).toEqual(['38402119001 401', 'token 400']);
	});

	test('the older form of the response, without "error", says the same in HubSpot\'s words', async () => {
		const body = { status: 'BAD_REFRESH_TOKEN', message: 'missing or unknown refresh token', correlationId: 'c-1' };
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path: 'token', status: 400, body });
		const result = await runNode(get(expired()));
		expect(messageOf(result)).toBe(
			'HubSpot says: the access token has expired and was not renewed: missing or unknown refresh token',
		);
		expect(withoutLink(result.error?.description)).toBe(
			'Open the credential and connect the account again. HubSpot correlation ID: c-1',
		);
	});

	test('with Continue On Fail the item carries the reason', async () => {
		await act('uninstallApp');
		const setup = get(credentialsWith(tokens('hubspot-oauth-token')));
		const { json } = await runNode({ ...setup, continueOnFail: true });
		expect(json).toEqual([{ error: expect.stringContaining(reconnect.message) }]);
	});
});

describe('limits of an OAuth2 app', () => {
	const get = (authentication: string) =>
		hubSpot(sandbox, { authentication })('ticket', 'get', { ticketId: byId('38402119001') });

	test('the daily limit of the account does not stop it', async () => {
		sandbox.current.setSwitches('hubspot', { dailyLimit: 0 });
		expect((await runNode(get('oAuth2'))).error).toBeUndefined();
		const result = await runNode(get('accessToken'));
		expect(messageOf(result)).toBe('HubSpot says: You have reached your daily limit.');
		expect(result.error?.description).toContain("It is reset at midnight in the account's time zone.");
	});
});
