import type { INodeProperties } from 'n8n-workflow';

import { restOperation } from '../../../shared/operations/restOperation';
import { thuliumDelete } from '../../transport';
import { ticketPath, written } from '../../parameters/values';
import { ticketId } from './fields';

const properties = [ticketId] as const satisfies INodeProperties[];

export const remove = restOperation({
	name: 'Delete',
	action: 'Delete a ticket (cannot be undone)',
	description: 'Delete a ticket with its messages for good. This cannot be undone.',
	properties: [...properties],
	send: thuliumDelete,
	request: (parameter, context, itemIndex) => ({
		method: 'DELETE',
		path: ticketPath(context, parameter('ticketId'), itemIndex),
		retry: 'idempotentWrite',
	}),
	output: (body, parameter) => written(body, parameter('ticketId')),
});
