import type { FastifyInstance } from 'fastify';
import type { Json, JsonObject } from '../core/types';
import { CATEGORIES, QUEUES, STATUSES } from './seed';
import type { World } from './world';

interface Entry {
	id: string | number;
	name: string;
	children?: Entry[];
}

const statuses: Entry[] = STATUSES.map(({ status_id, name, substatuses }) => ({
	id: status_id,
	name,
	children: substatuses.map((sub) => ({ id: sub.substatus_id, name: sub.name })),
}));
const categories: Entry[] = CATEGORIES.map(({ category_id, name }) => ({ id: category_id, name }));
const queues: Entry[] = QUEUES.map(({ ticket_queue_id, name }) => ({ id: ticket_queue_id, name }));

/** Statuses, categories and queues: the shapes are unknown, so they come in three. */
export function dictionaryRoutes(app: FastifyInstance, world: World): void {
	const dictionary = (path: string, entries: Entry[], idName: string): void => {
		app.get(path, () => dictionaryList(world, entries, idName));
	};
	dictionary('/ticket_statuses', statuses, 'status_id');
	dictionary('/ticket_categories', categories, 'category_id');
	dictionary('/ticket_queues', queues, 'ticket_queue_id');
	dictionary('/chats/queues', [{ id: 2, name: 'Czat na stronie' }], 'chat_queue_id');
}

/** A list of ids and names in the shape that the switch asks for. */
export function dictionaryList(world: World, entries: Entry[], idName: string): Json {
	const shape = world.switches().dictionaryShape;
	const rows = entries.map((entry) => row(entry, shape === 'named' ? idName : 'id'));
	return shape === 'wrapped' ? { count: rows.length, result: rows } : rows;
}

function row(entry: Entry, idName: string): JsonObject {
	const childName = idName === 'id' ? 'id' : 'substatus_id';
	const { id, name, children } = entry;
	return {
		[idName]: id,
		name,
		...(children === undefined ? {} : { substatuses: children.map((child) => row(child, childName)) }),
	};
}
