import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { JsonObject } from '../core/types';
import { fileOf } from './connections';
import type { Connection } from './connections';
import { dictionaryList } from './dictionaries';
import { checked, checkPhone, notFound, refuse } from './problems';
import { allowOnly, dateRange, paging, phpQuery } from './query';
import type { PhpQuery } from './query';
import type { World } from './world';

const PHONE_QUEUES = [
	{ queue_id: 3, name: 'Infolinia' },
	{ queue_id: 8, name: 'Serwis' },
];
const WAITING = [
	{ phone_number: '600700800', started_at: '2025-01-13 09:30:10', customer_id: null, customer_label: null },
];
const CONNECTION_FILTERS = ['src', 'dst', 'connection_id', 'user_login', 'queue_id', 'customer_id'];

const dateTime = z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
/** What was noted about the first call; of the transcription only the name is known. */
const TOPIC = {
	...{ topic_id: 12, agent_login: 'mnowak', comment: 'Parcel' },
	custom_fields: [{ field_id: 4, value: 'A-1187' }],
};
const INTENT = { intent: { id: '6f1c2f0e-8a56-4b0b-9e0a-3f7b8f2c1d10', intent: 'Where is my parcel' } };
const scheduleBody = z.object({ phone_number: z.string().min(1), call_at: dateTime.nullish() }).strict();

/** Calls, recordings and phone queues. The order of the lists is unknown: a switch. */
export function telephonyRoutes(app: FastifyInstance, world: World): void {
	app.get('/connections', ({ query }) => {
		const parsed = phpQuery(query);
		const names = ['limit', 'offset', 'date_from', 'date_to', 'topic_id', 'tags', 'include_tags', 'include_topics'];
		allowOnly(world, parsed, [...names, ...CONNECTION_FILTERS]);
		const inRange = dateRange(world, parsed, 'date_from', 'date_to');
		const tags = parsed.lists.get('tags') ?? [];
		const found = chosen(world, parsed).filter(
			(call) =>
				inRange(world.timestamp(call.started)) &&
				tags.every((tag) => call.tags.includes(tag)) &&
				[undefined, String(topicOf(call)?.topic_id)].includes(parsed.scalars.get('topic_id')),
		);
		return page(
			world,
			parsed,
			found.map((call) => connectionRow(world, call, parsed)),
		);
	});

	/** The dates are those of the recording, not of the call. */
	app.get('/recordings', ({ query }) => {
		const parsed = phpQuery(query);
		allowOnly(world, parsed, ['limit', 'offset', 'date_from', 'date_to', 'src', 'dst', 'connection_id']);
		const inRange = dateRange(world, parsed, 'date_from', 'date_to');
		const found = chosen(world, parsed).filter(
			({ recorded }) => recorded !== null && inRange(world.timestamp(recorded)),
		);
		return page(
			world,
			parsed,
			found.map((call) => recordingRow(world, call)),
		);
	});
	app.get('/recordings/download', ({ query }, reply) => {
		const { recordingQuery } = world.switches();
		const wanted = phpQuery(query).scalars.get(recordingQuery);
		if (wanted === undefined) throw refuse('required', recordingQuery);
		const call = world.connections.find(
			(candidate) =>
				candidate.recorded !== null && [fileOf(world, candidate), candidate.connection_id].includes(wanted),
		);
		if (call === undefined) throw notFound();
		return reply.type('audio/ogg').send(Buffer.from(`OggS recording ${call.connection_id}`));
	});

	type ByConnection = { Params: { id: string } };
	const connection = (connectionId: string): Connection => {
		const found = world.connections.find(({ connection_id }) => connection_id === connectionId);
		if (found === undefined) throw notFound();
		return found;
	};
	app.get<ByConnection>('/connections/:id/topic', ({ params }) => {
		const topic = topicOf(connection(params.id));
		if (topic === undefined) throw notFound();
		return topic;
	});
	app.get<ByConnection>('/connections/:id/intents', ({ params, query }) => {
		allowOnly(world, phpQuery(query), ['language']);
		connection(params.id);
		return INTENT;
	});
	app.get<ByConnection>('/connections/:id/transcription', ({ params }) => {
		const { connection_id } = connection(params.id);
		return { connection_id, transcription: [{ speaker: 'customer', text: 'Dzień dobry, gdzie jest paczka?' }] };
	});

	app.get('/queues', () =>
		dictionaryList(
			world,
			PHONE_QUEUES.map(({ queue_id, name }) => ({ id: queue_id, name })),
			'queue_id',
		),
	);
	type ById = { Params: { id: string } };
	const queue = (id: string): void => {
		if (!PHONE_QUEUES.some(({ queue_id }) => String(queue_id) === id)) throw notFound();
	};
	app.get<ById>('/queues/:id/waiting_list', ({ params }) => {
		queue(params.id);
		return params.id === '3' ? WAITING : [];
	});
	app.get<ById>('/queues/:id/waiting_stats', ({ params }) => {
		queue(params.id);
		return params.id === '3' ? { in_queue: 1, approx_wait_time: '00:01:30' } : { in_queue: 0, approx_wait_time: null };
	});
	app.post<ById>('/queues/:id/schedule_call', ({ params, body }, reply) => {
		queue(params.id);
		const { phone_number } = checked(world, scheduleBody, body);
		checkPhone(world, phone_number, 'phone_number');
		return world.send(reply, 201);
	});
}

function chosen(world: World, query: PhpQuery): Connection[] {
	return world.connections.filter(
		(call) =>
			(call.disposition !== '' || world.switches().unfinishedCalls) &&
			CONNECTION_FILTERS.every((name) => {
				const wanted = query.scalars.get(name);
				return wanted === undefined || String(call[name as keyof Connection] ?? '') === wanted;
			}),
	);
}

function page(world: World, query: PhpQuery, rows: JsonObject[]): JsonObject {
	const { limit, offset } = paging(world, query, 100);
	const sorted = world.switches().callOrder === 'newestFirst' ? [...rows].reverse() : rows;
	return { count: rows.length, result: sorted.slice(offset, offset + limit) };
}

function connectionRow(world: World, call: Connection, query: PhpQuery): JsonObject {
	const wants = (part: string): boolean => query.scalars.get(part) === 'true';
	const answered = call.disposition === 'ANSWERED';
	return {
		...{
			date: world.timestamp(call.started),
			src: call.src,
			dst: call.dst,
			disposition: call.disposition,
			ticket_id: call.ticket_id,
		},
		...{ outbound_result: '', duration: call.duration, billsec: answered ? call.duration - 14 : 0, operator: 'trunk1' },
		...{
			filename: call.recorded === null ? '' : fileOf(world, call),
			user: userName(world, call.user_login),
			user_login: call.user_login,
		},
		...{
			connection_id: call.connection_id,
			type: call.type,
			queue_id: call.queue_id,
			topic_id: topicOf(call)?.topic_id ?? null,
			customer_id: call.customer_id,
		},
		...(wants('include_tags') ? { tags: call.tags } : {}),
		...(wants('include_topics') ? { topics: [topicOf(call) ?? []].flat() } : {}),
		...{ disconnected_by: 'Customer', transferred_to: '' },
	};
}

function recordingRow(world: World, call: Connection): JsonObject {
	return {
		...{
			date: world.timestamp(call.started),
			created_at: world.timestamp(call.recorded ?? call.started),
			src: call.src,
			dst: call.dst,
		},
		...{ disposition: 'ANSWERED', duration: call.duration, billsec: call.duration - 14, filename: fileOf(world, call) },
		...{ user: userName(world, call.user_login), connection_id: call.connection_id, type: call.type },
	};
}

/** Only the first call has one. */
function topicOf({ tags }: Connection): typeof TOPIC | undefined {
	return tags.includes('vip') ? TOPIC : undefined;
}

function userName(world: World, login: string): string {
	const agent = world.agent(login);
	return agent === undefined ? '' : `${agent.name} ${agent.surname}`;
}
