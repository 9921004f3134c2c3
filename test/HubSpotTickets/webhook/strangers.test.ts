import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';
import fc from 'fast-check';

import { createHubSpot } from '../../../sandbox/hubspot';
import { signatureHeaders } from '../../../sandbox/hubspot/webhooks/signing';
import { sandboxCredentials, useSandbox } from '../../harness/sandbox';
import type { ListeningNode } from '../../harness/webhook';
import type { Answer, Call } from './setup';
import { closeTriggers, itemsOf, SECRET, send, startTrigger } from './setup';
import { propertyRuns } from '../../harness/properties';

const sandbox = useSandbox([createHubSpot]);
afterEach(closeTriggers);

const EVENT = '[{"subscriptionType":"ticket.creation","objectId":1246965,"portalId":33,"note":"Café"}]';

/** A call as HubSpot would send it just now to the address that n8n is known by. */
function honest(trigger: ListeningNode, { body = EVENT, query = '', secret = SECRET, uri = '' } = {}): Call {
	const url = new URL(trigger.url() + query);
	const signed = { secret, uri: uri || url.href, body, timestamp: Date.now() };
	return {
		port: Number(url.port),
		method: 'POST',
		path: url.pathname + url.search,
		headers: { 'content-type': 'application/json', ...signatureHeaders(signed, 'v1+v3', 'decoded') },
		body: Buffer.from(body),
	};
}

type Mutation = (call: Call) => Call;

const V3 = 'x-hubspot-signature-v3';
const TIME = 'x-hubspot-request-timestamp';

const withHeader =
	(name: string, change: (value: string) => string | undefined): Mutation =>
	(call) => {
		const { [name]: value = '', ...others } = call.headers;
		const changed = change(value);
		return { ...call, headers: changed === undefined ? others : { ...others, [name]: changed } };
	};

const withPath =
	(change: (path: string) => string): Mutation =>
	(call) => ({ ...call, path: change(call.path) });

const withBody =
	(change: (body: Buffer) => Buffer): Mutation =>
	(call) => ({ ...call, body: change(call.body) });

/** Another letter in place of the one there. */
const otherLetter = (text: string, place: number): string => {
	const at = place % text.length;
	return text.slice(0, at) + (text[at] === 'x' ? 'y' : 'x') + text.slice(at + 1);
};

const method = fc
	.constantFrom('GET', 'PUT', 'PATCH', 'DELETE', 'HEAD')
	.map((name): Mutation => (call) => ({ ...call, method: name }));

const uri = fc.oneof(
	fc.webQueryParameters().map((extra) => withPath((path) => `${path}&z=${extra}`)),
	fc.constantFrom('/', '&', '%20', ';').map((extra) => withPath((path) => path + extra)),
	fc.constant(withPath((path) => path.split('?')[0] ?? '')),
	fc.constant(withPath((path) => path.replace('?', '/?'))),
	fc.constant(withPath((path) => path.replace('team', 'TEAM'))),
	fc.constant(withPath((path) => path.replace('/webhook?', '/%77ebhook?'))),
	fc.constant(withPath((path) => path.replace('/webhook/', '/webhook-test/'))),
	fc.constant(withPath((path) => path.replace('%20', '+'))),
	fc.constant(withPath((path) => path.replace('%C3%A9', '%c3%a9'))),
);

const body = fc.oneof(
	fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })).map(([place, add]) =>
		withBody((bytes) => {
			const changed = Buffer.from(bytes);
			changed[place % changed.length] = ((changed[place % changed.length] ?? 0) + add) % 256;
			return changed;
		}),
	),
	fc.nat(EVENT.length - 1).map((length) => withBody((bytes) => bytes.subarray(0, length))),
	fc.uint8Array({ minLength: 1 }).map((extra) => withBody((bytes) => Buffer.concat([bytes, extra]))),
	fc.uint8Array({ minLength: 1 }).map((extra) => withBody((bytes) => Buffer.concat([extra, bytes]))),
	fc.json().map((text) => withBody(() => Buffer.from(text))),
	fc.constant(withBody((bytes) => Buffer.from(JSON.stringify(JSON.parse(bytes.toString()), null, 1)))),
	fc
		.integer({ min: 2, max: 9 })
		.map((id) => withBody((bytes) => Buffer.from(bytes.toString().replace('1246965', `124696${id === 5 ? 4 : id}`)))),
);

const timestamp = fc.oneof(
	fc.integer({ min: 1, max: 400_000 }).map((later) => withHeader(TIME, (time) => String(Number(time) + later))),
	fc.integer({ min: 1, max: 2 ** 40 }).map((earlier) => withHeader(TIME, (time) => String(Number(time) - earlier))),
	fc
		.constantFrom('', '0', 'now', '-1', '1e3', '١٢٣'.normalize())
		.map((value) => withHeader(TIME, () => encodeURI(value))),
	fc.constant(withHeader(TIME, (time) => `0${time}`)),
	fc.constant(withHeader(TIME, (time) => `${time}.0`)),
	fc.constant(withHeader(TIME, () => undefined)),
);

const signature = fc.oneof(
	fc.nat().map((place) => withHeader(V3, (value) => otherLetter(value.slice(0, -2), place) + value.slice(-2))),
	fc.nat(40).map((length) => withHeader(V3, (value) => value.slice(0, length))),
	fc.base64String().map((value) => withHeader(V3, () => value)),
	fc.constant(withHeader(V3, (value) => Buffer.from(value, 'base64').toString('hex'))),
	fc.constant(withHeader(V3, (value) => value.replace(/=+$/, ''))),
	fc.constant(withHeader(V3, (value) => `${value}=`)),
	fc.constant(withHeader(V3, (value) => `${value}, ${value}`)),
	fc.constant(withHeader(V3, () => undefined)),
);

const header = fc.oneof(
	fc.constantFrom('X-HubSpot-Signature-v2', 'X-HubSpot-Signature-v4', 'Authorization').map(
		(name): Mutation =>
			(call) =>
				withHeader(V3, () => undefined)({ ...call, headers: { ...call.headers, [name]: call.headers[V3] ?? '' } }),
	),
	fc.constantFrom('v1', 'v2', 'v3', '').map((version): Mutation => (call) => {
		const older = { 'x-hubspot-signature': call.headers[V3] ?? '', 'x-hubspot-signature-version': version };
		return withHeader(V3, () => undefined)({ ...call, headers: { ...call.headers, ...older } });
	}),
	fc.constant<Mutation>((call) => ({ ...call, headers: { 'content-type': 'application/json' } })),
);

/** Whatever else a call carries changes nothing; the address that n8n is known by is not the Host header. */
const noise = fc.record({
	'content-type': fc.constantFrom(
		'application/json',
		'text/plain',
		'multipart/form-data; boundary=x',
		'application/xml',
	),
	host: fc.constantFrom('127.0.0.1', 'evil.example', 'n8n.example.com:8443'),
	'x-forwarded-host': fc.constantFrom('n8n.example.com', 'evil.example'),
	'x-forwarded-proto': fc.constantFrom('http', 'https'),
});

test('1,000 mutated deliveries are refused, and none starts a workflow', async () => {
	const trigger = await startTrigger(sandbox.current);
	const query = '?team=a%40b.example&note=caf%C3%A9%20x';
	const refused: Answer[] = [];
	await fc.assert(
		fc.asyncProperty(fc.oneof(method, uri, body, timestamp, signature, header), noise, async (mutate, extra) => {
			const call = mutate(honest(trigger, { query }));
			const response = await send({ ...call, headers: { ...call.headers, ...extra } });
			refused.push(response);
			expect(response.status).toBeGreaterThanOrEqual(400);
			expect(response.status).toBeLessThan(500);
			if (response.status === 401) expect(response.body).toBe('');
		}),
		propertyRuns(5_000),
	);
	expect(refused.length).toBeGreaterThanOrEqual(1_000);
	expect([trigger.executions, trigger.failures, trigger.staticData]).toEqual([[], [], {}]);
	// Many reach the node; n8n itself refuses unknown methods, broken bodies, and multipart forms that are none.
	expect(refused.filter(({ status }) => status === 401).length).toBeGreaterThan(300);

	expect(await send(honest(trigger, { query }))).toEqual({ status: 200, body: '' });
	expect(itemsOf(trigger)).toHaveLength(1);
}, 60_000);

describe('behind a reverse proxy', () => {
	test('the address that n8n is known by counts, not the Host header', async () => {
		const trigger = await startTrigger(sandbox.current);
		const call = honest(trigger);
		const proxied = {
			...call.headers,
			host: 'inner:5678',
			'x-forwarded-host': 'evil.example',
			'x-forwarded-proto': 'https',
		};
		expect((await send({ ...call, headers: proxied })).status).toBe(200);
		const other = honest(trigger, { uri: `http://inner:5678${call.path}` });
		expect((await send({ ...other, headers: { ...other.headers, host: 'inner:5678' } })).status).toBe(401);
	});

	test('an address of its own is told by the option Public URL', async () => {
		const publicUrl = ' https://hooks.example.com/tickets%3Aprod ';
		const trigger = await startTrigger(sandbox.current, { options: { publicUrl } });
		const query = '?team=a%40b.example%2Ceu';
		const good = honest(trigger, { query, uri: `https://hooks.example.com/tickets%3Aprod${query}` });
		expect((await send(good)).status).toBe(200);
		const other = honest(trigger, { query, uri: `https://hooks.example.com/tickets%3Aprod` });
		expect((await send(other)).status).toBe(401);
		expect((await send(honest(trigger, { query }))).status).toBe(401);
	});
});

describe('nothing that a stranger sends starts a failing execution', () => {
	test.each([
		['no body', '', 'application/json'],
		['text', 'hello', 'text/plain'],
		['a form', 'a=1&b=2', 'application/x-www-form-urlencoded'],
		[
			'a multipart form',
			'--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--x--',
			'multipart/form-data; boundary=x',
		],
		['XML', '<a/>', 'application/xml'],
		['no list', '{"subscriptionType":"ticket.creation"}', 'application/json'],
		['null', 'null', 'application/json'],
		['bytes', '\u0000\u0001', 'application/octet-stream'],
	])('%s', async (_name, text, contentType) => {
		const trigger = await startTrigger(sandbox.current);
		const call = honest(trigger, { body: text });
		const headers = { 'content-type': contentType };
		expect(await send({ ...call, headers })).toEqual({ status: 401, body: '' });
		const signed = await send({ ...call, headers: { ...call.headers, ...headers } });
		expect([200, 401]).toContain(signed.status);
		expect(trigger.failures).toEqual([]);
	});

	test('a credential that lost its secret, and a setting that cannot be read', async () => {
		const credentials = sandboxCredentials(sandbox.current);
		const trigger = await startTrigger(sandbox.current, {}, { credentials });
		credentials.hubSpotTicketsApi = { ...credentials.hubSpotTicketsApi, clientSecret: '' };
		expect(await send(honest(trigger))).toEqual({
			status: 401,
			body: '',
		});
		const broken = await startTrigger(sandbox.current, { options: { acceptOlderSignatures: 'perhaps' } });
		expect(await send(honest(broken))).toEqual({ status: 401, body: '' });
		expect([trigger.failures, broken.failures]).toEqual([[], []]);
	});

	test('the log says why, and holds no secret', async () => {
		const warn = jest.spyOn(Container.get(Logger), 'warn').mockImplementation(() => {});
		const trigger = await startTrigger(sandbox.current);
		await send(honest(trigger, { secret: 'wrong' }));
		const logged = warn.mock.calls.map(([message]) => message);
		warn.mockRestore();
		expect(logged).toEqual([expect.stringMatching(/refused a call: its v3 signature does not fit .*\/webhook$/)]);
		expect(logged.join()).not.toContain(SECRET);
	});
});
