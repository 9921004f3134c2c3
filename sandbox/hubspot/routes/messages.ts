import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { JsonObject } from '../../core/types';
import { channelAccount, EMAIL } from '../conversations/inboxes';
import { messageJson } from '../conversations/present';
import type { Message, Thread } from '../schema/conversations';
import { addMessage } from '../conversations/writing';
import { invalid, notFound } from '../errors';
import { OWNERS } from '../schema/owners';
import { type Call, flagParam, limitParam, listParam, readBody, readQuery, textParam } from '../http/endpoint';
import type { World } from '../state/world';
import { addConversationEndpoint, requireAgent, threadOf } from './conversations';

const MAX_PER_PAGE = 500;
const INTEGRATION = 'I-7310044';

const attachments = z.array(z.object({ type: z.literal('FILE'), fileId: z.string().regex(/^\d+$/) }).strict());
const identifier = z
	.object({
		type: z.enum(['HS_EMAIL_ADDRESS', 'HS_PHONE_NUMBER', 'CHANNEL_SPECIFIC_OPAQUE_ID', 'HS_SHORT_CODE']),
		value: z.string().min(1),
	})
	.strict();
const recipient = z
	.object({
		actorId: z.string().optional(),
		name: z.string().optional(),
		recipientField: z.enum(['TO', 'CC', 'BCC']).optional(),
		deliveryIdentifiers: z.array(identifier).length(1),
	})
	.strict();
/** `attachments` is required by the vendor's description, also when there are none. */
const body = { text: z.string(), richText: z.string().optional(), attachments };
const messageInput = z.discriminatedUnion('type', [
	z.object({ type: z.literal('COMMENT'), ...body }).strict(),
	z
		.object({
			type: z.literal('MESSAGE'),
			...body,
			senderActorId: z.string(),
			channelId: z.string(),
			channelAccountId: z.string(),
			recipients: z.array(recipient),
			subject: z.string().optional(),
		})
		.strict(),
]);
type MessageInput = z.infer<typeof messageInput>;
type Reply = Extract<MessageInput, { type: 'MESSAGE' }>;
type Recipient = z.infer<typeof recipient>;

/** Reading and sending of messages. */
export function messageRoutes(app: FastifyInstance, world: World, prefix: string): void {
	const messages = '/threads/:threadId/messages';
	const add = (method: 'GET' | 'POST', suffix: string, handle: (call: Call) => JsonObject): void =>
		addConversationEndpoint(app, world, prefix, { method, suffix, handle });
	add('GET', messages, (call) => list(world, call));
	add('POST', messages, (call) => send(world, call));
	add('GET', `${messages}/:messageId`, (call) => {
		readQuery(call, { property: textParam });
		const thread = threadOf(world, call);
		return messageJson(world, thread, messageOf(thread, call));
	});
	add('GET', `${messages}/:messageId/original-content`, (call) => {
		readQuery(call, { property: textParam });
		const { original, content } = messageOf(threadOf(world, call), call);
		return original ?? { text: content.text ?? '', richText: content.richText ?? '' };
	});
}

function messageOf(thread: Thread, call: Call): Message {
	const found = thread.messages.find(({ id }) => id === call.params.messageId);
	if (found === undefined) throw notFound();
	return found;
}

function list(world: World, call: Call): JsonObject {
	const query = readQuery(call, {
		limit: limitParam(100, MAX_PER_PAGE),
		after: z.string().regex(/^\d+$/).optional(),
		archived: flagParam,
		property: textParam,
		sort: listParam,
	});
	const thread = threadOf(world, call);
	const descending = sortOf(query.sort ?? []);
	const all = descending ? [...thread.messages].reverse() : thread.messages;
	const from = Number(query.after ?? '0');
	const end = from + query.limit;
	return {
		results: all.slice(from, end).map((message) => messageJson(world, thread, message)),
		...(all.length > end
			? { paging: { next: { after: String(end), link: `${call.address}?limit=${query.limit}&after=${end}` } } }
			: {}),
	};
}

function sortOf([first = 'createdAt', ...others]: string[]): boolean {
	if (others.length > 0 || !/^-?(createdAt|id)$/.test(first)) throw invalid(`Cannot sort by ${first}`);
	return first.startsWith('-');
}

function send(world: World, call: Call): JsonObject {
	readQuery(call, {});
	const thread = threadOf(world, call);
	const input = readBody(call, messageInput);
	if (input.text.trim() === '' && input.attachments.length === 0) throw invalid('text must not be empty');
	const unknown = input.attachments.find(({ fileId }) => !world.files.has(fileId));
	if (unknown !== undefined) throw invalid(`Invalid attachment: file ${unknown.fileId} does not exist`);
	const { text, richText = text } = input;
	const content = { text, richText, attachments: input.attachments };
	void call.reply.code(201);
	if (input.type === 'MESSAGE') return reply(world, thread, input, content);
	const writing = { createdBy: INTEGRATION, clientType: 'INTEGRATION' as const, senders: [], recipients: [] };
	return messageJson(world, thread, addMessage(world, thread, 'COMMENT', writing, content));
}

/** Sends it for real: nobody can take it back. */
function reply(world: World, thread: Thread, input: Reply, content: JsonObject): JsonObject {
	requireAgent(input.senderActorId);
	const account = channelAccount(input.channelAccountId);
	if (account === undefined || account.channelId !== input.channelId) {
		throw invalid(`channelAccountId ${input.channelAccountId} is not an account of channel ${input.channelId}`);
	}
	if (!account.active) throw invalid(`The channel account ${account.id} (${account.name}) is turned off`);
	checkRecipients(thread, input);
	const owner = OWNERS.find(({ userId }) => `A-${userId ?? ''}` === input.senderActorId);
	const writing = {
		createdBy: input.senderActorId,
		clientType: 'INTEGRATION' as const,
		senders: [
			{
				actorId: input.senderActorId,
				name: `${owner?.firstName ?? ''} ${owner?.lastName ?? ''}`.trim(),
				...(account.deliveryIdentifier === undefined ? {} : { deliveryIdentifier: account.deliveryIdentifier }),
			},
		],
		recipients: input.recipients.map(({ deliveryIdentifiers, ...rest }) => ({
			...rest,
			...(deliveryIdentifiers[0] === undefined ? {} : { deliveryIdentifier: deliveryIdentifiers[0] }),
		})),
	};
	const message = addMessage(world, thread, 'MESSAGE', writing, {
		...content,
		...(input.subject === undefined ? {} : { subject: input.subject }),
		direction: 'OUTGOING',
		truncationStatus: 'NOT_TRUNCATED',
		status: { statusType: 'SENT' },
		channelId: input.channelId,
		channelAccountId: input.channelAccountId,
	});
	return messageJson(world, thread, message);
}

function checkRecipients(thread: Thread, { channelId, recipients }: Reply): void {
	const first = (one: Recipient) => one.deliveryIdentifiers[0];
	if (channelId !== EMAIL) {
		const visitor = `visitor-${thread.contactId}`;
		if (recipients.length === 1 && recipients.every((one) => first(one)?.value === visitor)) return;
		throw invalid(`A reply in this channel has one recipient, ${visitor}`);
	}
	if (!recipients.some(({ recipientField }) => recipientField === 'TO')) {
		throw invalid('An email needs at least one recipient with the recipientField TO');
	}
	for (const one of recipients) {
		const { type, value = '' } = first(one) ?? {};
		if (type === 'HS_EMAIL_ADDRESS' && z.string().email().safeParse(value).success) continue;
		throw invalid(`Invalid recipient: "${value}" is not an email address`);
	}
}
