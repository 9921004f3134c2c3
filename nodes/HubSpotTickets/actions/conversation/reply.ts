import { pathPart } from '../../../shared/http/url';
import { resourceLocator } from '../../../shared/parameters/resourceLocator';
import type { SingleOperation } from '../../../shared/operations/operation';
import { itemParameters } from '../../../shared/parameters/reader';
import type { Parameter } from '../../../shared/parameters/types';
import { agentActor, agentField } from './agents';
import { contentOptions, createMessage, readContent, readThreadId, textField, threadFields } from './fields';
import { readWanted, routeOf } from './recipients';
import { simplifyMessage } from './simplify';

const [binaryFields, attachmentIds, richText] = contentOptions;

const properties = [
	...threadFields,
	textField,
	agentField('senderId', 'Sender', 'The agent in whose name the customer gets the message'),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			binaryFields,
			attachmentIds,
			{
				displayName: 'BCC',
				name: 'bcc',
				kind: 'list',
				form: 'email',
				type: 'string',
				default: '',
				placeholder: 'archive@example.com',
				description: 'Comma-separated email addresses',
			},
			{
				displayName: 'CC',
				name: 'cc',
				kind: 'list',
				form: 'email',
				type: 'string',
				default: '',
				placeholder: 'fitter@example.com',
				description: 'Comma-separated email addresses',
			},
			resourceLocator({
				displayName: 'Channel Account',
				name: 'channelAccountId',
				description: 'The mailbox or chat to send with. Defaults to the one that the customer wrote to.',
				searchListMethod: 'searchChannelAccounts',
				placeholder: '610001',
			}),
			richText,
			{
				displayName: 'Subject',
				name: 'subject',
				type: 'string',
				default: '',
				description: 'The subject of an email. Defaults to that of the conversation.',
			},
			{
				displayName: 'To',
				name: 'to',
				kind: 'list',
				form: 'email',
				type: 'string',
				default: '',
				placeholder: 'customer@example.com',
				description: 'Comma-separated email addresses. Defaults to the customer who wrote last.',
			},
		],
	},
] as const satisfies Parameter[];

export const reply: SingleOperation = {
	name: 'Reply',
	action: 'Reply to a customer',
	description: 'Send the customer a message, by email or chat, the way that they wrote last',
	properties: [...properties],
	simplify: simplifyMessage,

	async execute(itemIndex) {
		const parameter = itemParameters(this, itemIndex, properties);
		const options = parameter('options');
		const { subject = '' } = options;
		const findThread = readThreadId(this, itemIndex);
		const wanted = readWanted(this, options, itemIndex);
		const send = await readContent(this, { ...options, text: parameter('text') }, itemIndex);
		const senderActorId = await agentActor(this, 'Sender', parameter('senderId'), itemIndex);
		const threadId = await findThread();
		const route = await routeOf(this, threadId, wanted, itemIndex);
		const path = `/threads/${pathPart('Conversation', threadId)}/messages`;
		return await send(async (content) => {
			const body = { type: 'MESSAGE', ...content, senderActorId, ...route, ...(subject === '' ? {} : { subject }) };
			return await createMessage(this, path, body, itemIndex);
		});
	},
};
