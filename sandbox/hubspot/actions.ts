import { z } from 'zod';
import { SandboxError } from '../core/errors';
import type { Json, JsonObject } from '../core/types';
import { agentComments, agentInput, customerInput, customerWrites } from './conversations/actions';
import { HubSpotError } from './errors';
import { validateInput } from '../core/validate';
import { followMerges } from './rules/merge';
import { CONTACTS, NOTES, TICKETS } from './schema/objectTypes';
import { DEFAULT_PIPELINE } from './schema/pipelines';
import { insertContact, insertTicket } from './seed';
import type { CrmRecord, Values, WriteSource } from './types';
import { appActions } from './webhooks/actions';
import type { World } from './state/world';
import { archive, planCreate, planUpdate, restore } from './rules/writes';

const BY_HAND: WriteSource = { sourceType: 'CRM_UI', sourceId: 'userId:9120001', updatedByUserId: 9_120_001 };
const WRITER = { version: '2026-09', token: null, source: BY_HAND } as const;

const id = z.union([z.string(), z.number()]).transform(String);
const values = z.record(z.string());
const raiseInput = z
	.object({
		subject: z.string().min(1),
		content: z.string().optional(),
		pipeline: z.string().optional(),
		stage: z.string().optional(),
		priority: z.string().optional(),
		contactEmail: z.string().email().optional(),
		properties: values.optional(),
	})
	.strict();
const noteInput = z.object({ ticketId: id, body: z.string().min(1), owner: id.optional() }).strict();
const seedInput = z
	.object({ count: z.number().int().min(1).max(100_000), sameModifiedStamp: z.boolean().optional() })
	.strict();

/** What people do in HubSpot's own screens. */
export function createActions(world: World): Record<string, (input: JsonObject) => Json | Promise<Json>> {
	return {
		...appActions(world),
		raiseTicket: (input) => raiseTicket(world, validateInput(raiseInput, input)),
		moveTicket: (input) => {
			const { id: ticket, stage } = validateInput(z.object({ id, stage: z.string() }).strict(), input);
			return change(world, ticket, { hs_pipeline_stage: stage });
		},
		updateTicket: (input) => {
			const { id: ticket, properties } = validateInput(z.object({ id, properties: values }).strict(), input);
			return change(world, ticket, properties);
		},
		deleteTicket: (input) => {
			const record = find(world, validateInput(z.object({ id }).strict(), input).id);
			archive(world, TICKETS, record);
			return { id: record.id };
		},
		restoreTicket: (input) => {
			const { id: ticket } = validateInput(z.object({ id }).strict(), input);
			const record = world.store(TICKETS).get(ticket);
			if (record === undefined || record.archivedAt === null || record.mergedInto !== null) {
				throw new SandboxError(`No ticket ${ticket} in the recycle bin`, 404);
			}
			restore(world, TICKETS, record);
			return { id: record.id };
		},
		writeNote: (input) => writeNote(world, validateInput(noteInput, input)),
		deleteFile: (input) => {
			const { fileId } = validateInput(z.object({ fileId: id }).strict(), input);
			if (!world.files.has(fileId)) throw new SandboxError(`No file ${fileId}`, 404);
			world.files.remove(fileId);
			return { id: fileId };
		},
		customerWrites: (input) => customerWrites(world, validateInput(customerInput, input)),
		agentComments: (input) => {
			const comment = validateInput(agentInput, input);
			const { ticketId = '', text: body } = comment;
			return agentComments(world, comment) || writeNote(world, { ticketId, body });
		},
		seedTickets: (input) => seedTickets(world, validateInput(seedInput, input)),
	};
}

function raiseTicket(world: World, input: z.infer<typeof raiseInput>): JsonObject {
	const pipeline = input.pipeline ?? DEFAULT_PIPELINE;
	const stage = input.stage ?? world.pipelines.find(pipeline)?.stages[0]?.id ?? '';
	const properties: Values = { subject: input.subject, hs_pipeline: pipeline, hs_pipeline_stage: stage };
	if (input.content !== undefined) properties.content = input.content;
	if (input.priority !== undefined) properties.hs_ticket_priority = input.priority;
	const contact = input.contactEmail === undefined ? undefined : contactFor(world, input.contactEmail);
	const types = [{ associationCategory: 'HUBSPOT_DEFINED' as const, associationTypeId: 16 }];
	const associations = contact === undefined ? [] : [{ to: { id: contact }, types }];
	const plan = checked(() =>
		planCreate(world, TICKETS, { properties: { ...properties, ...input.properties }, associations }, WRITER),
	);
	return { id: plan.apply().id };
}

/** The contact with this address, made when there is none. */
function contactFor(world: World, email: string): string {
	const known = world.store(CONTACTS).uniqueOwner('email', email);
	if (known !== undefined) return known;
	const [firstname = email] = email.split('@');
	return insertContact(world, { email, firstname }, world.core.clock.now(), world.timestamps.next());
}

function change(world: World, ticket: string, properties: Values): JsonObject {
	const record = find(world, ticket);
	checked(() => planUpdate(world, TICKETS, record, properties, WRITER)).apply();
	return { id: record.id };
}

/** Somebody types a note on a ticket. */
function writeNote(world: World, { ticketId, body, owner }: z.infer<typeof noteInput>): JsonObject {
	const properties: Values = { hs_timestamp: world.core.clock.date().toISOString(), hs_note_body: body };
	if (owner !== undefined) properties.hubspot_owner_id = owner;
	const types = [{ associationCategory: 'HUBSPOT_DEFINED' as const, associationTypeId: 228 }];
	const associations = [{ to: { id: find(world, ticketId).id }, types }];
	return { id: checked(() => planCreate(world, NOTES, { properties, associations }, WRITER)).apply().id };
}

function find(world: World, ticket: string): CrmRecord {
	const record = followMerges(world, TICKETS, ticket);
	if (record?.archivedAt !== null) throw new SandboxError(`No ticket ${ticket}`, 404);
	return record;
}

/** Many tickets at once, the last one just now; with `sameModifiedStamp` all look changed at the same moment. */
function seedTickets(world: World, { count, sameModifiedStamp }: z.infer<typeof seedInput>): JsonObject {
	const now = world.core.clock.now();
	const shared = world.timestamps.next();
	const priorities = ['LOW', 'MEDIUM', 'HIGH'];
	const ids: string[] = [];
	for (let index = 0; index < count; index += 1) {
		const at = now - (count - 1 - index) * 1000;
		const timestamp = sameModifiedStamp ? shared : new Date(at).toISOString();
		const ticket = {
			subject: `Seeded ticket ${index + 1}`,
			hs_pipeline_stage: String((index % 4) + 1),
			hs_ticket_priority: priorities[index % priorities.length] ?? 'LOW',
		};
		ids.push(insertTicket(world, ticket, at, timestamp));
	}
	world.core.changed('hubspot', 'seeded', { count });
	return { count, firstId: ids[0] ?? '', lastId: ids[ids.length - 1] ?? '' };
}

/** HubSpot's screens refuse the same values as its API. */
function checked<T>(plan: () => T): T {
	try {
		return plan();
	} catch (error) {
		throw error instanceof HubSpotError ? new SandboxError(error.message) : error;
	}
}
