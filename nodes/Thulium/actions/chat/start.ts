import { resourceLocator } from '../../../shared/parameters/resourceLocator';
import { restOperation } from '../../../shared/operations/restOperation';
import type { Parameter } from '../../../shared/parameters/types';
import { thuliumRequest } from '../../transport';
import { filled } from '../../parameters/values';
import { recordOf } from '../../../shared/http/shapes';

const properties = [
	resourceLocator({
		displayName: 'Chat Queue',
		name: 'chatQueueId',
		description: 'The chat queue in which the conversation starts',
		searchListMethod: 'searchChatQueues',
		lookUp: 'chatQueue',
		required: true,
		placeholder: '2',
	}),
	{
		displayName: 'Client',
		name: 'client',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description: 'Thulium looks for the customer by customer ID, then client ID, then email',
		options: [
			{
				displayName: 'Client ID',
				name: 'clientId',
				type: 'string',
				default: '',
				placeholder: 'C-77',
				description: 'ID of the client in another of your systems',
			},
			{
				displayName: 'Customer ID',
				name: 'customerId',
				type: 'string',
				kind: 'id',
				of: 'customer',
				lookUp: 'customer',
				default: '',
				placeholder: '5521',
				description: 'ID of the customer in the CRM of Thulium',
			},
			{
				displayName: 'Email',
				name: 'email',
				form: 'email',
				type: 'string',
				default: '',
				placeholder: 'name@example.com',
			},
			{ displayName: 'First Name', name: 'name', type: 'string', default: '' },
			{ displayName: 'Surname', name: 'surname', type: 'string', default: '' },
		],
	},
] as const satisfies Parameter[];

export const start = restOperation({
	name: 'Start',
	action: 'Start a chat',
	description: 'Start a conversation in a chat queue',
	properties: [...properties],
	send: thuliumRequest,
	request(parameter) {
		const client = parameter('client');
		// The vendor's sample has all of it in the query and an empty body.
		const qs = filled({
			chat_queue_id: parameter('chatQueueId'),
			client_name: client.name,
			client_surname: client.surname,
			client_email: client.email,
			client_id: client.clientId,
			customer_id: client.customerId,
		});
		return {
			method: 'POST',
			path: '/chat_conversations/start',
			qs,
			retry: 'unsafeWrite',
			expects: recordOf('conversation_id'),
			reconcileHint:
				'Look at the conversations in Thulium before you run this item again: a second one may be open already.',
		};
	},
});
