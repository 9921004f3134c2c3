import type { INodeProperties } from 'n8n-workflow';

import { restOperation } from '../../../shared/rest';
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
	request: (parameter) => ({
		method: 'GET',
		path: `/acd/events/event/${encodeURIComponent(parameter('eventId').trim())}`,
		retry: 'read',
	}),
	output: records,
	overlap: 2,
});
