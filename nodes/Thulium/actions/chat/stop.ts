import type { INodeProperties } from 'n8n-workflow';

import { restOperation } from '../../../shared/operations/restOperation';
import { thuliumRequest } from '../../transport';
import { done, filled, segment } from '../../parameters/values';

const properties = [
	{
		displayName: 'Conversation ID',
		name: 'conversationId',
		type: 'string',
		default: '',
		required: true,
		placeholder: '0b0d9a1c-5f3e-4c1b-9a57-2f0c8a6f1e11',
		description: 'ID of the conversation, as Start and the webhook calls give it',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'External Chatbot ID',
				name: 'externalChatbotId',
				type: 'string',
				default: '',
				description: 'ID of the chatbot that ends the conversation',
			},
		],
	},
] as const satisfies INodeProperties[];

/** Ending what has ended changes nothing, so it may be repeated. */
export const stop = restOperation({
	name: 'Stop',
	action: 'Stop a chat',
	description: 'End a conversation',
	properties: [...properties],
	send: thuliumRequest,
	request: (parameter, context, itemIndex) => ({
		method: 'POST',
		path: `/chat_conversations/${segment(context, 'Conversation ID', parameter('conversationId'), itemIndex)}/stop`,
		// In the query, as everything that Start takes.
		qs: filled({ external_chatbot_id: parameter('options').externalChatbotId }),
		retry: 'idempotentWrite',
	}),
	output: (body, parameter) => done(body, { conversation_id: parameter('conversationId').trim() }),
});
