import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { JsonObject } from '../../core/types';
import { associationChanged, looseId, resolveTypes, typeSpec, unknownIds } from '../rules/associationWrites';
import type { End } from '../state/associationStore';
import type { HubSpotError } from '../errors';
import { batchError, invalid } from '../errors';
import { typesBetween } from '../schema/associationTypes';
import { resolveObjectType } from '../schema/objectTypes';
import { addEndpoint, type Call, readBody, readQuery } from '../http/endpoint';
import type { ObjectType } from '../types';
import type { World } from '../state/world';
import { associateDefault, associateLabeled, pageOf, pairScopes } from './associations';

const MAX_READ = 1000;
const MAX_CREATED = 2000;
const MAX_ARCHIVED_FROM = 100;

const end = z.object({ id: looseId }).strict();
const after = z.string().regex(/^\d+$/).optional();
const readBatch = z.object({ inputs: z.array(z.object({ id: looseId, after }).strict()) }).strict();
const pairBatch = z.object({ inputs: z.array(z.object({ from: end, to: end }).strict()) }).strict();
const typedBatch = z
	.object({ inputs: z.array(z.object({ from: end, to: end, types: z.array(typeSpec).min(1) }).strict()) })
	.strict();
const namedRead = z.object({ inputs: z.array(end) }).strict();
const namedBatch = z
	.object({ inputs: z.array(z.object({ from: end, to: end, type: z.string().min(1) }).strict()) })
	.strict();
const archiveBatch = z.object({ inputs: z.array(z.object({ from: end, to: z.array(end).min(1) }).strict()) }).strict();

interface Pair {
	from: ObjectType;
	to: ObjectType;
}

/** Batches of associations. */
export function associationBatchRoutes(app: FastifyInstance, world: World, prefix: string): void {
	const add = (
		version: 3 | 4,
		name: string,
		access: 'read' | 'write',
		handle: (world: World, call: Call, pair: Pair) => JsonObject | undefined,
	): void =>
		addEndpoint(app, world, prefix, {
			method: 'POST',
			// What v3 has went on as v4; only that has dated versions.
			...(version === 4 ? { dated: `/crm/associations/{V}/:from/:to/batch/${name}` } : {}),
			old: `/crm/v${version}/associations/:from/:to/batch/${name}`,
			kind: 'associations',
			scopes: (params) => pairScopes(params.from, params.to, access),
			handle: (call) => {
				readQuery(call, {});
				return handle(world, call, {
					from: resolveObjectType(call.params.from),
					to: resolveObjectType(call.params.to),
				});
			},
		});
	add(4, 'read', 'read', read);
	add(4, 'create', 'write', create);
	add(4, 'associate/default', 'write', createDefault);
	add(4, 'archive', 'write', archive);
	add(4, 'labels/archive', 'write', archiveLabels);
	add(3, 'read', 'read', readNamed);
	add(3, 'create', 'write', createNamed);
	add(3, 'archive', 'write', archiveNamed);
}

/** The form of v3: types by their names, one entry per type. */
function readNamed(world: World, call: Call, { from, to }: Pair): JsonObject {
	const { inputs } = readBody(call, namedRead);
	checkSize(inputs.length, MAX_READ);
	const results: JsonObject[] = [];
	const errors: JsonObject[] = [];
	for (const { id } of inputs) {
		const links = world.links.list({ type: from, id }, to);
		const list = links.flatMap((link) => link.types.map((type) => ({ id: link.toId, type: type.name })));
		if (list.length > 0) results.push({ from: { id }, to: list });
		else errors.push(nothingFound(from, to, id));
	}
	return answer(world, call, 200, results, errors);
}

function namedPairs(call: Call, { from, to }: Pair) {
	const { inputs } = readBody(call, namedBatch);
	checkSize(inputs.length, MAX_CREATED);
	return inputs.map(({ type: name, ...input }) => {
		const kind = typesBetween(from, to).find((type) => type.name === name || String(type.typeId) === name);
		if (kind === undefined) throw invalid(`One or more associations are invalid: ${name}`);
		return { ...pairOf(from, to, input), kind };
	});
}

function createNamed(world: World, call: Call, pair: Pair): JsonObject {
	return each(world, call, 201, namedPairs(call, pair), ({ from, to, kind }) => {
		world.links.add(from, to, [kind]);
		associationChanged(world, from, to);
		return [{ from: { id: from.id }, to: { id: to.id }, type: kind.name }];
	});
}

function archiveNamed(world: World, call: Call, pair: Pair): undefined {
	for (const { from, to, kind } of namedPairs(call, pair)) {
		world.links.removeTypes(from, to, [kind]);
		associationChanged(world, from, to);
	}
}

function read(world: World, call: Call, { from, to }: Pair): JsonObject {
	const { inputs } = readBody(call, readBatch);
	checkSize(inputs.length, MAX_READ);
	const results: JsonObject[] = [];
	const errors: JsonObject[] = [];
	for (const input of inputs) {
		const links = world.links.list({ type: from, id: input.id }, to);
		if (links.length === 0) {
			errors.push(nothingFound(from, to, input.id));
			continue;
		}
		const { results: page, paging } = pageOf(world, links, input.after, call.address);
		results.push({ from: { id: input.id }, to: page, ...(paging === undefined ? {} : { paging }) });
	}
	return answer(world, call, 200, results, errors);
}

function nothingFound(from: ObjectType, to: ObjectType, id: string): JsonObject {
	return batchError({
		category: 'OBJECT_NOT_FOUND',
		subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
		message: `No ${to.singular} is associated with ${from.singular} ${id}.`,
		context: { fromObjectId: [id], fromObjectType: [from.typeId], toObjectType: [to.typeId] },
	});
}

function create(world: World, call: Call, { from, to }: Pair): JsonObject {
	const { inputs } = readBody(call, typedBatch);
	checkSize(inputs.length, MAX_CREATED);
	const planned = inputs.map((input) => ({ ...pairOf(from, to, input), kinds: resolveTypes(input.types, from, to) }));
	return each(world, call, 201, planned, ({ kinds, ...pair }) => [associateLabeled(world, pair.from, pair.to, kinds)]);
}

function createDefault(world: World, call: Call, { from, to }: Pair): JsonObject {
	const { inputs } = readBody(call, pairBatch);
	checkSize(inputs.length, MAX_CREATED);
	const pairs = inputs.map((input) => pairOf(from, to, input));
	return each(world, call, 200, pairs, (pair) => associateDefault(world, pair.from, pair.to));
}

function archive(world: World, call: Call, { from, to }: Pair): JsonObject | undefined {
	const { inputs } = readBody(call, archiveBatch);
	checkSources(inputs);
	for (const input of inputs) {
		for (const target of input.to) {
			const pair = pairOf(from, to, { from: input.from, to: target });
			if (!world.links.has(pair.from, pair.to)) continue;
			world.links.remove(pair.from, pair.to);
			associationChanged(world, pair.from, pair.to);
		}
	}
	return archived(world, call);
}

function archiveLabels(world: World, call: Call, { from, to }: Pair): JsonObject | undefined {
	const { inputs } = readBody(call, typedBatch);
	checkSources(inputs);
	const planned = inputs.map((input) => ({ ...pairOf(from, to, input), kinds: resolveTypes(input.types, from, to) }));
	for (const { kinds, ...pair } of planned) {
		if (!world.links.has(pair.from, pair.to)) continue;
		world.links.removeTypes(pair.from, pair.to, kinds);
		associationChanged(world, pair.from, pair.to);
	}
	return archived(world, call);
}

/** v4 answers 204, dated versions 200 with a body. */
function archived(world: World, call: Call): JsonObject | undefined {
	return call.version === 'legacy' ? undefined : answer(world, call, 200, [], []);
}

/** One input after the other; those with unknown ids fail alone. */
function each<Item extends { from: End; to: End }>(
	world: World,
	call: Call,
	success: number,
	items: readonly Item[],
	run: (item: Item) => JsonObject[],
): JsonObject {
	const results: JsonObject[] = [];
	const errors: JsonObject[] = [];
	for (const item of items) {
		const missing = [item.from, item.to].find((side) => world.store(side.type).live(side.id) === undefined);
		if (missing === undefined) {
			results.push(...run(item));
			continue;
		}
		const error: HubSpotError = unknownIds(missing.type, [missing.id]);
		errors.push(
			batchError({
				message: error.message,
				...error.extra,
				context: { fromObjectId: [item.from.id], toObjectId: [item.to.id] },
			}),
		);
	}
	return answer(world, call, success, results, errors);
}

function answer(world: World, call: Call, success: number, results: JsonObject[], errors: JsonObject[]): JsonObject {
	const now = world.core.clock.date().toISOString();
	void call.reply.code(errors.length > 0 ? 207 : success);
	return {
		status: 'COMPLETE',
		startedAt: now,
		completedAt: now,
		results: world.switches.shuffleResults ? results.reverse() : results,
		...(errors.length > 0 ? { numErrors: errors.length, errors } : {}),
	};
}

function pairOf(from: ObjectType, to: ObjectType, input: { from: { id: string }; to: { id: string } }) {
	return { from: { type: from, id: input.from.id }, to: { type: to, id: input.to.id } };
}

function checkSize(size: number, most: number): void {
	if (size === 0) throw invalid('At least one input is required');
	if (size > most) throw invalid(`At most ${most} inputs are allowed, got ${size}`);
}

function checkSources(inputs: readonly { from: { id: string } }[]): void {
	checkSize(inputs.length, MAX_CREATED);
	const sources = new Set(inputs.map((input) => input.from.id)).size;
	if (sources > MAX_ARCHIVED_FROM) {
		throw invalid(`At most ${MAX_ARCHIVED_FROM} different from objects are allowed, got ${sources}`);
	}
}
