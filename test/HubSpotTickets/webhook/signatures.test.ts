import fc from 'fast-check';

import type { SignaturePolicy, SignedCall } from '../../../nodes/HubSpotTickets/webhook/signature';
import { signatureProblem, signedUri } from '../../../nodes/HubSpotTickets/webhook/signature';
import { hmacSha256, sha256 } from '../../../nodes/shared/crypto';
import { propertyRuns } from '../../harness/properties';

const OFFICIAL = 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy';
const SECRET = '11111111-2222-3333-4444-555555555555';
const SIGNED_AT = 1_795_200_000_000;

interface Vector {
	method?: string;
	uri?: string;
	body: string;
	secret?: string;
	v1?: string;
	v2?: string;
	v3?: string;
	timestamp?: string;
}

function headersOf({ v1, v2, v3, timestamp = String(SIGNED_AT) }: Vector): SignedCall['headers'] {
	const older = v1 ?? v2;
	return {
		...(older === undefined ? {} : { 'x-hubspot-signature': older }),
		...(older === undefined ? {} : { 'x-hubspot-signature-version': v1 === undefined ? 'v2' : 'v1' }),
		...(v3 === undefined ? {} : { 'x-hubspot-signature-v3': v3, 'x-hubspot-request-timestamp': timestamp }),
	};
}

function problem(vector: Vector, policy: Partial<SignaturePolicy> = {}): string | undefined {
	const { method = 'POST', uri = 'https://n8n.example.com/webhook/7d0a8f6e-hubspot/webhook', body } = vector;
	return signatureProblem(
		{ method, uri, body: Buffer.from(body), headers: headersOf(vector) },
		{ secret: vector.secret ?? SECRET, now: SIGNED_AT, allowOlder: true, ...policy },
	);
}

const CONTACT =
	'[{"eventId":1,"subscriptionId":12345,"portalId":62515,"occurredAt":1564113600000,"subscriptionType":"contact.creation","attemptNumber":0,"objectId":123,"changeSource":"CRM","changeFlag":"NEW","appId":54321}]';
const A =
	'[{"eventId":3816279340,"subscriptionId":25,"portalId":33,"appId":1160452,"occurredAt":1795199999000,"subscriptionType":"ticket.propertyChange","attemptNumber":0,"objectId":1246965,"propertyName":"hs_pipeline_stage","propertyValue":"4","changeSource":"CRM_UI","sourceId":"userId:12345678"}]';
const B_URI = 'https://n8n.example.com/webhook/tickets%3Aprod?team=a%40b.example%2Ceu&note=caf%C3%A9%20x';
const B =
	'[{"subscriptionType":"ticket.propertyChange","propertyName":"subject","propertyValue":"Café – über 🎉","objectId":1246965}]';
const C = '[ {"subscriptionType" : "ticket.creation", "objectId" : 1246965, "amount": 1.0} ]';
const V3_A = 'PiTcmiGDRNjXF5n2ZeF+8xYkgqQx7bHpgNj3vbM8XqY=';
const V1_A = '47d7572392c2f0bde2468951b8b1a921fe36202bcb6887ffbd6fca18049d8f29';

describe('the vectors of HubSpot', () => {
	const uri = 'https://www.example.com/webhook_uri';
	test.each<[string, Vector]>([
		[
			'v2 of a GET',
			{ method: 'GET', uri, body: '', v2: 'eee2dddcc73c94d699f5e395f4b9d454a069a6855fbfa152e91e88823087200e' },
		],
		[
			'v2 of a POST',
			{
				uri,
				body: '{"example_field":"example_value"}',
				v2: '9569219f8ba981ffa6f6f16aa0f48637d35d728c7e4d93d0d52efaa512af7900',
			},
		],
		['v1', { body: CONTACT, v1: '232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817de' }],
	])('%s is accepted', (_name, vector) => {
		expect(problem({ ...vector, secret: OFFICIAL })).toBeUndefined();
		expect(problem({ ...vector, secret: `${OFFICIAL}y` })).toContain('does not fit the client secret');
	});
});

describe('our own vectors', () => {
	test.each<[string, Vector]>([
		['A by v3', { body: A, v3: V3_A }],
		['A by v1', { body: A, v1: V1_A }],
		['A by v2', { body: A, v2: 'ed5987f9c191f2ebd3e3b682f09d3702bb38738fadfae687571ccadd9692a448' }],
		['B, escapes and non-ASCII text', { uri: B_URI, body: B, v3: 'N4q4dl5PmGD0gn6O/V2JMQVQ/p4ESOlt4IdSZQWKFCA=' }],
		['C, odd spaces', { body: C, v1: '49e8faaa539b4f774f90085b6e3f29e4860913438e0f8318fce128f5ee1c098d' }],
	])('%s is accepted', (_name, vector) => {
		expect(problem(vector)).toBeUndefined();
	});

	test('B signed without undoing the escapes, as the clients of HubSpot do it, is accepted', () => {
		const v3 = 'JmUxH+aq0k8FPrkDNC6PNx366GqwabLXAE/nK1ezg24=';
		expect(problem({ uri: B_URI, body: B, v3 })).toBeUndefined();
		expect(problem({ uri: B_URI.replace('%40', '@'), body: B, v3 })).toContain('does not fit');
		expect(problem({ uri: decodeURIComponent(B_URI), body: B, v3 })).toContain('does not fit');
	});

	test('C after parsing and writing it anew is refused', () => {
		const body = JSON.stringify(JSON.parse(C));
		const vector = { v1: '49e8faaa539b4f774f90085b6e3f29e4860913438e0f8318fce128f5ee1c098d' };
		expect(sha256(SECRET + body)).toMatch(/^7e165b78.*e2e691$/);
		expect(problem({ ...vector, body })).toContain('does not fit');
	});
});

describe('the address', () => {
	test('only the twelve escapes are undone, in either case', () => {
		expect(signedUri('%3A%2F%3F%40%21%24%27%28%29%2A%2C%3B%3a%2f')).toBe(":/?@!$'()*,;:/");
		expect(signedUri('%20%C3%A9%2B%26%3D%23%25%5B')).toBe('%20%C3%A9%2B%26%3D%23%25%5B');
		expect(signedUri('a%253Ab')).toBe('a%253Ab');
	});
});

describe('the clock', () => {
	test.each([
		[-300_000, undefined],
		[300_000, undefined],
		[-300_001, 'five minutes'],
		[300_001, 'five minutes'],
	])('a clock that is %i ms away from the timestamp', (away, expected) => {
		const told = problem({ body: A, v3: V3_A }, { now: SIGNED_AT + away });
		if (expected === undefined) expect(told).toBeUndefined();
		else expect(told).toContain(expected);
	});

	test.each(['', 'soon', '1.795e12', '-1795200000000', ' 1795200000000', '0x1A1', 'NaN', '9'.repeat(400)])(
		'the timestamp "%s" is refused',
		(timestamp) => {
			const content = `POSThttps://n8n.example.com/webhook/7d0a8f6e-hubspot/webhook${A}${timestamp}`;
			const v3 = hmacSha256(SECRET, content, 'base64');
			expect(problem({ body: A, v3, timestamp }, { now: Number(timestamp) || 0 })).toContain('no timestamp');
		},
	);
});

describe('the policy', () => {
	test('no client secret means refusal, whatever the signature', () => {
		const empty = { body: A, secret: '', v3: hmacSha256('', `POST${A}${SIGNED_AT}`, 'base64') };
		expect(problem(empty)).toBe('the credential has no client secret');
		expect(problem({ body: A, secret: '', v1: sha256(A) })).toBe('the credential has no client secret');
	});

	test('a call without a signature is refused', () => {
		expect(problem({ body: A })).toBe('it has no signature');
	});

	test('v1 and v2 count only where the user allows them', () => {
		expect(problem({ body: A, v1: V1_A }, { allowOlder: false })).toContain('only an older signature');
	});

	test('a wrong v3 signature is not saved by a good v1 one', () => {
		const headers = { ...headersOf({ body: A, v1: V1_A }), ...headersOf({ body: A, v3: `${V3_A}x` }) };
		const call = { method: 'POST', uri: 'https://n8n.example.com/', body: Buffer.from(A), headers };
		expect(signatureProblem(call, { secret: SECRET, now: SIGNED_AT, allowOlder: true })).toContain('v3');
	});

	test.each([{ 'x-hubspot-signature-v3': '' }, { 'x-hubspot-signature-v3': V3_A }])(
		'a v3 header without its timestamp is refused: %j',
		(v3) => {
			const headers = { ...headersOf({ body: A, v1: V1_A }), ...v3 };
			const call = { method: 'POST', uri: 'https://n8n.example.com/', body: Buffer.from(A), headers };
			expect(signatureProblem(call, { secret: SECRET, now: SIGNED_AT, allowOlder: true })).toContain('no timestamp');
		},
	);

	test.each([undefined, '', 'v0', 'v3', 'V1'])('an older signature of version "%s" is refused', (version) => {
		const headers = { 'x-hubspot-signature': V1_A, 'x-hubspot-signature-version': version };
		const call = { method: 'POST', uri: 'https://n8n.example.com/', body: Buffer.from(A), headers };
		expect(signatureProblem(call, { secret: SECRET, now: SIGNED_AT, allowOlder: true })).toContain('no version');
	});

	test('bytes that are no UTF-8 are told apart', () => {
		const uri = 'https://n8n.example.com/';
		const replaced = Buffer.from('["\uFFFD"]');
		const v3 = hmacSha256(
			SECRET,
			Buffer.concat([Buffer.from(`POST${uri}`), replaced, Buffer.from(String(SIGNED_AT))]),
			'base64',
		);
		const call = (body: Buffer) => ({ method: 'POST', uri, body, headers: headersOf({ body: '', v3 }) });
		const policy = { secret: SECRET, now: SIGNED_AT, allowOlder: true };
		expect(signatureProblem(call(replaced), policy)).toBeUndefined();
		expect(signatureProblem(call(Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d])), policy)).toContain('does not fit');
	});
});

test('any call that is signed as HubSpot signs is accepted, and with any one byte of the body changed it is not', () => {
	fc.assert(
		fc.property(
			fc.webUrl({ withQueryParameters: true }),
			fc.uint8Array({ minLength: 1 }),
			fc.string({ minLength: 1 }),
			fc.nat(),
			fc.integer({ min: 1, max: 255 }),
			(uri, bytes, secret, place, change) => {
				const body = Buffer.from(bytes);
				const content = Buffer.concat([Buffer.from(`POST${signedUri(uri)}`), body, Buffer.from(String(SIGNED_AT))]);
				const headers = headersOf({ body: '', v3: hmacSha256(secret, content, 'base64') });
				const policy = { secret, now: SIGNED_AT, allowOlder: false };
				expect(signatureProblem({ method: 'POST', uri, body, headers }, policy)).toBeUndefined();
				const changed = Buffer.from(bytes);
				changed[place % changed.length] = ((changed[place % changed.length] ?? 0) + change) % 256;
				expect(signatureProblem({ method: 'POST', uri, body: changed, headers }, policy)).toMatch(
					/^its v3 signature does not fit the client secret/,
				);
			},
		),
		propertyRuns(300),
	);
});
