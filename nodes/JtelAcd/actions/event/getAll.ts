import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { returnAllOrLimit, wantedCount } from '../../../shared/parameters/returnAll';
import { restOperation } from '../../../shared/operations/restOperation';
import { withEventData } from './eventData';
import { jtelRequest, RECORDS, records } from '../../transport';
import { parseEventData } from '../../parameters/fields';
import { eventMatcher, filters } from './filters';

const properties = [
	...returnAllOrLimit,
	filters,
	{
		displayName: 'Sort',
		name: 'sort',
		type: 'options',
		options: [
			{ name: 'Newest First', value: 'newest' },
			{ name: 'Oldest First', value: 'oldest' },
		],
		default: 'newest',
		description: 'Which events the limit keeps',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [parseEventData],
	},
] as const satisfies INodeProperties[];

export const getAll = restOperation({
	name: 'Get Many',
	action: 'Get many events',
	description: 'Get a list of ACD events',
	properties: [...properties],
	send: jtelRequest,
	request(parameter, context, itemIndex) {
		// Bad filters are refused before the list is fetched.
		eventMatcher(context, parameter('filters'), itemIndex);
		return { method: 'GET', path: '/acd/events', retry: 'read', expects: RECORDS };
	},
	output(body, parameter, context, itemIndex): IDataObject[] {
		const found = records(body).filter(eventMatcher(context, parameter('filters'), itemIndex));
		const direction = parameter('sort') === 'newest' ? -1 : 1;
		const wanted = found.sort((a, b) => direction * (Number(a.ID) - Number(b.ID))).slice(0, wantedCount(parameter));
		return parameter('options').parseEventData === true ? wanted.map(withEventData) : wanted;
	},
});
