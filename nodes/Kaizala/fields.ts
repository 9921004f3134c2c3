import type { INodeProperties } from 'n8n-workflow';

import { locator } from '../shared/locator';

/** Fields that several operations share. */
export const groupField = locator({
	displayName: 'Group',
	name: 'groupId',
	description: 'The Kaizala group',
	searchListMethod: 'searchGroups',
	required: true,
	placeholder: '10aa0000-0000-4000-8000-000000000001@2',
});

export const actionIdField = {
	displayName: 'Action ID',
	name: 'actionId',
	type: 'string',
	default: '',
	required: true,
	placeholder: '5f0c1d6e-0000-4000-8000-000000000001',
	description: 'ID of the card, as Action: Send returns it',
} as const satisfies INodeProperties;

export const replyField = {
	displayName: 'Reply To Reference ID',
	name: 'replyToReferenceId',
	type: 'string',
	default: '',
	placeholder: '5f0c1d6e-0000-4000-8000-000000000002',
	description:
		'Reference ID of the message or card that this answers. A reply to something sent to chosen subscribers has to name the same subscribers again.',
} as const satisfies INodeProperties;
