import { resourceLocator } from '../../shared/parameters/resourceLocator';
import type { Parameter } from '../../shared/parameters/types';

/** Fields that several operations share. */
export const groupField = resourceLocator({
	displayName: 'Group',
	name: 'groupId',
	description: 'The Kaizala group',
	searchListMethod: 'searchGroups',
	lookUp: 'group',
	required: true,
	placeholder: '10aa0000-0000-4000-8000-000000000001@2',
});

export const actionIdField = {
	displayName: 'Action ID',
	name: 'actionId',
	type: 'string',
	kind: 'key',
	default: '',
	required: true,
	placeholder: '5f0c1d6e-0000-4000-8000-000000000001',
	description: 'ID of the card, as Action: Send returns it',
} as const satisfies Parameter;

export const replyField = {
	displayName: 'Reply To Reference ID',
	name: 'replyToReferenceId',
	type: 'string',
	kind: 'key',
	default: '',
	placeholder: '5f0c1d6e-0000-4000-8000-000000000002',
	description:
		'Reference ID of the message or card that this answers. A reply to something sent to chosen subscribers has to name the same subscribers again.',
} as const satisfies Parameter;

export const referenceField = {
	displayName: 'Reference ID',
	name: 'referenceId',
	type: 'string',
	kind: 'key',
	default: '',
	required: true,
	placeholder: '5f0c1d6e-0000-4000-8000-000000000002',
	description: 'ID of the message or card, as Send returns it',
} as const satisfies Parameter;

export const memberField = resourceLocator({
	displayName: 'Member',
	name: 'memberId',
	description: 'A member of the group',
	searchListMethod: 'searchMembers',
	lookUp: 'member',
	required: true,
	placeholder: '20bb0000-0000-4000-8000-000000000001',
	dependsOn: ['groupId.value'],
});

export const subGroupField = resourceLocator({
	displayName: 'Subgroup',
	name: 'subGroupId',
	description: 'A group below the group',
	searchListMethod: 'searchSubGroups',
	lookUp: 'subGroup',
	required: true,
	placeholder: '10aa0000-0000-4000-8000-000000000003@2',
	dependsOn: ['groupId.value'],
});

export const nameField = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'Support desk',
} as const satisfies Parameter;

export const welcomeField = {
	displayName: 'Welcome Message',
	name: 'welcomeMessage',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'Welcome to the support desk',
	description: 'Shown to new members',
} as const satisfies Parameter;

export const membersField = {
	displayName: 'Members',
	name: 'members',
	type: 'string',
	kind: 'phones',
	default: '',
	placeholder: '+15550100011, +15550100012',
	description: 'Phone numbers with country code, separated by commas',
} as const satisfies Parameter;
