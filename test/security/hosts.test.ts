import '../harness/waits';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { IHttpRequestOptions } from 'n8n-workflow';

import { HubSpotTicketsApi } from '../../credentials/HubSpotTicketsApi.credentials';
import { HubSpotTicketsOAuth2Api } from '../../credentials/HubSpotTicketsOAuth2Api.credentials';
import { JtelAcdApi } from '../../credentials/JtelAcdApi.credentials';
import { KaizalaApi } from '../../credentials/KaizalaApi.credentials';
import { ThuliumApi } from '../../credentials/ThuliumApi.credentials';
import { movedOrigin, trustedEndpoint } from '../../nodes/Kaizala/transport/address';
import { isPrivateHost, whyNotFetched } from '../../nodes/shared/http/origin';
import { limited } from '../../nodes/shared/http/signedDownload';
import { useInstantWaits } from '../harness/waits';
import { testCredential } from '../harness/credentialTest';
import { messageOf, runNode } from '../harness/engine';
import { sandboxCredentials, useSandbox } from '../harness/sandbox';

/** Where secrets go, and where signed addresses lead. */

useInstantWaits();
const sandbox = useSandbox();

const SIGNERS = [
	['hubSpotTicketsApi', new HubSpotTicketsApi(), { accessToken: 'the-secret', baseUrl: '' }, 'https://api.hubapi.com'],
	[
		'jtelAcdApi',
		new JtelAcdApi(),
		{ token: 'the-secret', serverUrl: 'https://jtel.example.com:8443', clientId: '1' },
		'https://jtel.example.com:8443',
	],
	[
		'kaizalaApi',
		new KaizalaApi(),
		{ accessToken: 'the-secret', endpoint: 'https://kms.example.com' },
		'https://kms.example.com',
	],
	[
		'thuliumApi',
		new ThuliumApi(),
		{ user: 'me', password: 'the-secret', systemName: 'acme', language: 'en' },
		'https://acme.thulium.com',
	],
] as const;

const FOREIGN = [
	...[
		'https://evil.example.net/x',
		'http://127.0.0.1/x',
		'//evil.example.net/x',
		'file:///etc/passwd',
		'not an address',
		'',
	],
];

describe.each(SIGNERS)('%s', (name, credential, data, own) => {
	const at = (url: string): IHttpRequestOptions => ({ method: 'GET', url });

	test('signs what goes to its own host in another form', async () => {
		for (const form of [own.toUpperCase(), `${own}/a/../b`, `${own}\\x`, ` ${own} `, own.replace('//', '//me@')]) {
			const request = await credential.authenticate({ ...data }, at(form));
			expect(JSON.stringify(request)).toContain('the-secret');
		}
	});

	test('signs what goes to its own host, and does not follow redirects from there', async () => {
		const request = await credential.authenticate({ ...data }, at(`${own}/some/path?x=1`));
		expect(JSON.stringify(request)).toContain('the-secret');
		expect(request).toMatchObject({ disableFollowRedirect: true, followRedirect: false, followAllRedirects: false });
		const based = await credential.authenticate({ ...data }, { baseURL: own, url: 'some/path' });
		expect(JSON.stringify(based)).toContain('the-secret');
	});

	test.each([
		...FOREIGN,
		own.replace('https:', 'http:'),
		`${own}.evil.example.net/`,
		`${own.replace('https://', 'https://x.')}/`,
		`${own}@evil.example.net/`,
		`${own.replace(/:\d+$/, '')}:444/`,
		own.replace(/(:\d+)?$/, '.$1'),
		own.replace('a', 'а'),
		`https://evil.example.net/${own}`,
		`https://evil.example.net\\@${own.replace('https://', '')}/`,
		`https://evil.example.net#@${own.replace('https://', '')}/`,
		`${own.replace('https://', 'wss://')}/`,
		`javascript:${own}`,
	])('is not sent to %j', async (url) => {
		// A path alone is Kaizala's own.
		if (url.startsWith('//') && credential instanceof KaizalaApi) return;
		await expect(credential.authenticate({ ...data }, at(url))).rejects.toThrow(/credential is not sent to/);
		const older: IHttpRequestOptions & { uri: string } = { ...at(''), uri: url };
		await expect(credential.authenticate({ ...data }, { ...older, url: url || 'x' })).rejects.toThrow(/is not sent to/);
	});

	test('is not sent with the Host of another server, nor where a proxy could read it', async () => {
		const sent = async (more: object) => await credential.authenticate({ ...data }, { ...at(`${own}/x`), ...more });
		for (const name of ['Host', 'host']) {
			await expect(sent({ headers: { [name]: 'evil.example.net' } })).rejects.toThrow(
				/header "Host" of another server/,
			);
			const { host } = new URL(own);
			for (const same of [host, host.toUpperCase()]) await sent({ headers: { [name]: same } });
			for (const other of [`evil@${host}`, `${host}/x`]) {
				await expect(sent({ headers: { [name]: other } })).rejects.toThrow(/header "Host" of another server/);
			}
		}
		const proxy = 'http://evil.example.net:3128';
		for (const how of [{ skipSslCertificateValidation: true }, { rejectUnauthorized: false }]) {
			await expect(sent({ proxy, ...how })).rejects.toThrow(/not sent through a proxy that could read it/);
		}
		// The proxy passes on what only the server can read.
		expect(JSON.stringify(await sent({ proxy }))).toContain('the-secret');
		const field = {
			hubSpotTicketsApi: 'baseUrl',
			jtelAcdApi: 'serverUrl',
			kaizalaApi: 'endpoint',
			thuliumApi: 'baseUrl',
		};
		const plain = { ...data, [field[name]]: 'http://own.example.com' };
		const call = { ...at('http://own.example.com/x'), proxy: { host: 'evil.example.net', port: 3128 } };
		await expect(credential.authenticate(plain, call)).rejects.toThrow(/not sent through a proxy that could read it/);
	});
});

test('OAuth2, which n8n signs by itself, is limited to the host of its Base URL in the HTTP Request node', () => {
	const { properties } = new HubSpotTicketsOAuth2Api();
	const byName = new Map(properties.map((property) => [property.name, property]));
	expect(byName.get('allowedHttpRequestDomains')).toMatchObject({ type: 'hidden', default: 'domains' });
	const expression = /^=\{\{(.*)\}\}$/.exec(String(byName.get('allowedDomains')?.default))?.[1] ?? '';
	const host = (baseUrl: string): unknown => new Function('$self', `return ${expression}`)({ baseUrl });
	expect(host('')).toBe('api.hubapi.com');
	expect(host('http://127.0.0.1:5679/hubspot')).toBe('127.0.0.1');
});

test.each([
	['https://other.example.com', 'https://api.kaiza.la', 'https://other.example.com'],
	['http://other.example.com', 'https://api.kaiza.la', undefined],
	['http://other.example.com', 'http://relay.example.com', 'http://other.example.com'],
	['https://other.example.com', 'http://relay.example.com', 'https://other.example.com'],
	['ftp://other.example.com', 'http://relay.example.com', undefined],
	['javascript:alert(1)', 'https://api.kaiza.la', undefined],
])('Kaizala: to %s, named by %s, secrets go to %s', (address, root, followed) => {
	expect(trustedEndpoint(address, root)).toBe(followed);
	expect(movedOrigin(address, `${root}/v1/groups`, root)).toBe(followed);
});

test.each([
	...[
		'localhost',
		'x.localhost',
		'nas',
		'nas.local',
		'db.internal',
		'redis.default.svc',
		'wiki.intranet',
		'host.localdomain',
		'127.0.0.1',
		'127.9.9.9',
		'10.0.0.1',
		'172.16.0.1',
	],
	...['172.31.255.255', '192.168.1.1', '169.254.169.254', '0.0.0.0', '100.64.0.1', '224.0.0.1', '255.255.255.255'],
	...[
		'[::1]',
		'[::]',
		'[fe80::1]',
		'[fc00::1]',
		'[::ffff:7f00:1]',
		'[ff02::1]',
		'[64:ff9b::7f00:1]',
		'[2002:7f00:1::]',
	],
])('%s is private', (host) => expect(isPrivateHost(host)).toBe(true));

test.each(['example.com', '8.8.8.8', '172.32.0.1', '100.128.0.1', '[2606:4700::1111]'])('%s is public', (host) =>
	expect(isPrivateHost(host)).toBe(false),
);

test.each([
	['https://files.example.com/x', undefined],
	['http://files.example.com/x', 'it has no https address'],
	['ftp://files.example.com/x', 'it has no web address'],
	['x', 'it has no web address'],
	['https://0x7f.1/x', 'its address is not a public one'],
	['https://2130706433/x', 'its address is not a public one'],
	['https://[::ffff:127.0.0.1]/x', 'its address is not a public one'],
	['https://api.example.com/x', undefined],
	['http://api.example.com/x', 'it has no https address'],
])('a signed address %s: %s', (address, why) => {
	expect(whyNotFetched(address, ['https://api.example.com'])).toBe(why);
});

test('on a host that the credential itself calls by http, a signed address may be http', () => {
	expect(whyNotFetched('http://192.168.1.5:81/x', ['http://192.168.1.5:80/'])).toBeUndefined();
	expect(whyNotFetched('https://192.168.1.5/x', ['http://192.168.1.5:80/'])).toBeUndefined();
	expect(whyNotFetched('http://192.168.1.6/x', ['http://192.168.1.5:80/'])).toBe('it has no https address');
});

async function serve(listener: RequestListener): Promise<{ server: Server; url: string }> {
	const server = createServer(listener);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	return { server, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}` };
}

describe('a file of HubSpot at a signed address', () => {
	async function downloaded(url: string) {
		const body = { url, name: 'f', extension: 'txt', size: 1 };
		sandbox.current.faults.add({
			kind: 'status',
			service: 'hubspot',
			path: 'signed-url',
			status: 200,
			body,
			times: -1,
		});
		return await runNode({
			type: 'hubSpotTickets',
			parameters: {
				...{ resource: 'attachment', operation: 'download', binaryField: 'data' },
				fileId: { __rl: true, mode: 'id', value: '187400101001' },
			},
			credentials: sandboxCredentials(sandbox.current),
		});
	}

	test('redirects are followed, but only to https and public hosts, or the own one, three at most', async () => {
		let asked = 0;
		const { server, url } = await serve((request, response) => {
			asked++;
			const to: Record<string, string> = {
				'/own': '/file',
				'/inside': 'http://10.0.0.1/x',
				'/local': 'https://localhost/x',
				'/metadata': 'http://169.254.169.254/latest/',
				'/round': '/round',
			};
			const location = to[String(request.url)];
			if (location !== undefined) response.writeHead(302, { location }).end();
			else response.end('content');
		});
		try {
			expect((await downloaded(`${url}/own`)).items[0]?.binary?.data).toBeDefined();
			for (const [path, why] of [
				['/inside', 'it has no https address'],
				['/local', 'its address is not a public one'],
				['/metadata', 'it has no https address'],
			]) {
				sandbox.current.faults.clear();
				expect(messageOf(await downloaded(`${url}${path}`))).toContain(`was not downloaded: ${why}`);
			}
			sandbox.current.faults.clear();
			asked = 0;
			expect(messageOf(await downloaded(`${url}/round`))).toBe('The file store of HubSpot answered with HTTP 302');
			expect(asked).toBe(4);
		} finally {
			server.closeAllConnections();
			server.close();
		}
	});

	test('a file that says that it is too long is not read', async () => {
		const { server, url } = await serve((_request, response) => {
			response.writeHead(200, { 'content-length': String(3 * 1024 ** 3) });
			response.write('x');
		});
		try {
			expect(messageOf(await downloaded(`${url}/huge`))).toContain('was not downloaded: it has more than 2048 MB');
		} finally {
			server.closeAllConnections();
			server.close();
		}
	});
});

test('a file that gets longer than is allowed ends with an error, whatever it said before', async () => {
	const { Readable } = await import('node:stream');
	const source = Readable.from(Array.from({ length: 50 }, () => Buffer.alloc(1024 * 1024)));
	let read = 0;
	const all = (async () => {
		for await (const piece of limited(source, 10 * 1024 * 1024)) read += Buffer.byteLength(piece);
	})();
	await expect(all).rejects.toThrow('it has more than 10 MB');
	expect(read).toBeLessThanOrEqual(10 * 1024 * 1024);
	expect(source.destroyed).toBe(true);
	const short = limited(Readable.from([Buffer.from('abc')]), 3);
	expect(await short.toArray()).toEqual([Buffer.from('abc')]);
});

describe.each([301, 302, 307, 308])('the test of a credential that is redirected with %i', (status) => {
	const types = ['hubSpotTicketsApi', 'jtelAcdApi', 'thuliumApi', 'kaizalaApi'];
	// With 308 Kaizala moves people to another server of its own.
	const followed = status === 308 ? ['kaizalaApi'] : [];

	test.each(types.filter((type) => !followed.includes(type)))('%s goes no further', async (type) => {
		const arrived: Array<string | undefined> = [];
		const elsewhere = await serve((request, response) => {
			arrived.push(request.url);
			response.end('{}');
		});
		const moved = await serve((request, response) => {
			response.writeHead(status, { location: `${elsewhere.url}${request.url ?? ''}` }).end();
		});
		try {
			const said = await testCredential(type, sandboxCredentials({ url: moved.url }));
			expect(said).not.toMatch(/^OK/);
			expect(arrived).toEqual([]);
		} finally {
			await Promise.all(
				[elsewhere, moved].map(async ({ server }) => await new Promise((resolve) => server.close(resolve))),
			);
		}
	});
});
