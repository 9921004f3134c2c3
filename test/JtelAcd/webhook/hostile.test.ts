import type { AxiosRequestConfig } from 'axios';
import axios from 'axios';
import fc from 'fast-check';

import { createJtel } from '../../../sandbox/jtel';
import { useSandbox } from '../../harness/sandbox';
import { CallbackFixture, closeAll, SECRET } from './fixture';
import { propertyRuns } from '../../harness/properties';

const sandbox = useSandbox([createJtel]);
afterAll(closeAll);

const client = axios.create({
	validateStatus: () => true,
	maxRedirects: 0,
	responseType: 'text',
	transformRequest: (body: unknown) => body,
	transformResponse: (text: unknown) => text,
});

type Authentication = 'basicAuth' | 'headerAuth' | 'secretPath';

/** One call of a stranger, or of somebody who knows the secret and sends nonsense. */
interface Hostile {
	authentication: Authentication;
	method: string;
	/** Undefined: none is shown. */
	secret: string | undefined;
	contentType: string;
	body: string | Buffer;
	/** The documented answers; several where it is n8n's parser that decides. */
	answers: number[];
}

const GOOD_BODY = '{"AcdEventsID":2001,"Caller":"4915550001"}';
const JSON_TYPE = 'application/json';
const authentication = fc.constantFrom<Authentication>('basicAuth', 'headerAuth', 'secretPath');

/** Texts that may stand in a header, in a path segment and behind a colon. */
const guess = fc.oneof(
	fc.constantFrom(
		...[
			'',
			' ',
			SECRET.slice(0, -1),
			`${SECRET}x`,
			SECRET.toLowerCase(),
			`${SECRET} x`,
			'undefined',
			'null',
			':secret',
		],
		...[
			'[object Object]',
			'true',
			'0',
			'%00',
			'..',
			'*',
			`${SECRET},${SECRET}`,
			Buffer.from(SECRET).toString('base64'),
		],
	),
	fc.string({ unit: 'grapheme-ascii', maxLength: 40 }),
);

const wrongSecret: fc.Arbitrary<Hostile> = fc.record({
	authentication,
	method: fc.constant('POST'),
	secret: fc.option(
		guess.filter((text) => text.trim() !== SECRET),
		{ nil: undefined },
	),
	contentType: fc.constant(JSON_TYPE),
	body: fc.constantFrom(GOOD_BODY, '{}', ''),
	answers: fc.constant([401]),
});

/** n8n knows no such webhook. */
const wrongMethod: fc.Arbitrary<Hostile> = fc.record({
	authentication,
	method: fc.constantFrom('GET', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'),
	secret: fc.constant(SECRET),
	contentType: fc.constant(JSON_TYPE),
	body: fc.constant(GOOD_BODY),
	answers: fc.constant([404]),
});

const noEventId = fc.oneof(
	fc.constantFrom<unknown>(null, '', ' ', -1, 1.5, 1e300, '1e3', '0x10', 'abc', true, [1], { $ne: 1 }, '__proto__'),
	fc.string().filter((text) => !/^\s*\d+\s*$/.test(text)),
);
const nonsense = fc.oneof(
	noEventId.map((id) => JSON.stringify({ AcdEventsID: id, Caller: '4915550001' })),
	noEventId.map((id) => JSON.stringify({ records: [{ ID: id, AcdEventTypesID: 3 }, null, 7] })),
	fc.constantFrom(
		'{"ID":1}',
		'[]',
		'[[{}]]',
		'{"records":[]}',
		'{"records":{"ID":1,"AcdEventTypesID":3}}',
		'{"__proto__":{"AcdEventsID":1}}',
		'{"constructor":{"prototype":{"acdeventsid":1}}}',
		`{"AcdEventsID":1,"deep":${'['.repeat(5_000)}${']'.repeat(5_000)}}`,
		'{"EventData":"<!DOCTYPE x [<!ENTITY a \\"aa\\">]><eventData>&a;</eventData>"}',
	),
	fc.json().filter((text) => !/acdeventsid/i.test(text)),
);

const bomb = (depth: number): string => {
	const entities = Array.from({ length: depth }, (_one, at) => `<!ENTITY a${at + 1} "${`&a${at};`.repeat(10)}">`);
	return `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "lol">${entities.join('')}]><x>&a${depth};</x>`;
};

const otherBody = fc.oneof(
	fc.constantFrom<[string, string]>(
		['application/json', '{"AcdEventsID":'],
		['application/json', 'not JSON'],
		['application/xml', '<AcdEventsID>1</Acd'],
		['text/xml', '<a><AcdEventsID>1</AcdEventsID></a>'],
		['application/xml', `${'<a>'.repeat(2_000)}${'</a>'.repeat(2_000)}`],
		['application/xml', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'],
		['application/x-www-form-urlencoded', 'AcdEventsID[]=1&AcdEventsID=x&__proto__[AcdEventsID]=1'],
		['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="AcdEventsID"\r\n\r\n1\r\n--x--'],
		['application/octet-stream', '\u0000\u0001AcdEventsID'],
		['', 'AcdEventsID=1'],
	),
	fc.integer({ min: 1, max: 12 }).map((depth): [string, string] => ['application/xml', bomb(depth)]),
	fc.string().map((text): [string, string] => ['text/plain', text]),
);

const wrongBody: fc.Arbitrary<Hostile> = fc
	.tuple(
		authentication,
		fc.oneof(
			nonsense.map((text): [string, string] => [JSON_TYPE, text]),
			otherBody,
		),
	)
	.map(([way, [contentType, body]]) => ({
		authentication: way,
		method: 'POST',
		secret: SECRET,
		contentType,
		body,
		// 422 is n8n's: it could not parse the body.
		answers: [400, 422],
	}));

const hugeBody: fc.Arbitrary<Hostile> = fc.record({
	authentication,
	method: fc.constant('POST'),
	secret: fc.constantFrom(SECRET, undefined),
	contentType: fc.constantFrom(JSON_TYPE, 'text/plain', 'application/octet-stream'),
	body: fc.integer({ min: 1_000_001, max: 1_400_000 }).map((size) => `{"AcdEventsID":1,"x":"${'a'.repeat(size)}"}`),
	answers: fc.constant([413]),
});

const hostile = fc.oneof(
	{ weight: 35, arbitrary: wrongSecret },
	{ weight: 15, arbitrary: wrongMethod },
	{ weight: 45, arbitrary: wrongBody },
	{ weight: 5, arbitrary: hugeBody.map((one) => (one.secret === SECRET ? one : { ...one, answers: [401] })) },
);

function requestOf(fixture: CallbackFixture, { authentication: way, method, secret, contentType, body }: Hostile) {
	const config: AxiosRequestConfig = { method, url: fixture.url, data: body, headers: { 'Content-Type': contentType } };
	const shown = secret ?? '';
	if (way === 'secretPath') {
		// An empty segment is another address, which n8n does not know.
		config.url = fixture.node.url().replace(':secret', encodeURIComponent(shown === '' ? 'none' : shown));
	} else if (secret !== undefined) {
		const basic = Buffer.from(`jtel:${shown}`).toString('base64');
		config.headers = {
			...config.headers,
			...(way === 'basicAuth' ? { Authorization: `Basic ${basic}` } : { 'X-Callback-Secret': shown }),
		};
	}
	return client.request(config);
}

test('1,000 hostile calls start no workflow, throw nothing and get the documented answers', async () => {
	const fixtures = new Map<Authentication, CallbackFixture>();
	for (const way of ['basicAuth', 'headerAuth', 'secretPath'] as const) {
		fixtures.set(way, await CallbackFixture.start(sandbox.current, { source: 'acdGroup', authentication: way }));
	}
	let count = 0;
	await fc.assert(
		fc.asyncProperty(hostile, async (call) => {
			const fixture = fixtures.get(call.authentication);
			if (fixture === undefined) throw new Error('No trigger');
			const { status, data, headers } = await requestOf(fixture, call);
			count++;
			// Dots and slashes make it another address, which n8n does not know.
			const lost = call.authentication === 'secretPath' && /^\.{1,2}$|\//.test(call.secret ?? '');
			expect([call, lost ? [401, 404] : call.answers]).toEqual([call, expect.arrayContaining([status])]);
			if (status === 401) {
				expect(data).toBe('');
				const challenge = call.authentication === 'basicAuth' ? 'Basic realm="jtel ACD"' : undefined;
				expect(headers['www-authenticate']).toBe(challenge);
			}
			if (status === 400) expect(JSON.parse(data)).toEqual({ status: 400, error: expect.stringMatching(/^Th/) });
			expect(fixture.executions).toEqual([]);
			expect(fixture.node.failures).toEqual([]);
			expect(fixture.node.staticData).toEqual({});
		}),
		{ ...propertyRuns(5_000), endOnFailure: true },
	);
	expect(count).toBeGreaterThanOrEqual(1_000);
	for (const fixture of fixtures.values()) {
		const good = { method: 'POST', secret: SECRET, contentType: JSON_TYPE, body: GOOD_BODY, answers: [200] };
		const [way = 'secretPath'] = [...fixtures].find(([, one]) => one === fixture) ?? [];
		expect((await requestOf(fixture, { ...good, authentication: way })).status).toBe(200);
		expect(fixture.executions).toHaveLength(1);
	}
}, 120_000);

test.each(['basicAuth', 'headerAuth', 'secretPath'] as const)(
	'when the secret is taken out of the credential, every call is refused: %s',
	async (way) => {
		const fixture = await CallbackFixture.start(sandbox.current, { source: 'acdGroup', authentication: way });
		fixture.forgetSecret();
		const call = { authentication: way, method: 'POST', contentType: JSON_TYPE, body: GOOD_BODY, answers: [401] };
		for (const secret of [undefined, '', SECRET, 'undefined', 'null']) {
			expect((await requestOf(fixture, { ...call, secret })).status).toBe(401);
		}
		expect(fixture.executions).toEqual([]);
	},
);

test('a call of exactly a megabyte is taken, and none of a byte more', async () => {
	const fixture = await CallbackFixture.start(sandbox.current, { source: 'acdGroup', authentication: 'headerAuth' });
	const call = { authentication: 'headerAuth', method: 'POST', contentType: JSON_TYPE, secret: SECRET } as const;
	const ofLength = (bytes: number) => GOOD_BODY + ' '.repeat(bytes - Buffer.byteLength(GOOD_BODY));
	const statuses = [1_000_000, 1_000_001].map(async (bytes) => {
		const { status } = await requestOf(fixture, { ...call, body: ofLength(bytes), answers: [200, 413] });
		return status;
	});
	expect(await Promise.all(statuses)).toEqual([200, 413]);
	expect(fixture.executions).toHaveLength(1);
});

test('what is longer than n8n takes is answered by n8n', async () => {
	const fixture = await CallbackFixture.start(sandbox.current, { source: 'ivr' });
	const body = `{"x":"${'a'.repeat(17_000_000)}"}`;
	expect((await client.post(fixture.url, body, { headers: { 'Content-Type': JSON_TYPE } })).status).toBe(413);
	expect(fixture.executions).toEqual([]);
});
