import type { JsonObject } from '../../core/types';
import type { KaizalaContext } from '../context';
import { unauthenticated } from '../errors';
import { countCall } from '../limits';
import type { AccessToken, RefreshToken } from '../model';
import { openRoute } from '../router';
import { compact } from '../wire';
import { connectorFor, headerOf } from './connector';
import { adopt, isRotating, issueAccessToken, issueRefreshToken, refreshTokenExpiry } from './tokens';

/** `GET /v1/accessToken`. */
export function accessTokenRoute(ctx: KaizalaContext) {
	return openRoute({
		method: 'GET',
		path: '/v1/accessToken',
		handle({ request }) {
			const id = headerOf(request.headers, 'applicationId');
			const secret = headerOf(request.headers, 'applicationSecret');
			const presented = headerOf(request.headers, 'refreshToken');
			const connector = connectorFor(ctx, id, secret);
			countCall(ctx, connector.id);
			const token = ctx.state.refreshTokens.get(presented);
			if (!token || token.connectorId !== connector.id) throw unauthenticated('The refreshToken is not valid');
			if (token.dead) throw unauthenticated('The refreshToken was replaced by a newer one');
			if (ctx.now() >= refreshTokenExpiry(ctx, token)) throw unauthenticated('The refreshToken has expired');
			adopt(ctx, token);
			const replacement = isRotating(ctx, token) ? issueRefreshToken(ctx, token, token) : null;
			ctx.changed('accessToken');
			return grant(ctx, issueAccessToken(ctx, token), replacement);
		},
	});
}

/** The reply of the token call and of the OAuth exchange. */
export function grant(ctx: KaizalaContext, access: AccessToken, refresh: RefreshToken | null): JsonObject {
	const none = { null: null, empty: '', absent: undefined }[ctx.switches.emptyRefreshToken];
	return compact({
		accessToken: access.token,
		endpointUrl: ctx.endpointUrl + (ctx.switches.endpointUrlTrailingSlash ? '/' : ''),
		accessTokenExpiry: access.expiresAt,
		refreshToken: refresh ? refresh.token : none,
		scope: 'token.write',
	});
}
