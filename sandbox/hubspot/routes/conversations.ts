import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { JsonObject } from '../../core/types';
import { threadJson } from '../conversations/present';
import type { Thread } from '../schema/conversations';
import { assign, setArchived, setStatus } from '../conversations/writing';
import { invalid, notFound } from '../errors';
import { OWNERS } from '../schema/owners';
import {
	addEndpoint,
	type Call,
	type Endpoint,
	flagParam,
	limitParam,
	listParam,
	readBody,
	readQuery,
	textParam,
} from '../http/endpoint';
import type { World } from '../state/world';

const MAX_PER_PAGE = 500;
const numeric = z.string().regex(/^\d+$/);

interface ConversationEndpoint {
	method: Endpoint['method'];
	suffix: string;
	handle: Endpoint['handle'];
	/** By the method when left out. */
	access?: 'read' | 'write';
	/** Whether only the dated version has it. */
	/** The path before dated versions, where it begins as the dated ones. */
	newRoot?: boolean;
}

/** There is one dated version of this family, and not every account has it. */
export function addConversationEndpoint(
	app: FastifyInstance,
	world: World,
	prefix: string,
	{ method, suffix, handle, access = method === 'GET' ? 'read' : 'write', newRoot = false }: ConversationEndpoint,
): void {
	addEndpoint(app, world, prefix, {
		method,
		dated: `/conversations/conversations/{V}${suffix}`,
		versions: ['2026-09'],
		old: `${newRoot ? '/conversations/conversations/v3' : '/conversations/v3/conversations'}${suffix}`,
		scopes: () => [[`conversations.${access}`]],
		handle: (call) => {
			if (!world.switches.hasConversations) throw notFound();
			return handle(call);
		},
	});
}

/** Threads: finding, changing, assigning. */
export function conversationRoutes(app: FastifyInstance, world: World, prefix: string): void {
	const add = (endpoint: ConversationEndpoint): void => addConversationEndpoint(app, world, prefix, endpoint);
	add({ method: 'GET', suffix: '/threads', handle: (call) => list(world, call) });
	add({ method: 'GET', suffix: '/threads/:threadId', handle: (call) => get(world, call) });
	add({ method: 'PATCH', suffix: '/threads/:threadId', handle: (call) => change(world, call) });
	add({
		method: 'DELETE',
		suffix: '/threads/:threadId',
		handle: (call) => {
			readQuery(call, {});
			setArchived(world, threadOf(world, call), true);
			return undefined;
		},
	});
	const suffix = '/threads/:threadId/assignee';
	add({ method: 'PUT', suffix, newRoot: true, handle: (call) => setAssignee(world, call) });
	add({
		method: 'DELETE',
		suffix,
		newRoot: true,
		handle: (call) => {
			readQuery(call, {});
			assign(world, threadOf(world, call), null);
			return undefined;
		},
	});
}

/** The thread of the path; archived ones are found only by those who ask for them. */
export function threadOf(world: World, call: Call, archived = false): Thread {
	const thread = world.conversations.get(call.params.threadId ?? '');
	if (thread?.archived !== archived) throw notFound();
	return thread;
}

const association = listParam.refine((names) => names?.every((name) => name === 'TICKET') ?? true);

function list(world: World, call: Call): JsonObject {
	const query = readQuery(call, {
		limit: limitParam(100, MAX_PER_PAGE),
		after: numeric.optional(),
		archived: flagParam,
		association,
		associatedContactId: numeric.optional(),
		associatedTicketId: numeric.optional(),
		inboxId: numeric.optional(),
		latestMessageTimestampAfter: z.string().datetime().optional(),
		property: textParam,
		sort: z.enum(['id', '-id', 'latestMessageTimestamp']).optional(),
		threadStatus: z.enum(['OPEN', 'CLOSED']).optional(),
	});
	if (query.inboxId !== undefined && query.associatedContactId !== undefined) {
		throw invalid('inboxId and associatedContactId cannot be used together');
	}
	if (query.associatedContactId !== undefined && query.threadStatus === undefined) {
		throw invalid('threadStatus is required with associatedContactId');
	}
	if (query.sort === '-id' && query.associatedContactId === undefined) {
		throw invalid('Threads are sorted in descending order only with associatedContactId');
	}
	const byTime = query.sort === 'latestMessageTimestamp';
	if (byTime && query.latestMessageTimestampAfter === undefined) {
		throw invalid('latestMessageTimestampAfter is required to sort by latestMessageTimestamp');
	}
	// Whether the old version and every account know this filter is open.
	const filter = world.switches.ticketFilter;
	if (query.associatedTicketId !== undefined && filter === 'refused') {
		throw invalid('Invalid request parameters: associatedTicketId is not known');
	}
	const ticketId = filter === 'works' ? query.associatedTicketId : undefined;
	const since = query.latestMessageTimestampAfter ?? '';
	const isBeyond = ({ id }: Thread): boolean =>
		query.after === undefined ||
		(query.sort === '-id' ? Number(id) <= Number(query.after) : Number(id) >= Number(query.after));
	const found = world.conversations
		.all()
		.filter(
			(thread) =>
				thread.archived === (query.archived ?? false) &&
				isBeyond(thread) &&
				(ticketId === undefined || thread.ticketId === ticketId) &&
				(query.associatedContactId === undefined || thread.contactId === query.associatedContactId) &&
				(query.inboxId === undefined || thread.inboxId === query.inboxId) &&
				(query.threadStatus === undefined || thread.status === query.threadStatus) &&
				lastMessageAt(thread) >= since,
		);
	if (query.sort === '-id') found.reverse();
	if (byTime) found.sort((a, b) => lastMessageAt(a).localeCompare(lastMessageAt(b)));
	const next = found[query.limit];
	const withTicket = query.association !== undefined;
	return {
		results: found.slice(0, query.limit).map((thread) => threadJson(thread, withTicket)),
		...(next === undefined ? {} : { paging: { next: { after: next.id, link: `${call.address}?after=${next.id}` } } }),
	};
}

function lastMessageAt(thread: Thread): string {
	return thread.messages.at(-1)?.createdAt ?? '';
}

function get(world: World, call: Call): JsonObject {
	const query = readQuery(call, { archived: flagParam, association, property: textParam });
	return threadJson(threadOf(world, call, query.archived), query.association !== undefined);
}

/** The status, or bringing an archived thread back; the latter has to be asked for twice. */
function change(world: World, call: Call): JsonObject {
	const query = readQuery(call, { archived: flagParam });
	const body = readBody(
		call,
		z.object({ status: z.enum(['OPEN', 'CLOSED']).optional(), archived: z.literal(false).optional() }).strict(),
	);
	if (body.status === undefined && body.archived === undefined) throw invalid('Nothing to update');
	const thread = threadOf(world, call, query.archived);
	if (body.archived === false) setArchived(world, thread, false);
	if (body.status !== undefined) setStatus(world, thread, body.status);
	return threadJson(thread, false);
}

function setAssignee(world: World, call: Call): JsonObject {
	readQuery(call, {});
	const { actorId } = readBody(call, z.object({ actorId: z.string().min(1) }).strict());
	const thread = threadOf(world, call);
	requireAgent(actorId);
	assign(world, thread, actorId);
	return threadJson(thread, false);
}

/** Only people who use HubSpot answer and are assigned: queues have no user. */
export function requireAgent(actorId: string): void {
	if (OWNERS.some(({ userId, archived }) => !archived && `A-${userId ?? ''}` === actorId)) return;
	throw invalid(`Invalid actorId: ${actorId} is not an agent of this account`);
}
