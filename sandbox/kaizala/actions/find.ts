import type { KaizalaContext } from '../context';
import { notFound } from '../errors';
import type { Group, SentAction } from '../model';

export function actionIn(ctx: KaizalaContext, group: Group, actionId: string): SentAction {
	const action = ctx.state.actions.get(actionId.toLowerCase());
	if (!action || action.groupId !== group.groupId) throw notFound(`Action ${actionId} was not found in the group`);
	return action;
}
