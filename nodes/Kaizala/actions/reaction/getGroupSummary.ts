import type { INodeProperties } from 'n8n-workflow';

import { returnAllOrLimit, wantedCount } from '../../../shared/parameters/returnAll';
import type { SingleOperation } from '../../../shared/operations/operation';
import { collect } from '../../../shared/http/pagination';
import { itemParameters } from '../../../shared/parameters/reader';
import { groupField } from '../../parameters/fields';
import { placeOf, reactionPages, sourceOptions } from './reactions';

const properties = [groupField, ...returnAllOrLimit, sourceOptions] as const satisfies INodeProperties[];

export const getGroupSummary: SingleOperation = {
	name: 'Get Group Summary',
	action: 'Get the summary of reactions in a group',
	description: 'Count the likes and comments of everything in a group that has any',
	properties: [...properties],
	async execute(itemIndex) {
		const parameter = itemParameters(this, itemIndex, properties);
		const place = placeOf(parameter('groupId'), parameter('options'));
		const pages = reactionPages(this, place, { below: ['summary'], key: 'summary' }, itemIndex);
		return await collect(pages, wantedCount(parameter));
	},
};
