import type { INodeProperties } from 'n8n-workflow';

import { restOperation } from '../../../shared/operations/restOperation';
import { dateReader } from '../../parameters/dates';
import { thuliumRequest } from '../../transport';
import { filled, textOf, ticketPath, written } from '../../parameters/values';
import { bodyType } from './bodyType';
import { FIND_MESSAGE, ticketId } from './fields';

const properties = [
	ticketId,
	bodyType('PLAIN'),
	{
		displayName: 'Message',
		name: 'body',
		type: 'string',
		typeOptions: { rows: 5 },
		default: '',
		required: true,
		description: 'What the customer wrote',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Date',
				name: 'date',
				type: 'dateTime',
				default: '',
				description: 'When the message counts as received. Defaults to now.',
			},
		],
	},
] as const satisfies INodeProperties[];

export const customerResponse = restOperation({
	name: 'Add Customer Response',
	action: 'Add a customer response to a ticket',
	description: 'Add a message as if the customer had written it. Thulium opens the ticket again.',
	properties: [...properties],
	send: thuliumRequest,
	async request(parameter, context, itemIndex) {
		const readDate = await dateReader(context, itemIndex);
		const body = filled({
			body: textOf(context, 'Message', parameter('body'), itemIndex),
			// Always sent: the default differs between endpoints.
			body_type: parameter('bodyType'),
			date: readDate('Options > Date', parameter('options').date),
		});
		const path = `${ticketPath(context, parameter('ticketId'), itemIndex)}/customer_response`;
		return { method: 'POST', path, body, retry: 'unsafeWrite', reconcileHint: FIND_MESSAGE };
	},
	output: (body, parameter) => written(body, parameter('ticketId')),
});
