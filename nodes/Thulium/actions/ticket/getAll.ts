import { customFieldFilter, customFieldsFilter } from '../../parameters/customFields';
import { rangeReader } from '../../parameters/dates';
import { listOperation } from '../listOperation';
import { TICKETS } from '../../transport/pagination';
import { agent, category, ticketQueue } from './fields';
import { source } from './source';
import type { Parameter } from '../../../shared/parameters/types';
import { simplifyTicket } from './simplify';

const properties = [
	{
		displayName: 'Filters',
		name: 'filters',
		condition: true,
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		description: 'Only tickets that match all of them',
		options: [
			agent,
			category,
			{
				displayName: 'Company ID',
				name: 'companyId',
				type: 'string',
				kind: 'id',
				of: 'company',
				lookUp: 'company',
				default: '',
				placeholder: '28',
				description: 'ID of the company in the CRM of Thulium',
			},
			{
				displayName: 'Created From',
				name: 'createDateFrom',
				type: 'dateTime',
				default: '',
				description: 'Earliest date of creation',
			},
			{
				displayName: 'Created To',
				name: 'createDateTo',
				type: 'dateTime',
				default: '',
				description: 'Latest date of creation',
			},
			customFieldsFilter,
			{
				displayName: 'Customer ID',
				name: 'customerId',
				type: 'string',
				kind: 'id',
				of: 'customer',
				lookUp: 'customer',
				default: '',
				placeholder: '5521',
				description: 'ID of the customer in the CRM of Thulium',
			},
			{
				displayName: 'Message ID',
				name: 'messageId',
				type: 'string',
				kind: 'id',
				of: 'message',
				default: '',
				placeholder: '70405',
				description: 'The ticket that holds this message',
			},
			{
				displayName: 'Modified From',
				name: 'dateFrom',
				type: 'dateTime',
				default: '',
				description: 'Earliest date of modification',
			},
			{
				displayName: 'Modified To',
				name: 'dateTo',
				type: 'dateTime',
				default: '',
				description: 'Latest date of modification',
			},
			source,
			{
				displayName: 'Status Names or IDs',
				name: 'statusIds',
				type: 'multiOptions',
				typeOptions: { loadOptionsMethod: 'getStatuses' },
				lookUp: 'status',
				default: [],
				description:
					'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
			},
			ticketQueue,
		],
	},
] as const satisfies Parameter[];

/** Rows carry no messages, which Get returns. */
export const getAll = listOperation({
	name: 'Get Many',
	action: 'Get many tickets',
	description: 'Get a list of tickets, the last modified first',
	properties: [...properties],
	simplify: simplifyTicket,
	list: TICKETS,
	async query(parameter, context, itemIndex) {
		const filters = parameter('filters');
		const range = await rangeReader(context, itemIndex);
		const [date_from, date_to] = range(
			'Filters > Modified From',
			filters.dateFrom,
			'Filters > Modified To',
			filters.dateTo,
		);
		const [create_date_from, create_date_to] = range(
			'Filters > Created From',
			filters.createDateFrom,
			'Filters > Created To',
			filters.createDateTo,
		);
		return {
			date_from,
			date_to,
			create_date_from,
			create_date_to,
			company_id: filters.companyId ?? '',
			customer_id: filters.customerId ?? '',
			user_login: filters.userLogin ?? '',
			source: filters.source ?? '',
			ticket_queue_id: filters.ticketQueueId ?? '',
			category_id: filters.categoryId ?? '',
			message_id: filters.messageId ?? '',
			status_id: filters.statusIds ?? [],
			custom_fields: customFieldFilter(context, filters.customFields, itemIndex),
		};
	},
});
