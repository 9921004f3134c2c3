import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { resourceLocator } from '../../../shared/parameters/resourceLocator';
import type { Parameter } from '../../../shared/parameters/types';
import type { CustomFields } from '../../parameters/customFields';
import { customFieldValues } from '../../parameters/customFields';
import { filled, numericId } from '../../parameters/values';

export { customFields } from '../../parameters/customFields';

/** Parameters that several ticket operations have in common, and what goes over the wire for them. */

export const ticketId = {
	displayName: 'Ticket ID',
	name: 'ticketId',
	type: 'string',
	kind: 'id',
	of: 'ticket',
	lookUp: 'ticket',
	default: '',
	required: true,
	placeholder: '1234',
	description: 'ID of the ticket, as Create and Get Many return it',
} as const satisfies Parameter;

export const agent = resourceLocator({
	displayName: 'Agent',
	name: 'userLogin',
	description: 'The agent to whom the ticket is assigned',
	searchListMethod: 'searchAgents',
	lookUp: 'agent',
	byLabel: 'By Login',
	placeholder: 'testowy.agent17',
});

export const category = resourceLocator({
	displayName: 'Category',
	name: 'categoryId',
	description: 'The category of the ticket',
	searchListMethod: 'searchCategories',
	lookUp: 'category',
	placeholder: '7',
});

export const status = resourceLocator({
	displayName: 'Status',
	name: 'statusId',
	description: 'The status of the ticket',
	searchListMethod: 'searchStatuses',
	lookUp: 'status',
	placeholder: '2',
});

export const substatus = (statusParameter: string) =>
	resourceLocator({
		displayName: 'Sub-Status',
		name: 'substatusId',
		description: 'The sub-status; it must belong to the status',
		searchListMethod: 'searchSubstatuses',
		lookUp: 'substatus',
		placeholder: '21',
		dependsOn: [`${statusParameter}.value`],
	});

export const ticketQueue = resourceLocator({
	displayName: 'Ticket Queue',
	name: 'ticketQueueId',
	description: 'The queue of the ticket. A new ticket without one goes to the queue of its mailbox.',
	searchListMethod: 'searchTicketQueues',
	lookUp: 'ticketQueue',
	placeholder: '4',
});

export const tags = {
	displayName: 'Tags',
	name: 'tags',
	type: 'string',
	kind: 'list',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Tag' },
	default: [],
	description: 'Separate several with commas. On an existing ticket they may replace the tags that it has.',
} as const satisfies Parameter;

interface TicketFields {
	userLogin?: string;
	statusId?: string;
	substatusId?: string;
	categoryId?: string;
	ticketQueueId?: string;
	tags?: string[];
	customFields?: CustomFields;
}

/** The body fields that POST and PUT tickets share; only those that are filled in. */
export function ticketFields(context: IExecuteFunctions, given: TicketFields, itemIndex: number): IDataObject {
	return filled({
		user_login: given.userLogin,
		status_id: given.statusId,
		substatus_id: given.substatusId,
		category_id: given.categoryId,
		ticket_queue_id: numericId(given.ticketQueueId),
		tags: given.tags ?? [],
		custom_fields: customFieldValues(context, given.customFields, itemIndex),
	});
}

/** How a person finds out whether a message or comment was added. */
export const FIND_MESSAGE =
	'Look at the messages of the ticket in Thulium, or with Ticket: Get, before you run this item again.';
