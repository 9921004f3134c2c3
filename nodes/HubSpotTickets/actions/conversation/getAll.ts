import type { INodeProperties } from 'n8n-workflow';

import { returnAllOrLimit, wantedCount } from '../../../shared/parameters/returnAll';
import type { SingleOperation } from '../../../shared/operations/operation';
import { itemParameters } from '../../../shared/parameters/reader';
import { threadsOf } from './threads';
import { ticketField } from '../../crm/ticketFields';
import { readTicketId } from '../../crm/recordId';
import { simplifyThread } from './simplify';

const properties = [
	ticketField,
	...returnAllOrLimit,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Status',
				name: 'status',
				type: 'options',
				options: [
					{ name: 'Closed', value: 'CLOSED' },
					{ name: 'Open', value: 'OPEN' },
				],
				default: 'OPEN',
				description: 'Only conversations with this status',
			},
		],
	},
] as const satisfies INodeProperties[];

export const getAll: SingleOperation = {
	name: 'Get Many',
	action: 'Get many conversations of a ticket',
	description: 'Get the conversations of a ticket, the one with the latest message first',
	properties: [...properties],
	simplify: simplifyThread,
	concurrency: 4,

	async execute(itemIndex) {
		const parameter = itemParameters(this, itemIndex, properties);
		const ticketId = readTicketId(this, parameter('ticketId'), itemIndex);
		const { status } = parameter('options');
		const threads = await threadsOf(this, ticketId, itemIndex);
		return threads
			.filter((thread) => status === undefined || thread.status === status)
			.slice(0, wantedCount(parameter));
	},
};
