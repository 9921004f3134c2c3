import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { pathPart } from '../../../shared/http/url';
import { apiError, inputError } from '../../../shared/errors';
import { isRecord } from '../../../shared/isRecord';
import { recordOf } from '../../../shared/http/shapes';
import { conversationRequest, messagesOf } from './threads';
import { readId } from '../../crm/recordId';
import { safeString } from '../../../shared/safeConversion';

/** Through which channel a reply goes, and to whom. */
export interface Route extends IDataObject {
	channelId: string;
	channelAccountId: string;
	recipients: IDataObject[];
}

const EMAIL_CHANNEL = '1002';

export interface Wanted {
	to: string[];
	cc: string[];
	bcc: string[];
	/** Empty: the one that the customer wrote to. */
	channelAccountId: string;
}

export function readWanted(
	context: IExecuteFunctions,
	{ to = [], cc = [], bcc = [], channelAccountId = '' }: Partial<Wanted>,
	itemIndex: number,
): Wanted {
	const account = { field: 'Channel Account', kind: 'channel account' };
	return {
		to,
		cc,
		bcc,
		channelAccountId: channelAccountId === '' ? '' : readId(context, account, channelAccountId, itemIndex),
	};
}

const byEmail = (recipientField: string) => (value: string) => ({
	recipientField,
	deliveryIdentifiers: [{ type: 'HS_EMAIL_ADDRESS', value }],
});

/** How a sender can be reached. The actor of somebody known by email alone is named after the address. */
function identifiersOf({ actorId, deliveryIdentifier }: IDataObject): IDataObject[] {
	if (isRecord(deliveryIdentifier)) return [deliveryIdentifier];
	const actor = safeString(actorId);
	const value = actor.startsWith('E-') ? actor.slice(2) : '';
	const isAddress = value.slice(1, -1).includes('@');
	return isAddress ? [{ type: 'HS_EMAIL_ADDRESS', value }] : [];
}

/** The customer who wrote last, as the one to answer. HubSpot wants an address also where it knows the actor. */
function answerTo(message: IDataObject, isEmail: boolean): IDataObject[] {
	const senders = Array.isArray(message.senders) ? message.senders.filter(isRecord) : [];
	return senders.flatMap((sender) => {
		const { actorId, name } = sender;
		const deliveryIdentifiers = identifiersOf(sender);
		if (deliveryIdentifiers.length === 0) return [];
		const recipient: IDataObject = {
			...(actorId === undefined ? {} : { actorId }),
			...(name === undefined ? {} : { name }),
			...(isEmail ? { recipientField: 'TO' } : {}),
			deliveryIdentifiers,
		};
		return [recipient];
	});
}

async function channelOf(context: IExecuteFunctions, accountId: string, itemIndex: number): Promise<string> {
	const path = `/channel-accounts/${pathPart('Channel Account', accountId)}`;
	const { channelId } = await conversationRequest(
		context,
		{ method: 'GET', path, retry: 'read', expects: recordOf('channelId') },
		itemIndex,
	);
	return safeString(channelId);
}

/** A reply goes back the way that the latest message of the customer came, except for what is chosen. */
export async function routeOf(
	context: IExecuteFunctions,
	threadId: string,
	{ to, cc, bcc, channelAccountId: chosen }: Wanted,
	itemIndex: number,
): Promise<Route> {
	const needsIncoming = to.length === 0 || chosen === '';
	const messages = needsIncoming ? await messagesOf(context, threadId, itemIndex) : [];
	const incoming = messages.find(({ type, direction }) => type === 'MESSAGE' && direction === 'INCOMING');
	if (needsIncoming && incoming === undefined) {
		throw apiError(
			context.getNode(),
			{
				message: `The customer has not written anything in the conversation ${threadId} that could be answered`,
				description: 'Nothing was sent. Set the options To and Channel Account to write first.',
			},
			itemIndex,
		);
	}
	const channelAccountId = chosen || safeString(incoming?.channelAccountId);
	const channelId = chosen === '' ? safeString(incoming?.channelId) : await channelOf(context, chosen, itemIndex);
	const isEmail = channelId === EMAIL_CHANNEL;
	if (!isEmail && to.length + cc.length + bcc.length > 0) {
		throw inputError(
			context,
			'The options To, CC and BCC are for email only, but this conversation has another channel',
			{
				itemIndex,
				description: 'Nothing was sent. Remove them, or choose an email account under Channel Account.',
			},
		);
	}
	const first = to.length > 0 ? to.map(byEmail('TO')) : answerTo(incoming ?? {}, isEmail);
	if (first.length === 0) {
		throw apiError(
			context.getNode(),
			{
				message: `HubSpot does not give the address of the customer who wrote last in the conversation ${threadId}`,
				description: isEmail ? 'Nothing was sent. Set the option To.' : 'Nothing was sent. Reply in HubSpot.',
			},
			itemIndex,
		);
	}
	return { channelId, channelAccountId, recipients: [...first, ...cc.map(byEmail('CC')), ...bcc.map(byEmail('BCC'))] };
}
