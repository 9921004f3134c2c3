import { returnAllOrLimit, wantedCount } from '../../../shared/parameters/returnAll';
import type { BatchOperation } from '../../../shared/operations/operation';
import type { Parameter } from '../../../shared/parameters/types';
import { itemParameters } from '../../../shared/parameters/reader';
import type { ActivityKind } from '../../batch/activities';
import { listActivities } from '../../batch/activities';
import { ticketField } from '../../crm/ticketFields';
import { readTicketId } from '../../crm/recordId';
import { simplifyTicket } from '../../crm/ticket';

const KINDS = [
	{ name: 'Call', value: 'calls' },
	{ name: 'Meeting', value: 'meetings' },
	{ name: 'Note', value: 'notes' },
	{ name: 'Task', value: 'tasks' },
] as const satisfies Array<{ name: string; value: ActivityKind }>;

const properties = [
	ticketField,
	{
		displayName: 'Types',
		name: 'types',
		condition: true,
		type: 'multiOptions',
		options: [...KINDS],
		default: ['calls', 'meetings', 'notes', 'tasks'],
		description: 'Types of activities to return. Leave empty to return all.',
	},
	...returnAllOrLimit,
] as const satisfies Parameter[];

export const getAll: BatchOperation = {
	name: 'Get Many',
	action: 'Get many activities of a ticket',
	description: 'Get the calls, meetings, notes and tasks of a ticket in one list, the newest first',
	properties: [...properties],
	simplify: simplifyTicket,

	...listActivities((context, itemIndex) => {
		const parameter = itemParameters(context, itemIndex, properties);
		const types: string[] = parameter('types');
		const chosen = KINDS.map(({ value }) => value).filter((kind) => types.length === 0 || types.includes(kind));
		const id = readTicketId(context, parameter('ticketId'), itemIndex);
		return { id, kinds: chosen, most: wantedCount(parameter), named: true };
	}),
};
