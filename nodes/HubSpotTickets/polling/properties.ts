import { filterFields } from '../crm/searchFilters';
import { propertyFields } from '../crm/returnedFields';
import type { Parameter } from '../../shared/parameters/types';

const [searchFilterRows, mustMatch] = filterFields;

/** The parameters of the trigger. */
export const properties = [
	{
		displayName: 'Event',
		name: 'event',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Note Added', value: 'noteAdded', description: 'Somebody wrote a note on a ticket' },
			{
				name: 'Property Changed',
				value: 'propertyChanged',
				description: 'A property took another value. Two changes between two polls are two items.',
			},
			{
				name: 'Stage Changed',
				value: 'stageChanged',
				description: 'A ticket was moved to another stage. Two moves between two polls are two items.',
			},
			{ name: 'Ticket Closed', value: 'closed', description: 'A ticket was moved from an open to a closed stage' },
			{ name: 'Ticket Created', value: 'created', description: 'A ticket was made, whatever create date it carries' },
			{ name: 'Ticket Deleted', value: 'deleted', description: 'A ticket was moved to the recycle bin' },
			{ name: 'Ticket Reopened', value: 'reopened', description: 'A ticket was moved from a closed to an open stage' },
			{
				name: 'Ticket Updated',
				value: 'updated',
				description: 'A ticket was made or changed, by a person, an app or HubSpot itself',
			},
		],
		default: 'created',
		description: 'What starts the workflow',
	},
	{
		displayName:
			"HubSpot cannot search deleted tickets, so each poll reads the account's whole recycle bin (the last 90 days), 100 tickets per request. In accounts that delete many tickets, choose longer poll times.",
		name: 'deletedNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { event: ['deleted'] } },
	},
	{
		displayName: 'To read notes, the key or app needs the scope crm.objects.contacts.read',
		name: 'noteNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { event: ['noteAdded'] } },
	},
	{
		displayName: 'Watched Property Names or IDs',
		name: 'watchedProperties',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getProperties' },
		required: true,
		displayOptions: { show: { event: ['propertyChanged'] } },
		default: [],
		description:
			'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	},
	{
		displayName: 'Filters',
		name: 'filters',
		condition: true,
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: [
			{
				displayName: 'Owner Names or IDs',
				name: 'owners',
				type: 'multiOptions',
				typeOptions: { loadOptionsMethod: 'getOwners' },
				default: [],
				description:
					'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
			},
			{
				displayName: 'Pipeline Names or IDs',
				name: 'pipelines',
				type: 'multiOptions',
				typeOptions: { loadOptionsMethod: 'getPipelines' },
				default: [],
				description:
					'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
			},
			{
				displayName: 'Priority Names or IDs',
				name: 'priorities',
				type: 'multiOptions',
				typeOptions: { loadOptionsMethod: 'getPriorities' },
				default: [],
				description:
					'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
			},
			{
				displayName: 'Stage Names or IDs',
				name: 'stages',
				type: 'multiOptions',
				typeOptions: { loadOptionsMethod: 'getStages' },
				default: [],
				description:
					'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
				hint: 'Stage Changed: the stages that a ticket was moved to. Ticket Created: the stages that it was made in.',
			},
		],
	},
	{
		...searchFilterRows,
		displayName: 'Custom Filters',
		name: 'customFilters',
		condition: true,
		placeholder: 'Add Custom Filter',
		description:
			'Further properties to test. What happened is judged by the values that the ticket had at that moment; for Note Added, Ticket Deleted and Ticket Updated by those that it has when it is read.',
	},
	...propertyFields,
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				...mustMatch,
				displayName: 'Custom Filters Must Match',
				options: [
					{ name: 'All Custom Filters', value: 'all' },
					{ name: 'Any Custom Filter', value: 'any' },
				],
			},
			{
				displayName: 'Overlap (Minutes)',
				name: 'overlapMinutes',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 60, numberPrecision: 0 },
				default: 5,
				description:
					"How far each poll looks back, because HubSpot's search shows changes late. Nothing is emitted twice for it.",
			},
			{
				displayName: 'Start From',
				name: 'startFrom',
				type: 'dateTime',
				default: '',
				description:
					'When the trigger is activated for the first time, also emit what happened since this moment. Without it the trigger begins with what happens after the activation.',
			},
			{
				displayName: 'Watched Property Names or IDs',
				name: 'onlyProperties',
				type: 'multiOptions',
				typeOptions: { loadOptionsMethod: 'getProperties' },
				displayOptions: { show: { '/event': ['updated'] } },
				default: [],
				description:
					'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
				hint: 'Only tickets in which one of these changed; leaves out what HubSpot calculates itself',
			},
		],
	},
] as const satisfies Parameter[];
