import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { Parameter } from '../../../shared/parameters/types';
import { resourceLocator } from '../../../shared/parameters/resourceLocator';
import { itemParameters } from '../../../shared/parameters/reader';
import { conversationRequest, latestThreadOf } from './threads';
import { ticketField } from '../../crm/ticketFields';
import { readId, readIds, readTicketId } from '../../crm/recordId';
import { filesIn, Uploads } from '../attachment/uploads';
import { safeString } from '../../../shared/safeConversion';

/** Which conversation is meant. */
export const threadFields = [
	{
		displayName: 'Find By',
		name: 'findBy',
		type: 'options',
		options: [
			{ name: 'Conversation', value: 'thread', description: 'Chosen from the list or by its ID' },
			{ name: 'Ticket', value: 'ticket', description: "The ticket's conversation with the latest message" },
		],
		default: 'ticket',
		description: 'How to find the conversation',
	},
	{ ...ticketField, displayOptions: { show: { findBy: ['ticket'] } } },
	resourceLocator({
		displayName: 'Conversation',
		name: 'threadId',
		description: 'The conversation, chosen from those of the last 30 days or by its ID',
		searchListMethod: 'searchConversations',
		lookUp: 'conversation',
		required: true,
		placeholder: '9134500001',
		urlPlaceholder: 'https://app.hubspot.com/live-messages/62515/inbox/9134500001',
		displayOptions: { show: { findBy: ['thread'] } },
	}),
] as const satisfies INodeProperties[];

/** Reads the parameters only. The call that is returned asks HubSpot which conversation is the ticket's. */
export function readThreadId(context: IExecuteFunctions, itemIndex: number): () => Promise<string> {
	const parameter = itemParameters(context, itemIndex, threadFields);
	if (parameter('findBy') === 'thread') {
		const id = readId(context, { field: 'Conversation', kind: 'conversation' }, parameter('threadId'), itemIndex);
		return async () => id;
	}
	const ticketId = readTicketId(context, parameter('ticketId'), itemIndex);
	return async () => safeString((await latestThreadOf(context, ticketId, itemIndex)).id);
}

export const textField = {
	displayName: 'Message',
	name: 'text',
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	required: true,
	description: 'What to write, as plain text',
} as const satisfies INodeProperties;

export const contentOptions = [
	{
		displayName: 'Attachment Fields',
		name: 'binaryFields',
		kind: 'list',
		type: 'string',
		default: '',
		placeholder: 'e.g. data,photo',
		description:
			'Comma-separated names of input fields with files. They are uploaded to HubSpot as private files first.',
	},
	{
		displayName: 'Attachment File IDs',
		name: 'attachmentIds',
		lookUp: 'file',
		kind: 'ids',
		type: 'string',
		default: '',
		placeholder: '187400101001,187400101002',
		description: 'Comma-separated IDs of files that are in HubSpot already',
	},
	{
		displayName: 'HTML Version',
		name: 'richText',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		description: 'The message with formatting, for channels that show it',
	},
] as const satisfies Parameter[];

interface Content {
	text: string;
	binaryFields?: string[];
	attachmentIds?: string[];
	richText?: string;
}

/** What to write, checked; the files of the item are uploaded by `send`. */
export async function readContent(
	context: IExecuteFunctions,
	{ text, binaryFields = [], attachmentIds = [], richText = '' }: Content,
	itemIndex: number,
) {
	const files = await filesIn(context, binaryFields, itemIndex);
	const known = readIds(context, { field: 'Attachment File IDs', kind: 'file' }, attachmentIds, itemIndex);
	const uploads = new Uploads(
		context,
		itemIndex,
		(ids) => `Write the message again with the attachment file IDs ${ids}, or delete the files in HubSpot.`,
	);
	/** Uploads the files, then does what is to be done with the body of the message. */
	const send = async (work: (body: IDataObject) => Promise<IDataObject>): Promise<IDataObject> => {
		await uploads.add(files, {});
		const attachments = [...known, ...uploads.ids].map((fileId) => ({ type: 'FILE', fileId }));
		// HubSpot wants the list also when it is empty.
		return await uploads.guard(async () => await work({ text, ...(richText === '' ? {} : { richText }), attachments }));
	};
	return send;
}

/** Says something in a thread. */
export async function createMessage(
	context: IExecuteFunctions,
	path: string,
	body: IDataObject,
	itemIndex: number,
): Promise<IDataObject> {
	return await conversationRequest(
		context,
		{
			method: 'POST',
			path,
			body,
			creates: 'new message',
			retry: 'unsafeWrite',
			reconcileHint:
				'Look at the conversation in HubSpot, or with Conversation: Get Messages, before you run this item again.',
		},
		itemIndex,
	);
}
