import { createJtel } from '../../sandbox/jtel';
import { testCredential } from '../harness/credentialTest';
import { runNode } from '../harness/engine';
import { requests, sandboxCredentials, useSandbox } from '../harness/sandbox';

const sandbox = useSandbox([createJtel]);

const credential = (changes: Record<string, string> = {}) => ({
	jtelAcdApi: { ...sandboxCredentials(sandbox.current).jtelAcdApi, ...changes },
});

test('the credential test accepts the right token and reads the groups', async () => {
	expect(await testCredential('jtelAcdApi', credential())).toMatch(
		/^OK: Token works for client account 1 at 127\.0\.0\.1:\d+, which has \d+ ACD groups\.$/,
	);
	expect(requests(sandbox.current, 'jtel').map(({ path }) => path)).toEqual(['/rest/v1.0/1/acd/groups']);
});

test.each([
	['a wrong token', { token: 'wrong' }, /does not accept this token together with this Client ID/],
	['the Client ID of another account', { clientId: '2' }, /does not accept this token together with this Client ID/],
])('the credential test refuses %s', async (_name, changes, message) => {
	expect(await testCredential('jtelAcdApi', credential(changes))).toMatch(message);
});

test.each([
	['as it is', (url: string) => url],
	['with blanks around it', (url: string) => ` ${url} `],
	['with slashes at the end', (url: string) => `${url}//`],
	['with the path', (url: string) => `${url}/rest/v1.0`],
	['with the path of a function', (url: string) => `${url}/rest/v1.0/1/acd/events`],
	['in quotes', (url: string) => `"${url}"`],
])('test and node read the Server URL alike: %s', async (_name, write) => {
	const credentials = credential({ serverUrl: write(`${sandbox.current.url}/jtel`), clientId: ' 1 ' });
	expect(await testCredential('jtelAcdApi', credentials)).toMatch(/^OK: /);
	const result = await runNode({
		type: 'jtelAcd',
		parameters: { resource: 'event', operation: 'getAll' },
		credentials,
	});
	expect(result.error).toBeUndefined();
	expect(new Set(requests(sandbox.current, 'jtel').map(({ path }) => path.split('/acd/')[0]))).toEqual(
		new Set(['/rest/v1.0/1']),
	);
});

test('a status of 500 inside a response counts as one', async () => {
	const body = { status: 500, error: 'Internal' };
	sandbox.current.faults.add({ kind: 'status', status: 200, body, service: 'jtel' });
	const parameters = { resource: 'event', operation: 'getAll' };
	const result = await runNode({ type: 'jtelAcd', parameters, credentials: credential() });
	expect(result.error).toBeUndefined();
	expect(requests(sandbox.current, 'jtel')).toHaveLength(2);
});

test('a Server URL without https:// is named', async () => {
	const parameters = { resource: 'event', operation: 'getAll' };
	const result = await runNode({
		type: 'jtelAcd',
		parameters,
		credentials: credential({ serverUrl: 'rest.example.com/' }),
	});
	expect(result.error?.message).toBe('The Server URL "rest.example.com" in the credential is not a web address');
});

test.each(['Bearer jtel-sandbox-token', ' "jtel-sandbox-token" \n', 'Authorization: Bearer jtel-sandbox-token'])(
	'test and node take the token as it was pasted: %j',
	async (token) => {
		const credentials = credential({ token });
		expect(await testCredential('jtelAcdApi', credentials)).toMatch(/^OK: /);
		const run = { type: 'jtelAcd', parameters: { resource: 'event', operation: 'getAll' }, credentials };
		expect((await runNode(run)).error).toBeUndefined();
	},
);

test.each<[string, Record<string, string>, RegExp]>([
	['no address', { serverUrl: '' }, /^Enter the Server URL\.$/],
	[
		'a host without https://',
		{ serverUrl: 'rest.example.com' },
		/^The Server URL "rest.example.com" is not a web address: it must begin with https/,
	],
	[
		'a host that there is not',
		{ serverUrl: 'https://no-such-host.invalid' },
		/^jtel cannot be reached at no-such-host\.invalid: the host name (is unknown|could not be looked up)\./,
	],
	[
		'a port on which nobody listens',
		{ serverUrl: 'http://127.0.0.1:9' },
		/^jtel cannot be reached at 127\.0\.0\.1:9: the server refused the connection\. Check the address/,
	],
	['a Client ID that is a name', { clientId: 'Acme' }, /^The Client ID "Acme" is not a number\./],
	['no token', { token: ' ' }, /^Enter the Token/],
	[
		'a Callback Secret that the callback trigger refuses',
		{ callbackSecret: 'short' },
		/^The Callback Secret has fewer than 16 characters, and the callback trigger refuses it\. Make up a longer one/,
	],
])('the credential test says in a sentence what is wrong: %s', async (_name, changes, message) => {
	expect(await testCredential('jtelAcdApi', credential(changes))).toMatch(message);
});

test('the credential test tells another service and a fault of jtel apart', async () => {
	expect(await testCredential('jtelAcdApi', credential({ serverUrl: `${sandbox.current.url}/elsewhere` }))).toMatch(
		/^There is no jtel REST service at this Server URL/,
	);
	sandbox.current.faults.add({ kind: 'status', status: 503, service: 'jtel' });
	expect(await testCredential('jtelAcdApi', credential())).toMatch(
		/^jtel answered with HTTP 503, which says nothing about this credential/,
	);
});
