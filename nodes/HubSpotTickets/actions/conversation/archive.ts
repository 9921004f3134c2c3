import type { INodeProperties } from 'n8n-workflow';

import { pathPart } from '../../../shared/http/url';
import type { SingleOperation } from '../../../shared/operations/operation';
import { readThreadId, threadFields } from './fields';
import { conversationRequest } from './threads';

const properties = [...threadFields] as const satisfies INodeProperties[];

export const archive: SingleOperation = {
	name: 'Archive',
	action: 'Archive a conversation',
	description: 'Take a conversation out of its inbox; Restore brings it back',
	properties: [...properties],

	async execute(itemIndex) {
		const id = await readThreadId(this, itemIndex)();
		const path = `/threads/${pathPart('Conversation', id)}`;
		await conversationRequest(this, { method: 'DELETE', path, retry: 'idempotentWrite' }, itemIndex);
		return { id, archived: true };
	},
};
