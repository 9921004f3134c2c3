import type { JsonObject } from '../core/types';
import { messageJson, threadJson } from './conversations/present';
import { CALLS, COMPANIES, CONTACTS, MEETINGS, NOTES, OBJECT_TYPES, TASKS, TICKETS } from './schema/objectTypes';
import { OWNERS } from './schema/owners';
import type { CrmRecord, ObjectType } from './types';
import type { World } from './state/world';

const MAX_TICKETS = 500;

/** What tests and the page may look at; of many tickets the newest. */
export function snapshot(world: World): JsonObject {
	const tickets = [...world.store(TICKETS).all()];
	return {
		ticketCount: tickets.length,
		tickets: tickets.slice(-MAX_TICKETS).map((record) => ticketJson(world, record)),
		pipelines: world.pipelines.all().map(({ id, label, stages }) => ({
			id,
			label,
			stages: stages.map((stage) => ({ id: stage.id, label: stage.label, ticketState: stage.metadata.ticketState })),
		})),
		ownerCount: OWNERS.length,
		contacts: recordsJson(world, CONTACTS),
		companies: recordsJson(world, COMPANIES),
		webhooks: world.webhooks.json(),
		notes: recordsJson(world, NOTES),
		tasks: recordsJson(world, TASKS),
		calls: recordsJson(world, CALLS),
		meetings: recordsJson(world, MEETINGS),
		files: world.files.all().map((file) => ({
			id: file.id,
			name: file.name,
			extension: file.extension,
			access: file.access,
			folder: file.folder.path,
			size: file.bytes.length,
		})),
		threads: world.conversations.all().map((thread) => ({
			...threadJson(thread, true),
			messages: thread.messages.map((message) => messageJson(world, thread, message)),
		})),
	};
}

function ticketJson(world: World, record: CrmRecord): JsonObject {
	const from = { type: TICKETS, id: record.id };
	return {
		id: record.id,
		properties: { ...record.properties },
		archived: record.archivedAt !== null,
		mergedInto: record.mergedInto,
		createdAt: record.properties.createdate ?? null,
		updatedAt: record.properties.hs_lastmodifieddate ?? null,
		associations: OBJECT_TYPES.flatMap((other) =>
			world.links.list(from, other).map((link) => ({
				to: other.name,
				id: link.toId,
				types: link.types.map((type) => type.typeId),
			})),
		),
	};
}

function recordsJson(world: World, type: ObjectType): JsonObject[] {
	return [...world.store(type).all()].map((record) => ({
		id: record.id,
		properties: { ...record.properties },
		archived: record.archivedAt !== null,
	}));
}
