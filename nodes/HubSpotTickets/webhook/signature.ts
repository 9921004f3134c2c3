import { hmacSha256, sameSecret, sha256 } from '../../shared/crypto';

/** HubSpot signs a call with the client secret of the app. */

const WINDOW_MS = 300_000;

/** A call as it was received. */
export interface SignedCall {
	method: string;
	/** The public address with the query, escaped as it was received. */
	uri: string;
	/** The bytes of the body as they came. */
	body: Buffer;
	/** Names in lower case. Undefined: the call has no such header. */
	headers: Readonly<Record<string, string | undefined>>;
}

export interface SignaturePolicy {
	/** The client secret of the app; nothing is accepted without one. */
	secret: string;
	/** The host's clock in epoch milliseconds. */
	now: number;
	/** Whether v1 and v2 count where a call has no v3 signature. */
	allowOlder: boolean;
}

const UNESCAPED = new Map([
	['%3A', ':'],
	['%2F', '/'],
	['%3F', '?'],
	['%40', '@'],
	['%21', '!'],
	['%24', '$'],
	['%27', "'"],
	['%28', '('],
	['%29', ')'],
	['%2A', '*'],
	['%2C', ','],
	['%3B', ';'],
]);

/** The address as HubSpot's guide says that it is signed: these twelve escapes are undone, all others stay. */
export function signedUri(uri: string): string {
	return uri.replace(/%[0-9a-f]{2}/gi, (escape) => UNESCAPED.get(escape.toUpperCase()) ?? escape);
}

/** What version 3 signs. HubSpot's own clients sign the address as it is configured, so either form of it is good. */
function contentsV3({ method, uri, body }: SignedCall, timestamp: string): Buffer[] {
	return [signedUri(uri), uri].map((signed) =>
		Buffer.concat([Buffer.from(method + signed), body, Buffer.from(timestamp)]),
	);
}

function problemV3(call: SignedCall, signature: string, { secret, now }: SignaturePolicy): string | undefined {
	const timestamp = call.headers['x-hubspot-request-timestamp'] ?? '';
	if (!/^\d{1,16}$/.test(timestamp)) return 'it has a v3 signature, but no timestamp';
	if (Math.abs(now - Number(timestamp)) > WINDOW_MS) {
		return 'its timestamp is more than five minutes away from the clock of this n8n';
	}
	const signs = (content: Buffer): boolean => sameSecret(signature, hmacSha256(secret, content, 'base64'));
	if (contentsV3(call, timestamp).some(signs)) return undefined;
	return `its v3 signature does not fit the client secret and the address ${signedUri(call.uri).split('?')[0] ?? ''}`;
}

function problemOlder(call: SignedCall, signature: string, { secret }: SignaturePolicy): string | undefined {
	const version = call.headers['x-hubspot-signature-version'];
	// The address is signed as it is called; only version 3 undoes escapes.
	const before = { v1: secret, v2: secret + call.method + call.uri };
	if (version !== 'v1' && version !== 'v2') return 'its signature has no version that is known';
	const expected = sha256(Buffer.concat([Buffer.from(before[version]), call.body]));
	return sameSecret(signature, expected) ? undefined : `its ${version} signature does not fit the client secret`;
}

/**
 * Why a call is not accepted; undefined when it is HubSpot's. For a call with a v3 signature only that one counts, so
 * that nobody can fall back to an older version with it.
 */
export function signatureProblem(call: SignedCall, policy: SignaturePolicy): string | undefined {
	if (policy.secret === '') return 'the credential has no client secret';
	const newest = call.headers['x-hubspot-signature-v3'];
	if (newest !== undefined) return problemV3(call, newest, policy);
	const older = call.headers['x-hubspot-signature'];
	if (older === undefined) return 'it has no signature';
	if (policy.allowOlder) return problemOlder(call, older, policy);
	return 'it has only an older signature (v1 or v2), which the options of this trigger do not accept';
}
