import { groupFor } from '../access';
import type { KaizalaContext } from '../context';
import { recipientFields, resolveRecipients } from '../recipients';
import { route } from '../router';
import type { Route } from '../router';
import { compact, wire } from '../wire';
import { actionIn } from './find';

/** `POST …/actions/{a}/reminder`: any action; may reach subscribers who joined after it was sent. */
export function remindRoute(ctx: KaizalaContext): Route {
	return route({
		method: 'POST',
		path: '/v1/groups/:groupId/actions/:actionId/reminder',
		scope: 'action.write',
		body: wire(recipientFields),
		handle({ param, body, caller }) {
			const group = groupFor(ctx, caller, param('groupId'));
			const action = actionIn(ctx, group, param('actionId'));
			const { audience, failed } = resolveRecipients(ctx, caller, group, body);
			action.reminders.push({ sentAt: ctx.now(), audience });
			ctx.changed('reminder');
			return compact({
				referenceId: action.referenceId,
				actionId: action.actionId,
				failedResult: failed.length > 0 ? failed : undefined,
			});
		},
	});
}
