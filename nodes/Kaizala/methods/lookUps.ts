import { hasDotSegment } from '../../shared/http/url';
import type { LookUp, LookUpContext, LookUps } from '../../shared/parameters/lookUps';
import { choiceByName } from '../../shared/parameters/lookUps';
import type { Choice } from '../../shared/parameters/values';
import { bots, groups, members, subGroups } from './choices';

/** IDs by the names that the drop-downs show. */

/** IDs of groups end in `@2`; the others are made of hexadecimal digits and dashes. */
const isId = (text: string): boolean => /^[\w.-]+@\d+$/.test(text) || /^[\da-f-]{20,}$/i.test(text);

type List = (context: LookUpContext, groupId: string) => Promise<Choice[]>;

const inList =
	(what: string, list: List): LookUp =>
	async (context, text, beside, isName) => {
		// What would lead to another path is refused where the path is made.
		if (!isName && (isId(text) || hasDotSegment(text))) return text;
		const groupId = what === 'members' || what === 'subgroups' ? beside('groupId') : '';
		return await choiceByName(
			context,
			{ text, isName },
			`${what} ${groupId}`,
			async () => await list(context, groupId),
		);
	};

export const lookUps: LookUps = {
	bot: inList('bots', bots),
	group: inList('groups', groups),
	member: inList('members', members),
	subGroup: inList('subgroups', subGroups),
};
