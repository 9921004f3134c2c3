import type { JsonObject } from '../../core/types';
import { CONVERSATION_TYPE_ID, TICKETS } from '../schema/objectTypes';
import type { World } from '../state/world';
import { EMAIL } from './inboxes';
import type { Message, Thread } from '../schema/conversations';

type Writing = Pick<Message, 'createdBy' | 'clientType' | 'senders' | 'recipients'>;

/** Puts a message at the end of a thread and tells everybody. */
export function addMessage(
	world: World,
	thread: Thread,
	type: Message['type'],
	writing: Writing,
	content: JsonObject,
	original?: Message['original'],
): Message {
	const message = world.conversations.append(thread, {
		type,
		...writing,
		content,
		createdAt: world.timestamps.next(),
		...(original === undefined ? {} : { original }),
	});
	if (type === 'MESSAGE' || type === 'COMMENT') {
		const detail = { messageId: message.id, messageType: type };
		world.emit({ kind: 'newMessage', typeId: CONVERSATION_TYPE_ID, id: thread.id, detail });
	}
	if (type === 'MESSAGE') noteLastMessage(world, thread, message);
	return message;
}

/** HubSpot keeps the time of the last message on the ticket. */
function noteLastMessage(world: World, { ticketId }: Thread, { content, createdAt }: Message): void {
	const record = ticketId === null ? undefined : world.store(TICKETS).live(ticketId);
	if (record === undefined) return;
	const name = content.direction === 'INCOMING' ? 'hs_last_message_received_at' : 'hs_last_message_sent_at';
	const source = { sourceType: 'CONVERSATIONS', sourceId: 'conversations' };
	const values = { [name]: createdAt, hs_lastmodifieddate: createdAt };
	const write = world.store(TICKETS).write(record, values, world.core.clock.now(), createdAt, source);
	world.emit({ kind: 'propertyChange', typeId: TICKETS.typeId, id: record.id, changes: write.values });
}

const SYSTEM: Writing = { createdBy: 'S-hubspot', clientType: 'SYSTEM', senders: [], recipients: [] };

export function setStatus(world: World, thread: Thread, status: Thread['status']): void {
	if (thread.status === status) return;
	thread.status = status;
	const { createdAt } = addMessage(world, thread, 'THREAD_STATUS_CHANGE', SYSTEM, { newStatus: status });
	thread.closedAt = status === 'CLOSED' ? createdAt : null;
	changed(world, thread, { status });
}

/** `null` takes the assignee off. */
export function assign(world: World, thread: Thread, actorId: string | null): void {
	if (thread.assignedTo === actorId) return;
	const before = thread.assignedTo;
	thread.assignedTo = actorId;
	addMessage(world, thread, 'ASSIGNMENT', SYSTEM, {
		...(actorId === null ? {} : { assignedTo: actorId }),
		...(before === null ? {} : { assignedFrom: before }),
	});
	changed(world, thread, { assignedTo: actorId ?? '' });
}

export function setArchived(world: World, thread: Thread, archived: boolean): void {
	if (thread.archived === archived) return;
	thread.archived = archived;
	// Only the way back is a change of a property.
	if (archived) world.emit({ kind: 'deletion', typeId: CONVERSATION_TYPE_ID, id: thread.id });
	else changed(world, thread, { isArchived: 'FALSE' });
}

function changed(world: World, thread: Thread, changes: Record<string, string>): void {
	world.emit({ kind: 'propertyChange', typeId: CONVERSATION_TYPE_ID, id: thread.id, changes });
}

/** Who writes on the customer's side of this thread. */
export function customerOf(thread: Thread, name: string, email: string): JsonObject {
	const deliveryIdentifier =
		thread.channelId === EMAIL
			? { type: 'HS_EMAIL_ADDRESS', value: email }
			: { type: 'CHANNEL_SPECIFIC_OPAQUE_ID', value: `visitor-${thread.contactId}` };
	return { actorId: `V-${thread.contactId}`, name, deliveryIdentifier };
}
