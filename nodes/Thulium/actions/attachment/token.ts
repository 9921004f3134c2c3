import type { INodeProperties } from 'n8n-workflow';

export const token = {
	displayName: 'Token',
	name: 'attachment',
	type: 'string',
	default: '',
	required: true,
	placeholder: '91b7c05e6641aa20f3d2',
	description: 'Token of the file, as the messages of a ticket list it under attachments',
} as const satisfies INodeProperties;
