import { createHash, createHmac, timingSafeEqual } from 'crypto';

/** Compares two secrets in a time that does not depend on where they differ. */
export function sameSecret(given: string, expected: string): boolean {
	const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest();
	return expected !== '' && timingSafeEqual(digest(given), digest(expected));
}

/** HMAC-SHA256 over the bytes of `content`, as base64 or hex. */
export function hmacSha256(secret: string, content: string, encoding: 'base64' | 'hex'): string {
	return createHmac('sha256', secret).update(content, 'utf8').digest(encoding);
}

/** SHA-256 over the bytes of `content` in hex. */
export function sha256(content: string): string {
	return createHash('sha256').update(content, 'utf8').digest('hex');
}
