import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { BatchOperation } from '../../../shared/operations/operation';
import { asRecords } from '../../../shared/operations/restOperation';
import { itemParameters } from '../../../shared/parameters/reader';
import { writeInBatches } from '../../batch/write';
import { hubSpotDefined } from '../../crm/associations';
import { readTicketId } from '../../crm/recordId';
import { simplifyTicket } from '../../crm/ticket';
import { ticketField } from '../../crm/ticketFields';
import { hubSpotRequest } from '../../transport';
import { dueDateField, taskOptions, taskProperties, titleField } from './task';

const TASK_TO_TICKET = 230;

const properties = [
	ticketField,
	{ ...titleField, required: true },
	{ ...dueDateField, required: true },
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: [...taskOptions],
	},
] as const satisfies INodeProperties[];

async function taskBody(context: IExecuteFunctions, itemIndex: number): Promise<IDataObject> {
	const parameter = itemParameters(context, itemIndex, properties);
	const ticketId = readTicketId(context, parameter('ticketId'), itemIndex);
	const given = { ...parameter('additionalFields'), title: parameter('title'), dueDate: parameter('dueDate') };
	const values = await taskProperties(context, given, itemIndex);
	return {
		// A new task has nothing to clear.
		properties: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '')),
		associations: [{ to: { id: ticketId }, types: [hubSpotDefined(TASK_TO_TICKET)] }],
	};
}

const FIND_TASK =
	'Look at the activities of the ticket in HubSpot, or with Task: Get Many, before you run this item again.';

export const create: BatchOperation = {
	name: 'Create',
	action: 'Create a task on a ticket',
	description: 'Create a task on a ticket; many items are created in batches of 100',
	properties: [...properties],
	simplify: simplifyTicket,

	async execute(itemIndex) {
		const body = await taskBody(this, itemIndex);
		const request = { family: 'objects', method: 'POST', path: '/tasks', body, creates: 'new task' } as const;
		const made = await hubSpotRequest(this, { ...request, retry: 'unsafeWrite', reconcileHint: FIND_TASK }, itemIndex);
		return asRecords(made);
	},

	async executeBatch(itemIndexes) {
		return await writeInBatches(this, itemIndexes, {
			path: '/tasks/batch/create',
			retry: 'unsafeWrite',
			singleFallback: { none: 'A new task has no ID that could have been merged away.' },
			reconcileHint: FIND_TASK,
			input: async (itemIndex) => ({ body: await taskBody(this, itemIndex) }),
		});
	},
};
