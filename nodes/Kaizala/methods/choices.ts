import type { IDataObject } from 'n8n-workflow';

import type { ApiContext } from '../../shared/http/types';
import { botsOf, BOTS } from '../actions/bot/bots';
import { groupsOf, groupsRequest, subGroupsOf, SUBGROUPS } from '../actions/group/groups';
import { membersOf, membersRequest } from '../actions/member/members';
import { groupPath, kaizalaRequest } from '../transport';
import { plainText } from '../../shared/safeConversion';

/** What the drop-downs offer, by name. */

interface Entry {
	name: string;
	value: string;
}

const byName = (entries: Entry[]): Entry[] => entries.sort((a, b) => a.name.localeCompare(b.name));

const ofGroup = ({ groupId, groupName }: IDataObject): Entry => ({
	name: plainText(groupName) || plainText(groupId),
	value: plainText(groupId),
});

/** All groups that the credential reaches. */
export async function groups(context: ApiContext): Promise<Entry[]> {
	return byName(groupsOf(await kaizalaRequest(context, groupsRequest({ fetchAllGroups: true }))).map(ofGroup));
}

export async function members(context: ApiContext, groupId: string): Promise<Entry[]> {
	return byName(
		membersOf(await kaizalaRequest(context, membersRequest(groupId))).map(({ id, name, mobileNumber, role }) => ({
			name: [plainText(name) || plainText(mobileNumber) || plainText(id), plainText(role) && `(${plainText(role)})`]
				.filter(Boolean)
				.join(' '),
			value: plainText(id),
		})),
	);
}

/** The groups below a group. */
export async function subGroups(context: ApiContext, groupId: string): Promise<Entry[]> {
	const request = { method: 'GET', path: groupPath(groupId, 'subGroups'), retry: 'read', expects: SUBGROUPS } as const;
	return byName(subGroupsOf(await kaizalaRequest(context, request)).map(ofGroup));
}

/** The bots of the credential's user. */
export async function bots(context: ApiContext): Promise<Entry[]> {
	return byName(
		botsOf(await kaizalaRequest(context, { method: 'GET', path: '/v1/bot', retry: 'read', expects: BOTS })).map(
			({ botUserId, name }) => ({ name: plainText(name) || plainText(botUserId), value: plainText(botUserId) }),
		),
	);
}
