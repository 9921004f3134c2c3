import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

const COOKIE = 'ticket-relay-sandbox';

/** A hash has one length, so that the comparison takes the same time whatever was sent. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * The token of a sandbox that other machines reach. The vendors' own logins are known to everybody, so it stands in the
 * address, as its first part: `http://host:4010/<token>/hubspot`. A browser that opened `/<token>/` goes on with a cookie.
 */
export class Token {
	private readonly wanted: Buffer;

	constructor(private readonly token: string) {
		this.wanted = digest(token);
	}

	private isToken(text: string): boolean {
		return timingSafeEqual(digest(text), this.wanted);
	}

	/** Whether the request may go on; takes the token out of its address. Answers it where it may not. */
	admits(request: IncomingMessage, response: ServerResponse): boolean {
		const url = request.url ?? '/';
		const end = url.slice(1).search(/[/?]/) + 1;
		if (this.isToken(end === 0 ? url.slice(1) : url.slice(1, end))) {
			const rest = end === 0 ? '' : url.slice(end);
			if (rest === '' || rest === '/') {
				response.writeHead(303, {
					location: '/',
					'set-cookie': `${COOKIE}=${this.token}; Path=/; HttpOnly; SameSite=Strict`,
				});
				response.end();
				return false;
			}
			request.url = rest.startsWith('/') ? rest : `/${rest}`;
			return true;
		}
		if (this.isToken(cookieOf(request))) return true;
		response.writeHead(401, { 'content-type': 'application/json' });
		response.end(
			JSON.stringify({
				error:
					'This sandbox listens beyond its own machine, so its token has to be the first part of the path: take the address that it showed when it started',
			}),
		);
		return false;
	}
}

function cookieOf({ headers: { cookie = '' } }: IncomingMessage): string {
	const pairs = cookie.slice(0, 4_096).split(';');
	const found = pairs.map((pair) => pair.trim()).find((pair) => pair.startsWith(`${COOKIE}=`));
	return found?.slice(COOKIE.length + 1) ?? '';
}
