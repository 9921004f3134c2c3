import type { JsonObject } from '../../core/types';
import { childrenOf, descendantsOf, parentsOf, roleIn } from '../access';
import type { Caller } from '../access';
import type { KaizalaContext } from '../context';
import type { Group, Person, Role } from '../model';
import { personById } from '../state';
import { unique } from '../wire';

/** A group without details. */
export function groupSummary(ctx: KaizalaContext, group: Group): JsonObject {
	return {
		groupId: group.groupId,
		groupName: group.groupName,
		groupImageUrl: group.groupImageUrl,
		hasSubGroups: group.subGroupIds.length > 0,
		hasParentGroups: parentsOf(ctx, group.groupId).length > 0,
		isMappedToTenant: true,
		groupType: group.groupType,
	};
}

export function groupDetails(ctx: KaizalaContext, caller: Caller, group: Group): JsonObject {
	const own = group.members.map((member) => member.personId);
	const all = [group, ...descendantsOf(ctx, group)].flatMap((each) => each.members.map((member) => member.personId));
	const absent = (ids: string[]) => unique(ids).filter((id) => !personById(ctx.state, id).isProvisioned).length;
	const role = roleIn(ctx, caller, group);
	return {
		...groupSummary(ctx, group),
		callerRole: role ?? 'Member',
		currentLevelSubGroupCount: childrenOf(ctx, group).length,
		currentLevelParentGroupCount: parentsOf(ctx, group.groupId).length,
		userCount: all.length,
		uniqueUserCount: unique(all).length,
		currentLevelUserCount: own.length,
		currentLevelUnProvisionedUserCount: absent(own),
		unProvisionedUserCount: absent(all),
		isDuplicate: false,
		isEditable: role === 'Admin',
		isDetailsReadable: true,
		welcomeMessage: group.welcomeMessage,
	};
}

/** A group as the recorded sub-group reply shows it. */
export function subGroupView(ctx: KaizalaContext, group: Group, deep: boolean): JsonObject {
	const view = { ...groupSummary(ctx, group), isDuplicate: false, welcomeMessage: group.welcomeMessage };
	if (!deep) return view;
	return { ...view, subGroups: childrenOf(ctx, group).map((child) => subGroupView(ctx, child, true)) };
}

export function subscriberView(person: Person): JsonObject {
	const { id, mobileNumber, name, profilePic, isProvisioned } = person;
	return { id, mobileNumber, name, profilePic, isProvisioned };
}

/** Phones of members are visible to admins only. */
export function memberView(person: Person, role: Role, showPhone: boolean): JsonObject {
	const { id, mobileNumber, isProvisioned, name, profilePic } = person;
	return { id, role, mobileNumber: showPhone ? mobileNumber : '', isProvisioned, name, profilePic };
}
