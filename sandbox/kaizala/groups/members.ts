import { z } from 'zod';
import { adminGroupFor, groupFor, roleIn } from '../access';
import type { KaizalaContext } from '../context';
import { notFound } from '../errors';
import type { Group, Person } from '../model';
import { route } from '../router';
import type { Route } from '../router';
import { personById } from '../state';
import { text, wire, wireEnum } from '../wire';
import { addMembers } from './create';
import { memberView } from './views';

/** `/v1/groups/{g}/members`. */
export function memberRoutes(ctx: KaizalaContext): Route[] {
	const path = '/v1/groups/:groupId/members';
	return [
		route({
			method: 'GET',
			path,
			scope: 'groupmember.read',
			handle({ param, caller }) {
				const group = groupFor(ctx, caller, param('groupId'));
				const isAdmin = roleIn(ctx, caller, group) === 'Admin';
				return {
					members: group.members.map(({ personId, role }) =>
						memberView(personById(ctx.state, personId), role, isAdmin),
					),
				};
			},
		}),
		route({
			method: 'PUT',
			path,
			scope: 'groupmember.write',
			body: wire({ members: z.array(text).min(1) }),
			handle({ param, body, caller }) {
				const group = adminGroupFor(ctx, caller, param('groupId'));
				const before = new Set(group.members.map((member) => member.personId));
				const refused = addMembers(ctx, group, body.members);
				for (const { personId, role } of group.members) {
					if (before.has(personId)) continue;
					const data = memberData(personById(ctx.state, personId), role);
					ctx.emit({ eventType: 'MemberAdded', groupId: group.groupId, from: caller.person, data });
				}
				ctx.changed('members');
				return { result: refused.length === 0 };
			},
		}),
		route({
			method: 'PUT',
			path: `${path}/:memberId`,
			scope: 'groupmember.write',
			body: wire({ role: wireEnum(['Admin', 'Member']) }),
			handle({ param, body, caller }) {
				const group = adminGroupFor(ctx, caller, param('groupId'));
				memberOf(group, param('memberId')).role = body.role;
				ctx.changed('members');
				return { result: true };
			},
		}),
		route({
			method: 'DELETE',
			path: `${path}/:memberId`,
			scope: 'groupmember.remove',
			handle({ param, caller }) {
				const group = adminGroupFor(ctx, caller, param('groupId'));
				const member = memberOf(group, param('memberId'));
				group.members = group.members.filter((each) => each !== member);
				const data = memberData(personById(ctx.state, member.personId), member.role);
				ctx.emit({ eventType: 'MemberRemoved', groupId: group.groupId, from: caller.person, data });
				ctx.changed('members');
				return { result: true };
			},
		}),
	];
}

/** The path names the member's id, not the phone. */
function memberOf(group: Group, memberId: string): Group['members'][number] {
	const member = group.members.find((each) => each.personId.toLowerCase() === memberId.toLowerCase());
	if (!member) throw notFound(`The member ${memberId} was not found`);
	return member;
}

export function memberData(person: Person, role: string) {
	return {
		member: person.mobileNumber,
		memberName: person.name,
		memberProfilePic: person.profilePic,
		type: role,
		memberId: person.id,
	};
}
