import { apiUrl } from '../../nodes/Thulium/transport/address';
import { testCredential } from '../harness/credentialTest';
import { runNode } from '../harness/engine';
import { credentialsWith, LIMITED, sandbox, sent, ticket } from './setup';

const check = async (changes: Parameters<typeof credentialsWith>[0] = {}) =>
	await testCredential('thuliumApi', credentialsWith(changes));

test('the credential test lists one ticket, and says what the user may do', async () => {
	expect(await check()).toMatch(/^OK: User "api_user" works for 127\.0\.0\.1:\d+ and may list tickets\.$/);
	expect(sent()[0]).toMatchObject({ method: 'GET', path: '/api/tickets', query: { limit: '1' } });
});

test('the credential test tells a wrong password, a missing permission and a wrong address apart', async () => {
	expect(await check({ password: 'another' })).toMatch(/^Thulium does not accept this user and password\. .*API users/);
	expect(await check(LIMITED)).toMatch(/^User and password are right, but this API user may not list tickets/);
	expect(await check({ baseUrl: `${sandbox.current.url}/elsewhere` })).toMatch(
		/^There is no Thulium API at this address\. Check/,
	);
});

test.each(['', '/', '/api', '/api/'])('a Base URL may end in %j', async (end) => {
	const baseUrl = `${sandbox.current.url}/thulium${end}`;
	expect(await check({ baseUrl })).toMatch(/^OK: /);
	const result = await runNode(ticket('get', { ticketId: '1234' }, { credentials: credentialsWith({ baseUrl }) }));
	expect(result.json[0]).toMatchObject({ ticket_id: 1234 });
	expect(sent().map(({ path }) => path)).toEqual([
		...['tickets', 'agents', 'ticket_statuses', 'ticket_categories', 'ticket_queues', 'tickets/1234'].map(
			(path) => `/api/${path}`,
		),
	]);
});

test.each([
	['en', 'Wrong user or password.'],
	['pl', 'Błędny użytkownik lub hasło.'],
])('the language %s is asked for', async (language, words) => {
	const credentials = credentialsWith({ language, password: 'another' });
	const result = await runNode(ticket('get', { ticketId: '1234' }, { credentials }));
	expect(result.error?.message).toBe(`Thulium says: ${words}`);
});

test.each([
	['"acme"', '', 'https://acme.thulium.com/api'],
	['https://acme.thulium.com/panel/?a=1', '', 'https://acme.thulium.com/api'],
	['acme', '', 'https://acme.thulium.com/api'],
	[' acme.thulium.com ', '', 'https://acme.thulium.com/api'],
	['https://acme.thulium.com/', '', 'https://acme.thulium.com/api'],
	['https://acme.thulium.com/api/', '', 'https://acme.thulium.com/api'],
	['acme', ' https://desk.example.com/thulium/ ', 'https://desk.example.com/thulium/api'],
	['', 'https://desk.example.com/api/', 'https://desk.example.com/api'],
])('node and credential test go to the same address: %j, %j', (systemName, baseUrl, address) => {
	expect(apiUrl({ systemName, baseUrl })).toBe(address);
});

test('a Base URL without https:// is named', async () => {
	const credentials = credentialsWith({ baseUrl: 'desk.example.com' });
	const result = await runNode(ticket('get', { ticketId: '1234' }, { credentials }));
	expect(result.error?.message).toBe('The Base URL "desk.example.com" in the credential is not a web address');
});

test.each<[string, Parameters<typeof check>[0], RegExp]>([
	[
		'a zone without its continent',
		{ timeZone: 'Warsaw' },
		/^The System Time Zone "Warsaw" is unknown\. Did you mean Europe\/Warsaw\?$/,
	],
	['a zone in Polish', { timeZone: 'Europa/Warszawa' }, /Did you mean Europe\/Warsaw\?$/],
	[
		'a zone that is none',
		{ timeZone: 'CEST+1' },
		/^The System Time Zone "CEST\+1" is unknown\. Enter a name such as Europe\/Warsaw\.$/,
	],
	['no system', { baseUrl: '', systemName: '' }, /^Enter the System Name: the part of your Thulium address/],
	[
		'an address without https://',
		{ baseUrl: 'acme.thulium.com' },
		/The Base URL "acme\.thulium\.com" is not a web address: it must begin with https:\/\/ or http:\/\/\.$/,
	],
	['no password', { password: '' }, /^Enter the user and the password of an API user\.$/],
	[
		'a password with a blank',
		{ password: 'api_pass ' },
		/The password in this credential begins or ends with a space\.$/,
	],
	[
		'a port on which nobody listens',
		{ baseUrl: 'http://127.0.0.1:9' },
		/^Thulium cannot be reached at 127\.0\.0\.1:9: the server refused the connection\./,
	],
])('the credential test says in a sentence what is wrong: %s', async (_name, changes, message) => {
	expect(await check(changes)).toMatch(message);
});

test('what is missing for the drop-downs is named', async () => {
	sandbox.current.faults.add({ kind: 'status', status: 403, service: 'thulium', path: 'agents$' });
	expect(await check()).toMatch(
		/^OK: User .* may list tickets\. Missing for the drop-downs: GET agents\. Permit them under/,
	);
});
