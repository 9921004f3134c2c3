import { useInstantWaits } from '../../harness/waits';
import { createHubSpot } from '../../../sandbox/hubspot';
import { testCredential } from '../../harness/credentialTest';
import type { RunResult } from '../../harness/engine';
import { messageOf, runNode } from '../../harness/engine';
import { sandboxCredentials, useSandbox } from '../../harness/sandbox';
import { reconnect } from '../../harness/words';
import { byId, hubSpot, list, recordRequests } from '../setup';

const sandbox = useSandbox([createHubSpot]);
const waits = useInstantWaits();
const node = hubSpot(sandbox);

const VALVE = { subject: 'Valve leaks', stageId: list('1') };
const create = async () => await runNode(node('ticket', 'create', VALVE));
const sent = () => recordRequests(sandbox);

/** Everything that a person sees of an error. */
const shown = ({ error }: RunResult) => JSON.stringify({ ...error, message: error?.message, stack: error?.stack });

function tooMany(policyName: string, headers?: Record<string, string>) {
	const body = { status: 'error', message: 'You have reached your limit.', errorType: 'RATE_LIMIT', policyName };
	return {
		kind: 'status',
		service: 'hubspot',
		status: 429,
		body,
		...(headers === undefined ? {} : { headers }),
	} as const;
}

describe('too many requests', () => {
	test.each([
		['TEN_SECONDLY_ROLLING', 10_000],
		['SECONDLY', 1_000],
	])('waits by the policy %s and creates once', async (policy, milliseconds) => {
		sandbox.current.faults.add(tooMany(policy));
		const result = await create();
		expect(result.error).toBeUndefined();
		expect(waits.waitedMs).toBeGreaterThanOrEqual(milliseconds);
		expect(waits.waitedMs).toBeLessThanOrEqual(milliseconds * 1.1);
		expect(sent()).toHaveLength(2);
	});

	test('waits longer each time, in all five tries below two minutes', async () => {
		sandbox.current.faults.add({ ...tooMany('TEN_SECONDLY_ROLLING'), times: 4 });
		expect((await create()).error).toBeUndefined();
		expect(waits.waitedMs).toBeGreaterThanOrEqual(100_000);
		expect(sent()).toHaveLength(5);
	});

	test('waits as long as Retry-After says, and a hint tells of a long wait', async () => {
		sandbox.current.faults.add(tooMany('SECONDLY', { 'retry-after': '7' }));
		const result = await create();
		expect(waits.waitedMs).toBe(7_000);
		expect(sent().map(({ status }) => status)).toEqual([429, 201]);
		expect(result.hints.map(({ message }) => message).join()).toMatch(/waited 7 s/);
	});

	test('does not wait for the next day', async () => {
		sandbox.current.faults.add(tooMany('DAILY'));
		const result = await create();
		expect(messageOf(result)).toMatch(/^HubSpot says: You have reached your limit/);
		expect(result.error?.description).toMatch(/midnight in the account's time zone/);
		expect(sent()).toHaveLength(1);
	});

	test('keeps below the limit for searches of the account by itself', async () => {
		await sandbox.current.act('hubspot', 'seedTickets', { count: 3_000 });
		const result = await runNode(node('ticket', 'search', { returnAll: true }));
		expect(new Set(result.json.map(({ id }) => id)).size).toBe(3_005);
		expect(result.json).toHaveLength(3_005);
		expect(sent().filter(({ status }) => status !== 200)).toEqual([]);
	});

	test('keeps below the limit for all calls of the account by itself', async () => {
		// 100 calls in ten seconds.
		sandbox.current.setSwitches('hubspot', { burstLimit: 100 });
		const items = Array.from({ length: 250 }, () => ({}));
		const result = await runNode(node('ticket', 'getAll', { limit: 1 }, { items }));
		expect(result.json).toHaveLength(250);
		expect(sent().map(({ status }) => status)).toEqual(Array(250).fill(200));
		expect(waits.waitedMs).toBeGreaterThan(9_000);
	});
});

describe('a server that fails', () => {
	const page = { kind: 'html', status: 503, service: 'hubspot' } as const;

	test('a read is repeated', async () => {
		sandbox.current.faults.add([page, { kind: 'resetBefore', service: 'hubspot' }]);
		const result = await runNode(node('ticket', 'getAll', { returnAll: true }));
		expect(result.json).toHaveLength(5);
		expect(sent()).toHaveLength(3);
	});

	test('a create is not, and says how to find out', async () => {
		sandbox.current.faults.add(page);
		const result = await create();
		expect(messageOf(result)).toMatch(/^The outcome is unknown: HTTP 503 from HubSpot/);
		expect(result.error?.description).toMatch(/Ticket: Search/);
		expect(sent()).toHaveLength(1);
	});

	test('a cut connection after a create leaves exactly one ticket', async () => {
		const before = (await runNode(node('ticket', 'search', { options: { countOnly: true } }))).json[0]?.total;
		sandbox.current.faults.add({ kind: 'resetAfter', service: 'hubspot', method: 'POST' });
		expect(messageOf(await create())).toMatch(/^The outcome is unknown: the connection was cut/);
		const after = (await runNode(node('ticket', 'search', { options: { countOnly: true } }))).json[0]?.total;
		expect(after).toBe(Number(before) + 1);
	});

	test('a locked record is tried again after two seconds', async () => {
		sandbox.current.faults.add({ kind: 'status', status: 423, service: 'hubspot' });
		expect((await create()).error).toBeUndefined();
		expect(waits.waitedMs).toBe(2_000);
		expect(sent().map(({ status }) => status)).toEqual([423, 201]);
	});
});

describe('the test of the access token credential', () => {
	test('tells a token without scopes from one that HubSpot does not accept', async () => {
		const withToken = async (accessToken: string) =>
			await testCredential('hubSpotTicketsApi', {
				hubSpotTicketsApi: { accessToken, baseUrl: `${sandbox.current.url}/hubspot/` },
			});
		expect(await withToken('hubspot-no-tickets-token')).toMatch(
			/^The token is right .*, but it may not read tickets\. /,
		);
		const refused = await withToken('wrong');
		expect(refused).toMatch(/does not accept this access token/);
	});

	test('reads the Base URL as the node does: blanks around it are none of it', async () => {
		const baseUrl = ` ${sandbox.current.url}/hubspot/ `;
		const credentials = { hubSpotTicketsApi: { accessToken: 'hubspot-sandbox-token', baseUrl } };
		expect(await testCredential('hubSpotTicketsApi', credentials)).toMatch(/^OK: /);
		expect((await runNode(node('ticket', 'create', VALVE, { credentials }))).error).toBeUndefined();
	});
});

test('a Base URL without https:// is named', async () => {
	const credentials = { hubSpotTicketsApi: { accessToken: 'hubspot-sandbox-token', baseUrl: 'api.hubapi.com' } };
	const result = await runNode(node('ticket', 'create', VALVE, { credentials }));
	expect(messageOf(result)).toBe('The Base URL "api.hubapi.com" in the credential is not a web address');
});

describe('credentials', () => {
	const withToken = (accessToken: string) => ({
		...sandboxCredentials(sandbox.current),
		hubSpotTicketsApi: { accessToken, baseUrl: `${sandbox.current.url}/hubspot` },
	});

	test.each(['hubspot-wrong-token', 'hubspot-expired-token'])(
		'says that the token %s is not accepted, and keeps it secret',
		async (token) => {
			const result = await runNode(node('ticket', 'create', VALVE, { credentials: withToken(token) }));
			expect(result.error?.description).toMatch(/Check the access token in the credential/);
			expect(shown(result)).not.toContain(token);
		},
	);

	test('names the scopes that are missing', async () => {
		const credentials = withToken('hubspot-tickets-read-token');
		const result = await runNode(node('ticket', 'create', VALVE, { credentials }));
		expect(messageOf(result)).toMatch(/hasn't been granted all required scopes/);
		expect(result.error?.description).toMatch(/tickets, crm\.objects\.tickets\.write/);
		expect(shown(result)).not.toContain('hubspot-tickets-read-token');
	});

	test('the granular scopes are enough', async () => {
		const credentials = withToken('hubspot-granular-token');
		expect((await runNode(node('ticket', 'create', VALVE, { credentials }))).json).toMatchObject([
			{ subject: 'Valve leaks', hs_pipeline_stage: '1' },
		]);
		expect(sent().map(({ status }) => status)).toEqual([201]);
	});
});

test.each([
	['nothing', ''],
	['a record without an ID', { properties: {} }],
])('a create that is answered with %s is of unknown outcome', async (_what, body) => {
	sandbox.current.faults.add({ kind: 'status', service: 'hubspot', method: 'POST', status: 201, body });
	const result = await create();
	expect(messageOf(result)).toBe(
		'The outcome is unknown: HubSpot answered without the new ticket (HTTP 201). The request was not sent again, so nothing is doubled.',
	);
	expect(result.error?.description).toMatch(/^Look in HubSpot, or with Ticket: Search/);
	expect(sent()).toHaveLength(1);
});

describe('OAuth2', () => {
	const oAuth2 = hubSpot(sandbox, { authentication: 'oAuth2' });

	test('sends the token of the connected account', async () => {
		const result = await runNode(oAuth2('ticket', 'create', VALVE));
		expect(result.error).toBeUndefined();
		expect(result.json[0]).toMatchObject({ subject: 'Valve leaks' });
	});

	test('passes on what HubSpot says of a bad request, and repeats what it refused', async () => {
		const unknown = await runNode(oAuth2('ticket', 'get', { ticketId: byId('999') }));
		expect(messageOf(unknown)).toMatch(/resource not found/);
		sandbox.current.faults.add(tooMany('SECONDLY'));
		expect((await runNode(oAuth2('ticket', 'create', VALVE))).error).toBeUndefined();
		expect(sent().map(({ status }) => status)).toEqual([404, 429, 201]);
	});

	test('a create is not repeated after a cut connection', async () => {
		sandbox.current.faults.add({ kind: 'resetAfter', service: 'hubspot', method: 'POST' });
		expect(messageOf(await runNode(oAuth2('ticket', 'create', VALVE)))).toMatch(/^The outcome is unknown/);
		expect(sent()).toHaveLength(1);
	});

	test('renews an expired token, sends the call again and stores the new token', async () => {
		const credentials = sandboxCredentials(sandbox.current);
		const oauthTokenData = {
			access_token: 'hubspot-expired-token',
			refresh_token: 'old-refresh',
			token_type: 'bearer',
		};
		credentials.hubSpotTicketsOAuth2Api = { ...credentials.hubSpotTicketsOAuth2Api, oauthTokenData };
		const renewed = { access_token: 'hubspot-oauth-token', refresh_token: 'new-refresh', token_type: 'bearer' };
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path: 'oauth', status: 200, body: renewed });
		const result = await runNode(oAuth2('ticket', 'create', VALVE, { credentials }));
		expect(result.json[0]).toMatchObject({ subject: 'Valve leaks' });
		expect(sent().map(({ path, status }) => [path, status])).toEqual([
			['/crm/objects/2026-09/tickets', 401],
			['/oauth/2026-03/token', 200],
			['/crm/objects/2026-09/tickets', 201],
		]);
		expect(result.credentials.store.hubSpotTicketsOAuth2Api?.oauthTokenData).toMatchObject(renewed);
	});

	test('keeps its secrets when the token cannot be renewed', async () => {
		const credentials = sandboxCredentials(sandbox.current);
		const oauthTokenData = {
			access_token: 'hubspot-expired-token',
			refresh_token: 'old-refresh',
			token_type: 'bearer',
		};
		credentials.hubSpotTicketsOAuth2Api = { ...credentials.hubSpotTicketsOAuth2Api, oauthTokenData };
		const result = await runNode(oAuth2('ticket', 'create', VALVE, { credentials }));
		expect(messageOf(result)).toBe(reconnect.message);
		expect(result.error?.description).toContain(reconnect.description);
		for (const secret of ['hubspot-expired-token', 'old-refresh', 'hubspot-sandbox-client-secret']) {
			expect(shown(result)).not.toContain(secret);
		}
	});
});
