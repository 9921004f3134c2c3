import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../../../shared/errors';
import { restOperation } from '../../../shared/rest';
import { readId } from '../../numbers';
import { jtelRequest, records } from '../../transport';

const properties = [
	{
		displayName: 'Event ID',
		name: 'eventId',
		type: 'string',
		default: '',
		required: true,
		placeholder: '2039',
		description: 'ID of the ACD event, as Create and Get Many return it',
	},
] as const satisfies INodeProperties[];

export const get = restOperation({
	name: 'Get',
	action: 'Get an event',
	description: 'Get an ACD event by its ID',
	properties: [...properties],
	send: jtelRequest,
	request: (parameter, context, itemIndex) => ({
		method: 'GET',
		path: `/acd/events/event/${readId(context, 'Event ID', parameter('eventId'), itemIndex)}`,
		retry: 'read',
	}),
	output(body, parameter, context, itemIndex) {
		const found = records(body);
		if (found.length > 0) return found;
		throw inputError(context, `jtel has no event with the ID ${parameter('eventId')}`, { itemIndex });
	},
	overlap: 2,
});
