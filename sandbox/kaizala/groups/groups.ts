import { z } from 'zod';
import { ancestorsOf, descendantsOf, findGroup, groupFor } from '../access';
import type { Caller } from '../access';
import type { KaizalaContext } from '../context';
import { forbidden } from '../errors';
import { knownMedia } from '../media/resources';
import type { Group } from '../model';
import { route } from '../router';
import type { Route } from '../router';
import { queryFlag, text, unique, wire, wireEnum } from '../wire';
import { createGroup } from './create';
import { groupDetails, groupSummary } from './views';

const newGroup = wire({
	name: text,
	welcomeMessage: text,
	members: z.array(z.string()).max(100).optional(),
	groupType: wireEnum(['Group', 'ConnectGroup']).default('Group'),
	shortDescriptionString: text.optional(),
	longDescriptionString: text.optional(),
	groupPhoto: text.optional(),
	backgroundPhoto: text.optional(),
});

/** `/v1/groups`. */
export function groupRoutes(ctx: KaizalaContext): Route[] {
	return [
		route({
			method: 'POST',
			path: '/v1/groups',
			scope: 'groupinfo.write',
			body: newGroup,
			handle({ body, caller }) {
				// Only a tenant user token may create a managed public group, since June 2018.
				if (body.groupType === 'ConnectGroup' && caller.kind !== 'tenant') {
					throw forbidden('A managed public group needs a tenant user token');
				}
				for (const photo of [body.groupPhoto, body.backgroundPhoto]) if (photo !== undefined) knownMedia(ctx, photo);
				const { group, membersAdded } = createGroup(ctx, caller, {
					name: body.name,
					welcomeMessage: body.welcomeMessage,
					groupType: body.groupType,
					members: body.members ?? [],
					addCaller: true,
					imageUrl: '',
					shortDescription: body.shortDescriptionString ?? '',
					longDescription: body.longDescriptionString ?? '',
				});
				// With a group token the new group becomes a sub-group of that group.
				if (caller.groupId !== null) findGroup(ctx, caller.groupId).subGroupIds.push(group.groupId);
				return { groupId: group.groupId, groupName: group.groupName, membersAdded };
			},
		}),
		route({
			method: 'GET',
			path: '/v1/groups',
			scope: 'groupinfo.read',
			// The docs write showDetail, Postman and two clients showDetails.
			query: wire({
				fetchAllGroups: queryFlag.optional(),
				showDetails: queryFlag.optional(),
				showDetail: queryFlag.optional(),
			}),
			handle({ query, caller }) {
				const groups = visibleGroups(ctx, caller, query.fetchAllGroups ?? false);
				const details = query.showDetails ?? query.showDetail ?? false;
				return {
					groups: groups.map((group) => (details ? groupDetails(ctx, caller, group) : groupSummary(ctx, group))),
				};
			},
		}),
		route({
			method: 'GET',
			path: '/v1/groups/:groupId',
			scope: 'groupinfo.read',
			handle: ({ param, caller }) => ({
				groups: [groupDetails(ctx, caller, groupFor(ctx, caller, param('groupId')))],
			}),
		}),
	];
}

/** Groups of the token; parents and sub-groups only when asked for. */
function visibleGroups(ctx: KaizalaContext, caller: Caller, all: boolean): Group[] {
	const groups = [...ctx.state.groups.values()];
	const own = groups.filter((group) => {
		if (caller.kind === 'group') return group.groupId === caller.groupId;
		if (caller.kind === 'tenant') return ancestorsOf(ctx, group.groupId).length === 0;
		return group.members.some((member) => member.personId === caller.person.id);
	});
	if (!all) return own;
	return unique(own.flatMap((group) => [group, ...ancestorsOf(ctx, group.groupId), ...descendantsOf(ctx, group)]));
}
