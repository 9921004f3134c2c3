import type { INodeProperties } from 'n8n-workflow';

import type { SingleOperation } from '../../../shared/operation';
import { itemParameters } from '../../../shared/parameters';
import { groupField, replyField } from '../../fields';
import { recipientFields, sendToRecipients } from '../../recipients';
import { groupPath } from '../../transport';
import { packageCard, packageFields } from './packageCard';

const properties = [
	groupField,
	...packageFields,
	...recipientFields,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			replyField,
			{
				displayName: 'Title',
				name: 'title',
				type: 'string',
				default: '',
				placeholder: 'Desk ticket',
				description: 'Shown instead of the title in the action package',
			},
			{
				displayName: 'Validity (Hours)',
				name: 'validity',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 24,
				description: 'How long the card can be answered',
			},
		],
	},
] as const satisfies INodeProperties[];

export const send: SingleOperation = {
	name: 'Send',
	action: 'Send an action',
	description: 'Send a card of an action package to a group',
	properties: [...properties],
	async execute(itemIndex) {
		const parameter = itemParameters(this, itemIndex, properties);
		const groupId = parameter('groupId');
		const { replyToReferenceId = '', ...options } = parameter('options');
		const answer = await sendToRecipients(this, {
			path: groupPath(groupId, 'actions'),
			body: {
				...packageCard(this, options, itemIndex),
				...(replyToReferenceId === '' ? {} : { replyToReferenceId: replyToReferenceId.trim() }),
			},
			itemIndex,
			parameter,
		});
		return { groupId, ...answer };
	},
};
