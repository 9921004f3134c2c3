import { filterFields } from '../crm/searchFilters';
import { customerOption, propertyFields } from '../crm/returnedFields';
import { eventOptions, eventParameterOptions, eventParameters } from './events';
import { emptyFilterField } from '../../shared/parameters/conditions';
import type { Parameter } from '../../shared/parameters/types';

const [searchFilterRows, mustMatch] = filterFields;

const eventParameter = {
	displayName: 'Event',
	name: 'event',
	type: 'options',
	noDataExpression: true,
	options: eventOptions,
	default: 'created',
	description: 'What starts the workflow',
} as const satisfies Parameter;

const commonParameters = [
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
			'Further properties to test, by the values that the ticket had when the event happened; for Note Added, Ticket Deleted and Ticket Updated, by those that it has when it is read',
	},
	emptyFilterField,
	...propertyFields,
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
] as const satisfies Parameter[];

const options = {
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
		customerOption,
		{
			displayName: 'Overlap (Minutes)',
			name: 'overlapMinutes',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 60, numberPrecision: 0 },
			default: 5,
			description:
				"How far each poll looks back, because HubSpot's search shows changes late. No event is emitted twice because of it.",
		},
		{
			displayName: 'Start From',
			name: 'startFrom',
			type: 'dateTime',
			default: '',
			description:
				'When the trigger is activated for the first time, also emit what happened since this moment. Without it, the trigger starts with what happens after the activation.',
		},
	],
} as const satisfies Parameter;

/** The parameters that every event has. */
export const parameters = [eventParameter, ...commonParameters, options] as const satisfies Parameter[];

/** All parameters of the trigger. */
export const properties: Parameter[] = [
	eventParameter,
	...eventParameters,
	...commonParameters,
	{ ...options, options: [...options.options, ...eventParameterOptions] },
];
