import type { INodeProperties } from 'n8n-workflow';

import type { SingleOperation } from '../../../shared/operations/operation';
import { itemParameters } from '../../../shared/parameters/reader';
import { referenceField } from '../../parameters/fields';
import { messageFields, sendMessage } from './messages';

const reference = [
	{
		...referenceField,
		description:
			'ID of the message or card that this answers. A reply to something sent to chosen subscribers has to name the same subscribers again.',
	},
] as const satisfies INodeProperties[];

export const reply: SingleOperation = {
	name: 'Reply',
	action: 'Reply to a message',
	description: 'Answer a message or card with a text',
	properties: [...reference, ...messageFields],
	async execute(itemIndex) {
		return await sendMessage(this, itemIndex, itemParameters(this, itemIndex, reference)('referenceId'));
	},
};
