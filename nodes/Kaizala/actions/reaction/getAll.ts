import type { INodeProperties } from 'n8n-workflow';

import { returnAllOrLimit, wantedCount } from '../../../shared/parameters/returnAll';
import type { SingleOperation } from '../../../shared/operations/operation';
import { collect } from '../../../shared/http/pagination';
import { itemParameters } from '../../../shared/parameters/reader';
import { groupField, referenceField } from '../../parameters/fields';
import { placeOf, reactionPages, sourceOptions } from './reactions';

const properties = [
	referenceField,
	{
		displayName: 'Reaction',
		name: 'reactionType',
		type: 'options',
		options: [
			{ name: 'Comment', value: 'Comment' },
			{ name: 'Like', value: 'Like' },
		],
		default: 'Comment',
	},
	groupField,
	...returnAllOrLimit,
	sourceOptions,
] as const satisfies INodeProperties[];

export const getAll: SingleOperation = {
	name: 'Get Many',
	action: 'Get many reactions',
	description: 'Get a list of the likes of a message or card, or of the comments on it',
	properties: [...properties],
	async execute(itemIndex) {
		const parameter = itemParameters(this, itemIndex, properties);
		const place = placeOf(parameter('groupId'), parameter('options'));
		const below = [parameter('referenceId')];
		const qs = { reactionType: parameter('reactionType') };
		const pages = reactionPages(this, place, { below, qs, key: 'reactionDetails' }, itemIndex);
		return await collect(pages, wantedCount(parameter));
	},
};
