import type { JsonObject } from '../core/types';
import { QUEUES } from './seed';
import type { Message, Ticket } from './types';
import type { World } from './world';

/** A row of the list: without `messages`. Types of ids exactly as documented. */
export function ticketRow(world: World, ticket: Ticket): JsonObject {
	return {
		ticket_id: ticket.ticket_id,
		from: ticket.from,
		source: ticket.source,
		ticket_queue_id: ticket.ticket_queue_id,
		ticket_queue_name: QUEUES.find(({ ticket_queue_id }) => ticket_queue_id === ticket.ticket_queue_id)?.name ?? '',
		subject: ticket.subject,
		status_id: ticket.status_id,
		substatus_id: ticket.substatus_id,
		full_status_name: world.statusName(ticket.status_id, ticket.substatus_id),
		category_id: ticket.category_id,
		customer_id: ticket.customer_id,
		user_login: ticket.user_login,
		created_at: world.timestamp(ticket.created),
		updated_at: world.timestamp(world.updated(ticket)),
	};
}

/** One ticket, its messages newest first; the sample has no `source` here. */
export function ticketDetail(world: World, ticket: Ticket, withCustomFields: boolean): JsonObject {
	const unset = world.switches().unsetDates === 'null' ? null : '';
	const row = Object.fromEntries(Object.entries(ticketRow(world, ticket)).filter(([key]) => key !== 'source'));
	const since = (at: number): string => duration(at - ticket.created);
	return {
		...row,
		closed_at: ticket.closed === null ? unset : world.timestamp(ticket.closed),
		close_time: ticket.closed === null ? unset : since(ticket.closed),
		first_agent_responded_at: ticket.firstResponse === null ? unset : world.timestamp(ticket.firstResponse),
		first_agent_response_time: ticket.firstResponse === null ? unset : since(ticket.firstResponse),
		messages: messagesOf(world, ticket),
		...(withCustomFields ? { [world.switches().specialFieldsKey]: { ...ticket.custom_fields } } : {}),
	};
}

/** A row of the list as some systems may have it: with its messages. */
export function fullRow(world: World, ticket: Ticket): JsonObject {
	return { ...ticketRow(world, ticket), messages: messagesOf(world, ticket) };
}

/** A message that waits for its date is not there yet. */
function messagesOf(world: World, ticket: Ticket): JsonObject[] {
	const there = ticket.messages.filter(({ waits, created }) => waits !== true || created <= world.now());
	return there.map((message) => messageView(world, message)).reverse();
}

function messageView(world: World, message: Message): JsonObject {
	const { message_id, user_login, type, body, comment, system_comment, created, attachments } = message;
	const texts = { message_id: world.shownId(message_id), user_login, type, body, comment, system_comment };
	return { ...texts, created_at: world.timestamp(created), attachments: [...attachments] };
}

/** `HHH:MM:SS`; hours may exceed 24. */
function duration(milliseconds: number): string {
	const seconds = Math.max(0, Math.floor(milliseconds / 1000));
	const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
	return parts.map((part) => String(part).padStart(2, '0')).join(':');
}
