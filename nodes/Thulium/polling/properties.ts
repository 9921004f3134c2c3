import { emptyFilterField } from '../../shared/parameters/conditions';
import { eventOptions } from '../../shared/triggers/events';
import type { Parameter } from '../../shared/parameters/types';
import { EVENTS, eventsWith } from './events';

/** The parameters of the polling trigger. */
export const pollingProperties = [
	{
		displayName: 'Event',
		name: 'event',
		type: 'options',
		noDataExpression: true,
		options: eventOptions(EVENTS),
		default: 'newMessage',
		description: 'What starts the workflow',
	},
	{
		displayName: 'Message Types',
		name: 'messageTypes',
		condition: true,
		type: 'multiOptions',
		displayOptions: { show: { event: eventsWith('messageTypes') } },
		options: [
			{ name: 'Comment', value: 'COMMENT', description: 'Internal notes of agents' },
			{ name: 'Customer Message', value: 'MAIL', description: 'What the customer wrote' },
			{ name: 'Reply', value: 'REPLY', description: 'What an agent wrote to the customer' },
		],
		default: ['MAIL'],
		description: 'Which messages start the workflow',
	},
	{ ...emptyFilterField, displayOptions: { show: { event: eventsWith('messageTypes') } } },
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		displayOptions: { show: { event: eventsWith('includeMessages', 'longestCallHours') } },
		default: {},
		options: [
			{
				displayName: 'Include Messages',
				name: 'includeMessages',
				type: 'boolean',
				displayOptions: { show: { '/event': eventsWith('includeMessages') } },
				default: true,
				description:
					'Whether to read each ticket with its messages and custom fields. Without it, only the row of the list comes out.',
			},
			{
				displayName: 'Longest Call (Hours)',
				name: 'longestCallHours',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 48 },
				displayOptions: { show: { '/event': eventsWith('longestCallHours') } },
				default: 4,
				description: 'How far to look back: calls are listed by their start. Longer ones may be missed.',
			},
		],
	},
] as const satisfies Parameter[];
