import { createHash, createHmac } from 'node:crypto';
import type { HubSpotSwitches } from '../switches';

const DECODED: Record<string, string> = {
	'%3A': ':',
	'%2F': '/',
	'%3F': '?',
	'%40': '@',
	'%21': '!',
	'%24': '$',
	'%27': "'",
	'%28': '(',
	'%29': ')',
	'%2A': '*',
	'%2C': ',',
	'%3B': ';',
};

export interface ToSign {
	secret: string;
	uri: string;
	body: string;
	/** Epoch milliseconds. */
	timestamp: number;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The headers with which HubSpot signs a POST. */
export function signatureHeaders(
	{ secret, uri, body, timestamp }: ToSign,
	versions: HubSpotSwitches['webhookSignatures'],
	signedUri: HubSpotSwitches['webhookSignedUri'],
): Record<string, string> {
	const headers: Record<string, string> = {};
	if (versions === 'v2') {
		headers['x-hubspot-signature'] = sha256(`${secret}POST${uri}${body}`);
		headers['x-hubspot-signature-version'] = 'v2';
		return headers;
	}
	if (versions.includes('v1')) {
		headers['x-hubspot-signature'] = sha256(secret + body);
		headers['x-hubspot-signature-version'] = 'v1';
	}
	if (versions.includes('v3')) {
		const decoded = uri.replace(/%../g, (escape) => DECODED[escape.toUpperCase()] ?? escape);
		const signed = signedUri === 'decoded' ? decoded : uri;
		headers['x-hubspot-request-timestamp'] = String(timestamp);
		headers['x-hubspot-signature-v3'] = createHmac('sha256', secret)
			.update(`POST${signed}${body}${timestamp}`)
			.digest('base64');
	}
	return headers;
}
