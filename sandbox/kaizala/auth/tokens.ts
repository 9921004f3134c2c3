import type { Caller } from '../access';
import type { KaizalaContext } from '../context';
import { invalidToken } from '../errors';
import type { AccessToken, RefreshToken } from '../model';
import { personById } from '../state';
import { DAY_MS } from '../time';

type Holder = Pick<AccessToken, 'connectorId' | 'kind' | 'personId' | 'groupId'>;

/** Looks like a JWT, is opaque, and is the same after every reset. */
function jwtLike(ctx: KaizalaContext, kind: string): string {
	const part = (text: string) => Buffer.from(text).toString('base64url');
	const payload = JSON.stringify({ kind, jti: ctx.core.guid() });
	return [part('{"typ":"JWT","alg":"RS256"}'), part(payload), part(ctx.core.guid())].join('.');
}

export function issueAccessToken(ctx: KaizalaContext, holder: Holder): AccessToken {
	const { connectorId, kind, personId, groupId } = holder;
	const expiresAt = ctx.now() + ctx.switches.accessTokenLifetimeMs;
	const token = { token: jwtLike(ctx, 'access'), connectorId, kind, personId, groupId, expiresAt };
	ctx.state.accessTokens.set(token.token, token);
	return token;
}

/** A new refresh token kills the older ones of its connector; a replacement waits until it is adopted. */
export function issueRefreshToken(ctx: KaizalaContext, holder: Holder, replaces: RefreshToken | null): RefreshToken {
	const { connectorId, kind, personId, groupId } = holder;
	for (const other of ctx.state.refreshTokens.values()) {
		if (other.connectorId !== connectorId) continue;
		if (ctx.switches.newTokenKills === 'user' && other.personId !== personId) continue;
		const waiting = other === replaces && ctx.switches.replacedTokenDies === 'onAdoption';
		if (!waiting) other.dead = true;
	}
	const token: RefreshToken = {
		token: jwtLike(ctx, 'refresh'),
		connectorId,
		kind,
		personId,
		groupId,
		issuedAt: ctx.now(),
		dead: false,
		replaces: replaces?.token ?? null,
	};
	ctx.state.refreshTokens.set(token.token, token);
	return token;
}

/** The first use of a replacement ends the token that it replaces. */
export function adopt(ctx: KaizalaContext, token: RefreshToken): void {
	const replaced = token.replaces === null ? undefined : ctx.state.refreshTokens.get(token.replaces);
	if (replaced) replaced.dead = true;
	token.replaces = null;
}

export function refreshTokenExpiry(ctx: KaizalaContext, token: RefreshToken): number {
	return token.issuedAt + ctx.switches.refreshTokenLifetimeDays * DAY_MS;
}

export function isRotating(ctx: KaizalaContext, token: RefreshToken): boolean {
	return ctx.now() >= token.issuedAt + ctx.switches.refreshTokenRotationDays * DAY_MS;
}

/** The caller behind the header `accessToken`. */
export function callerOf(ctx: KaizalaContext, header: string | string[] | undefined): Caller {
	if (typeof header !== 'string' || header === '') {
		throw invalidToken('The request lacks a header that is expected: ACCESSTOKEN');
	}
	const token = ctx.state.accessTokens.get(header);
	if (!token) throw invalidToken('Invalid token: it was not issued by this service');
	if (ctx.now() >= token.expiresAt) throw invalidToken('Invalid token: it has expired');
	const { connectorId, kind, personId, groupId } = token;
	return { connectorId, kind, person: personById(ctx.state, personId), groupId };
}
