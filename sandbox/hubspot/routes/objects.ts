import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { JsonObject } from '../../core/types';
import { invalid, notFound, objectNotFound } from '../errors';
import { followMerges, merge } from '../rules/merge';
import { findObjectType, resolveObjectType } from '../schema/objectTypes';
import { recordJson, type ReturnedFields, warningsJson } from '../http/present';
import {
	addEndpoint,
	type Call,
	type Endpoint,
	flagParam,
	limitParam,
	listParam,
	readBody,
	readQuery,
	textParam,
} from '../http/endpoint';
import type { CrmRecord, ObjectType } from '../types';
import type { World } from '../state/world';
import { API_SOURCE, archive, createInput, planCreate, planUpdate, propertiesInput } from '../rules/writes';

const DATED = '/crm/objects/{V}/:objectType';
const OLD = '/crm/v3/objects/:objectType';
const MAX_PER_PAGE = 100;
const MAX_WITH_HISTORY = 50;

const viewParams = {
	properties: listParam,
	propertiesWithHistory: listParam,
	associations: listParam,
	archived: flagParam,
};
const mergeInput = z
	.object({ primaryObjectId: z.string().regex(/^\d+$/), objectIdToMerge: z.string().regex(/^\d+$/) })
	.strict();

/** Single records and lists. */
export function objectRoutes(app: FastifyInstance, world: World, prefix: string): void {
	const add = (
		method: Endpoint['method'],
		suffix: string,
		access: 'read' | 'write',
		handle: Endpoint['handle'],
	): void =>
		addEndpoint(app, world, prefix, {
			method,
			dated: `${DATED}${suffix}`,
			old: `${OLD}${suffix}`,
			scopes: (params) => scopesOf(params.objectType, access),
			handle,
		});
	add('GET', '', 'read', (call) => list(world, call));
	add('POST', '', 'write', (call) => create(world, call));
	add('GET', '/:id', 'read', (call) => get(world, call));
	add('PATCH', '/:id', 'write', (call) => update(world, call));
	add('DELETE', '/:id', 'write', (call) => remove(world, call));
	add('POST', '/merge', 'write', (call) => mergeTwo(world, call));
}

export function scopesOf(
	segment: string | undefined,
	access: 'read' | 'write' | 'schema',
): readonly (readonly string[])[] {
	const type = findObjectType(segment);
	return type === undefined ? [] : [type.scopes[access]];
}

/** Records of this type can be written through the API of the sandbox. */
export function writableType(call: Call): ObjectType {
	const type = resolveObjectType(call.params.objectType);
	if (!type.writable) throw invalid(`The sandbox does not write ${type.name}`);
	return type;
}

/** Finds by id or by a property with unique values; merged ids lead to the result. */
export function findRecord(
	world: World,
	type: ObjectType,
	id: string,
	idProperty: string | undefined,
): CrmRecord | undefined {
	if (idProperty !== undefined && idProperty !== 'hs_object_id') {
		if (!world.definition(type, idProperty)?.hasUniqueValue) throw notUnique(idProperty);
		const owner = world.store(type).uniqueOwner(idProperty, id);
		return owner === undefined ? undefined : world.store(type).live(owner);
	}
	if (!/^\d+$/.test(id)) throw objectNotFound(`Object not found.  objectId are usually numeric.`, id);
	const found = followMerges(world, type, id);
	return found?.archivedAt === null ? found : undefined;
}

export function notUnique(property: string): Error {
	return invalid(`${property} is not a unique property and cannot be used as idProperty`);
}

function list(world: World, call: Call): JsonObject {
	const type = resolveObjectType(call.params.objectType);
	const query = readQuery(call, {
		...viewParams,
		limit: limitParam(10, MAX_PER_PAGE),
		after: z.string().regex(/^\d+$/).optional(),
	});
	if (query.propertiesWithHistory?.length && query.limit > MAX_WITH_HISTORY) {
		throw invalid(`The maximum number of records in one page with property histories is ${MAX_WITH_HISTORY}.`);
	}
	const from = Number(query.after ?? '0');
	const records = world
		.store(type)
		.list(query.archived ?? false)
		.filter((record) => Number(record.id) >= from);
	const next = records[query.limit];
	const returnedFields = returnedFieldsOf(call, query);
	return {
		results: records.slice(0, query.limit).map((record) => recordJson(world, type, record, returnedFields)),
		...(next === undefined
			? {}
			: { paging: { next: { after: next.id, link: `${call.address}?limit=${query.limit}&after=${next.id}` } } }),
	};
}

function create(world: World, call: Call): JsonObject {
	const type = writableType(call);
	readQuery(call, {});
	const input = readBody(call, createInput);
	const plan = planCreate(world, type, input, { version: call.version, token: call.token, source: API_SOURCE });
	const record = plan.apply();
	void call.reply.code(201).header('location', `${call.address}/${record.id}`);
	const returnedFields: ReturnedFields = { version: call.version, token: call.token, properties: 'set' };
	return { ...recordJson(world, type, record, returnedFields), ...warningsJson(plan.warnings) };
}

function get(world: World, call: Call): JsonObject {
	const type = resolveObjectType(call.params.objectType);
	const query = readQuery(call, { ...viewParams, idProperty: textParam });
	const id = call.params.id ?? '';
	const record = query.archived ? archivedRecord(world, type, id) : findRecord(world, type, id, query.idProperty);
	if (record === undefined) throw notFound();
	return recordJson(world, type, record, returnedFieldsOf(call, query));
}

function archivedRecord(world: World, type: ObjectType, id: string): CrmRecord | undefined {
	const record = world.store(type).get(id);
	return record === undefined || record.archivedAt === null ? undefined : record;
}

function update(world: World, call: Call): JsonObject {
	const type = writableType(call);
	const { idProperty } = readQuery(call, { idProperty: textParam });
	const { properties } = readBody(call, z.object({ properties: propertiesInput }).strict());
	const record = findRecord(world, type, call.params.id ?? '', idProperty);
	if (record === undefined) throw notFound();
	const writer = { version: call.version, token: call.token, source: API_SOURCE };
	const plan = planUpdate(world, type, record, properties, writer);
	plan.apply();
	const returnedFields: ReturnedFields = { version: call.version, token: call.token, properties: 'set' };
	return { ...recordJson(world, type, record, returnedFields), ...warningsJson(plan.warnings) };
}

/** Archived and unknown ids are answered 204 as well (a switch); only what cannot be an id is refused. */
function remove(world: World, call: Call): undefined {
	const type = writableType(call);
	readQuery(call, {});
	const id = call.params.id ?? '';
	if (!/^\d+$/.test(id)) throw objectNotFound(`Object not found.  objectId are usually numeric.`, id);
	const record = world.store(type).live(id);
	if (record !== undefined) archive(world, type, record);
	else if (world.switches.deleteMissing404) throw notFound();
}

function mergeTwo(world: World, call: Call): JsonObject {
	const type = writableType(call);
	readQuery(call, {});
	const { primaryObjectId, objectIdToMerge } = readBody(call, mergeInput);
	const primary = world.store(type).live(primaryObjectId);
	const other = world.store(type).live(objectIdToMerge);
	if (primary === undefined || other === undefined) throw notFound();
	const result = merge(world, type, primary, other, API_SOURCE);
	return recordJson(world, type, result, { version: call.version, token: call.token, properties: 'set' });
}

function returnedFieldsOf(
	call: Call,
	query: { properties?: string[]; propertiesWithHistory?: string[]; associations?: string[] },
): ReturnedFields {
	return {
		version: call.version,
		token: call.token,
		properties: query.properties,
		history: query.propertiesWithHistory,
		associations: [...new Set((query.associations ?? []).map(resolveObjectType))],
		baseUrl: call.params.id === undefined ? call.address : call.address.slice(0, call.address.lastIndexOf('/')),
	};
}
