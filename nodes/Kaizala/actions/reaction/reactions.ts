import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { resourceLocator } from '../../../shared/parameters/resourceLocator';
import type { Parameter } from '../../../shared/parameters/types';
import { isFilled, listIn, recordIn } from '../../../shared/http/shapes';
import { groupField } from '../../parameters/fields';
import { groupPath, kaizalaPages, kaizalaRequest, listByCursor } from '../../transport';
import { safeString } from '../../../shared/safeConversion';

export const sourceOptions = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		resourceLocator({
			displayName: 'Source Group',
			name: 'sourceGroupId',
			description: 'Where the message or card was posted, if that was another group than the one above',
			searchListMethod: 'searchGroups',
			lookUp: 'group',
			placeholder: '10aa0000-0000-4000-8000-000000000001@2',
		}),
	],
} as const satisfies Parameter;

/** What every call about reactions needs. */
export const reactionFields = [groupField, sourceOptions] as const satisfies Parameter[];

export interface Place {
	groupId: string;
	sourceGroupId: string;
}

export function placeOf(groupId: string, { sourceGroupId = '' }: { sourceGroupId?: string }): Place {
	return { groupId, sourceGroupId: sourceGroupId || groupId };
}

/** A list by cursor: the time up to which it was read, a number too long for JavaScript. It ends with an empty page. */
export function reactionPages(
	context: IExecuteFunctions,
	{ groupId, sourceGroupId }: Place,
	list: { below: string[]; qs?: IDataObject; key: string },
	itemIndex: number,
): AsyncGenerator<IDataObject[]> {
	return kaizalaPages<string>(context, itemIndex, async (cursor = '0') => {
		const answer: unknown = await kaizalaRequest(
			context,
			{
				method: 'GET',
				path: groupPath(groupId, 'reaction', ...list.below),
				qs: { sourceGroupId, ...list.qs, cursor },
				retry: 'read',
				expects: listByCursor(list.key),
			},
			itemIndex,
		);
		const page = listIn(answer, list.key);
		const next = recordIn(answer).cursor;
		return page.length === 0 || !isFilled(next) ? { page } : { page, next: safeString(next) };
	});
}
