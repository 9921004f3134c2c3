import type { INodeProperties } from 'n8n-workflow';

import { restOperation } from '../../../shared/operations/restOperation';
import { thuliumRequest } from '../../transport';
import { changes, ticketPath, written } from '../../parameters/values';
import { agent, category, customFields, status, substatus, tags, ticketFields, ticketId, ticketQueue } from './fields';

const properties = [
	ticketId,
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description:
			'Only the fields that are added here are changed. Thulium cannot clear a field: one that is left empty stays as it is.',
		options: [agent, category, customFields, status, substatus('updateFields.statusId'), tags, ticketQueue],
	},
] as const satisfies INodeProperties[];

export const update = restOperation({
	name: 'Update',
	action: 'Update a ticket',
	description: 'Assign a ticket, or change its status, category, queue, tags or custom fields',
	properties: [...properties],
	send: thuliumRequest,
	request(parameter, context, itemIndex) {
		const path = ticketPath(context, parameter('ticketId'), itemIndex);
		const body = changes(context, ticketFields(context, parameter('updateFields'), itemIndex), itemIndex);
		return { method: 'PUT', path, body, retry: 'idempotentWrite' };
	},
	output: (body, parameter) => written(body, parameter('ticketId')),
});
