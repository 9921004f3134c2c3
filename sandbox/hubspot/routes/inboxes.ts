import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { JsonObject } from '../../core/types';
import { CHANNEL_ACCOUNTS, CHANNELS, INBOXES } from '../conversations/inboxes';
import { invalid, notFound } from '../errors';
import { CONTACTS } from '../schema/objectTypes';
import { OWNERS } from '../schema/owners';
import { type Call, flagParam, limitParam, listParam, readBody, readQuery, textParam } from '../http/endpoint';
import type { World } from '../state/world';
import { addConversationEndpoint } from './conversations';

const MAX_PER_PAGE = 500;
const MAX_ACTORS = 100;

const listQuery = {
	limit: limitParam(100, MAX_PER_PAGE),
	defaultPageLength: textParam,
	after: z.string().regex(/^\d+$/).optional(),
	sort: listParam,
};

/** Where conversations come in, and who takes part in them. */
export function inboxRoutes(app: FastifyInstance, world: World, prefix: string): void {
	const add = (suffix: string, handle: (call: Call) => JsonObject): void =>
		addConversationEndpoint(app, world, prefix, { method: 'GET', suffix, handle });
	add('/inboxes', (call) => page(INBOXES, readQuery(call, { ...listQuery, archived: flagParam })));
	add('/inboxes/:id', (call) => one(call, INBOXES));
	add('/channels', (call) => page(CHANNELS, readQuery(call, listQuery)));
	add('/channels/:id', (call) => one(call, CHANNELS));
	add('/channel-accounts', (call) => {
		const query = readQuery(call, { ...listQuery, archived: flagParam, channelId: listParam, inboxId: listParam });
		const { channelId, inboxId } = query;
		const found = CHANNEL_ACCOUNTS.filter(
			(account) =>
				(channelId === undefined || channelId.includes(account.channelId)) &&
				(inboxId === undefined || inboxId.includes(account.inboxId)),
		);
		return page(found, query);
	});
	add('/channel-accounts/:id', (call) => one(call, CHANNEL_ACCOUNTS));
	add('/actors/:actorId', (call) => {
		readQuery(call, { property: textParam });
		const actor = actorJson(world, call.params.actorId ?? '');
		if (actor === undefined) throw notFound();
		return actor;
	});
	addConversationEndpoint(app, world, prefix, {
		method: 'POST',
		suffix: '/actors/batch/read',
		access: 'read',
		handle: (call) => readActors(world, call),
	});
}

interface ListQuery {
	limit: number;
	after?: string;
	archived?: boolean;
}

/** Nothing here is ever archived. */
function page(entries: readonly { id: string }[], { limit, after = '0', archived }: ListQuery): JsonObject {
	const all = archived === true ? [] : entries;
	const found = all.filter(({ id }) => Number(id) >= Number(after));
	const next = found[limit];
	return {
		total: all.length,
		results: found.slice(0, limit).map((entry) => ({ ...entry })),
		...(next === undefined ? {} : { paging: { next: { after: next.id } } }),
	};
}

function one(call: Call, entries: readonly { id: string }[]): JsonObject {
	readQuery(call, { archived: flagParam });
	const found = entries.find(({ id }) => id === call.params.id);
	if (found === undefined) throw notFound();
	return { ...found };
}

/** `A-` agents by their user id, `V-` visitors, `I-` integrations, `S-` the system. */
function actorJson(world: World, actorId: string): JsonObject | undefined {
	const [kind, key = ''] = [actorId.slice(0, 1), actorId.slice(2)];
	if (kind === 'S') return { id: actorId, type: 'SYSTEM' };
	if (kind === 'I') return { id: actorId, type: 'INTEGRATOR', name: 'Ticket Relay' };
	if (kind === 'A') {
		const owner = OWNERS.find(({ userId }) => String(userId) === key);
		if (owner === undefined) return undefined;
		return { id: actorId, type: 'AGENT', name: `${owner.firstName} ${owner.lastName}`, email: owner.email };
	}
	const contact = kind === 'V' ? world.store(CONTACTS).live(key) : undefined;
	if (contact === undefined) return undefined;
	const { firstname = '', lastname = '', email = '' } = contact.properties;
	return { id: actorId, type: 'VISITOR', name: `${firstname} ${lastname}`.trim(), email };
}

function readActors(world: World, call: Call): JsonObject {
	readQuery(call, { property: textParam });
	const { inputs } = readBody(call, z.object({ inputs: z.array(z.string()) }).strict());
	if (inputs.length === 0 || inputs.length > MAX_ACTORS) {
		throw invalid(`A batch has between 1 and ${MAX_ACTORS} inputs; this one has ${inputs.length}`);
	}
	const now = world.core.clock.date().toISOString();
	const results = [...new Set(inputs)].flatMap((id) => actorJson(world, id) ?? []);
	return { status: 'COMPLETE', startedAt: now, completedAt: now, results };
}
