import { ThuliumApi } from '../../credentials/ThuliumApi.credentials';
import { apiUrl } from '../../nodes/Thulium/transport/address';
import { testCredential } from '../harness/credentialTest';
import { runNode } from '../harness/engine';
import { refusedBecause } from '../harness/words';
import { credentialsWith, LIMITED, sandbox, sent, ticket } from './setup';

const check = async (changes: Parameters<typeof credentialsWith>[0] = {}) =>
	await testCredential('thuliumApi', credentialsWith(changes));

test('the credential test lists one ticket', async () => {
	expect(await check()).toBe('OK');
	expect(sent()).toMatchObject([{ method: 'GET', path: '/api/tickets', query: { limit: '1' } }]);
});

test('the credential test tells a wrong password, a missing permission and a wrong address apart', async () => {
	expect(await check({ password: 'wrong' })).toMatch(
		refusedBecause(/^Thulium does not accept this user and password\. .*API users/),
	);
	expect(await check(LIMITED)).toMatch(
		refusedBecause(/^User and password are right, but this API user may not list tickets/),
	);
	expect(await check({ baseUrl: `${sandbox.current.url}/elsewhere` })).toMatch(
		refusedBecause(/^There is no Thulium API at this address\. Check/),
	);
});

test.each(['', '/', '/api', '/api/'])('a Base URL may end in %j', async (end) => {
	const baseUrl = `${sandbox.current.url}/thulium${end}`;
	expect(await check({ baseUrl })).toBe('OK');
	const result = await runNode(ticket('get', { ticketId: '1234' }, { credentials: credentialsWith({ baseUrl }) }));
	expect(result.json[0]).toMatchObject({ ticket_id: 1234 });
	expect(sent().map(({ path }) => path)).toEqual(['/api/tickets', '/api/tickets/1234']);
});

test.each([
	['en', 'Wrong user or password.'],
	['pl', 'Błędny użytkownik lub hasło.'],
])('the language %s is asked for', async (language, words) => {
	const credentials = credentialsWith({ language, password: 'wrong' });
	const result = await runNode(ticket('get', { ticketId: '1234' }, { credentials }));
	expect(result.error?.message).toBe(`Thulium says: ${words}`);
});

test.each([
	['acme', '', 'https://acme.thulium.com/api'],
	[' acme.thulium.com ', '', 'https://acme.thulium.com/api'],
	['https://acme.thulium.com/', '', 'https://acme.thulium.com/api'],
	['https://acme.thulium.com/api/', '', 'https://acme.thulium.com/api'],
	['acme', ' https://desk.example.com/thulium/ ', 'https://desk.example.com/thulium/api'],
	['', 'https://desk.example.com/api/', 'https://desk.example.com/api'],
])('node and credential test go to the same address: %j, %j', (systemName, baseUrl, address) => {
	const values = { systemName, baseUrl };
	expect(apiUrl(values)).toBe(address);
	const [, expression = '', rest = ''] =
		/^=\{\{(.*)\}\}(.*)$/.exec(String(new ThuliumApi().test.request.baseURL)) ?? [];
	const evaluate: unknown = new Function('$credentials', `return ${expression}`)(values);
	expect(`${String(evaluate)}${rest}`).toBe(address);
});

test('a Base URL without https:// is named', async () => {
	const credentials = credentialsWith({ baseUrl: 'desk.example.com' });
	const result = await runNode(ticket('get', { ticketId: '1234' }, { credentials }));
	expect(result.error?.message).toBe('The Base URL "desk.example.com/api" in the credential is not a web address');
});
