import type { FastifyInstance } from 'fastify';
import { notFound, refuse } from './problems';
import { allowOnly, phpQuery } from './query';
import type { World } from './world';

const CHAT_QUEUES = ['2'];
const PARAMETERS = ['chat_queue_id', 'client_name', 'client_surname', 'client_email', 'client_id', 'customer_id'];

/** Start takes its parameters from the query string, the body is empty. */
export function chatRoutes(app: FastifyInstance, world: World): void {
	app.post('/chat_conversations/start', ({ query }, reply) => {
		const parsed = phpQuery(query);
		allowOnly(world, parsed, PARAMETERS);
		const queueId = parsed.scalars.get('chat_queue_id') ?? '';
		if (queueId === '') throw refuse('required', 'chat_queue_id');
		if (!CHAT_QUEUES.includes(queueId)) throw refuse('value', 'chat_queue_id');
		const conversation_id = world.core.guid();
		world.chats.set(conversation_id, 'open');
		const client = {
			client_name: parsed.scalars.get('client_name') ?? null,
			client_email: parsed.scalars.get('client_email') ?? null,
		};
		void world.webhooks.emit('CHAT_CONVERSATION_CREATED', { conversation_id, ...client, chat_queue_id: queueId });
		return world.send(reply, 201, { conversation_id });
	});
	app.post<{ Params: { id: string } }>('/chat_conversations/:id/stop', ({ params, query }, reply) => {
		// That it goes into the query, as what start takes, is a guess.
		allowOnly(world, phpQuery(query), ['external_chatbot_id']);
		if (!world.chats.has(params.id)) throw notFound();
		world.chats.set(params.id, 'closed');
		void world.webhooks.emit('CHAT_CONVERSATION_CLOSED', {
			conversation_id: params.id,
			chat_queue_id: CHAT_QUEUES[0] ?? '',
		});
		return world.send(reply, 201);
	});
}
