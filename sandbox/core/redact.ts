import type { IncomingHttpHeaders } from 'node:http';
import type { Json, JsonObject } from './types';

export const REDACTED = '<redacted>';

const SECRET_HEADER =
	/^(authorization|proxy-authorization|cookie|accesstoken|refreshtoken|applicationsecret|x-api-key)$/i;
const SECRET_KEY = /secret|password|token/i;

export function redactHeaders(headers: IncomingHttpHeaders): Record<string, string> {
	const shown: Record<string, string> = {};
	for (const [name, value] of Object.entries(headers)) {
		if (value === undefined) continue;
		shown[name] = SECRET_HEADER.test(name) ? REDACTED : Array.isArray(value) ? value.join(', ') : value;
	}
	return shown;
}

/** Blanks every text or number below a key that names a secret; empty values stay visible, because they matter to tests. */
export function redact(value: Json, publicKeys: readonly string[] = []): Json {
	if (Array.isArray(value)) return value.map((entry) => redact(entry, publicKeys));
	if (value === null || typeof value !== 'object') return value;
	const shown: JsonObject = {};
	for (const [key, entry] of Object.entries(value)) {
		const secret = SECRET_KEY.test(key) && !publicKeys.includes(key);
		shown[key] = secret ? blank(entry) : redact(entry, publicKeys);
	}
	return shown;
}

/** OAuth token addresses carry the token in the path. */
export function redactPath(path: string): string {
	return path.replace(/((?:access|refresh)-tokens\/)[^/]+/i, `$1${REDACTED}`);
}

function blank(value: Json): Json {
	if (Array.isArray(value)) return value.map(blank);
	if (value !== null && typeof value === 'object') {
		return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, blank(entry)]));
	}
	return value === '' || value === null || typeof value === 'boolean' ? value : REDACTED;
}
