import { z } from 'zod';
import type { KaizalaContext } from '../context';
import { invalidParameters, unauthenticated, unsupportedMedia } from '../errors';
import { countCall } from '../limits';
import { openRoute } from '../router';
import { SEED_PHONES } from '../seed';
import { personByPhone } from '../state';
import { text, wire } from '../wire';
import { grant } from './accessToken';
import { connectorFor } from './connector';
import { issueAccessToken, issueRefreshToken } from './tokens';

const CODE_LIFETIME_MS = 10 * 60_000;

/** Kaizala's own kind of OAuth 2. The sign-in page is left out: the seed's admin signs in at once. */
export function oauthRoutes(ctx: KaizalaContext) {
	return [
		openRoute({
			method: 'GET',
			path: '/api/oauth/authorize',
			query: wire({ client_id: text, redirect_uri: z.string().url(), state: text.optional() }),
			handle({ query, reply }) {
				const connector = connectorFor(ctx, query.client_id, undefined);
				if (!connector.redirectUrls.includes(query.redirect_uri)) {
					throw invalidParameters('redirect_uri is not registered on the connector');
				}
				const person = personByPhone(ctx.state, SEED_PHONES.admin);
				if (!person) throw unauthenticated('Nobody is signed in');
				const code = ctx.core.guid();
				const expiresAt = ctx.now() + CODE_LIFETIME_MS;
				ctx.state.oauthCodes.set(code, { connectorId: connector.id, personId: person.id, expiresAt });
				const target = new URL(query.redirect_uri);
				target.searchParams.set('code', code);
				if (query.state !== undefined) target.searchParams.set('state', query.state);
				void reply.redirect(target.href, 302);
				return null;
			},
		}),
		openRoute({
			method: 'POST',
			path: '/api/oauth/token',
			body: wire({ client_id: text, client_secret: text, code: text }),
			handle({ body, request }) {
				if (!/^application\/x-www-form-urlencoded/i.test(request.headers['content-type'] ?? '')) {
					throw unsupportedMedia('The body has to be application/x-www-form-urlencoded');
				}
				const connector = connectorFor(ctx, body.client_id, body.client_secret);
				countCall(ctx, connector.id);
				const code = ctx.state.oauthCodes.get(body.code);
				ctx.state.oauthCodes.delete(body.code);
				if (!code || code.connectorId !== connector.id || ctx.now() >= code.expiresAt) {
					throw unauthenticated('The code is not valid');
				}
				const holder = { connectorId: connector.id, kind: 'user', personId: code.personId, groupId: null } as const;
				const refresh = ctx.switches.oauthRefreshToken ? issueRefreshToken(ctx, holder, null) : null;
				return grant(ctx, issueAccessToken(ctx, holder), refresh);
			},
		}),
	];
}
