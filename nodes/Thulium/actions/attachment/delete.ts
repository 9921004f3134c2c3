import type { INodeProperties } from 'n8n-workflow';

import { restOperation } from '../../../shared/operations/restOperation';
import { thuliumDelete } from '../../transport';
import { done, numericId, segment, ticketPath } from '../../parameters/values';
import { ticketId } from '../ticket/fields';
import { token } from './token';

const properties = [ticketId, token] as const satisfies INodeProperties[];

export const remove = restOperation({
	name: 'Delete',
	action: 'Delete an attachment (cannot be undone)',
	description: 'Delete a file from a message of a ticket. This cannot be undone.',
	properties: [...properties],
	send: thuliumDelete,
	request(parameter, context, itemIndex) {
		const ticket = ticketPath(context, parameter('ticketId'), itemIndex);
		const path = `${ticket}/attachments/${segment(context, 'Token', parameter('attachment'), itemIndex)}`;
		return { method: 'DELETE', path, retry: 'idempotentWrite' };
	},
	output: (body, parameter) =>
		done(body, { ticket_id: numericId(parameter('ticketId').trim()), token: parameter('attachment').trim() }),
});
