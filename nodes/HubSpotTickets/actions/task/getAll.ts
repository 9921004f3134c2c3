import type { IDataObject } from 'n8n-workflow';

import { returnAllOrLimit, wantedCount } from '../../../shared/parameters/returnAll';
import type { BatchOperation } from '../../../shared/operations/operation';
import { itemParameters } from '../../../shared/parameters/reader';
import type { Parameter } from '../../../shared/parameters/types';
import { listActivities, timeOf } from '../../batch/activities';
import { propertyOf } from '../../crm/record';
import { readTicketId } from '../../crm/recordId';
import { simplifyTicket } from '../../crm/ticket';
import { ticketField } from '../../crm/ticketFields';
import { STATUS } from './task';

const properties = [
	ticketField,
	{
		displayName: 'Filters',
		name: 'filters',
		condition: true,
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: [
			{
				displayName: 'Status',
				name: 'status',
				type: 'multiOptions',
				options: [...STATUS],
				default: ['DEFERRED', 'IN_PROGRESS', 'NOT_STARTED', 'WAITING'],
				description: 'Only tasks with one of these statuses',
			},
		],
	},
	...returnAllOrLimit,
] as const satisfies Parameter[];

const soonestFirst = (a: IDataObject, b: IDataObject): number => timeOf(a) - timeOf(b);

export const getAll: BatchOperation = {
	name: 'Get Many',
	action: 'Get many tasks of a ticket',
	description: 'Get the tasks of a ticket, sorted by due date',
	properties: [...properties],
	simplify: simplifyTicket,

	...listActivities((context, itemIndex) => {
		const parameter = itemParameters(context, itemIndex, properties);
		const id = readTicketId(context, parameter('ticketId'), itemIndex);
		const { status = [] } = parameter('filters');
		const wanted: string[] = status;
		const keep = (task: IDataObject) => wanted.length === 0 || wanted.includes(propertyOf(task, 'hs_task_status'));
		return { id, kinds: ['tasks'], most: wantedCount(parameter), keep };
	}, soonestFirst),
};
