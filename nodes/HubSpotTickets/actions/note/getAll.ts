import type { INodeProperties } from 'n8n-workflow';

import { returnAllOrLimit, wantedCount } from '../../../shared/parameters/returnAll';
import type { BatchOperation } from '../../../shared/operations/operation';
import { itemParameters } from '../../../shared/parameters/reader';
import { listActivities } from '../../batch/activities';
import { ticketField } from '../../crm/ticketFields';
import { readTicketId } from '../../crm/recordId';
import { simplifyTicket } from '../../crm/ticket';

const properties = [ticketField, ...returnAllOrLimit] as const satisfies INodeProperties[];

export const getAll: BatchOperation = {
	name: 'Get Many',
	action: 'Get many notes of a ticket',
	description: 'Get the notes of a ticket, the newest first',
	properties: [...properties],
	simplify: simplifyTicket,

	...listActivities((context, itemIndex) => {
		const parameter = itemParameters(context, itemIndex, properties);
		const id = readTicketId(context, parameter('ticketId'), itemIndex);
		return { id, kinds: ['notes'], most: wantedCount(parameter) };
	}),
};
