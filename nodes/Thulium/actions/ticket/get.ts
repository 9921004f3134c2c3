import type { INodeProperties } from 'n8n-workflow';

import { restOperation } from '../../../shared/operations/restOperation';
import { recordOf } from '../../../shared/http/shapes';
import { thuliumRequest } from '../../transport';
import { ticketPath } from '../../parameters/values';
import { ticketId } from './fields';
import { simplifyTicket } from './simplify';

const properties = [
	ticketId,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Include Custom Fields',
				name: 'includeCustomFields',
				type: 'boolean',
				default: true,
				description: 'Whether to return the custom fields of the ticket as well',
			},
		],
	},
] as const satisfies INodeProperties[];

export const get = restOperation({
	name: 'Get',
	action: 'Get a ticket',
	description: 'Get a ticket with its messages',
	properties: [...properties],
	simplify: simplifyTicket,
	simplifySince: 1.1,
	send: thuliumRequest,
	request: (parameter, context, itemIndex) => ({
		method: 'GET',
		path: ticketPath(context, parameter('ticketId'), itemIndex),
		qs: parameter('options').includeCustomFields === true ? { include_custom_fields: 'true' } : {},
		retry: 'read',
		expects: recordOf('ticket_id'),
	}),
	concurrency: 2,
});
