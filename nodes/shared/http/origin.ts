import type { IHttpRequestOptions } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';
import { safeString } from '../safeConversion';

/** Where a request goes to and what may go there: secrets to their own host only, signed addresses to public ones. */

const parse = (address: string, base?: string): URL | undefined =>
	URL.canParse(address, base) ? new URL(address, base) : undefined;

/** Scheme, host and port; undefined of what is no web address. */
function originOf(address: string): string | undefined {
	const url = parse(address);
	return url !== undefined && /^https?:$/.test(url.protocol) ? url.origin : undefined;
}

/** The whole address of a request. n8n's older helper, which the HTTP Request node uses, says `uri`. */
function addressOf(options: IHttpRequestOptions & { uri?: unknown }): string {
	const { url, uri, baseURL } = options;
	return parse(String(url ?? uri ?? ''), baseURL)?.href ?? '';
}

/** Whether the call carries a Host that is not the one of its address: a server behind it may be somebody else's. */
const namesOtherHost = ({ headers = {} }: IHttpRequestOptions, target: string): boolean =>
	Object.entries(headers).some(([name, value]) => /^host$/i.test(name) && !isHostOf(safeString(value), target));

const isHostOf = (host: string, target: string): boolean =>
	/^[\w.:[\]-]+$/.test(host) && originOf(`${new URL(target).protocol}//${host}`) === target;

/** A proxy reads along what is not encrypted for the server itself. */
const isReadOnTheWay = (
	{ proxy, ...options }: IHttpRequestOptions & { rejectUnauthorized?: unknown },
	target: string,
) =>
	Boolean(proxy) &&
	(target.startsWith('http:') || options.skipSslCertificateValidation === true || options.rejectUnauthorized === false);

/**
 * The request with what signs it, unless it goes to another host than the credential's own. n8n hands every request to a
 * credential that any node makes with it, also the HTTP Request node, whose address is free. It does not follow
 * redirects either: they may lead elsewhere, and would take the secret along.
 * @throws UserError that names both hosts, or says how another one could read what is sent.
 */
export function signed(
	service: string,
	options: IHttpRequestOptions,
	own: string[],
	signature: Pick<IHttpRequestOptions, 'auth' | 'headers'>,
): IHttpRequestOptions {
	const target = originOf(addressOf(options));
	const origins = own.map(originOf).filter((origin) => origin !== undefined);
	if (target === undefined || !origins.includes(target)) {
		const place = target ?? 'an address that cannot be read';
		throw new UserError(
			`The ${service} credential is not sent to ${place}: its own address is ${origins[0] ?? 'missing'}`,
		);
	}
	if (namesOtherHost(options, target)) {
		throw new UserError(`The ${service} credential is not sent with the header "Host" of another server`);
	}
	if (isReadOnTheWay(options, target)) {
		throw new UserError(`The ${service} credential is not sent through a proxy that could read it`);
	}
	const request = {
		...options,
		...signature,
		headers: { ...options.headers, ...signature.headers },
		disableFollowRedirect: true,
		// The same for n8n's older helper.
		followRedirect: false,
		followAllRedirects: false,
	};
	return request;
}

const PRIVATE_V4: ReadonlyArray<[network: string, bits: number]> = [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	['100.64.0.0', 10],
	['127.0.0.0', 8],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.0.0.0', 24],
	['192.168.0.0', 16],
	['198.18.0.0', 15],
	['224.0.0.0', 3],
];

const numberOf = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

const isPrivateV4 = (address: string): boolean =>
	PRIVATE_V4.some(([network, bits]) => {
		const size = 2 ** (32 - bits);
		return Math.floor(numberOf(address) / size) === Math.floor(numberOf(network) / size);
	});

/** Only 2000::/3 is public, and in there the prefixes that hold an IPv4 address are not. */
const isPrivateV6 = (address: string): boolean =>
	!/^[23][0-9a-f]{3}:/.test(address) || /^(2002|2001:0?):/.test(address) || address.startsWith('2001::');

/** Whether a host, as `URL` writes it, is by its name or number one of the own computer or network. */
export function isPrivateHost(hostname: string): boolean {
	if (hostname.startsWith('[')) return isPrivateV6(hostname.slice(1, -1));
	if (/^\d+\.\d+\.\d+\.\d+$/.test(hostname)) return isPrivateV4(hostname);
	const name = hostname.replace(/\.$/, '');
	return (
		!name.includes('.') ||
		/\.(localhost|local|localdomain|internal|intranet|private|corp|home|lan|svc|home\.arpa)$/.test(name)
	);
}

/**
 * Why an address that somebody else names is not fetched; undefined when it may be: by https, or by http on a host that
 * the credential itself calls by http, and no private host but the credential's own.
 */
export function whyNotFetched(address: string, own: string[]): string | undefined {
	const url = parse(address);
	if (url === undefined || originOf(address) === undefined) return 'it has no web address';
	const ownHosts = own.flatMap((one) => parse(one) ?? []).filter(({ hostname }) => hostname === url.hostname);
	if (url.protocol === 'http:' && ownHosts.every(({ protocol }) => protocol !== 'http:')) {
		return 'it has no https address';
	}
	return ownHosts.length === 0 && isPrivateHost(url.hostname) ? 'its address is not a public one' : undefined;
}
