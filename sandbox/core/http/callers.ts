import type { FastifyInstance } from 'fastify';

/** What this machine calls itself. Any other name may have been pointed at 127.0.0.1 by the owner of a web page. */
const OWN_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/** Names besides those of this machine; all of them where a token keeps others out. */
export type AllowedHosts = readonly string[] | 'all';

/** Requests under another name are refused, so that no web page reaches the sandbox by DNS rebinding. */
export function refuseOtherHosts(app: FastifyInstance, allowed: AllowedHosts): void {
	if (allowed === 'all') return;
	const names = new Set([...OWN_NAMES, ...allowed.map((name) => name.toLowerCase())]);
	app.addHook('onRequest', async ({ headers: { host = '' } }, reply) => {
		if (names.has(host.toLowerCase().replace(/:\d+$/, ''))) return undefined;
		return await reply.code(403).send({ error: 'The sandbox does not answer under this host name' });
	});
}

/**
 * Lets in programs and the sandbox's own page, but no other page that is open in the same browser: it could clear the
 * sandbox, or have it call addresses that only this machine reaches.
 */
export function refuseOtherPages(app: FastifyInstance): void {
	app.addHook('onRequest', async ({ headers: { host = '', origin } }, reply) => {
		if (origin === undefined || origin.toLowerCase() === `http://${host.toLowerCase()}`) return undefined;
		return await reply.code(403).send({ error: 'Another web page may not control the sandbox' });
	});
}

/** Another page must not show ours in a frame and have people click on what they do not see. */
export function forbidFraming(app: FastifyInstance): void {
	app.addHook('onSend', async (_request, reply, payload) => {
		if (String(reply.getHeader('content-type')).startsWith('text/html')) {
			void reply.headers({ 'x-frame-options': 'DENY', 'content-security-policy': "frame-ancestors 'none'" });
		}
		return payload;
	});
}
