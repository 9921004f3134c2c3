import { z } from 'zod';
import { SandboxError } from '../../core/errors';
import type { JsonObject } from '../../core/types';
import { CONTACTS, CONVERSATION_TYPE_ID, TICKETS } from '../schema/objectTypes';
import type { World } from '../state/world';
import { channelAccount, EMAIL, HELP_DESK, SUPPORT_INBOX } from './inboxes';
import type { Thread } from '../schema/conversations';
import { addMessage, customerOf, setStatus } from './writing';

const id = z.union([z.string(), z.number()]).transform(String);
const where = { ticketId: id.optional(), threadId: id.optional() };

export const customerInput = z
	.object({ ...where, text: z.string().min(1), newThread: z.boolean().optional(), cutAfter: z.number().optional() })
	.strict();
export const agentInput = z.object({ ...where, text: z.string().min(1) }).strict();

const AGENT = { createdBy: 'A-9120002', clientType: 'HUBSPOT' as const, senders: [{ actorId: 'A-9120002' }] };

/** The customer of a ticket writes: in its newest conversation, which opens again, or in a new one. */
export function customerWrites(world: World, input: z.infer<typeof customerInput>): JsonObject {
	const thread = (input.newThread === true ? undefined : latestThread(world, input)) ?? openThread(world, input);
	const { firstname = '', lastname = '', email = '' } = world.store(CONTACTS).get(thread.contactId)?.properties ?? {};
	const customer = customerOf(thread, `${firstname} ${lastname}`, email);
	const us = channelAccount(thread.channelAccountId)?.deliveryIdentifier ?? null;
	const { text, cutAfter } = input;
	const shown = text.slice(0, cutAfter);
	const message = addMessage(
		world,
		thread,
		'MESSAGE',
		{
			createdBy: `V-${thread.contactId}`,
			clientType: 'HUBSPOT',
			senders: [customer],
			recipients: [{ recipientField: 'TO', deliveryIdentifier: us }],
		},
		{
			text: shown,
			richText: `<p>${shown}</p>`,
			attachments: [],
			direction: 'INCOMING',
			truncationStatus: shown === text ? 'NOT_TRUNCATED' : 'TRUNCATED',
			status: { statusType: 'RECEIVED' },
			channelId: thread.channelId,
			channelAccountId: thread.channelAccountId,
		},
		shown === text ? undefined : { text, richText: `<p>${text}</p>` },
	);
	setStatus(world, thread, 'OPEN');
	return { threadId: thread.id, messageId: message.id };
}

/** Somebody comments in HubSpot's own screens. `false` when the help desk keeps it as a note of the ticket. */
export function agentComments(world: World, input: z.infer<typeof agentInput>): JsonObject | false {
	const thread = latestThread(world, input);
	if (thread === undefined) throw new SandboxError('There is no such conversation', 404);
	if (thread.inboxId === HELP_DESK && world.switches.helpDeskNotes) return false;
	const content = { text: input.text, richText: `<p>${input.text}</p>`, attachments: [] };
	const message = addMessage(world, thread, 'COMMENT', { ...AGENT, recipients: [] }, content);
	return { threadId: thread.id, messageId: message.id };
}

function latestThread(world: World, { ticketId, threadId }: { ticketId?: string; threadId?: string }) {
	if (threadId !== undefined) return world.conversations.get(threadId);
	return world.conversations
		.all()
		.filter((thread) => thread.ticketId === ticketId && !thread.archived)
		.at(-1);
}

/** An e-mail that begins a conversation of the ticket. */
function openThread(world: World, { ticketId }: { ticketId?: string }): Thread {
	const ticket = world.store(TICKETS).live(ticketId ?? '');
	if (ticket === undefined) throw new SandboxError(`No ticket ${ticketId ?? ''}`, 404);
	const [contact] = world.links.list({ type: TICKETS, id: ticket.id }, CONTACTS);
	const thread = world.conversations.open({
		inboxId: SUPPORT_INBOX,
		channelId: EMAIL,
		channelAccountId: '610001',
		contactId: contact?.toId ?? '201',
		ticketId: ticket.id,
		createdAt: world.timestamps.next(),
	});
	world.emit({ kind: 'creation', typeId: CONVERSATION_TYPE_ID, id: thread.id });
	return thread;
}
