import { createJtel } from '../../sandbox/jtel';
import { testCredential } from '../harness/credentialTest';
import { runNode } from '../harness/engine';
import { requests, sandboxCredentials, useSandbox } from '../harness/sandbox';
import { refusedBecause } from '../harness/words';

const sandbox = useSandbox([createJtel]);

const credential = (changes: Record<string, string> = {}) => ({
	jtelAcdApi: { ...sandboxCredentials(sandbox.current).jtelAcdApi, ...changes },
});

test('the credential test accepts the right token and reads the groups', async () => {
	expect(await testCredential('jtelAcdApi', credential())).toBe('OK');
	expect(requests(sandbox.current, 'jtel').map(({ path }) => path)).toEqual(['/rest/v1.0/1/acd/groups']);
});

test.each([
	['a wrong token', { token: 'wrong' }, /does not accept this token together with this Client ID/],
	['the Client ID of another account', { clientId: '2' }, /does not accept this token together with this Client ID/],
])('the credential test refuses %s', async (_name, changes, message) => {
	expect(await testCredential('jtelAcdApi', credential(changes))).toMatch(refusedBecause(message));
});

test.each([
	['as it is', (url: string) => url],
	['with blanks around it', (url: string) => ` ${url} `],
	['with slashes at the end', (url: string) => `${url}//`],
	['with the path', (url: string) => `${url}/rest/v1.0`],
])('test and node read the Server URL alike: %s', async (_name, write) => {
	const credentials = credential({ serverUrl: write(`${sandbox.current.url}/jtel`), clientId: ' 1 ' });
	expect(await testCredential('jtelAcdApi', credentials)).toBe('OK');
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
