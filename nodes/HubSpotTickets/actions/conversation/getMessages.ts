import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { pathPart } from '../../../shared/http/url';
import { returnAllOrLimit, wantedCount } from '../../../shared/parameters/returnAll';
import type { SingleOperation } from '../../../shared/operations/operation';
import type { Parameter } from '../../../shared/parameters/types';
import { itemParameters } from '../../../shared/parameters/reader';
import { recordWithAny } from '../../../shared/http/shapes';
import { conversationRequest, messagesOf } from './threads';
import { readThreadId, threadFields } from './fields';
import { simplifyMessage } from './simplify';
import { safeString } from '../../../shared/safeConversion';

const properties = [
	...threadFields,
	...returnAllOrLimit,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Complete Truncated Messages',
				name: 'complete',
				type: 'boolean',
				default: true,
				description:
					'Whether to read the whole text of messages that HubSpot truncates, with one more request for each',
			},
			{
				displayName: 'Types',
				name: 'types',
				condition: true,
				type: 'multiOptions',
				options: [
					{ name: 'Assignment', value: 'ASSIGNMENT' },
					{ name: 'Comment', value: 'COMMENT' },
					{ name: 'Message', value: 'MESSAGE' },
					{ name: 'Status Change', value: 'THREAD_STATUS_CHANGE' },
					{ name: 'Welcome Message', value: 'WELCOME_MESSAGE' },
				],
				default: ['COMMENT', 'MESSAGE'],
				description: 'Types of entries to return. Leave empty to return all.',
			},
		],
	},
] as const satisfies Parameter[];

const DEFAULT_TYPES: string[] = ['COMMENT', 'MESSAGE'];

const isCut = ({ truncationStatus }: IDataObject): boolean =>
	truncationStatus !== undefined && truncationStatus !== 'NOT_TRUNCATED';

/** HubSpot cuts long messages in lists. */
async function completed(context: IExecuteFunctions, message: IDataObject, itemIndex: number): Promise<IDataObject> {
	const thread = pathPart('Conversation', safeString(message.conversationsThreadId));
	const path = `/threads/${thread}/messages/${pathPart('Message', safeString(message.id))}/original-content`;
	const { text, richText } = await conversationRequest(
		context,
		{ method: 'GET', path, retry: 'read', expects: recordWithAny('text', 'richText') },
		itemIndex,
	);
	return { ...message, ...(text === undefined ? {} : { text }), ...(richText === undefined ? {} : { richText }) };
}

export const getMessages: SingleOperation = {
	name: 'Get Messages',
	action: 'Get the messages of a conversation',
	description: 'Get what was written in a conversation, the newest first',
	properties: [...properties],
	simplify: simplifyMessage,
	concurrency: 4,

	async execute(itemIndex) {
		const parameter = itemParameters(this, itemIndex, properties);
		const { complete = true, types = DEFAULT_TYPES } = parameter('options');
		const threadId = await readThreadId(this, itemIndex)();
		const all = await messagesOf(this, threadId, itemIndex);
		const wanted = all
			.filter(({ type }) => types.length === 0 || types.includes(safeString(type)))
			.slice(0, wantedCount(parameter));
		const messages: IDataObject[] = [];
		for (const message of wanted) {
			messages.push(complete && isCut(message) ? await completed(this, message, itemIndex) : message);
		}
		return messages;
	},
};
