import type { KaizalaContext } from './context';
import { forbidden } from './errors';

/** Wire names of the permissions; the last three were never seen, the names are ours. */
export const DEFAULT_SCOPES = [
	'groupinfo.read',
	'groupinfo.write',
	'groupinfo.remove',
	'groupinfo.update',
	'groupmember.read',
	'groupmember.write',
	'groupmember.remove',
	'textmessage.read',
	'action.read',
	'action.write',
	'action.update',
	'profile.write',
	'media.read',
	'webhook.read',
	'webhook.write',
	'webhook.remove',
	'webhook.update',
	'tenant.read',
	'reaction.read',
	'reaction.write',
];

export function requireScope(ctx: KaizalaContext, scope: string): void {
	if (ctx.switches.missingScopes.includes(scope)) throw forbidden(`The connector lacks the permission ${scope}`);
}
