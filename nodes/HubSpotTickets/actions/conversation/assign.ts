import type { INodeProperties } from 'n8n-workflow';

import type { SingleOperation } from '../../../shared/operations/operation';
import { pathPart } from '../../../shared/http/url';
import { itemParameters } from '../../../shared/parameters/reader';
import { agentActor, agentField } from './agents';
import { aThread, conversationRequest } from './threads';
import { readThreadId, threadFields } from './fields';
import { simplifyThread } from './simplify';

const properties = [
	...threadFields,
	agentField('assigneeId', 'Assignee', 'The agent who takes care of the conversation'),
] as const satisfies INodeProperties[];

export const assign: SingleOperation = {
	name: 'Assign',
	action: 'Assign a conversation',
	description: 'Give a conversation to an agent',
	properties: [...properties],
	simplify: simplifyThread,

	async execute(itemIndex) {
		const assigneeId = itemParameters(this, itemIndex, properties)('assigneeId');
		const findThread = readThreadId(this, itemIndex);
		const actorId = await agentActor(this, 'Assignee', assigneeId, itemIndex);
		const path = `/threads/${pathPart('Conversation', await findThread())}/assignee`;
		const request = { family: 'assignees', method: 'PUT', path, body: { actorId }, retry: 'idempotentWrite' } as const;
		return await conversationRequest(this, { ...request, expects: aThread }, itemIndex);
	},
};
