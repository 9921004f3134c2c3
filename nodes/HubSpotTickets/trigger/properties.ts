import type { INodeProperties } from 'n8n-workflow';

import { propertyFields } from '../view';

/** The parameters of the trigger. */
export const properties = [
	{
		displayName: 'Event',
		name: 'event',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Stage Changed',
				value: 'stageChanged',
				description: 'A ticket was moved to another stage. Two moves between two polls are two items.',
			},
			{ name: 'Ticket Created', value: 'created', description: 'A ticket was made, whatever create date it carries' },
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
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: [
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
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Overlap (Minutes)',
				name: 'overlapMinutes',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 60, numberPrecision: 0 },
				default: 5,
				description:
					"How far each poll looks back, because HubSpot's search shows changes late. Nothing is emitted twice for it.",
			},
		],
	},
] as const satisfies INodeProperties[];
