import '../harness/waits';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';

import type { IExecuteFunctions, INode } from 'n8n-workflow';

import { TROUBLESHOOTING } from '../../nodes/shared/errors';
import { send } from '../../nodes/shared/http/client';
import { redactor, withoutUserInfo } from '../../nodes/shared/http/secrets';
import { anyJson } from '../../nodes/shared/http/shapes';
import type { CredentialStore } from '../harness/credentials';
import { runNode, poll } from '../harness/engine';
import { useInstantWaits } from '../harness/waits';

/** No error shows a secret, whatever a server sends back. */

useInstantWaits();

const SECRETS = {
	hubSpotToken: 'pat-eu1-secret/with+signs=',
	clientSecret: 'client-secret-of-the-app',
	refresh: 'refresh-token-of-oauth',
	kaizalaSecret: 'Zx9 secret with blanks, of a connector',
	kaizalaRefresh: 'refresh-of-kaizala-value',
	thuliumPassword: 'pass:wörd&thulium',
	jtelToken: 'jtel-token-äöü-value',
};

/** How the server answers a call, by what it was sent. */
type Failure = (headers: IncomingHttpHeaders, address: string) => { status: number; type?: string; body: string };

const shown = (headers: IncomingHttpHeaders): string => JSON.stringify(headers);
const FAILURES: Record<string, Failure> = {
	'its headers in a message': (headers) => ({
		status: 400,
		body: JSON.stringify({
			message: `Bad request: ${shown(headers)}`,
			error: shown(headers),
			errorCode: 'InvalidParameters',
		}),
	}),
	'its headers in a list of errors': (headers) => ({
		status: 403,
		body: JSON.stringify({ errors: [{ message: shown(headers), context: { propertyName: [shown(headers)] } }] }),
	}),
	'its headers as a page': (headers) => ({
		status: 502,
		type: 'text/html',
		body: `<html><pre>${shown(headers)}</pre></html>`,
	}),
	'its headers as text': (headers) => ({ status: 500, type: 'text/plain', body: shown(headers) }),
	'its headers as unknown JSON': (headers) => ({ status: 422, body: JSON.stringify({ request: headers }) }),
	'its secret at the place where texts are cut': (headers) => ({
		status: 500,
		type: 'text/plain',
		body: `${'x'.repeat(285)}${String(headers.authorization ?? headers.accesstoken ?? headers.refreshtoken)}`,
	}),
	'the login as people read it': (headers) => ({
		status: 401,
		body: JSON.stringify({
			message: Buffer.from(String(headers.authorization ?? '').replace(/^Basic /, ''), 'base64').toString(),
			errorCode: 'Unauthenticated',
		}),
	}),
	'a redirect': (headers) => ({ status: 302, body: shown(headers) }),
};

let failure: Failure | undefined;
let server: Server;
let origin = '';

beforeAll(async () => {
	server = createServer((request, response) => {
		const {
			status,
			type = 'application/json',
			body,
		} = failure?.(request.headers, String(request.url)) ?? { status: 500, body: '' };
		// Kaizala logs in first; that has to work for the call itself to be made.
		if (/accessToken$/.test(String(request.url)) && logInWorks) {
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify({ accessToken: 'kaizala-access-token-value', endpointUrl: origin }));
			return;
		}
		response.writeHead(status, {
			'content-type': type,
			'x-request-id': shown(request.headers).replace(/[^\x20-\x7e]/g, ''),
		});
		response.end(body);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterAll(async () => {
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
});
let logInWorks = true;

const credentials = (): CredentialStore => ({
	hubSpotTicketsApi: { accessToken: SECRETS.hubSpotToken, clientSecret: SECRETS.clientSecret, baseUrl: origin },
	hubSpotTicketsOAuth2Api: {
		...{ baseUrl: origin, clientId: 'client', clientSecret: SECRETS.clientSecret, accessTokenUrl: `${origin}/token` },
		oauthTokenData: { access_token: SECRETS.hubSpotToken, refresh_token: SECRETS.refresh, token_type: 'bearer' },
	},
	kaizalaApi: {
		...{ applicationId: 'connector', applicationSecret: SECRETS.kaizalaSecret, refreshToken: SECRETS.kaizalaRefresh },
		...{ authBaseUrl: origin, oauthBaseUrl: origin },
	},
	thuliumApi: { baseUrl: origin, user: 'api user', password: SECRETS.thuliumPassword },
	jtelAcdApi: { serverUrl: origin, clientId: '1', token: SECRETS.jtelToken },
});

const RUNS = [
	{
		type: 'hubSpotTickets',
		parameters: { authentication: 'accessToken', resource: 'owner', operation: 'getAll', returnAll: true },
	},
	{
		type: 'hubSpotTickets',
		parameters: { authentication: 'oAuth2', resource: 'owner', operation: 'getAll', returnAll: true },
	},
	{
		type: 'hubSpotTickets',
		parameters: { resource: 'ticket', operation: 'delete', ticketId: { __rl: true, mode: 'id', value: '1' } },
	},
	{ type: 'kaizala', parameters: { resource: 'user', operation: 'getMe' } },
	{ type: 'kaizala', parameters: { resource: 'group', operation: 'getAll', returnAll: true } },
	{ type: 'thulium', parameters: { resource: 'agent', operation: 'getAll' } },
	{
		type: 'thulium',
		parameters: { resource: 'recording', operation: 'download', filename: 'a/b.ogg', outputField: 'data' },
	},
	{
		type: 'thulium',
		parameters: { resource: 'ticket', operation: 'delete', ticketId: { __rl: true, mode: 'id', value: '1' } },
	},
	{ type: 'jtelAcd', parameters: { resource: 'event', operation: 'getTypes' } },
	{ type: 'jtelAcd', parameters: { resource: 'group', operation: 'getAll', returnAll: true } },
] as const;

/** Every form of a secret that could help somebody, and the pieces that are left when a text is cut. */
function leaks(text: string): string[] {
	const forms = Object.values({ ...SECRETS, access: 'kaizala-access-token-value' }).flatMap((secret) => [
		secret,
		encodeURIComponent(secret),
		secret.slice(0, 9),
		Buffer.from(secret).toString('latin1'),
		Buffer.from(secret).toString('base64').slice(0, 12),
	]);
	forms.push(Buffer.from(`api user:${SECRETS.thuliumPassword}`).toString('base64').slice(0, 16));
	// The addresses of the entries about errors name services and fields.
	const own = text.split(TROUBLESHOOTING).map((part, index) => (index === 0 ? part : part.replace(/^#[\w-]*/, '')));
	return forms.filter((form) => own.join('').includes(form));
}

/** All that n8n keeps of an error. */
function told(error: unknown): string {
	const seen = new Set<unknown>();
	const read = (value: unknown): string => {
		if (typeof value !== 'object' || value === null) return String(value);
		if (seen.has(value)) return '';
		seen.add(value);
		return Object.getOwnPropertyNames(value)
			.filter((name) => name !== 'node')
			.map((name) => `${name}: ${read(Reflect.get(value, name))}`)
			.join('\n');
	};
	return read(error);
}

test('the errors inside the answer of a batch (207)', async () => {
	failure = (headers) => ({
		status: 207,
		body: JSON.stringify({
			status: 'COMPLETE',
			results: [],
			numErrors: 2,
			errors: ['1', '2'].map((id) => ({
				status: 'error',
				category: 'VALIDATION_ERROR',
				message: `Refused: ${shown(headers)}`,
				context: { ids: [id], headers: [shown(headers)] },
			})),
		}),
	});
	const parameters = {
		...{ authentication: 'accessToken', resource: 'ticket', operation: 'get' },
		ticketId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
	};
	const setup = { type: 'hubSpotTickets', parameters, credentials: credentials(), items: [{ id: '1' }, { id: '2' }] };
	const { error } = await runNode(setup);
	expect(told(error)).toContain('HubSpot says: Refused');
	expect(leaks(told(error))).toEqual([]);
	const soft = await runNode({ ...setup, continueOnFail: true });
	expect(soft.json).toHaveLength(2);
	expect(leaks(JSON.stringify(soft.json))).toEqual([]);
});

describe.each(Object.entries(FAILURES))('a server that sends %s', (_what, how) => {
	test.each(RUNS.map((run) => [`${run.type}: ${run.parameters.resource} ${run.parameters.operation}`, run] as const))(
		'%s',
		async (_name, { type, parameters }) => {
			failure = how;
			logInWorks = true;
			const { error, json } = await runNode({ type, parameters: { ...parameters }, credentials: credentials() });
			expect(error).toBeDefined();
			expect(leaks(`${told(error)}${JSON.stringify(json)}`)).toEqual([]);
			const soft = await runNode({
				type,
				parameters: { ...parameters },
				credentials: credentials(),
				continueOnFail: true,
			});
			expect(leaks(JSON.stringify(soft.json))).toEqual([]);
		},
	);

	test('the login of Kaizala', async () => {
		failure = how;
		logInWorks = false;
		const parameters = { resource: 'user', operation: 'getMe' };
		const { error } = await runNode({ type: 'kaizala', parameters, credentials: credentials() });
		expect(error).toBeDefined();
		expect(leaks(told(error))).toEqual([]);
	});

	test.each(['hubSpotTicketsTrigger', 'thuliumPollingTrigger', 'jtelAcdTrigger'])('a poll of %s', async (type) => {
		failure = how;
		const event = type === 'thuliumPollingTrigger' ? 'ticketCreated' : 'created';
		const run = poll({ type, parameters: { event }, credentials: credentials(), staticData: {} });
		const error: unknown = await run.then(
			() => undefined,
			(problem: unknown) => problem,
		);
		expect(error).toBeDefined();
		expect(leaks(told(error))).toEqual([]);
	});
});

test.each([
	['https://me:pa:ss@word@example.com', 'https://…@example.com'],
	['htp://me:password@example.com/x', 'htp://…@example.com/x'],
	['me:password@example.com', '…@example.com'],
	['example.com', 'example.com'],
	['me:pass//word@example.com', '…@example.com'],
])('the address %s is shown as %s', (address, harmless) => {
	expect(withoutUserInfo(address)).toBe(harmless);
});

test.each([
	['hubSpotTickets', 'hubSpotTicketsApi', 'baseUrl', { resource: 'owner', operation: 'getAll' }],
	['thulium', 'thuliumApi', 'baseUrl', { resource: 'agent', operation: 'getAll' }],
	['jtelAcd', 'jtelAcdApi', 'serverUrl', { resource: 'group', operation: 'getAll' }],
	['kaizala', 'kaizalaApi', 'authBaseUrl', { resource: 'user', operation: 'getMe' }],
	['kaizala', 'kaizalaApi', 'endpointUrl', { resource: 'user', operation: 'getMe' }],
])('%s: an address that is none shows no password of it', async (type, credential, field, parameters) => {
	for (const address of ['ht!tp://me:hunter-two-22@host', 'me:hunter-two-22@host', 'https://me:hunter-two-22@']) {
		const store = credentials();
		store[credential] = { ...store[credential], [field]: address };
		const { error } = await runNode({ type, parameters, credentials: store });
		expect(error).toBeDefined();
		expect(told(error)).not.toContain('hunter-two-22');
	}
});

test('known secrets are hidden in each of their forms', () => {
	const hide = redactor({
		user: 'me',
		password: 'pä ss/word',
		nested: { access_token: 'abcdefgh' },
		language: 'english',
	});
	const forms = [
		'pä ss/word',
		encodeURIComponent('pä ss/word'),
		Buffer.from('me:pä ss/word').toString('base64'),
		'abcdefgh',
	];
	for (const form of forms) expect(hide(`before ${form} after`)).toBe('before [hidden] after');
	expect(hide('english')).toBe('english');
});

const SECRET = "pät-eu1/Ö&x+<y>'z=w";
const ELSEWHERE: Record<string, string> = {
	'with the entities of a page': 'p&auml;t-eu1/&Ouml;&amp;x+&lt;y&gt;&#39;z=w',
	'with entities for all signs': [...SECRET].map((sign) => `&#x${sign.codePointAt(0)?.toString(16)};`).join(''),
	'with the escapes of JSON': "p\\u00e4t-eu1\\/\\u00d6&x+<y>'z=w",
	'as a part of an address': encodeURIComponent(SECRET).toLowerCase(),
	'escaped twice': encodeURIComponent(encodeURIComponent(SECRET)),
	'in small letters': SECRET.toLowerCase(),
	'in capitals': SECRET.toUpperCase(),
	'in another encoding': Buffer.from(SECRET).toString('latin1'),
	'in Base64 for addresses': Buffer.from(SECRET).toString('base64url'),
	'in hexadecimal': Buffer.from(SECRET).toString('hex').toUpperCase(),
	'cut off': `${SECRET.slice(0, 14)}…`,
};

test.each(Object.entries(ELSEWHERE))('a secret is hidden %s', (_how, shown) => {
	const hide = redactor({ password: SECRET });
	expect(hide(`before ${shown}; after`)).toMatch(/^before \[hidden\]…?; after$/);
});

test('a secret is hidden within what is encoded, wherever it begins there', () => {
	const hide = redactor({ token: SECRET });
	for (const before of ['', 'a', 'ab', 'Authorization: Bearer ']) {
		const encoded = Buffer.from(`${before}${SECRET}\r\nAccept: */*`).toString('base64');
		const shown = hide(encoded);
		expect(shown).toContain('[hidden]');
		const left = Buffer.from(shown.replace('[hidden]', ' '), 'base64').toString('latin1');
		expect(left).not.toContain('eu1');
	}
});

test('of a text that was escaped, all but the secret stays as it was', () => {
	const hide = redactor({ user: 'someone@example.com', password: 'a-long-password-of-somebody' });
	expect(hide('%C3%A4 &auml; \\u00e4 100 % \ud83d\ude00 a-long-password-of-somebody &lt;')).toBe(
		'%C3%A4 &auml; \\u00e4 100 % \ud83d\ude00 [hidden] &lt;',
	);
	expect(hide('someone@example.com: unknown')).toBe('someone@example.com: unknown');
	expect(hide('A-LONG-password')).toBe('[hidden]');
	expect(hide('a-long')).toBe('a-long');
});

test('a megabyte of escapes takes less than a fifth of a second', () => {
	const hide = redactor({ token: '%%%%25252525%%%%2525' });
	for (const piece of ['%25', '&amp;', '&#37;', '\\u0025', '%', 'ä']) {
		const before = process.cpuUsage();
		hide(piece.repeat(1_000_000 / piece.length));
		const { user, system } = process.cpuUsage(before);
		expect((user + system) / 1000).toBeLessThan(200);
	}
});

test.each([
	['in quotes', (secret: string) => `"${secret}"`],
	['with the header in which it goes', (secret: string) => `Authorization: Bearer ${secret}`],
	['with invisible characters', (secret: string) => `\u200b${secret}\ufeff\n`],
])('a secret that was pasted %s is hidden as it is sent', async (_how, pasted) => {
	failure = (headers) => ({ status: 400, body: JSON.stringify({ message: shown(headers), errorCode: 'X' }) });
	const store = credentials();
	store.hubSpotTicketsApi = { ...store.hubSpotTicketsApi, accessToken: pasted('simple-hubspot-token') };
	store.jtelAcdApi = { ...store.jtelAcdApi, token: pasted('simple-jtel-token') };
	store.kaizalaApi = { ...store.kaizalaApi, refreshToken: pasted('simple-kaizala-token') };
	store.thuliumApi = { ...store.thuliumApi, user: ' someone ', password: 'simple-thulium-password' };
	logInWorks = false;
	const login = Buffer.from('someone:simple-thulium-password').toString('base64');
	for (const { type, parameters } of RUNS) {
		const { error } = await runNode({ type, parameters: { ...parameters }, credentials: store });
		expect(error).toBeDefined();
		expect(told(error)).not.toMatch(/simple-\w+-/);
		expect(told(error)).not.toContain(login.slice(12));
	}
});

test('the password in the address of a credential is hidden when a server sends it back', async () => {
	failure = (headers) => ({ status: 400, body: JSON.stringify({ error: shown(headers), message: 'hunter%2Dtwo-22' }) });
	const at = origin.replace('//', '//me:hunter-two-22@');
	for (const [type, credential, field] of [
		['thulium', 'thuliumApi', 'baseUrl'],
		['jtelAcd', 'jtelAcdApi', 'serverUrl'],
	] as const) {
		const store = credentials();
		store[credential] = { ...store[credential], [field]: at };
		const parameters =
			type === 'thulium' ? { resource: 'agent', operation: 'getAll' } : { resource: 'event', operation: 'getTypes' };
		const { error } = await runNode({ type, parameters, credentials: store });
		expect(error).toBeDefined();
		expect(told(error)).not.toContain('hunter');
		expect(told(error)).not.toContain(Buffer.from('me:hunter-two-22').toString('base64'));
	}
});

test('a secret that is an ordinary word is hidden in what a server says, and not told by gaps in what the node says', async () => {
	failure = () => ({ status: 403, body: JSON.stringify({ errors: [{ message: 'Not for admin' }] }) });
	const store = credentials();
	store.thuliumApi = { ...store.thuliumApi, password: 'admin' };
	const parameters = { resource: 'agent', operation: 'getAll' };
	const { error } = await runNode({ type: 'thulium', parameters, credentials: store });
	expect(error?.message).toBe('Thulium says: Not for [hidden]');
	expect(error?.description).toContain('under Administration > Users > API users');
});

test('an error that is none of the network shows no secret either', async () => {
	const secret = 'password-of-the-service';
	const service = {
		name: 'Thulium',
		attempt: async () => await Promise.reject(new Error(`Broken at ${secret}`)),
		classifyResponse: () => ({ kind: 'ok' }) as const,
		secrets: async () => await Promise.resolve({ password: secret }),
	};
	const node: INode = { id: '1', name: 'Node', type: 'x', typeVersion: 1, position: [0, 0], parameters: {} };
	const context = { getNode: () => node } as Partial<IExecuteFunctions> as IExecuteFunctions;
	const request = { method: 'GET', path: '/', retry: 'read', expects: anyJson } as const;
	const failure: unknown = await send(context, service, request).catch((error: unknown) => error);
	expect(failure).toMatchObject({ message: expect.stringContaining('Broken at') });
	expect(JSON.stringify(failure) + String(failure)).not.toContain(secret);
});

test('secrets side by side are hidden as one', () => {
	const hide = redactor({ password: 'first-secret', apiToken: 'second-secret' });
	expect(hide('a first-secretsecond-secret b')).toBe(hide('a first-secret b'));
});

test.each([
	['as it is sent', 'https://user%40example.com:long-password@host.example', 'user@example.com:long-password'],
	['with a sign that means nothing', 'https://us%ZZer:long-password@host.example', 'us%ZZer:long-password'],
])('the login in an address is hidden in Base64, %s', (_how, address, login) => {
	const hide = redactor({ serverUrl: address });
	expect(hide(`Basic ${Buffer.from(login).toString('base64')}`)).toBe('Basic [hidden]');
});
