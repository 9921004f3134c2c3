import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Json, JsonObject } from '../../core/types';
import { associationChanged, resolveTypes, typeSpec, unknownIds } from '../rules/associationWrites';
import type { End, Link } from '../state/associationStore';
import { ASSOCIATION_TYPES, type AssociationType, baseType, inverseOf, typesBetween } from '../schema/associationTypes';
import { invalid, notFound } from '../errors';
import { findObjectType, resolveObjectType, TICKETS } from '../schema/objectTypes';
import { recordJson } from '../http/present';
import { addEndpoint, type Call, type Endpoint, limitParam, readBody, readQuery } from '../http/endpoint';
import type { ObjectType } from '../types';
import type { World } from '../state/world';

const RECORD = '/:objectType/:id/associations';
const MAX_PER_PAGE = 500;

/** Writing needs the right for tickets; the other side only has to be readable. */
export function pairScopes(from: string | undefined, to: string | undefined, access: 'read' | 'write') {
	return [from, to].flatMap((segment) => {
		const type = findObjectType(segment);
		if (type === undefined) return [];
		return [type.scopes[type === TICKETS ? access : 'read']];
	});
}

/** Associations of one record, and labels. */
export function associationRoutes(app: FastifyInstance, world: World, prefix: string): void {
	const add = (
		method: Endpoint['method'],
		suffix: string,
		access: 'read' | 'write',
		handle: Endpoint['handle'],
	): void =>
		addEndpoint(app, world, prefix, {
			method,
			dated: `/crm/objects/{V}${RECORD}${suffix}`,
			old: `/crm/v4/objects${RECORD}${suffix}`,
			kind: 'associations',
			scopes: (params) => pairScopes(params.objectType, params.to, access),
			handle,
		});
	add('GET', '/:to', 'read', (call) => list(world, call));
	add('PUT', '/default/:to/:toId', 'write', (call) => putDefault(world, call));
	add('PUT', '/:to/:toId', 'write', (call) => putLabeled(world, call));
	add('DELETE', '/:to/:toId', 'write', (call) => removeAll(world, call));
	addEndpoint(app, world, prefix, {
		method: 'GET',
		dated: '/crm/associations/{V}/:from/:to/labels',
		old: '/crm/v4/associations/:from/:to/labels',
		kind: 'associations',
		scopes: (params) => pairScopes(params.from, params.to, 'read'),
		handle: (call) => labels(world, call),
	});
	addEndpoint(app, world, prefix, {
		method: 'GET',
		old: '/crm/v3/associations/:from/:to/types',
		kind: 'associations',
		scopes: (params) => pairScopes(params.from, params.to, 'read'),
		handle: (call) => {
			readQuery(call, {});
			const types = typesBetween(resolveObjectType(call.params.from), resolveObjectType(call.params.to));
			return { results: types.map(({ typeId, name }) => ({ id: String(typeId), name })) };
		},
	});
	v3Routes(app, world, prefix);
}

/** The forms of the vendor's older page: the kind stands in the path. */
function v3Routes(app: FastifyInstance, world: World, prefix: string): void {
	const add = (
		method: Endpoint['method'],
		suffix: string,
		access: 'read' | 'write',
		handle: Endpoint['handle'],
	): void =>
		addEndpoint(app, world, prefix, {
			method,
			old: `/crm/v3/objects${RECORD}${suffix}`,
			kind: 'associations',
			scopes: (params) => pairScopes(params.objectType, params.to, access),
			handle,
		});
	add('GET', '/:to', 'read', (call) => {
		readQuery(call, { limit: limitParam(MAX_PER_PAGE, MAX_PER_PAGE), after: z.string().regex(/^\d+$/).optional() });
		const { from, to } = ends(world, call, false);
		const links = world.links.list(from, to.type);
		return { results: links.flatMap((link) => link.types.map((type) => ({ id: link.toId, type: type.name }))) };
	});
	add('PUT', '/:to/:toId/:kind', 'write', (call) => {
		readQuery(call, {});
		const { from, to } = ends(world, call, true);
		world.links.add(from, to, [kindOfPath(call, from, to)]);
		associationChanged(world, from, to);
		const record = world.store(from.type).live(from.id);
		if (record === undefined) throw notFound();
		return recordJson(world, from.type, record, { version: call.version, token: call.token, associations: [to.type] });
	});
	add('DELETE', '/:to/:toId/:kind', 'write', (call) => {
		readQuery(call, {});
		const { from, to } = ends(world, call, true);
		world.links.removeTypes(from, to, [kindOfPath(call, from, to)]);
		associationChanged(world, from, to);
		return undefined;
	});
}

/** A number or a name such as `ticket_to_contact`. */
function kindOfPath(call: Call, from: End, to: End): AssociationType {
	const kind = call.params.kind ?? '';
	const named = typesBetween(from.type, to.type).find((type) => type.name === kind);
	if (named !== undefined) return named;
	const typeId = Number(kind);
	const category = ASSOCIATION_TYPES.find((type) => type.typeId === typeId)?.category ?? 'HUBSPOT_DEFINED';
	const [found] = resolveTypes([{ associationCategory: category, associationTypeId: typeId }], from.type, to.type);
	if (found === undefined) throw invalid(`One or more associations are invalid: ${kind}`);
	return found;
}

/** Both ends of the path; the first must exist, the second too when it is written to. */
function ends(world: World, call: Call, needsTarget: boolean): { from: End; to: End } {
	const from = { type: resolveObjectType(call.params.objectType), id: call.params.id ?? '' };
	const to = { type: resolveObjectType(call.params.to), id: call.params.toId ?? '' };
	if (world.store(from.type).live(from.id) === undefined) throw notFound();
	if (needsTarget && world.store(to.type).live(to.id) === undefined) throw unknownIds(to.type, [to.id]);
	return { from, to };
}

function list(world: World, call: Call): JsonObject {
	const { from, to } = ends(world, call, false);
	const query = readQuery(call, {
		limit: limitParam(MAX_PER_PAGE, MAX_PER_PAGE),
		after: z.string().regex(/^\d+$/).optional(),
	});
	return pageOf(world, world.links.list(from, to.type), query.after, call.address, query.limit);
}

/** The ID of an associated record, in the form that the switch says. */
const linkedId = (world: World, id: string): Json => (world.switches.associationIds === 'text' ? id : Number(id));

function typeJson(world: World, { category, typeId, label }: AssociationType): JsonObject {
	return { category, typeId, ...(label === null && world.switches.associationLabels === 'absent' ? {} : { label }) };
}

/** One page of associated records; `after` is the id of the next one. */
export function pageOf(world: World, all: readonly Link[], after: string | undefined, address: string, limit?: number) {
	const size = Math.min(limit ?? MAX_PER_PAGE, world.switches.associationPageSize);
	const links = after === undefined ? all : all.filter((link) => Number(link.toId) >= Number(after));
	const next = links[size];
	return {
		results: links.slice(0, size).map((link) => ({
			toObjectId: linkedId(world, link.toId),
			associationTypes: link.types.map((type) => typeJson(world, type)),
		})),
		...(next === undefined
			? {}
			: { paging: { next: { after: next.toId, link: `${address}?limit=${size}&after=${next.toId}` } } }),
	};
}

function putDefault(world: World, call: Call): JsonObject {
	const { from, to } = ends(world, call, true);
	readQuery(call, {});
	const now = world.core.clock.date().toISOString();
	return { status: 'COMPLETE', results: associateDefault(world, from, to), startedAt: now, completedAt: now };
}

/** Makes the unlabeled association; the answer lists both directions. */
export function associateDefault(world: World, from: End, to: End): JsonObject[] {
	const base = baseType(from.type, to.type);
	if (base === undefined) throw invalid(`No default association between ${from.type.typeId} and ${to.type.typeId}`);
	world.links.add(from, to, [base]);
	associationChanged(world, from, to);
	const inverse = inverseOf(base) ?? base;
	return [directionJson(from.id, to.id, base), directionJson(to.id, from.id, inverse)];
}

function directionJson(fromId: string, toId: string, type: AssociationType): JsonObject {
	return {
		from: { id: fromId },
		to: { id: toId },
		associationSpec: { associationCategory: type.category, associationTypeId: type.typeId },
	};
}

function putLabeled(world: World, call: Call): JsonObject {
	const { from, to } = ends(world, call, true);
	readQuery(call, {});
	const specs = readBody(call, z.array(typeSpec).min(1));
	const kinds = resolveTypes(specs, from.type, to.type);
	void call.reply.code(201);
	return associateLabeled(world, from, to, kinds);
}

/** The given labels replace those of the pair. */
export function associateLabeled(world: World, from: End, to: End, kinds: readonly AssociationType[]): JsonObject {
	world.links.replace(from, to, kinds);
	associationChanged(world, from, to);
	return {
		fromObjectTypeId: from.type.typeId,
		fromObjectId: linkedId(world, from.id),
		toObjectTypeId: to.type.typeId,
		toObjectId: linkedId(world, to.id),
		labels: kinds.flatMap((kind) => kind.label ?? []),
	};
}

function removeAll(world: World, call: Call): undefined {
	readQuery(call, {});
	const { from, to } = ends(world, call, false);
	if (!world.links.has(from, to)) return;
	world.links.remove(from, to);
	associationChanged(world, from, to);
}

function labels(world: World, call: Call): Json {
	const from: ObjectType = resolveObjectType(call.params.from);
	const to: ObjectType = resolveObjectType(call.params.to);
	readQuery(call, {});
	return { results: typesBetween(from, to).map((type) => typeJson(world, type)) };
}
