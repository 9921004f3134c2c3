import type { INodeProperties } from 'n8n-workflow';

import type { SingleOperation } from '../../../shared/operations/operation';
import { pathPart } from '../../../shared/http/url';
import { itemParameters } from '../../../shared/parameters/reader';
import { aThread, conversationRequest } from './threads';
import { readThreadId, threadFields } from './fields';
import { simplifyThread } from './simplify';

const properties = [
	...threadFields,
	{
		displayName: 'Status',
		name: 'status',
		type: 'options',
		options: [
			{ name: 'Closed', value: 'CLOSED' },
			{ name: 'Open', value: 'OPEN' },
		],
		default: 'CLOSED',
		description: 'What the conversation is from now on. The stage of the ticket stays as it is.',
	},
] as const satisfies INodeProperties[];

export const setStatus: SingleOperation = {
	name: 'Set Status',
	action: 'Set the status of a conversation',
	description: 'Close a conversation or open it again',
	properties: [...properties],
	simplify: simplifyThread,

	async execute(itemIndex) {
		const status = itemParameters(this, itemIndex, properties)('status');
		const path = `/threads/${pathPart('Conversation', await readThreadId(this, itemIndex)())}`;
		const request = { method: 'PATCH', path, body: { status }, retry: 'idempotentWrite' } as const;
		return await conversationRequest(this, { ...request, expects: aThread }, itemIndex);
	},
};
