import type { FastifyInstance } from 'fastify';
import { checked, notFound } from './problems';
import { allowOnly, phpQuery } from './query';
import { CLOSED } from './seed';
import { listTickets } from './ticketList';
import {
	addComment,
	agentResponse,
	agentResponseBody,
	commentBody,
	createBody,
	createTicket,
	customerResponse,
	customerResponseBody,
	findTicket,
	updateBody,
	updateTicket,
} from './tickets';
import { ticketDetail } from './ticketView';
import type { World } from './world';

interface ById {
	Params: { id: string };
}

export function ticketRoutes(app: FastifyInstance, world: World): void {
	app.get('/tickets', ({ query }) => listTickets(world, query));

	/** Only the purpose is known: the shape is ours. */
	app.get('/tickets/today_stats', () => {
		const today = world.timestamp(world.now()).slice(0, 10);
		const isToday = (at: number | null): boolean => at !== null && world.timestamp(at).startsWith(today);
		return {
			created: world.tickets.filter(({ created }) => isToday(created)).length,
			closed: world.tickets.filter(({ closed }) => isToday(closed)).length,
			open: world.tickets.filter(({ status_id }) => status_id !== CLOSED).length,
		};
	});

	app.get<ById>('/tickets/:id', ({ params, query }) => {
		const parsed = phpQuery(query);
		allowOnly(world, parsed, ['include_custom_fields']);
		return ticketDetail(world, findTicket(world, params.id), parsed.scalars.get('include_custom_fields') === 'true');
	});

	app.post('/tickets', ({ body }, reply) => {
		const input = checked(world, createBody, body);
		const ticket = createTicket(world, input);
		void world.webhooks.emit('TICKET_CREATED', {
			ticket_id: ticket.ticket_id,
			customer_id: ticket.customer_id,
			agent_login: ticket.user_login === '' ? null : ticket.user_login,
			direction: input.direction ?? 'in_behalf_of',
		});
		return world.send(reply, 201, { ticket_id: ticket.ticket_id });
	});

	app.put<ById>('/tickets/:id', ({ params, body }, reply) => {
		updateTicket(world, findTicket(world, params.id), checked(world, updateBody, body));
		return world.send(reply, 204);
	});

	app.post<ById>('/tickets/:id/agent_response', ({ params, body }, reply) => {
		const ticket = findTicket(world, params.id);
		agentResponse(world, ticket, checked(world, agentResponseBody, body));
		return world.send(reply, 201, []);
	});

	app.post<ById>('/tickets/:id/customer_response', ({ params, body }, reply) => {
		const ticket = findTicket(world, params.id);
		const { body: written, ...how } = checked(world, customerResponseBody, body);
		customerResponse(world, ticket, written, [], how);
		void world.webhooks.emit('TICKET_MESSAGE_RECEIVED', { ticket_id: ticket.ticket_id });
		return world.send(reply, 201);
	});

	app.post<ById>('/tickets/:id/comment', ({ params, body }, reply) => {
		addComment(world, findTicket(world, params.id), checked(world, commentBody, body));
		return world.send(reply, 201);
	});

	app.delete<ById>('/tickets/:id', ({ params }, reply) => {
		const ticket = findTicket(world, params.id);
		world.tickets = world.tickets.filter((other) => other !== ticket);
		for (const { attachments } of ticket.messages) attachments.forEach((token) => world.files.remove(token));
		world.core.changed('thulium', 'ticketDeleted', { ticket_id: ticket.ticket_id });
		return world.send(reply, 204);
	});

	app.delete<{ Params: { id: string; token: string } }>('/tickets/:id/attachments/:token', ({ params }, reply) => {
		const ticket = findTicket(world, params.id);
		const message = ticket.messages.find(({ attachments }) => attachments.includes(params.token));
		if (message === undefined) throw notFound();
		message.attachments = message.attachments.filter((token) => token !== params.token);
		ticket.updated = world.now();
		world.files.remove(params.token);
		return world.send(reply, 204);
	});
}
