import { restOperation } from '../../../shared/operations/restOperation';
import type { Parameter } from '../../../shared/parameters/types';
import { withEventData } from './eventData';
import { readId } from '../../parameters/numbers';
import { jtelRequest, WITH_IDS } from '../../transport';
import { parseEventData } from '../../parameters/fields';
import { onlyRecord } from '../readOperations';
import { simplifyEvent } from './simplify';

const properties = [
	{
		displayName: 'Event ID',
		name: 'eventId',
		type: 'string',
		kind: 'id',
		of: 'event',
		default: '',
		required: true,
		placeholder: '2039',
		description: 'ID of the ACD event, as Create and Get Many return it',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [parseEventData],
	},
] as const satisfies Parameter[];

export const get = restOperation({
	name: 'Get',
	action: 'Get an event',
	description: 'Get an ACD event by its ID',
	properties: [...properties],
	simplify: simplifyEvent,
	simplifySince: 1.1,
	send: jtelRequest,
	request: (parameter, context, itemIndex) => ({
		method: 'GET',
		path: `/acd/events/event/${readId(context, 'Event ID', parameter('eventId'), itemIndex)}`,
		retry: 'read',
		expects: WITH_IDS,
	}),
	output(body, parameter, context, itemIndex) {
		const found = onlyRecord(body, context, 'event', parameter('eventId'), itemIndex);
		return parameter('options').parseEventData === true ? withEventData(found) : found;
	},
	concurrency: 2,
});
