import type { IDataObject } from 'n8n-workflow';

import { isRecord } from '../../../shared/isRecord';
import { ticketOf } from './threads';

const identifier = (party: IDataObject): unknown =>
	isRecord(party.deliveryIdentifier) ? party.deliveryIdentifier.value : undefined;

const parties = (list: unknown): IDataObject[] => (Array.isArray(list) ? list.filter(isRecord) : []);

/** A message in the words of a mail program. */
export function simplifyMessage(message: IDataObject): IDataObject {
	const [sender = {}] = parties(message.senders);
	const { id, type, direction, createdAt, subject, text, richText, conversationsThreadId, newStatus } = message;
	return {
		id,
		threadId: conversationsThreadId,
		type,
		direction: direction ?? null,
		createdAt,
		from: identifier(sender) ?? sender.name ?? null,
		fromName: sender.name ?? null,
		fromActorId: sender.actorId ?? message.createdBy ?? null,
		to: parties(message.recipients).map((one) => identifier(one) ?? one.name ?? one.actorId ?? null),
		subject: subject ?? null,
		text: text ?? null,
		richText: richText ?? null,
		attachments: parties(message.attachments).map(({ fileId, name, url }) => ({ fileId, name, url })),
		...(newStatus === undefined ? {} : { newStatus }),
		...('assignedTo' in message ? { assignedTo: message.assignedTo } : {}),
	};
}

/** A conversation with the names that the other operations use. */
export function simplifyThread(thread: IDataObject): IDataObject {
	const { id, status, inboxId, createdAt, closedAt, latestMessageTimestamp } = thread;
	return {
		id,
		status,
		ticketId: ticketOf(thread) ?? null,
		contactId: thread.associatedContactId ?? null,
		assignedTo: thread.assignedTo ?? null,
		inboxId,
		channelId: thread.originalChannelId,
		channelAccountId: thread.originalChannelAccountId,
		createdAt,
		closedAt: closedAt ?? null,
		latestMessageTimestamp: latestMessageTimestamp ?? null,
		latestMessageReceivedTimestamp: thread.latestMessageReceivedTimestamp ?? null,
		latestMessageSentTimestamp: thread.latestMessageSentTimestamp ?? null,
	};
}
