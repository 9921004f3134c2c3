import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { JsonObject } from '../core/types';
import { callerOf } from './auth';
import { checkCard } from './card';
import { badRequest, checked, forbidden, GraphError, notFound } from './errors';
import { personById, TENANT } from './seed';
import type { Attachment, Caller, Conversation, Message } from './types';
import type { World } from './world';

const attachment = z
	.object({
		id: z.string().min(1),
		contentType: z.string(),
		contentUrl: z.string().nullable().default(null),
		content: z.string().nullable().default(null),
		name: z.string().nullable().default(null),
		thumbnailUrl: z.string().nullable().default(null),
		teamsAppId: z.string().nullable().default(null),
	})
	.strict();

const written = z
	.object({
		subject: z.string().nullable().default(null),
		summary: z.string().nullable().default(null),
		importance: z.enum(['normal', 'high', 'urgent']).default('normal'),
		body: z.object({ contentType: z.enum(['text', 'html']).default('text'), content: z.string() }).strict(),
		attachments: z.array(attachment).default([]),
		mentions: z.array(z.unknown()).max(0).default([]),
	})
	.strict();
type Written = z.output<typeof written>;

/** What a token has to hold, any of them. */
const SCOPES = {
	chat: {
		send: ['ChatMessage.Send', 'Chat.ReadWrite'],
		change: ['Chat.ReadWrite'],
		read: ['Chat.Read', 'Chat.ReadWrite'],
		members: ['ChatMember.Read', 'ChatMember.ReadWrite', 'Chat.ReadBasic', 'Chat.Read', 'Chat.ReadWrite'],
	},
	channel: {
		send: ['ChannelMessage.Send', 'Group.ReadWrite.All'],
		change: ['ChannelMessage.ReadWrite', 'Group.ReadWrite.All'],
		read: ['ChannelMessage.Read.All', 'Group.Read.All', 'Group.ReadWrite.All'],
		members: ['ChannelMember.Read.All', 'ChannelMember.ReadWrite.All', 'Group.ReadWrite.All'],
	},
} as const;
type Doing = keyof (typeof SCOPES)['chat'];

interface Params {
	chatId?: string;
	teamId?: string;
	channelId?: string;
	messageId?: string;
	replyId?: string;
}
type Call = FastifyRequest<{ Params: Params }>;

export function messageRoutes(app: FastifyInstance, world: World): void {
	const CHAT = '/chats/:chatId';
	const CHANNEL = '/teams/:teamId/channels/:channelId';
	const MESSAGE = '/messages/:messageId';
	const send = (request: Call, reply: FastifyReply) => reply.code(201).send(post(world, request));
	const change = (request: Call, reply: FastifyReply) => {
		patch(world, request);
		const { patchStatus } = world.switches();
		return patchStatus === 204 ? reply.code(204).send() : reply.code(200).send({});
	};
	const read = (request: Call) => {
		const { conversation } = enter(world, request, 'read');
		const { messageId = '', replyId } = request.params;
		return present(world, conversation, addressed(world, conversation, messageId, replyId));
	};
	const list = (request: Call) => {
		const { conversation } = enter(world, request, 'read');
		const { messageId = null } = request.params;
		const shown = world.messages.filter(
			({ conversationId, replyToId }) => conversationId === conversation.id && replyToId === messageId,
		);
		return {
			'@odata.count': shown.length,
			value: [...shown]
				.reverse()
				.slice(0, topOf(request))
				.map((message) => present(world, conversation, message)),
		};
	};
	const members = (request: Call) => {
		const { conversation } = enter(world, request, 'members');
		const value = conversation.members.map((id) => memberOf(conversation, id));
		return { '@odata.count': value.length, value };
	};
	for (const place of [CHAT, CHANNEL]) {
		app.get<{ Params: Params }>(`${place}/messages`, list);
		app.post<{ Params: Params }>(`${place}/messages`, send);
		app.get<{ Params: Params }>(`${place}${MESSAGE}`, read);
		app.patch<{ Params: Params }>(`${place}${MESSAGE}`, change);
		app.get<{ Params: Params }>(`${place}/members`, members);
	}
	const replies = `${CHANNEL}${MESSAGE}/replies`;
	app.get<{ Params: Params }>(replies, list);
	app.post<{ Params: Params }>(replies, send);
	app.get<{ Params: Params }>(`${replies}/:replyId`, read);
	app.patch<{ Params: Params }>(`${replies}/:replyId`, change);
}

/** Who may come in, and where to. */
function enter(world: World, request: Call, doing: Doing): { caller: Caller; conversation: Conversation } {
	const caller = callerOf(world, request);
	const { chatId, teamId = null, channelId = '' } = request.params;
	const isChat = chatId !== undefined;
	if (caller.kind === 'delegated') {
		const wanted: readonly string[] = SCOPES[isChat ? 'chat' : 'channel'][doing];
		if (!wanted.some((scope) => caller.scopes.includes(scope))) {
			throw forbidden(`Missing scope permissions on the request. API requires one of '${wanted.join(', ')}'.`);
		}
	}
	const conversation = world.conversation(isChat ? chatId : channelId, isChat ? null : teamId);
	if (caller.kind === 'delegated' && !conversation.members.includes(caller.personId)) {
		throw forbidden('The user is no member of the conversation');
	}
	return { caller, conversation };
}

function addressed(world: World, conversation: Conversation, id: string, replyId?: string): Message {
	const message = world.message(conversation.id, replyId ?? id);
	if (message.replyToId !== (replyId === undefined ? null : id)) throw notFound(`No message has the ID ${id}`);
	return message;
}

function throttle(world: World, conversation: Conversation): void {
	if (world.mayWrite(conversation.id)) return;
	throw new GraphError(429, 'TooManyRequests', 'Too many requests to this conversation within a second.');
}

function post(world: World, request: Call): JsonObject {
	const { caller, conversation } = enter(world, request, 'send');
	if (caller.kind === 'app') {
		throw new GraphError(
			world.switches().appOnlyStatus,
			world.switches().appOnlyStatus === 401 ? 'Unauthorized' : 'Forbidden',
			'Message POST is allowed in application-only context only for import purposes.',
		);
	}
	throttle(world, conversation);
	const content = readMessage(world, request.body);
	const { messageId: replyToId = null } = request.params;
	if (replyToId !== null) addressed(world, conversation, replyToId);
	const message: Message = {
		id: world.nextId(),
		conversationId: conversation.id,
		replyToId,
		from: caller.personId,
		...content,
		policyViolation: null,
		createdAt: world.core.clock.now(),
		editedAt: null,
		changes: 0,
	};
	world.messages.push(message);
	world.core.changed('teams', 'messageSent', { id: message.id });
	return present(world, conversation, message);
}

function patch(world: World, request: Call): void {
	const { caller, conversation } = enter(world, request, 'change');
	const { messageId = '', replyId } = request.params;
	const message = addressed(world, conversation, messageId, replyId);
	const keys = Object.keys(request.body !== null && typeof request.body === 'object' ? request.body : {});
	if (caller.kind === 'app') {
		if (keys.join() !== 'policyViolation') {
			throw forbidden('Only the policyViolation property can be updated in application permissions scenarios.');
		}
		throttle(world, conversation);
		message.policyViolation = checked(z.object({ policyViolation: z.object({}).passthrough() }), request.body);
		return;
	}
	if (keys.includes('policyViolation')) {
		throw forbidden('The policyViolation property cannot be updated in delegated permissions scenarios.');
	}
	if (message.from !== caller.personId) throw forbidden('Only the sender can change a message.');
	throttle(world, conversation);
	Object.assign(message, readMessage(world, request.body), {
		editedAt: world.core.clock.now(),
		changes: message.changes + 1,
	});
	world.core.changed('teams', 'messageChanged', { id: message.id });
}

/** The text and its cards, checked: each card is named once in the text, and the other way round. */
function readMessage(world: World, body: unknown): Written & { attachments: Attachment[] } {
	const { largestMessage, unknownFields } = world.switches();
	if (Buffer.byteLength(JSON.stringify(body ?? null)) > largestMessage) {
		throw new GraphError(413, 'RequestEntityTooLarge', 'The message is larger than 28 KB.');
	}
	const message = checked(unknownFields === 'ignore' ? written.strip() : written, body);
	const named = [...message.body.content.matchAll(/<attachment id="([^"]*)"><\/attachment>/g)].map(([, id]) => id);
	const given = message.attachments.map(({ id }) => id);
	if (named.length > 0 && message.body.contentType !== 'html') throw badRequest('Attachments need an HTML body.');
	if ([...named].sort().join() !== [...given].sort().join() || new Set(given).size !== given.length) {
		throw badRequest('The attachments of the body and the list of attachments are not the same.');
	}
	for (const { contentType, content, teamsAppId } of message.attachments) checkCard(contentType, content, teamsAppId);
	return message;
}

/** Newest first, at most 50. */
function topOf(request: Call): number {
	const top = z.object({ $top: z.coerce.number().int().min(1).max(50).default(20) });
	return checked(top, request.query).$top;
}

const isoOf = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

export function present(world: World, conversation: Conversation, message: Message): JsonObject {
	const isChat = conversation.teamId === null;
	return {
		'@odata.context': `${world.core.baseUrl}/teams/v1.0/$metadata#chatMessage/$entity`,
		id: message.id,
		replyToId: message.replyToId,
		etag: String(message.editedAt ?? message.id),
		messageType: 'message',
		createdDateTime: isoOf(message.createdAt),
		lastModifiedDateTime: isoOf(message.editedAt ?? message.createdAt),
		lastEditedDateTime: isoOf(message.editedAt),
		deletedDateTime: null,
		subject: message.subject,
		summary: message.summary,
		chatId: isChat ? conversation.id : null,
		importance: message.importance,
		locale: 'en-us',
		webUrl: isChat
			? null
			: `https://teams.microsoft.com/l/message/${encodeURIComponent(conversation.id)}/${message.id}?tenantId=${TENANT}`,
		policyViolation: null,
		eventDetail: null,
		from: {
			application: null,
			device: null,
			user: {
				id: message.from,
				displayName: personById(message.from)?.displayName ?? '',
				userIdentityType: 'aadUser',
				tenantId: TENANT,
			},
		},
		body: { ...message.body },
		channelIdentity: isChat ? null : { teamId: conversation.teamId, channelId: conversation.id },
		attachments: message.attachments.map((each) => ({ ...each })),
		mentions: [],
		reactions: [],
	};
}

function memberOf(conversation: Conversation, id: string): JsonObject {
	const person = personById(id);
	return {
		'@odata.type': '#microsoft.graph.aadUserConversationMember',
		id: Buffer.from(`${conversation.id}##${id}`).toString('base64'),
		roles: [],
		displayName: person?.displayName ?? '',
		userId: id,
		email: person?.email ?? '',
		tenantId: TENANT,
	};
}
