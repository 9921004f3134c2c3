import type { INodeProperties } from 'n8n-workflow';

/** Where a ticket comes from. */
export const source = {
	displayName: 'Source',
	name: 'source',
	type: 'options',
	options: [
		{ name: 'Chat', value: 'chat' },
		{ name: 'Email', value: 'email' },
		{ name: 'Phone', value: 'phone' },
		{ name: 'SMS', value: 'sms' },
		{ name: 'Website', value: 'www' },
	],
	default: 'email',
	description: 'The channel through which the ticket came in',
} as const satisfies INodeProperties;
