import type { INodeProperties } from 'n8n-workflow';

import type { SingleOperation } from '../../../shared/operations/operation';
import { itemParameters } from '../../../shared/parameters/reader';
import { replyField } from '../../parameters/fields';
import { messageFields, sendMessage } from './messages';
import { perCallField } from '../recipients';

const options = [
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [perCallField, replyField],
	},
] as const satisfies INodeProperties[];

export const send: SingleOperation = {
	name: 'Send',
	action: 'Send a message',
	description: 'Send a text message to a group',
	properties: [...messageFields, ...options],
	async execute(itemIndex) {
		const { replyToReferenceId = '', recipientsPerCall } = itemParameters(this, itemIndex, options)('options');
		return await sendMessage(this, itemIndex, replyToReferenceId, recipientsPerCall);
	},
};
