import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { returnAllOrLimit, wantedCount } from '../../../shared/parameters/returnAll';
import { restOperation } from '../../../shared/operations/restOperation';
import { withEventData } from './eventData';
import { isRecord } from '../../../shared/isRecord';
import { jtelRequest, WITH_IDS, records } from '../../transport';
import { parseEventData } from '../../parameters/fields';
import { eventMatcher, filters } from './filters';
import { simplifyEvent } from './simplify';
import { safeNumber } from '../../../shared/safeConversion';

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
		options: [
			{
				displayName: 'Return All Events in One Item',
				name: 'envelope',
				type: 'boolean',
				default: false,
				description:
					"Whether to return a single item with what jtel says about its list (filter, limits, order, count) and the events in 'records', instead of one item per event",
			},
			parseEventData,
		],
	},
] as const satisfies INodeProperties[];

export const getAll = restOperation({
	name: 'Get Many',
	action: 'Get many events',
	description: 'Get a list of ACD events',
	properties: [...properties],
	simplify: simplifyEvent,
	simplifySince: 1.1,
	send: jtelRequest,
	request(parameter, context, itemIndex) {
		// Bad filters are refused before the list is fetched.
		eventMatcher(context, parameter('filters'), itemIndex);
		return { method: 'GET', path: '/acd/events', retry: 'read', expects: WITH_IDS };
	},
	output(body, parameter, context, itemIndex): IDataObject | IDataObject[] {
		const found = records(body).filter(eventMatcher(context, parameter('filters'), itemIndex));
		const direction = parameter('sort') === 'newest' ? -1 : 1;
		const wanted = found
			.sort((a, b) => direction * (safeNumber(a.ID) - safeNumber(b.ID)))
			.slice(0, wantedCount(parameter));
		const { parseEventData: isParsed = false, envelope = false } = parameter('options');
		const events = isParsed ? wanted.map(withEventData) : wanted;
		return envelope && isRecord(body) ? { ...body, records: events } : events;
	},
});
