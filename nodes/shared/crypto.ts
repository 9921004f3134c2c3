import { createHash, createHmac, timingSafeEqual } from 'crypto';

/** Compares two secrets in a time that does not depend on where they differ. */
export function sameSecret(given: string, expected: string): boolean {
	const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest();
	return expected !== '' && timingSafeEqual(digest(given), digest(expected));
}

/**
 * HMAC-SHA256 over `content`, as base64 or hex. Sign a received body by its bytes: as text, bytes that are no UTF-8
 * would all look alike.
 */
export function hmacSha256(secret: string, content: string | Buffer, encoding: 'base64' | 'hex'): string {
	return createHmac('sha256', secret).update(content).digest(encoding);
}

/** SHA-256 over the bytes of `content` in hex. */
export function sha256(content: string | Buffer): string {
	return createHash('sha256').update(content).digest('hex');
}
