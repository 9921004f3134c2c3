import { readActionRoutes } from './actions/read';
import { remindRoute } from './actions/remind';
import { respondRoute } from './actions/respond';
import { sendActionRoute } from './actions/send';
import { updateActionRoutes } from './actions/update';
import { accessTokenRoute } from './auth/accessToken';
import { oauthRoutes } from './auth/oauth';
import { pinRoutes } from './auth/pin';
import type { KaizalaContext } from './context';
import { groupRoutes } from './groups/groups';
import { memberRoutes } from './groups/members';
import { subGroupRoutes } from './groups/subGroups';
import { subscriberRoutes } from './groups/subscribers';
import { mediaRoutes } from './media/routes';
import { messageRoutes } from './messages';
import { botRoutes } from './bots';
import { reactionRoutes } from './reactions';
import { userRoutes } from './users';
import type { Route } from './router';
import { webhookRoutes } from './webhooks/routes';

/** The whole API. Add an endpoint beside its kin and list it here; literal paths before those with parameters. */
export function kaizalaRoutes(ctx: KaizalaContext): Route[] {
	return [
		accessTokenRoute(ctx),
		...pinRoutes(ctx),
		...oauthRoutes(ctx),
		...groupRoutes(ctx),
		...subGroupRoutes(ctx),
		...memberRoutes(ctx),
		...subscriberRoutes(ctx),
		...messageRoutes(ctx),
		...mediaRoutes(ctx),
		sendActionRoute(ctx),
		...readActionRoutes(ctx),
		...updateActionRoutes(ctx),
		respondRoute(ctx),
		remindRoute(ctx),
		...reactionRoutes(ctx),
		...webhookRoutes(ctx),
		...userRoutes(ctx),
		...botRoutes(ctx),
	];
}
