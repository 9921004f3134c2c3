import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { inputError } from '../../../shared/errors';
import { itemParameters } from '../../../shared/parameters/reader';
import { groupField } from '../../parameters/fields';
import { audiences, recipientFields, sendToRecipients } from '../recipients';
import { groupPath } from '../../transport';
import { recordOf } from '../../../shared/http/shapes';

/** Longest text of a message. */
const MAX_LENGTH = 4000;

/** What every text message needs: the group, the text and who gets it. */
export const messageFields = [
	groupField,
	{
		displayName: 'Message',
		name: 'message',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		required: true,
		placeholder: 'Your ticket 1042 was solved.',
		description: 'Text of the message, up to 4000 characters',
	},
	...recipientFields,
] as const satisfies INodeProperties[];

/** Sends the text of `messageFields`; an empty reference ID makes it no reply. */
export async function sendMessage(
	context: IExecuteFunctions,
	itemIndex: number,
	replyToReferenceId: string,
	perCall?: number,
): Promise<IDataObject> {
	const parameter = itemParameters(context, itemIndex, messageFields);
	const groupId = parameter('groupId');
	const message = parameter('message');
	if (message.length > MAX_LENGTH) {
		throw inputError(context, `The message has ${message.length} characters, but Kaizala takes at most ${MAX_LENGTH}`, {
			itemIndex,
			description: 'Shorten the text, or send it in several messages.',
		});
	}
	const to = audiences(context, itemIndex, perCall);
	const answer = await sendToRecipients(context, {
		path: groupPath(groupId, 'messages'),
		body: { message, ...(replyToReferenceId === '' ? {} : { replyToReferenceId }) },
		expects: recordOf('referenceId'),
		to,
		itemIndex,
	});
	return { groupId, ...answer };
}
