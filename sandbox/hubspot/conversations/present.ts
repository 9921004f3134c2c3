import type { JsonObject } from '../../core/types';
import type { World } from '../state/world';
import type { Message, Thread } from '../schema/conversations';

const APP_ID = 7_310_044;

/** The newest message of one kind, or of any. */
function latest(thread: Thread, direction?: string): string | undefined {
	return thread.messages
		.filter(({ type, content }) => type === 'MESSAGE' && (direction === undefined || content.direction === direction))
		.map(({ createdAt }) => createdAt)
		.sort()
		.at(-1);
}

/** The ticket is told to those who ask for associations only. */
export function threadJson(thread: Thread, withTicket: boolean): JsonObject {
	const received = latest(thread, 'INCOMING');
	const sent = latest(thread, 'OUTGOING');
	const any = latest(thread);
	return {
		id: thread.id,
		createdAt: thread.createdAt,
		status: thread.status,
		originalChannelId: thread.channelId,
		originalChannelAccountId: thread.channelAccountId,
		inboxId: thread.inboxId,
		associatedContactId: thread.contactId,
		spam: false,
		archived: thread.archived,
		...(thread.closedAt === null ? {} : { closedAt: thread.closedAt }),
		...(thread.assignedTo === null ? {} : { assignedTo: thread.assignedTo }),
		...(any === undefined ? {} : { latestMessageTimestamp: any }),
		...(sent === undefined ? {} : { latestMessageSentTimestamp: sent }),
		...(received === undefined ? {} : { latestMessageReceivedTimestamp: received }),
		...(withTicket && thread.ticketId !== null ? { threadAssociations: { associatedTicketId: thread.ticketId } } : {}),
	};
}

export function messageJson(world: World, thread: Thread, message: Message): JsonObject {
	const { id, type, createdAt, createdBy, clientType, senders, recipients, content } = message;
	const client = { clientType, ...(clientType === 'INTEGRATION' ? { integrationAppId: APP_ID } : {}) };
	const shown = { ...content };
	if (Array.isArray(content.attachments)) {
		shown.attachments = content.attachments.map((attachment) => fileOf(world, String(Object(attachment).fileId)));
	}
	return {
		id,
		type,
		conversationsThreadId: thread.id,
		createdAt,
		updatedAt: createdAt,
		createdBy,
		client,
		senders,
		recipients,
		archived: false,
		...shown,
	};
}

function fileOf(world: World, fileId: string): JsonObject {
	const file = world.files.get(fileId);
	const usage = file?.mimeType.startsWith('image/') === true ? 'IMAGE' : 'OTHER';
	return { type: 'FILE', fileId, fileUsageType: usage, ...(file === undefined ? {} : { name: file.name }) };
}
