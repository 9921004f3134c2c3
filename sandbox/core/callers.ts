import type { FastifyInstance } from 'fastify';
import { SandboxError } from './errors';

/** What this machine calls itself. Any other name may have been bent to 127.0.0.1 by the owner of a web page. */
const OWN_HOST = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/i;

/**
 * Lets in programs of this machine and the sandbox's own page, but no other page that is open in the same browser:
 * it could clear the sandbox, or have it call addresses that only this machine reaches.
 */
export function refuseOtherPages(scope: FastifyInstance): void {
	scope.addHook('onRequest', async ({ headers: { host = '', origin } }) => {
		if (!OWN_HOST.test(host)) throw new SandboxError('The sandbox answers as 127.0.0.1 or localhost only', 403);
		if (origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`) {
			throw new SandboxError('Another web page may not control the sandbox', 403);
		}
	});
}
