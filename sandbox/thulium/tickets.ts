import { z } from 'zod';
import { notFound, refuse } from './problems';
import { isLocalDate } from './query';
import { CATEGORIES, CLOSED, CUSTOM_FIELDS, NEW, QUEUES, STATUSES, WAITING } from './seed';
import type { Message, Ticket } from './types';
import type { World } from './world';

const text = z.string();
/** Not blank, and kept as it is. */
const needed = text.superRefine((value, context) => {
	if (value.trim() === '') context.addIssue({ code: 'too_small', minimum: 1, inclusive: true, type: 'string' });
});
/** Ids go as numbers or as texts; the ticket itself shows both kinds. */
const id = z.union([z.number().int(), z.string().regex(/^\d*$/)]).transform(String);
const bodyType = z.enum(['PLAIN', 'HTML']);
const date = text.refine((value) => isLocalDate(value) && value.length === 16);
const tokens = z.array(text);

const ticketFields = {
	user_login: text.nullish(),
	status_id: id.nullish(),
	substatus_id: id.nullish(),
	category_id: id.nullish(),
	ticket_queue_id: id.nullish(),
	tags: z.array(text.min(1)).nullish(),
	custom_fields: z.record(z.union([text, z.array(text)])).nullish(),
};

export const createBody = z
	.object({
		...ticketFields,
		to: needed,
		subject: needed,
		body: needed,
		body_type: bodyType.nullish(),
		from: text.email().nullish(),
		comment: text.nullish(),
		cc: z.array(text.email()).max(30).nullish(),
		attachments: tokens.nullish(),
		source: z.enum(['email', 'phone', 'sms', 'chat', 'www']).nullish(),
		direction: z.enum(['in_behalf_of', 'out']).nullish(),
		customer_id: id.nullish(),
	})
	.strict();
export const updateBody = z.object(ticketFields).strict();
export const agentResponseBody = z
	.object({
		body: needed,
		user_login: needed,
		body_type: bodyType.nullish(),
		date: date.nullish(),
		attachments: tokens.nullish(),
	})
	.strict();
export const customerResponseBody = z
	.object({ body: needed, body_type: bodyType.nullish(), date: date.nullish() })
	.strict();
/** The body is unknown: `comment`, `body` or both, by switch. */
export const commentBody = z
	.object({ comment: text.nullish(), body: text.nullish(), user_login: text.nullish(), attachments: tokens.nullish() })
	.strict();

type Fields = z.output<typeof updateBody>;
type Manner = Pick<z.output<typeof customerResponseBody>, 'body_type' | 'date'>;

export function findTicket(world: World, id: string | number): Ticket {
	const found = world.tickets.find(({ ticket_id }) => String(ticket_id) === String(id));
	if (found === undefined) throw notFound();
	return found;
}

export function createTicket(world: World, input: z.output<typeof createBody>): Ticket {
	// Which of the two is the customer of an outgoing ticket is unknown.
	const swapped = input.direction === 'out' && world.switches().outDirection === 'customerInTo';
	const address = swapped ? (input.from ?? '') : input.to;
	const mailbox = QUEUES.find(({ name }) => name === address);
	if (mailbox === undefined) throw refuse('mailbox', address);
	const attachments = input.attachments ?? [];
	checkFields(world, input, NEW);
	world.files.check(attachments);
	const customerId = optional(input.customer_id);
	if (customerId !== undefined && !world.customers.has(customerId)) throw refuse('value', 'customer_id');

	const now = world.now();
	const ticket: Ticket = {
		ticket_id: world.ticketId(),
		from: (swapped ? input.to : input.from) ?? '',
		source: input.source ?? 'email',
		ticket_queue_id: mailbox.ticket_queue_id,
		subject: input.subject,
		status_id: NEW,
		substatus_id: '',
		category_id: '',
		customer_id: customerId === undefined ? null : Number(customerId),
		user_login: '',
		tags: [],
		custom_fields: {},
		created: now,
		updated: now,
		closed: null,
		firstResponse: null,
		messages: [],
	};
	world.tickets.push(ticket);
	setFields(world, ticket, input);
	const type = input.direction === 'out' ? 'REPLY' : 'MAIL';
	const message = world.addMessage(ticket, { type, body: input.body, comment: input.comment ?? '', attachments });
	world.files.attach(attachments, message.message_id);
	return ticket;
}

/** PUT: absent or null stays as it is. Returns what a status change leaves behind as `system_comment`. */
export function updateTicket(world: World, ticket: Ticket, given: Fields): void {
	const input = withoutEmpty(world, given);
	checkFields(world, input, ticket.status_id);
	const change = setFields(world, ticket, input);
	if (world.switches().emptyValues === 'clear') clear(ticket, given);
	ticket.updated = world.now();
	if (change === '') world.core.changed('thulium', 'ticket', { ticket_id: ticket.ticket_id });
	else world.addMessage(ticket, { type: 'COMMENT', system_comment: change });
}

export function agentResponse(world: World, ticket: Ticket, input: z.output<typeof agentResponseBody>): void {
	if (world.agent(input.user_login)?.active !== true) throw refuse('agent');
	const attachments = input.attachments ?? [];
	world.files.check(attachments);
	const moves = world.switches().replyMovesToWaiting;
	const change = moves ? setStatus(world, ticket, WAITING, '') : '';
	const { user_login } = input;
	const body = input.body_type === 'PLAIN' ? plainReply(world, input.body) : input.body;
	const given = { body, user_login, attachments, system_comment: change, ...manner(world, input) };
	const message = world.addMessage(ticket, { type: 'REPLY', ...given });
	world.files.attach(attachments, message.message_id);
	ticket.firstResponse ??= message.created;
}

function plainReply(world: World, body: string): string {
	if (world.switches().plainReplies === 'asSent') return body;
	const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
	return body.replace(/[&<>"]/g, (character) => entities[character] ?? '').replace(/\n/g, '<br />\n');
}

/** The panel moves a ticket to new whenever the customer wrote last. */
export function customerResponse(
	world: World,
	ticket: Ticket,
	body: string,
	attachments: string[] = [],
	how: Manner = {},
): void {
	const change = setStatus(world, ticket, NEW, '');
	const rest = { attachments, system_comment: change, ...manner(world, how) };
	const message = world.addMessage(ticket, { type: 'MAIL', body, ...rest });
	world.files.attach(attachments, message.message_id);
}

/** How the text is read, and which time the message shows: that of a date that is yet to come may be waited for. */
function manner(world: World, given: Manner): Pick<Message, 'body_type' | 'created' | 'waits'> {
	const { replyBodyType, replyDate } = world.switches();
	const dated = replyDate !== 'ignored' && typeof given.date === 'string';
	return {
		body_type: given.body_type ?? replyBodyType,
		created: dated ? world.instant(given.date ?? '') : world.now(),
		waits: replyDate === 'delayed',
	};
}

const isEmpty = (value: unknown): boolean => value === '' || (Array.isArray(value) && value.length === 0);

/** Whether an empty value clears a field, changes nothing or is refused is unknown. */
function withoutEmpty(world: World, given: Fields): Fields {
	const empty = Object.entries(given).find(([, value]) => isEmpty(value));
	if (empty !== undefined && world.switches().emptyValues === 'refuse') throw refuse('value', empty[0]);
	return Object.fromEntries(Object.entries(given).filter(([, value]) => !isEmpty(value)));
}

function clear(ticket: Ticket, given: Fields): void {
	for (const name of ['user_login', 'category_id', 'substatus_id'] as const) if (given[name] === '') ticket[name] = '';
	if (given.tags?.length === 0) ticket.tags = [];
}

export function addComment(world: World, ticket: Ticket, input: z.output<typeof commentBody>): void {
	const { commentField } = world.switches();
	const comment =
		commentField === 'body' ? input.body : commentField === 'comment' ? input.comment : (input.comment ?? input.body);
	if ((comment ?? '').trim() === '') throw refuse('required', commentField === 'body' ? 'body' : 'comment');
	if ((input.user_login ?? '') !== '' && world.agent(input.user_login ?? '') === undefined) throw refuse('agent');
	const { commentFiles } = world.switches();
	const given = input.attachments ?? [];
	if (given.length > 0 && commentFiles === 'refuse') throw refuse('unknownField', 'attachments');
	const attachments = commentFiles === 'attach' ? given : [];
	world.files.check(attachments);
	const rest = { comment: comment ?? '', user_login: input.user_login ?? '', attachments };
	world.files.attach(attachments, world.addMessage(ticket, { type: 'COMMENT', ...rest }).message_id);
}

export function setStatus(world: World, ticket: Ticket, statusId: string, substatusId: string): string {
	if (ticket.status_id === statusId && ticket.substatus_id === substatusId) return '';
	const before = world.statusName(ticket.status_id, ticket.substatus_id);
	ticket.status_id = statusId;
	ticket.substatus_id = substatusId;
	ticket.closed = statusId === CLOSED ? (ticket.closed ?? world.now()) : null;
	return `Changed status from [${before}] to [${world.statusName(statusId, substatusId)}]`;
}

function setFields(world: World, ticket: Ticket, input: Fields): string {
	ticket.user_login = input.user_login ?? ticket.user_login;
	ticket.category_id = optional(input.category_id) ?? ticket.category_id;
	ticket.ticket_queue_id = Number(optional(input.ticket_queue_id) ?? ticket.ticket_queue_id);
	Object.assign(ticket.custom_fields, input.custom_fields ?? {});
	const tags = input.tags ?? undefined;
	const kept = world.switches().tagsOnUpdate === 'add' ? ticket.tags : [];
	if (tags !== undefined) ticket.tags = [...new Set([...kept, ...tags])];
	const statusId = optional(input.status_id) ?? ticket.status_id;
	const substatusId = optional(input.substatus_id) ?? (statusId === ticket.status_id ? ticket.substatus_id : '');
	return setStatus(world, ticket, statusId, substatusId);
}

/** Everything that a ticket refers to must exist; nothing is written before all is checked. */
function checkFields(world: World, input: Fields, currentStatus: string): void {
	const must = (name: string, value: string | undefined, known: readonly string[]): void => {
		if (value !== undefined && !known.includes(value)) throw refuse('value', name);
	};
	if (typeof input.user_login === 'string' && world.agent(input.user_login)?.active !== true) throw refuse('agent');
	const statusId = optional(input.status_id);
	const status = STATUSES.find(({ status_id }) => status_id === (statusId ?? currentStatus));
	const substatuses = status?.substatuses.map(({ substatus_id }) => substatus_id) ?? [];
	must(
		'status_id',
		statusId,
		STATUSES.map(({ status_id }) => status_id),
	);
	must('substatus_id', optional(input.substatus_id), substatuses);
	must(
		'category_id',
		optional(input.category_id),
		CATEGORIES.map(({ category_id }) => category_id),
	);
	must(
		'ticket_queue_id',
		optional(input.ticket_queue_id),
		QUEUES.map((queue) => String(queue.ticket_queue_id)),
	);
	if (world.switches().unknownCustomFields === 'accept') return;
	const unknown = Object.keys(input.custom_fields ?? {}).find((name) => !CUSTOM_FIELDS.includes(name));
	if (unknown !== undefined) throw refuse('unknownField', unknown);
}

function optional(value: string | null | undefined): string | undefined {
	return value ?? undefined;
}
