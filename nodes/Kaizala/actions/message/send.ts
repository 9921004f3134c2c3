import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../../../shared/errors';
import type { SingleOperation } from '../../../shared/operation';
import { itemParameters } from '../../../shared/parameters';
import { groupField, replyField } from '../../fields';
import { recipientFields, sendToRecipients } from '../../recipients';
import { groupPath } from '../../transport';

/** Longest text of a message (spec 3.5 and 9, point 19). */
const MAX_LENGTH = 4000;

const properties = [
	groupField,
	{
		displayName: 'Message',
		name: 'message',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		required: true,
		placeholder: 'Your ticket 1042 was solved.',
		description: 'Text of the message, up to 4000 characters',
	},
	...recipientFields,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [replyField],
	},
] as const satisfies INodeProperties[];

export const send: SingleOperation = {
	name: 'Send',
	action: 'Send a message',
	description: 'Send a text message to a group',
	properties: [...properties],
	async execute(itemIndex) {
		const parameter = itemParameters(this, itemIndex, properties);
		const groupId = parameter('groupId');
		const message = parameter('message');
		if (message.length > MAX_LENGTH) {
			throw inputError(this, `The message has ${message.length} characters, but Kaizala takes at most ${MAX_LENGTH}`, {
				itemIndex,
				description: 'Shorten the text, or send it in several messages.',
			});
		}
		const { replyToReferenceId = '' } = parameter('options');
		const answer = await sendToRecipients(this, {
			path: groupPath(groupId, 'messages'),
			body: { message, ...(replyToReferenceId === '' ? {} : { replyToReferenceId: replyToReferenceId.trim() }) },
			itemIndex,
			parameter,
		});
		return { groupId, ...answer };
	},
};
