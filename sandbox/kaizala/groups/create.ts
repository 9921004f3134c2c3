import type { Caller } from '../access';
import type { KaizalaContext } from '../context';
import type { Group, GroupType } from '../model';
import { isPhone, personForPhone } from '../state';

interface NewGroup {
	name: string;
	welcomeMessage: string;
	groupType: GroupType;
	members: string[];
	addCaller: boolean;
	imageUrl: string;
	shortDescription: string;
	longDescription: string;
}

/** Adds these phones; returns those that could not be added. */
export function addMembers(ctx: KaizalaContext, group: Group, phones: string[]): string[] {
	const refused: string[] = [];
	for (const phone of phones) {
		if (!isPhone(phone)) {
			refused.push(phone);
			continue;
		}
		const person = personForPhone(ctx.state, phone, ctx.core.guid);
		if (group.members.some((member) => member.personId === person.id)) continue;
		group.members.push({ personId: person.id, role: 'Member' });
	}
	return refused;
}

export function createGroup(ctx: KaizalaContext, caller: Caller, input: NewGroup) {
	const group: Group = {
		// Real ids carry a suffix, apparently the scale unit.
		groupId: `${ctx.core.guid()}@2`,
		groupName: input.name,
		groupType: input.groupType,
		welcomeMessage: input.welcomeMessage,
		groupImageUrl: input.imageUrl,
		shortDescription: input.shortDescription,
		longDescription: input.longDescription,
		members: input.addCaller ? [{ personId: caller.person.id, role: 'Admin' }] : [],
		subscriberIds: [],
		subGroupIds: [],
		packageIds: [],
	};
	ctx.state.groups.set(group.groupId, group);
	const refused = addMembers(ctx, group, input.members);
	ctx.changed('group');
	return { group, membersAdded: refused.length === 0 };
}
