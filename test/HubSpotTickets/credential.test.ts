import { createHubSpot } from '../../sandbox/hubspot';
import { testCredential } from '../harness/credentialTest';
import { runNode } from '../harness/engine';
import { requests, sandboxCredentials, useSandbox } from '../harness/sandbox';

const sandbox = useSandbox([createHubSpot]);

const credential = (changes: Record<string, string> = {}) => ({
	hubSpotTicketsApi: { ...sandboxCredentials(sandbox.current).hubSpotTicketsApi, ...changes },
});
const check = async (changes: Record<string, string> = {}) =>
	await testCredential('hubSpotTicketsApi', credential(changes));

test('a token that may do all is told with its account, and nothing is changed', async () => {
	expect(await check()).toMatch(/^OK: Token works for account \d+\.$/);
	expect(requests(sandbox.current, 'hubspot').map(({ method, body }) => [method, body])).toEqual([
		['GET', null],
		['GET', null],
		['GET', null],
		['POST', { inputs: [] }],
	]);
});

test('a token that may only read says what is missing, and for what', async () => {
	expect(await check({ accessToken: 'hubspot-tickets-read-token' })).toMatch(
		/^OK: Token works for account \d+\. Missing for the list of owners: crm\.objects\.owners\.read\. Missing for creating and changing tickets: crm\.objects\.tickets\.write\.$/,
	);
});

test('a token without the scopes of tickets is refused', async () => {
	const fault = { kind: 'status', status: 403, service: 'hubspot', path: 'objects' } as const;
	sandbox.current.faults.add({ ...fault, times: -1 });
	expect(await check()).toMatch(
		/^The token is right \(account \d+\), but it may not read tickets\. Missing for reading tickets: crm\.objects\.tickets\.read\./,
	);
});

test.each(['Bearer hubspot-sandbox-token', ' hubspot-sandbox-token\n', '"hubspot-sandbox-token"'])(
	'test and node take the token as it was pasted: %j',
	async (accessToken) => {
		expect(await check({ accessToken })).toMatch(/^OK: /);
		const parameters = { authentication: 'accessToken', resource: 'owner', operation: 'getAll' };
		const run = await runNode({ type: 'hubSpotTickets', parameters, credentials: credential({ accessToken }) });
		expect(run.error).toBeUndefined();
	},
);

test.each<[string, Record<string, string>, RegExp]>([
	[
		'a wrong token',
		{ accessToken: 'wrong' },
		/^HubSpot does not accept this access token\. It may be mistyped, expired or rotated/,
	],
	['no token', { accessToken: '' }, /^Enter the Access Token/],
	[
		'an address without https://',
		{ baseUrl: 'api.hubapi.com' },
		/^The Base URL "api\.hubapi\.com" is not a web address/,
	],
	[
		'a host that there is not',
		{ baseUrl: 'https://no-such-host.invalid' },
		/^HubSpot cannot be reached at no-such-host\.invalid: the host name/,
	],
])('the test says in a sentence what is wrong: %s', async (_name, changes, message) => {
	expect(await check(changes)).toMatch(message);
});
