import type { INodeProperties } from 'n8n-workflow';

import { pathPart } from '../../../shared/http/url';
import type { SingleOperation } from '../../../shared/operations/operation';
import { conversationRequest } from './threads';
import { readThreadId, threadFields } from './fields';

const properties = [...threadFields] as const satisfies INodeProperties[];

export const unassign: SingleOperation = {
	name: 'Unassign',
	action: 'Unassign a conversation',
	description: 'Take the agent off a conversation',
	properties: [...properties],

	async execute(itemIndex) {
		const id = await readThreadId(this, itemIndex)();
		const request = {
			family: 'assignees',
			method: 'DELETE',
			path: `/threads/${pathPart('Conversation', id)}/assignee`,
			retry: 'idempotentWrite',
		} as const;
		await conversationRequest(this, request, itemIndex);
		return { id, assignedTo: null };
	},
};
