import { createServer } from 'node:http';

import { useInstantWaits } from '../../harness/waits';
import type { RunSetup } from '../../harness/engine';
import { messageOf, runNode, searchList } from '../../harness/engine';
import type { CredentialStore } from '../../harness/credentials';
import { testCredential } from '../../harness/credentialTest';
import { requests, sandboxCredentials } from '../../harness/sandbox';
import { SEED_CONNECTORS } from '../../../sandbox/kaizala';
import { calls, CARD, cards, logIns, setup, useKaizala } from '../setup';

useInstantWaits();
const sandbox = useKaizala();

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Runs with credentials that keep what earlier runs stored. */
function keeper(changes: Record<string, string> = {}) {
	const credentials: CredentialStore = sandboxCredentials(sandbox.current);
	credentials.kaizalaApi = { ...credentials.kaizalaApi, ...changes };
	const run = async (rest: Partial<RunSetup> = {}, operation: [string, string] = ['action', 'send']) =>
		await runNode(setup(sandbox.current, ...operation, CARD, { credentials, ...rest }));
	return { run, stored: () => credentials.kaizalaApi ?? {} };
}

const statuses = () => calls(sandbox.current).map(({ status }) => status);

describe('the access token', () => {
	test('is fetched at first use, kept, and used again by the next run', async () => {
		const { run, stored } = keeper();
		const first = await run();
		expect(first.error).toBeUndefined();
		expect(stored()).toMatchObject({ accessToken: expect.any(String), endpoint: `${sandbox.current.url}/kaizala` });
		expect(Number(stored().accessTokenExpiry)).toBeGreaterThan(Date.now() + 23 * HOUR);
		const second = await run();
		expect(second.credentials.logIns).toBe(0);
		expect(logIns(sandbox.current)).toHaveLength(1);
		expect(statuses()).toEqual([200, 200]);
	});

	test('is renewed five minutes before it ends', async () => {
		const { run, stored } = keeper();
		await run();
		const old = stored().accessToken;
		const now = Date.now();
		const later = jest.spyOn(Date, 'now').mockImplementation(() => now + DAY - 4 * 60_000);
		const result = await run();
		later.mockImplementation(() => now + DAY);
		expect(result.error).toBeUndefined();
		expect(stored().accessToken).not.toBe(old);
		expect(logIns(sandbox.current)).toHaveLength(2);
		expect(statuses()).toEqual([200, 200]);
	});

	test.each([false, true])(
		'is renewed once when Kaizala calls it invalid (under status 200: %s)',
		async (errorsWith200) => {
			const { run, stored } = keeper();
			await run();
			const old = stored().accessToken;
			sandbox.current.setSwitches('kaizala', { errorsWith200 });
			// The sandbox's clock only: this machine still thinks that the token is good.
			sandbox.current.core.clock.shift(25 * HOUR);
			const result = await run();
			expect(result.error).toBeUndefined();
			expect(stored().accessToken).not.toBe(old);
			expect(statuses()).toEqual([200, errorsWith200 ? 200 : 401, 200]);
			expect(cards(sandbox.current)).toHaveLength(2);
		},
	);

	test('is not fetched again and again when this machine is a day ahead of Kaizala', async () => {
		sandbox.current.core.clock.shift(-25 * HOUR);
		const { run } = keeper();
		const result = await run({ items: Array.from({ length: 5 }, () => ({})) });
		expect(result.json).toHaveLength(5);
		expect(result.credentials.logIns).toBe(1);
	});

	test('is renewed once only when the new one is refused as well', async () => {
		const { run } = keeper();
		await run();
		sandbox.current.faults.add({ kind: 'status', status: 401, service: 'kaizala', path: 'actions', times: -1 });
		const result = await run();
		expect(messageOf(result)).toMatch(/^Kaizala says: .*InvalidToken/);
		expect(result.error?.description).toMatch(/Check the credential/);
		expect(result.credentials.logIns).toBe(1);
		expect(statuses()).toEqual([200, 401, 401]);
	});

	test('is fetched once for 50 items', async () => {
		const { run } = keeper();
		const result = await run({ items: Array.from({ length: 50 }, (_, index) => ({ index })) });
		expect(result.json).toHaveLength(50);
		expect(result.credentials.logIns).toBe(1);
		expect(logIns(sandbox.current)).toHaveLength(1);
	});

	test('is fetched once for 50 items that run concurrently', async () => {
		const { run } = keeper();
		const [card] = (await run()).json;
		const read = setup(sandbox.current, 'action', 'get', { groupId: CARD.groupId, actionId: String(card?.actionId) });
		const result = await runNode({ ...read, items: Array.from({ length: 50 }, () => ({})) });
		expect(result.json).toHaveLength(50);
		expect(result.credentials.logIns).toBe(1);
	});

	test('is renewed once when it is refused to 50 items that run concurrently', async () => {
		const { run, stored } = keeper();
		const [card] = (await run()).json;
		const old = stored().accessToken;
		// The sandbox's clock only: this machine still thinks that the token is good.
		sandbox.current.core.clock.shift(25 * HOUR);
		const parameters = { groupId: CARD.groupId, actionId: String(card?.actionId) };
		const read = setup(sandbox.current, 'action', 'get', parameters).parameters;
		const result = await run({ parameters: read, items: Array.from({ length: 50 }, () => ({})) });
		expect(result.error).toBeUndefined();
		expect(result.json).toHaveLength(50);
		expect(result.credentials.logIns).toBe(1);
		expect(stored().accessToken).not.toBe(old);
	});

	test('is not used any more after other login data were entered', async () => {
		const { run, stored } = keeper();
		await run();
		const { id, secret, refreshToken } = SEED_CONNECTORS.user;
		Object.assign(stored(), { applicationId: id, applicationSecret: secret, refreshToken });
		const result = await run({}, ['group', 'getAll']);
		expect(result.error).toBeUndefined();
		expect(result.credentials.logIns).toBe(1);
		expect(result.json.map(({ groupName }) => groupName)).not.toContain('Back office');
	});

	test('serves drop-downs too', async () => {
		const { results } = await searchList({ ...setup(sandbox.current, 'action', 'send'), method: 'searchGroups' });
		expect(results.map(({ name }) => name)).toEqual([
			'Back office',
			'Customer care',
			'Field service',
			'Night shift',
			'Region north',
			'Support desk',
		]);
		expect(logIns(sandbox.current)).toHaveLength(1);
	});
});

describe('the refresh token', () => {
	test('that another run has replaced meanwhile is taken from the stored credential', async () => {
		sandbox.current.setSwitches('kaizala', { replacedTokenDies: 'atOnce' });
		sandbox.current.core.clock.shift(330 * DAY);
		// Both runs read the credential before either of them has logged in; they share what is stored.
		const credentials = sandboxCredentials(sandbox.current);
		const run = () => runNode(setup(sandbox.current, 'action', 'send', CARD, { credentials }));
		const results = await Promise.all([run(), run(), run()]);
		expect(results.map(({ error }) => error?.message)).toEqual([undefined, undefined, undefined]);
		expect(cards(sandbox.current)).toHaveLength(3);
	});

	test.each(['onAdoption', 'atOnce'])(
		'is replaced by the one that Kaizala hands out from day 328 (old one dies: %s)',
		async (replacedTokenDies) => {
			sandbox.current.setSwitches('kaizala', { replacedTokenDies });
			const { run, stored } = keeper();
			const original = stored().refreshToken;
			await run();
			expect(stored().refreshToken).toBe(original);

			sandbox.current.core.clock.shift(330 * DAY);
			await run();
			const replacement = stored().refreshToken;
			expect(replacement).not.toBe(original);
			// Past the life of the original: only the replacement still works.
			sandbox.current.core.clock.shift(100 * DAY);
			const result = await run();
			expect(result.error).toBeUndefined();
			expect(stored().refreshToken).toBe(replacement);
			expect(statuses()).toEqual([200, 401, 200, 401, 200]);
		},
	);

	test.each(['null', 'empty', 'absent'])('stays when the response has none (%s)', async (emptyRefreshToken) => {
		sandbox.current.setSwitches('kaizala', { emptyRefreshToken });
		const { run, stored } = keeper();
		expect((await run()).error).toBeUndefined();
		expect(stored().refreshToken).toBe('kaizala-sandbox-refresh-token');
	});
});

test('24 hours, 328 days and 365 days pass within one run', async () => {
	const { run, stored } = keeper();
	const original = stored().refreshToken;
	const passing = [25 * HOUR, 329 * DAY, 100 * DAY];
	// Each time the run has sent a card, more of Kaizala's time has gone by.
	const timer = setInterval(() => {
		const sent = cards(sandbox.current).length;
		const [next] = passing;
		if (next === undefined || sent < 4 - passing.length) return;
		passing.shift();
		sandbox.current.core.clock.shift(next);
	}, 1);
	sandbox.current.setLatency(25);
	try {
		const result = await run({ items: [{}, {}, {}, {}, {}, {}] });
		expect(result.error).toBeUndefined();
		expect(result.json).toHaveLength(6);
	} finally {
		clearInterval(timer);
		sandbox.current.setLatency(0);
	}
	expect(passing).toEqual([]);
	expect(cards(sandbox.current)).toHaveLength(6);
	expect(stored().refreshToken).not.toBe(original);
	// Refused once for each lifetime of an access token that went by, and sent again after a login.
	expect(statuses().filter((status) => status === 401)).toHaveLength(3);
});

describe('other lifetimes', () => {
	test('a token that lives for two minutes is used for the whole run', async () => {
		sandbox.current.setSwitches('kaizala', { accessTokenLifetimeMs: 120_000 });
		const { run } = keeper();
		const result = await run({ items: [{}, {}, {}] });
		expect(result.error).toBeUndefined();
		expect(result.credentials.logIns).toBe(1);
	});

	test('a refresh token at its end is told apart, and the run ends', async () => {
		sandbox.current.setSwitches('kaizala', { refreshTokenLifetimeDays: 1, refreshTokenRotationDays: 2 });
		const { run } = keeper();
		const result = await run();
		expect(messageOf(result)).toBe('Kaizala refused the login: The refreshToken has expired (Unauthenticated)');
		expect(result.error?.description).toMatch(/ends after 365 days/);
	});

	test.each(['connector', 'user'])('a replacement kills the older tokens of the %s', async (newTokenKills) => {
		sandbox.current.setSwitches('kaizala', { newTokenKills, refreshTokenRotationDays: 1 });
		const { run, stored } = keeper();
		await run();
		expect(stored().refreshToken).not.toBe('kaizala-sandbox-refresh-token');
		sandbox.current.core.clock.shift(25 * HOUR);
		expect((await run()).error).toBeUndefined();
	});
});

describe('a refused login', () => {
	test.each([
		['applicationSecret', false],
		['applicationSecret', true],
		['applicationId', false],
		['refreshToken', false],
		['refreshToken', true],
	])(
		'says what to check for a wrong %s (under status 200: %s), and tries once for all items',
		async (name, errorsWith200) => {
			sandbox.current.setSwitches('kaizala', { errorsWith200 });
			const { run } = keeper({ [name]: 'wrong-value' });
			const result = await run({ items: [{}, {}, {}], continueOnFail: true });
			expect(result.json).toHaveLength(3);
			for (const { error } of result.json) {
				expect(error).toMatch(
					/^Kaizala refused the login: .*(Connector ID, the Connector Secret and the Refresh Token)/,
				);
				expect(error).not.toContain('wrong-value');
			}
			expect(logIns(sandbox.current)).toHaveLength(1);
			expect(calls(sandbox.current)).toEqual([]);
		},
	);

	test('says that nobody answers at the address', async () => {
		const { run } = keeper({ authBaseUrl: 'http://127.0.0.1:1' });
		const result = await run();
		expect(messageOf(result)).toBe(
			'Kaizala cannot be reached for the login at http://127.0.0.1:1: the server refused the connection',
		);
		expect(result.error?.description).toMatch(/retired/);
	});

	test('says that the Allowed Domains of the credential leave out the address', async () => {
		const { run } = keeper({ allowedHttpRequestDomains: 'domains', allowedDomains: 'kms.example.com' });
		const result = await run();
		expect(messageOf(result)).toMatch(/^Kaizala cannot be reached for the login at http:.*: Domain not allowed: /);
		expect(result.error?.description ?? '').not.toMatch(/retired/);
		expect(requests(sandbox.current, 'kaizala')).toEqual([]);
	});

	test('says that the address is none', async () => {
		const { run } = keeper({ authBaseUrl: 'file:///etc' });
		expect(messageOf(await run())).toBe('The Auth Base URL "file:///etc" in the credential is not a web address');
	});

	test.each([
		['a cut connection', { kind: 'resetAfter' as const }],
		['an HTML 503', { kind: 'html' as const, status: 503 }],
		['a 429', { kind: 'status' as const, status: 429, headers: { 'retry-after': '7' } }],
	])('is repeated after %s, and the card is sent once', async (_name, fault) => {
		sandbox.current.faults.add({ ...fault, service: 'kaizala', path: 'accessToken' });
		const { run } = keeper();
		const result = await run();
		expect(result.error).toBeUndefined();
		expect(logIns(sandbox.current)).toHaveLength(2);
		expect(cards(sandbox.current)).toHaveLength(1);
	});
});

describe('addresses', () => {
	test.each([true, false])('the endpoint may end in a slash (%s)', async (endpointUrlTrailingSlash) => {
		sandbox.current.setSwitches('kaizala', { endpointUrlTrailingSlash });
		const { run } = keeper({ authBaseUrl: `${sandbox.current.url}/kaizala/` });
		expect((await run()).error).toBeUndefined();
		expect(calls(sandbox.current)[0]?.path).toMatch(/^\/v1\/groups\//);
	});

	test('the endpoint of the credential wins over the one of the login', async () => {
		const { run } = keeper({ endpointUrl: 'http://127.0.0.1:1/' });
		const result = await run();
		expect(messageOf(result)).toBe('Kaizala cannot be reached: the server refused the connection');
	});

	test('the endpoint is asked for in a login when that of the credential was taken out', async () => {
		const endpoint = `${sandbox.current.url}/kaizala`;
		const { run, stored } = keeper({ endpointUrl: endpoint });
		expect((await run()).error).toBeUndefined();
		// As after a login that named none.
		Object.assign(stored(), { endpointUrl: '', endpoint: '' });
		const result = await run();
		expect([result.error?.message, result.credentials.logIns]).toEqual([undefined, 1]);
		expect(stored().endpoint).toBe(endpoint);
		expect(cards(sandbox.current)).toHaveLength(2);
	});

	test.each([
		['api', 'base'],
		['api', 'full'],
		['auth', 'base'],
		['auth', 'full'],
		['both', 'base'],
		['both', 'full'],
	])('a 308 of the %s is followed (Location: %s) and remembered', async (moved, movedLocation) => {
		sandbox.current.setSwitches('kaizala', { moved, movedLocation });
		const { run, stored } = keeper();
		const result = await run({ items: [{}, {}] });
		expect(result.error).toBeUndefined();
		expect(cards(sandbox.current)).toHaveLength(2);
		const redirected = () => statuses().filter((status) => status === 308);
		expect(redirected()).toHaveLength(moved === 'auth' ? 0 : 1);
		// The next run goes straight to the new home.
		expect((await run()).error).toBeUndefined();
		expect(redirected()).toHaveLength(moved === 'auth' ? 0 : 1);
		expect(stored().movedTo).toMatch(moved === 'auth' ? /^$/ : /^http:\/\/127\.0\.0\.1:\d+$/);
	});

	test.each(['applicationSecret', 'refreshToken'])('a move is forgotten when the %s was replaced', async (field) => {
		const { run, stored } = keeper();
		await run();
		const other = createServer((_request, response) => response.end('{"id":"somebody"}'));
		const requests: unknown[] = [];
		other.on('request', ({ headers }) => requests.push(headers.accesstoken));
		await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
		const address = other.address();
		// What an earlier owner of the token was told.
		const movedTo = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
		Object.assign(stored(), { movedFrom: stored().endpoint, movedTo });
		await run({}, ['user', 'getMe']);
		expect(requests).toHaveLength(1);
		Object.assign(stored(), { [field]: 'another-one' });
		await run({}, ['user', 'getMe']);
		other.close();
		expect(requests).toHaveLength(1);
	});

	test.each(['ftp://files.example.com/', 'file:///etc/passwd', 'javascript:alert(1)', ''])(
		'a 308 to %j is not followed',
		async (location) => {
			sandbox.current.faults.add({
				kind: 'empty',
				status: 308,
				headers: { location },
				service: 'kaizala',
				path: 'actions',
			});
			const { run } = keeper();
			const message = messageOf(await run());
			expect(message).toBe('Kaizala has moved this service to an address that this node does not follow');
			expect(statuses()).toEqual([308]);
		},
	);

	test('a 308 that never ends is given up after three hops', async () => {
		// Only the new home serves every path at its root, where a 308 leads.
		sandbox.current.setSwitches('kaizala', { moved: 'api' });
		const { run, stored } = keeper();
		await run();
		const headers = { location: String(stored().movedTo) };
		sandbox.current.faults.add({ kind: 'empty', status: 308, headers, service: 'kaizala', path: 'groups', times: -1 });
		sandbox.current.journal.clear();
		expect(messageOf(await run())).toBe('Kaizala has moved this service to an address that this node does not follow');
		expect(statuses()).toEqual([308, 308, 308, 308]);
		expect(cards(sandbox.current)).toHaveLength(1);
	});
});

describe('the credential test', () => {
	const check = (changes: Record<string, string> = {}) => {
		const store = sandboxCredentials(sandbox.current);
		store.kaizalaApi = { ...store.kaizalaApi, ...changes };
		return testCredential('kaizalaApi', store);
	};

	test('logs in', async () => {
		expect(await check()).toBe('OK');
		expect(logIns(sandbox.current)).toHaveLength(1);
	});

	test('passes for a connector that may not read groups', async () => {
		sandbox.current.setSwitches('kaizala', { missingScopes: ['groupinfo.read'] });
		expect(await check()).toBe('OK');
	});

	test.each([
		[{ applicationSecret: 'wrong' }, /^Kaizala refused the login: .*Check the Connector ID/],
		[{ refreshToken: 'wrong' }, /^Kaizala refused the login: .*Check the Connector ID/],
		[{ refreshToken: '' }, /^The Refresh Token in the credential is empty$/],
		[{ authBaseUrl: ' ' }, /^The Auth Base URL in the credential is empty$/],
		[
			{ authBaseUrl: 'kms.example.com' },
			/^The Auth Base URL "kms\.example\.com" in the credential is not a web address\. It must begin with https:\/\/ or http:\/\/\.$/,
		],
		[
			{ endpointUrl: 'kms2.example.com' },
			/^The Endpoint URL "kms2\.example\.com" in the credential is not a web address\./,
		],
		[{ authBaseUrl: 'http://127.0.0.1:1' }, /^Kaizala cannot be reached for the login/],
	])('says what is wrong with %j', async (changes, message) => {
		expect(await check(changes)).toMatch(message);
	});

	test('says that there is no API at the Endpoint URL', async () => {
		expect(await check({ endpointUrl: `${sandbox.current.url}/elsewhere` })).toMatch(
			/There is no Kaizala API at the Endpoint URL\. Check it, or leave it empty\.$/,
		);
	});

	test('says that another program answers at the address', async () => {
		expect(await check({ authBaseUrl: `${sandbox.current.url}/elsewhere` })).toMatch(
			/^Kaizala refused the login: .*not found\. There seems to be something other than Kaizala at this address\. Check the Auth Base URL/,
		);
	});

	test('leaves a refresh token that still works when it was replaced in the test', async () => {
		sandbox.current.setSwitches('kaizala', { replacedTokenDies: 'atOnce' });
		sandbox.current.core.clock.shift(330 * DAY);
		const store = sandboxCredentials(sandbox.current);
		expect(await testCredential('kaizalaApi', store)).toBe('OK');
		expect(store.kaizalaApi?.refreshToken).not.toBe('kaizala-sandbox-refresh-token');
		const result = await runNode(setup(sandbox.current, 'action', 'send', CARD, { credentials: store }));
		expect(result.error).toBeUndefined();
	});
});
