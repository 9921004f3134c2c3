import type { INodeProperties } from 'n8n-workflow';

import { pathPart } from '../../../shared/http/url';
import type { SingleOperation } from '../../../shared/operations/operation';
import { itemParameters } from '../../../shared/parameters/reader';
import { contentOptions, createMessage, readContent, readThreadId, textField, threadFields } from './fields';
import { simplifyMessage } from './simplify';

const properties = [
	...threadFields,
	{ ...textField, displayName: 'Comment' },
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [...contentOptions],
	},
] as const satisfies INodeProperties[];

export const comment: SingleOperation = {
	name: 'Comment',
	action: 'Comment on a conversation',
	description: 'Write something that colleagues see and the customer does not',
	properties: [...properties],
	simplify: simplifyMessage,

	async execute(itemIndex) {
		const parameter = itemParameters(this, itemIndex, properties);
		const findThread = readThreadId(this, itemIndex);
		const send = await readContent(this, { ...parameter('options'), text: parameter('text') }, itemIndex);
		const path = `/threads/${pathPart('Conversation', await findThread())}/messages`;
		return await send(async (content) => {
			const body = { type: 'COMMENT', ...content };
			return await createMessage(this, path, body, itemIndex);
		});
	},
};
