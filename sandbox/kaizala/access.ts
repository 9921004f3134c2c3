import type { KaizalaContext } from './context';
import { forbidden, notFound } from './errors';
import type { Group, Person, Role, TokenKind } from './model';

/** Who makes a call, read from its access token. */
export interface Caller {
	connectorId: string;
	kind: TokenKind;
	person: Person;
	/** The only group of a group token. */
	groupId: string | null;
}

export function parentsOf(ctx: KaizalaContext, groupId: string): Group[] {
	return [...ctx.state.groups.values()].filter((group) => group.subGroupIds.includes(groupId));
}

export function childrenOf(ctx: KaizalaContext, group: Group): Group[] {
	return group.subGroupIds.flatMap((id) => ctx.state.groups.get(id) ?? []);
}

export function ancestorsOf(ctx: KaizalaContext, groupId: string): Group[] {
	return parentsOf(ctx, groupId).flatMap((parent) => [parent, ...ancestorsOf(ctx, parent.groupId)]);
}

export function descendantsOf(ctx: KaizalaContext, group: Group): Group[] {
	return childrenOf(ctx, group).flatMap((child) => [child, ...descendantsOf(ctx, child)]);
}

/** The caller's role here, directly or through a parent group; a tenant admin is admin everywhere. */
export function roleIn(ctx: KaizalaContext, caller: Caller, group: Group): Role | null {
	const line = [group, ...ancestorsOf(ctx, group.groupId)];
	if (caller.kind === 'tenant') return 'Admin';
	if (caller.kind === 'group') return line.some((each) => each.groupId === caller.groupId) ? 'Admin' : null;
	const roles = line.flatMap((each) => each.members.filter((member) => member.personId === caller.person.id));
	if (roles.some((member) => member.role === 'Admin')) return 'Admin';
	return roles.length > 0 ? 'Member' : null;
}

export function findGroup(ctx: KaizalaContext, groupId: string): Group {
	const wanted = groupId.toLowerCase();
	const group = [...ctx.state.groups.values()].find((candidate) => candidate.groupId.toLowerCase() === wanted);
	if (!group) throw notFound(`Group ${groupId} was not found`);
	return group;
}

/** The group of the path, provided that the token may see it. */
export function groupFor(ctx: KaizalaContext, caller: Caller, groupId: string): Group {
	const group = findGroup(ctx, groupId);
	if (roleIn(ctx, caller, group) === null) throw forbidden('The user of this token is not a member of the group');
	return group;
}

export function adminGroupFor(ctx: KaizalaContext, caller: Caller, groupId: string): Group {
	const group = groupFor(ctx, caller, groupId);
	if (roleIn(ctx, caller, group) !== 'Admin') throw forbidden('Only an admin of the group may do this');
	return group;
}
