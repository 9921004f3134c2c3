import { resourceLocator } from '../../../shared/parameters/resourceLocator';
import { restOperation } from '../../../shared/operations/restOperation';
import type { Parameter } from '../../../shared/parameters/types';
import { thuliumRequest } from '../../transport';
import { filled, ticketPath, written } from '../../parameters/values';
import { substatus, ticketId } from './fields';

const properties = [
	ticketId,
	resourceLocator({
		displayName: 'Closed Status',
		name: 'statusId',
		description: 'The status that closes a ticket in your system, for example Zamknięte',
		searchListMethod: 'searchStatuses',
		lookUp: 'status',
		required: true,
		placeholder: '6',
	}),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [substatus('statusId')],
	},
] as const satisfies Parameter[];

/** A shortcut: Thulium closes a ticket by its status, which every system names as it likes. */
export const close = restOperation({
	name: 'Close',
	action: 'Close a ticket',
	description: 'Set the status that closes a ticket',
	properties: [...properties],
	send: thuliumRequest,
	request: (parameter, context, itemIndex) => ({
		method: 'PUT',
		path: ticketPath(context, parameter('ticketId'), itemIndex),
		body: filled({ status_id: parameter('statusId'), substatus_id: parameter('options').substatusId }),
		retry: 'idempotentWrite',
	}),
	output: (body, parameter) => written(body, parameter('ticketId')),
});
