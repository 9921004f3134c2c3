import { z } from 'zod';
import { DEFAULT_SCOPES } from '../scopes';
import type { KaizalaContext } from '../context';
import { invalidParameters, unauthenticated } from '../errors';
import { countCall } from '../limits';
import { openRoute } from '../router';
import { isPhone, personForPhone } from '../state';
import { text, wire } from '../wire';
import { connectorFor } from './connector';
import { issueRefreshToken, refreshTokenExpiry } from './tokens';

const PIN_LIFETIME_MS = 10 * 60_000;

function phoneOf(value: string): string {
	if (!isPhone(value)) throw invalidParameters('mobileNumber needs a plus sign and a country code');
	return value;
}

/** PIN login. The SMS is read with the control action `readSms`. */
export function pinRoutes(ctx: KaizalaContext) {
	return [
		openRoute({
			method: 'POST',
			path: '/v1/generatePin',
			body: wire({ mobileNumber: text, applicationId: text }),
			handle({ body }) {
				const connector = connectorFor(ctx, body.applicationId, undefined);
				countCall(ctx, connector.id);
				const pin = String(100_000 + Math.floor(ctx.core.random() * 900_000));
				const expiresAt = ctx.now() + PIN_LIFETIME_MS;
				ctx.state.pins.set(phoneOf(body.mobileNumber), { pin, connectorId: connector.id, expiresAt });
				ctx.changed('sms');
				return {};
			},
		}),
		openRoute({
			method: 'POST',
			path: '/v1/loginWithPinAndApplicationId',
			body: wire({
				mobileNumber: text,
				applicationId: text,
				// An integer in the swagger file, a string in one client.
				pin: z.union([z.number().int(), z.string().regex(/^\d+$/)]),
				applicationSecret: text.optional(),
			}),
			handle({ body }) {
				const connector = connectorFor(ctx, body.applicationId, body.applicationSecret);
				countCall(ctx, connector.id);
				const sent = ctx.state.pins.get(phoneOf(body.mobileNumber));
				if (
					!sent ||
					sent.connectorId !== connector.id ||
					sent.pin !== String(body.pin) ||
					ctx.now() >= sent.expiresAt
				) {
					throw unauthenticated('The PIN is not valid');
				}
				ctx.state.pins.delete(body.mobileNumber);
				const person = personForPhone(ctx.state, body.mobileNumber, ctx.core.guid);
				person.isProvisioned = true;
				const holder = { connectorId: connector.id, kind: 'user', personId: person.id, groupId: null } as const;
				const token = issueRefreshToken(ctx, holder, null);
				return {
					refreshToken: token.token,
					grantedScope: DEFAULT_SCOPES.filter((scope) => !ctx.switches.missingScopes.includes(scope)).join(','),
					refreshTokenExpiry: refreshTokenExpiry(ctx, token),
				};
			},
		}),
	];
}
