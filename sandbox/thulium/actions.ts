import { z } from 'zod';
import type { Json, JsonObject, SandboxService } from '../core/types';
import { validateInput } from '../core/validate';
import { fileOf } from './connections';
import type { Connection } from './connections';
import { createBody, createTicket, customerResponse, findTicket, setStatus, updateBody, updateTicket } from './tickets';
import type { World } from './world';

const ticket = { ticket_id: z.number().int() };
const file = z
	.object({ filename: z.string().min(1), content: z.string(), encoding: z.enum(['utf8', 'base64']).default('utf8') })
	.strict();
const files = z.array(file).default([]);
const writes = z.object({ ...ticket, body: z.string().min(1), attachments: files }).strict();
const status = z.object({ ...ticket, status_id: z.string(), substatus_id: z.string().default('') }).strict();
const assign = z.object({ ...ticket, user_login: z.string() }).strict();
const raise = z
	.object({
		from: z.string().default('walk.in@example.com'),
		to: z.string().default('service@example.com'),
		subject: z.string().default('Raised by mail'),
		body: z.string().default('Hello'),
		customer_id: z.number().int().optional(),
		attachments: files,
	})
	.strict();
const many = z.object({ count: z.number().int().min(1).max(20_000) }).strict();
const call = z
	.object({
		src: z.string().default('600100200'),
		dst: z.string().default('221000111'),
		user_login: z.string().default('mnowak'),
		type: z.enum(['INBOUND', 'OUTBOUND']).default('INBOUND'),
		disposition: z.enum(['ANSWERED', 'NO ANSWER', 'BUSY', 'FAILED']).default('ANSWERED'),
		duration: z.number().int().min(15).default(60),
		customer_id: z.number().int().nullable().default(null),
		ticket_id: z.number().int().nullable().default(null),
		queue_id: z.number().int().nullable().default(3),
	})
	.strict();
const talk = z
	.object({
		src: z.string().default('600100200'),
		dst: z.string().default('221000111'),
		user_login: z.string().default('mnowak'),
	})
	.strict();
const webhookChange = z
	.object({ id: z.number().int(), actions: z.array(z.string()).optional(), http_auth_user: z.string().optional() })
	.strict();
const scalar = z.union([z.string(), z.number(), z.null()]);
const emit = z
	.object({ action: z.string(), fields: z.record(z.union([scalar, z.array(scalar)])).default({}) })
	.strict();

/** What customers and agents do outside the API; whoever subscribed is called before the action returns. */
export function thuliumActions(world: World): SandboxService['actions'] {
	const upload = (given: z.output<typeof files>): string[] =>
		given.map(({ filename, content, encoding }) => world.files.add(filename, Buffer.from(content, encoding)).token);
	return {
		/** The customer answers by mail: a MAIL message, status back to new. */
		async customerWrites(input: JsonObject): Promise<Json> {
			const { ticket_id, body, attachments } = validateInput(writes, input);
			customerResponse(world, findTicket(world, ticket_id), body, upload(attachments));
			const deliveries = await world.webhooks.emit('TICKET_MESSAGE_RECEIVED', { ticket_id });
			return { ticket_id, deliveries: deliveries.map((delivery) => ({ ...delivery })) };
		},
		/** An agent changes the status in the panel. */
		changeStatus(input: JsonObject) {
			const { ticket_id, status_id, substatus_id } = validateInput(status, input);
			const found = findTicket(world, ticket_id);
			if (world.statusName(status_id, '') === '') throw new Error(`There is no status ${status_id}`);
			const change = setStatus(world, found, status_id, substatus_id);
			world.addMessage(found, { type: 'COMMENT', system_comment: change });
			return { ticket_id, full_status_name: world.statusName(status_id, substatus_id) };
		},
		assign(input: JsonObject) {
			const { ticket_id, user_login } = validateInput(assign, input);
			updateTicket(world, findTicket(world, ticket_id), validateInput(updateBody, { user_login }));
			return { ticket_id, user_login };
		},
		/** A customer's mail makes a ticket. */
		async raiseTicket(input: JsonObject): Promise<Json> {
			const { attachments, ...fields } = validateInput(raise, input);
			const { ticket_id, customer_id } = createTicket(
				world,
				validateInput(createBody, { ...fields, attachments: upload(attachments) }),
			);
			// The value for incoming mail is unknown.
			const values = { ticket_id, customer_id, agent_login: null, direction: 'in' };
			const deliveries = await world.webhooks.emit('TICKET_CREATED', values);
			return { ticket_id, deliveries: deliveries.map((delivery) => ({ ...delivery })) };
		},
		/** For paging tests; calls no subscriber. */
		addTickets(input: JsonObject) {
			const { count } = validateInput(many, input);
			const ids = Array.from({ length: count }, (_, n) => {
				const fields = {
					to: 'service@example.com',
					from: `c${n}@example.com`,
					subject: `Ticket ${n + 1}`,
					body: 'text',
				};
				return createTicket(world, validateInput(createBody, fields)).ticket_id;
			});
			return { count, first: ids[0] ?? null, last: ids.at(-1) ?? null };
		},
		/** A call that begins; `endCall` ends it. */
		startCall(input: JsonObject): Json {
			const { src, dst, user_login } = validateInput(talk, input);
			const started = world.now();
			const connection_id = `${Math.floor(started / 1000)}.${100 + world.connections.length}`;
			const rest = { customer_id: null, ticket_id: null, queue_id: 3, tags: [], duration: 0, recorded: null };
			const made: Connection = {
				connection_id,
				started,
				src,
				dst,
				user_login,
				type: 'INBOUND',
				disposition: '',
				...rest,
			};
			world.connections.push(made);
			world.core.changed('thulium', 'call', { connection_id });
			return { connection_id };
		},
		endCall(input: JsonObject): Json {
			const { connection_id } = validateInput(z.object({ connection_id: z.string() }).strict(), input);
			const found = world.connections.find((made) => made.connection_id === connection_id);
			if (found === undefined || found.disposition !== '') throw new Error(`No call ${connection_id} goes on`);
			const duration = Math.max(15, Math.round((world.now() - found.started) / 1000));
			Object.assign(found, { disposition: 'ANSWERED', duration, recorded: world.now() });
			world.core.changed('thulium', 'call', { connection_id });
			return { connection_id };
		},
		/** A call that has ended; an answered one has a recording at once. */
		async finishCall(input: JsonObject): Promise<Json> {
			const fields = validateInput(call, input);
			const now = world.now();
			const started = now - fields.duration * 1000;
			const connection_id = `${Math.floor(started / 1000)}.${100 + world.connections.length}`;
			const recorded = fields.disposition === 'ANSWERED' ? now : null;
			const made: Connection = { ...fields, connection_id, started, tags: [], recorded };
			world.connections.push(made);
			world.core.changed('thulium', 'call', { connection_id });
			const ready = { connection_id, filename: fileOf(world, made) };
			const deliveries = recorded === null ? [] : await world.webhooks.emit('RECORDING_READY', ready);
			return { connection_id, deliveries: deliveries.map((delivery) => ({ ...delivery })) };
		},
		/** Somebody changes a webhook in the panel. */
		changeWebhook(input: JsonObject) {
			const { id, ...changes } = validateInput(webhookChange, input);
			const found = world.webhooks.list.find((webhook) => webhook.id === id);
			if (found === undefined) throw new Error(`There is no webhook ${id}`);
			Object.assign(found, changes);
			return { id };
		},
		/** Any webhook call, for example a repeated one or an action of which only the name is known. */
		async emit(input: JsonObject): Promise<Json> {
			const { action, fields } = validateInput(emit, input);
			const deliveries = await world.webhooks.emit(action, fields);
			return { deliveries: deliveries.map((delivery) => ({ ...delivery })) };
		},
	};
}
