import { z } from 'zod';
import { adminGroupFor, childrenOf, descendantsOf, groupFor } from '../access';
import type { KaizalaContext } from '../context';
import { forbidden, invalidParameters, notFound } from '../errors';
import { route } from '../router';
import type { Route } from '../router';
import { flag, queryFlag, text, wire, wireEnum } from '../wire';
import { createGroup } from './create';
import { subGroupView } from './views';

const newSubGroup = wire({
	/** Swagger, Postman and Power Automate; the docs say `groupName`. */
	name: text.optional(),
	groupName: text.optional(),
	// Empty in one of Microsoft's samples.
	groupImageUrl: z.string().optional(),
	members: z.array(z.string()).max(100).optional(),
	welcomeMessage: text.optional(),
	addUserToGroup: flag.optional(),
	groupType: wireEnum(['Group', 'ConnectGroup']).default('Group'),
	shortDescriptionString: text.optional(),
	longDescriptionString: text.optional(),
});

/** `/v1/groups/{g}/subGroups`. */
export function subGroupRoutes(ctx: KaizalaContext): Route[] {
	const path = '/v1/groups/:groupId/subGroups';
	return [
		route({
			method: 'GET',
			path,
			scope: 'groupinfo.read',
			query: wire({ fetchAllGroups: queryFlag.optional() }),
			handle({ param, query, caller }) {
				const group = groupFor(ctx, caller, param('groupId'));
				const deep = query.fetchAllGroups ?? false;
				return {
					...subGroupView(ctx, group, false),
					subGroups: childrenOf(ctx, group).map((child) => subGroupView(ctx, child, deep)),
				};
			},
		}),
		route({
			method: 'POST',
			path,
			scope: 'groupinfo.write',
			body: newSubGroup,
			handle({ param, body, caller }) {
				const parent = adminGroupFor(ctx, caller, param('groupId'));
				const name = body.name ?? body.groupName;
				if (name === undefined) throw invalidParameters('Invalid parameters: body.name: Required');
				if (body.groupType === 'ConnectGroup' && caller.kind !== 'tenant') {
					throw forbidden('A managed public group needs a tenant user token');
				}
				const { group } = createGroup(ctx, caller, {
					name,
					welcomeMessage: body.welcomeMessage ?? '',
					groupType: body.groupType,
					members: body.members ?? [],
					addCaller: body.addUserToGroup ?? true,
					imageUrl: body.groupImageUrl ?? '',
					shortDescription: body.shortDescriptionString ?? '',
					longDescription: body.longDescriptionString ?? '',
				});
				attach(ctx, parent.groupId, group.groupId);
				return { groupId: group.groupId, groupName: group.groupName };
			},
		}),
		route({
			method: 'PUT',
			path,
			scope: 'groupinfo.update',
			body: wire({ subGroups: z.array(text).min(1) }),
			handle({ param, body, caller }) {
				const parent = adminGroupFor(ctx, caller, param('groupId'));
				const children = body.subGroups.map((id) => adminGroupFor(ctx, caller, id));
				for (const child of children) {
					// A loop in the hierarchy would make it endless.
					if (child === parent || descendantsOf(ctx, child).includes(parent)) {
						throw invalidParameters(`The group ${child.groupId} contains the group ${parent.groupId}`);
					}
				}
				for (const child of children) attach(ctx, parent.groupId, child.groupId);
				return { result: true };
			},
		}),
		route({
			method: 'DELETE',
			path: `${path}/:subGroupId`,
			scope: 'groupinfo.remove',
			handle({ param, caller }) {
				const parent = adminGroupFor(ctx, caller, param('groupId'));
				const child = childrenOf(ctx, parent).find(
					(group) => group.groupId.toLowerCase() === param('subGroupId').toLowerCase(),
				);
				if (!child) throw notFound(`${param('subGroupId')} is not a sub-group`);
				parent.subGroupIds = parent.subGroupIds.filter((id) => id !== child.groupId);
				ctx.emit({ eventType: 'GroupRemoved', groupId: parent.groupId, from: caller.person, data: childData(child) });
				return { result: true };
			},
		}),
	];

	function attach(context: KaizalaContext, parentId: string, childId: string): void {
		const parent = context.state.groups.get(parentId);
		const child = context.state.groups.get(childId);
		if (!parent || !child || parent.subGroupIds.includes(childId)) return;
		parent.subGroupIds.push(childId);
		context.emit({ eventType: 'GroupAdded', groupId: parentId, data: childData(child) });
	}
}

const childData = (child: { groupId: string; groupName: string; groupImageUrl: string }) => ({
	groupId: child.groupId,
	groupName: child.groupName,
	groupImageUrl: child.groupImageUrl,
});
