import { emptyFilterField } from '../../shared/parameters/conditions';
import type { Parameter } from '../../shared/parameters/types';

import { groupField } from '../parameters/fields';
import { eventsSentBy } from './events';

/** The parameters of the trigger. */
export const properties = [
	{
		displayName: 'Listen To',
		name: 'objectType',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Action', value: 'Action', description: 'One card, survey, job or poll that was sent' },
			{ name: 'Action Package', value: 'ActionPackage', description: 'All cards of one package, in all groups' },
			{ name: 'Group', value: 'Group', description: 'What happens in one group' },
		],
		default: 'Group',
		description: 'What to listen to',
	},
	{ ...groupField, displayOptions: { show: { objectType: ['Group'] } } },
	{
		displayName: 'Action ID',
		name: 'actionId',
		type: 'string',
		default: '',
		required: true,
		placeholder: '5f0c1d6e-0000-4000-8000-000000000001',
		displayOptions: { show: { objectType: ['Action'] } },
		description: 'ID of the card, as Action: Send returns it',
	},
	{
		displayName: 'Action Package ID',
		name: 'packageId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'com.example.desk.ticket',
		displayOptions: { show: { objectType: ['ActionPackage'] } },
		description: 'ID of the action package, without its version',
	},
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		options: eventsSentBy('Group'),
		default: ['ActionResponse'],
		required: true,
		displayOptions: { show: { objectType: ['Group'] } },
		description: 'What starts the workflow',
	},
	{
		displayName: 'Events',
		name: 'actionEvents',
		type: 'multiOptions',
		options: eventsSentBy('Action'),
		default: ['ActionResponse'],
		required: true,
		displayOptions: { show: { objectType: ['Action'] } },
		description: 'What starts the workflow',
	},
	{
		displayName: 'Events',
		name: 'packageEvents',
		type: 'multiOptions',
		options: eventsSentBy('ActionPackage'),
		default: ['ActionResponse'],
		required: true,
		displayOptions: { show: { objectType: ['ActionPackage'] } },
		description: 'What starts the workflow',
	},
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
				displayName: 'Action Package ID',
				name: 'packageFilter',
				condition: true,
				type: 'string',
				default: '',
				placeholder: 'com.example.desk.ticket',
				description: 'Of the cards of a group, only those of this package start the workflow. With or without version.',
			},
			{
				displayName: 'Context',
				name: 'context',
				type: 'string',
				default: '',
				placeholder: 'ticket-desk',
				description: 'A text that Kaizala sends along with every event',
			},
			{
				displayName: 'Download Attachments',
				name: 'downloadAttachments',
				type: 'boolean',
				default: false,
				description:
					'Whether to fetch the files of an event into binary fields named attachment_0, attachment_1 and so on',
			},
			{
				displayName: 'Ignore Bots',
				name: 'ignoreBots',
				type: 'boolean',
				default: false,
				description: 'Whether to leave out what bots send, so that a workflow does not start itself',
			},
			{
				displayName: 'Skip Duplicates',
				name: 'skipDuplicates',
				type: 'boolean',
				default: true,
				description:
					'Whether to drop an event that Kaizala delivers a second time. An edited response is not a duplicate.',
			},
			{
				displayName: 'Validity (Days)',
				name: 'validityDays',
				type: 'number',
				typeOptions: { minValue: 1, numberPrecision: 0 },
				default: 730,
				description: 'How long Kaizala keeps the webhook. It is renewed whenever the workflow is published.',
			},
		],
	},
	emptyFilterField,
] as const satisfies Parameter[];
