import type { INodeProperties } from 'n8n-workflow';

/** The parameters of the polling trigger. */
export const pollingProperties = [
	{
		displayName: 'Event',
		name: 'event',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Call Finished',
				value: 'callFinished',
				description: 'A call has ended, whether it was answered or not',
			},
			{ name: 'New Message', value: 'newMessage', description: 'Somebody wrote to a ticket' },
			{ name: 'Recording Ready', value: 'recordingReady', description: 'The recording of a call can be downloaded' },
			{ name: 'Ticket Closed', value: 'ticketClosed', description: 'A ticket was closed and still is' },
			{ name: 'Ticket Created', value: 'ticketCreated', description: 'A ticket was made' },
			{
				name: 'Ticket Status Changed',
				value: 'statusChanged',
				description: 'A ticket got another status. Two changes between two polls are two items.',
			},
			{
				name: 'Ticket Updated',
				value: 'ticketUpdated',
				description: 'A ticket was made or changed. Comes when the minute of the change is over.',
			},
		],
		default: 'newMessage',
		description: 'What starts the workflow',
	},
	{
		displayName: 'Message Types',
		name: 'messageTypes',
		type: 'multiOptions',
		displayOptions: { show: { event: ['newMessage'] } },
		options: [
			{ name: 'Comment', value: 'COMMENT', description: 'Internal notes of agents' },
			{ name: 'Customer Message', value: 'MAIL', description: 'What the customer wrote' },
			{ name: 'Reply', value: 'REPLY', description: 'What an agent wrote to the customer' },
		],
		default: ['MAIL'],
		description: 'Which messages start the workflow',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		displayOptions: { show: { event: ['callFinished', 'ticketCreated', 'ticketUpdated'] } },
		default: {},
		options: [
			{
				displayName: 'Include Messages',
				name: 'includeMessages',
				type: 'boolean',
				displayOptions: { show: { '/event': ['ticketCreated', 'ticketUpdated'] } },
				default: true,
				description:
					'Whether to read each ticket with its messages and custom fields. Without it, only the row of the list comes out.',
			},
			{
				displayName: 'Longest Call (Hours)',
				name: 'longestCallHours',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 48 },
				displayOptions: { show: { '/event': ['callFinished'] } },
				default: 4,
				description: 'How far to look back: calls are listed by their beginning. Longer ones may be missed.',
			},
		],
	},
] as const satisfies INodeProperties[];
