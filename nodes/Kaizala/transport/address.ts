import type { IDataObject } from 'n8n-workflow';

import { tidyText } from '../../shared/http/tidy';
import { withoutEndSlashes } from '../../shared/http/url';

const HTTP = /^https?:$/;

/** An address without blanks and trailing slashes: Microsoft's samples show `endpointUrl` with and without. */
export function tidy(address: unknown): string {
	return withoutEndSlashes(tidyText(address));
}

function parse(address: string, base?: string): URL | undefined {
	return URL.canParse(address, base) ? new URL(address, base) : undefined;
}

/**
 * Whether secrets may go to `address`, having been entrusted to `root`: always https, and http only where the
 * configured address is http itself.
 */
function mayFollow(address: URL, root: string): boolean {
	return HTTP.test(address.protocol) && (address.protocol === 'https:' || parse(root)?.protocol === 'http:');
}

export function isHttp(address: string): boolean {
	return HTTP.test(parse(address)?.protocol ?? '');
}

/** The new base behind the `Location` of a 308: its origin. Undefined when it must not be followed. */
export function movedOrigin(location: string | undefined, current: string, root: string): string | undefined {
	const target = location ? parse(location, current) : undefined;
	return target !== undefined && mayFollow(target, root) ? target.origin : undefined;
}

/** The `endpointUrl` of a login, or undefined when it must not be used. */
export function trustedEndpoint(endpointUrl: unknown, root: string): string | undefined {
	const address = tidy(endpointUrl);
	const target = parse(address);
	return target !== undefined && mayFollow(target, root) ? address : undefined;
}

/** The root that the credential names for logins. */
export function authRoot(credentials: IDataObject): string {
	return tidy(credentials.authBaseUrl);
}

/** The API's base before any move: the override of the credential, otherwise what the last login said. */
export function knownBase(credentials: IDataObject): string {
	return tidy(credentials.endpointUrl) || tidy(credentials.endpoint);
}

/** The API's base now: a move that a 308 told of is remembered in the credential. */
export function apiBase(credentials: IDataObject): string {
	const base = knownBase(credentials);
	return base !== '' && base === tidy(credentials.movedFrom) ? tidy(credentials.movedTo) : base;
}
