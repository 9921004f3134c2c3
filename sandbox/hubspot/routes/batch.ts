import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { JsonObject } from '../../core/types';
import { batchError, HubSpotError, invalid } from '../errors';
import { resolveObjectType } from '../schema/objectTypes';
import { recordJson, type ReturnedFields, warningsJson } from '../http/present';
import { addEndpoint, type Call, type Endpoint, flagParam, readBody, readQuery } from '../http/endpoint';
import type { CrmRecord, ObjectType } from '../types';
import type { World } from '../state/world';
import { API_SOURCE, archive, createInput, type Plan, planCreate, planUpdate, propertiesInput } from '../rules/writes';
import { notUnique, scopesOf, writableType } from './objects';

const MAX_INPUTS = 100;
const MAX_WITH_HISTORY = 50;

const trace = z.string().min(1).optional();
const readInput = z
	.object({
		inputs: z.array(z.object({ id: z.string().min(1) }).strict()),
		properties: z.array(z.string()).optional(),
		propertiesWithHistory: z.array(z.string()).optional(),
		idProperty: z.string().min(1).optional(),
	})
	.strict();
const createBatch = z.object({ inputs: z.array(createInput.extend({ objectWriteTraceId: trace })) }).strict();
const changeInput = z
	.object({ id: z.string().min(1), properties: propertiesInput, objectWriteTraceId: trace })
	.strict();
const updateBatch = z
	.object({ inputs: z.array(changeInput.extend({ idProperty: z.string().min(1).optional() })) })
	.strict();
const upsertBatch = z.object({ inputs: z.array(changeInput.extend({ idProperty: z.string().min(1) })) }).strict();
const archiveBatch = z.object({ inputs: z.array(z.object({ id: z.string().min(1) }).strict()) }).strict();

type Traced = { objectWriteTraceId?: string };

/** Batches of records. */
export function batchRoutes(app: FastifyInstance, world: World, prefix: string): void {
	const add = (name: string, access: 'read' | 'write', handle: Endpoint['handle']): void =>
		addEndpoint(app, world, prefix, {
			method: 'POST',
			dated: `/crm/objects/{V}/:objectType/batch/${name}`,
			old: `/crm/v3/objects/:objectType/batch/${name}`,
			scopes: (params) => scopesOf(params.objectType, access),
			handle,
		});
	add('read', 'read', (call) => batchRead(world, call));
	add('create', 'write', (call) => batchCreate(world, call));
	add('update', 'write', (call) => batchUpdate(world, call));
	add('upsert', 'write', (call) => batchUpsert(world, call));
	add('archive', 'write', (call) => batchArchive(world, call));
}

function batchRead(world: World, call: Call): JsonObject {
	const type = resolveObjectType(call.params.objectType);
	const { archived } = readQuery(call, { archived: flagParam });
	const input = readBody(call, readInput);
	const withHistory = (input.propertiesWithHistory?.length ?? 0) > 0;
	if (withHistory && input.inputs.length > MAX_WITH_HISTORY) {
		throw invalid(
			`The maximum number of inputs supported in a batch request for property histories is ${MAX_WITH_HISTORY}. This batch has ${input.inputs.length}.`,
		);
	}
	checkSize(input.inputs.length);
	const returnedFields: ReturnedFields = {
		version: call.version,
		token: call.token,
		properties: input.properties,
		history: input.propertiesWithHistory,
	};
	const found: JsonObject[] = [];
	const unknown: string[] = [];
	// An id that is asked for twice is answered once.
	for (const id of new Set(input.inputs.map((entry) => entry.id))) {
		const record = lookUp(world, type, id, input.idProperty);
		// Merged ids can be passed over without an error.
		if (typeof record?.mergedInto === 'string' && world.switches.batchReadSkipsMerged) continue;
		if (record !== undefined && (record.archivedAt !== null) === (archived ?? false)) {
			found.push(recordJson(world, type, record, returnedFields));
		} else unknown.push(id);
	}
	return answer(world, call, 200, found, unknown.length === 0 ? [] : [unresolved(type, unknown)]);
}

function batchCreate(world: World, call: Call): JsonObject {
	const type = writableType(call);
	readQuery(call, {});
	const { inputs } = readBody(call, createBatch);
	checkSize(inputs.length);
	const reserved = new Set<string>();
	const writer = { version: call.version, token: call.token, source: API_SOURCE };
	return writeAll(world, call, type, 201, inputs, ({ properties, associations }) => ({
		plan: planCreate(world, type, { properties, associations }, writer, reserved),
	}));
}

function batchUpdate(world: World, call: Call): JsonObject {
	const type = writableType(call);
	readQuery(call, {});
	const { inputs } = readBody(call, updateBatch);
	checkSize(inputs.length);
	const records = inputs.map((input) => {
		// Merged ids are not followed here.
		const record = lookUp(world, type, input.id, input.idProperty);
		return record?.archivedAt === null ? record : undefined;
	});
	refuseDuplicates(records.flatMap((record) => record?.id ?? []));
	const reserved = new Set<string>();
	const writer = { version: call.version, token: call.token, source: API_SOURCE };
	return writeAll(world, call, type, 200, inputs, (input, index) => {
		const record = records[index];
		if (record === undefined) return { unknownId: input.id };
		return { plan: planUpdate(world, type, record, input.properties, writer, reserved) };
	});
}

function batchUpsert(world: World, call: Call): JsonObject {
	const type = writableType(call);
	readQuery(call, {});
	const { inputs } = readBody(call, upsertBatch);
	checkSize(inputs.length);
	const [idProperty, ...others] = new Set(inputs.map((input) => input.idProperty));
	if (idProperty === undefined || others.length > 0) throw invalid('All inputs of an upsert need the same idProperty');
	if (!world.definition(type, idProperty)?.hasUniqueValue) throw notUnique(idProperty);
	refuseDuplicates(inputs.map((input) => input.id));
	const reserved = new Set<string>();
	const writer = { version: call.version, token: call.token, source: API_SOURCE };
	return writeAll(world, call, type, 200, inputs, (input) => {
		const record = lookUp(world, type, input.id, idProperty);
		if (record !== undefined) {
			return { plan: planUpdate(world, type, record, input.properties, writer, reserved), extra: { new: false } };
		}
		const properties = { ...input.properties, [idProperty]: input.id };
		return { plan: planCreate(world, type, { properties }, writer, reserved), extra: { new: true } };
	});
}

function batchArchive(world: World, call: Call): undefined {
	const type = writableType(call);
	readQuery(call, {});
	const { inputs } = readBody(call, archiveBatch);
	checkSize(inputs.length);
	for (const { id } of inputs) {
		const record = world.store(type).live(id);
		if (record !== undefined) archive(world, type, record);
	}
}

type Planned = { plan: Plan; extra?: JsonObject } | { unknownId: string };

/** All or nothing, unless every input has its own trace id; unknown ids never stop the others. */
function writeAll<Input extends Traced>(
	world: World,
	call: Call,
	type: ObjectType,
	success: number,
	inputs: readonly Input[],
	planOf: (input: Input, index: number) => Planned,
): JsonObject {
	const traces = inputs.flatMap((input) => input.objectWriteTraceId ?? []);
	const traced = traces.length === inputs.length && new Set(traces).size === traces.length;
	const errors: JsonObject[] = [];
	const accepted: { plan: Plan; extra: JsonObject }[] = [];
	const unknown: string[] = [];
	for (const [index, input] of inputs.entries()) {
		const id = input.objectWriteTraceId;
		const traceContext: JsonObject = id === undefined ? {} : { objectWriteTraceId: [id] };
		try {
			const planned = planOf(input, index);
			if ('plan' in planned) {
				const traceField: JsonObject = id === undefined ? {} : { objectWriteTraceId: id };
				accepted.push({ plan: planned.plan, extra: { ...planned.extra, ...traceField } });
			} else if (traced) errors.push(unresolved(type, [planned.unknownId], traceContext));
			else unknown.push(planned.unknownId);
		} catch (error) {
			// A missing scope concerns the whole call.
			if (!traced || !(error instanceof HubSpotError) || error.statusCode === 403) throw error;
			errors.push(batchError({ message: error.message, ...error.extra }));
			const last = errors[errors.length - 1];
			if (last !== undefined) last.context = { ...(error.extra.context as JsonObject | undefined), ...traceContext };
		}
	}
	if (unknown.length > 0) errors.push(unresolved(type, unknown));
	const returnedFields: ReturnedFields = { version: call.version, token: call.token, properties: 'set' };
	const results = accepted.map(({ plan, extra }) => {
		const record: CrmRecord = plan.apply();
		return { ...recordJson(world, type, record, returnedFields), ...warningsJson(plan.warnings), ...extra };
	});
	return answer(world, call, success, results, errors);
}

/** The frame of every batch answer; 207 as soon as one input failed. */
function answer(world: World, call: Call, success: number, results: JsonObject[], errors: JsonObject[]): JsonObject {
	const now = world.core.clock.date().toISOString();
	void call.reply.code(errors.length > 0 ? 207 : success);
	return {
		status: 'COMPLETE',
		startedAt: now,
		completedAt: now,
		results: world.switches.shuffleResults ? shuffled(results) : results,
		...(errors.length > 0 ? { numErrors: errors.length, errors } : {}),
	};
}

/** Never the order that was sent, and always the same one: second, fourth, …, first, third, … */
function shuffled<T>(items: readonly T[]): T[] {
	return [...items.filter((_, index) => index % 2 === 1), ...items.filter((_, index) => index % 2 === 0)];
}

function unresolved(type: ObjectType, ids: string[], context: JsonObject = {}): JsonObject {
	return batchError({
		category: 'OBJECT_NOT_FOUND',
		message: `Could not get some ${type.singular.toUpperCase()} objects, they may be deleted or not exist. Check that ids are valid.`,
		context: { ids, ...context },
	});
}

function lookUp(world: World, type: ObjectType, id: string, idProperty: string | undefined): CrmRecord | undefined {
	const store = world.store(type);
	if (idProperty === undefined || idProperty === 'hs_object_id') return store.get(id);
	if (!world.definition(type, idProperty)?.hasUniqueValue) throw notUnique(idProperty);
	return store.live(store.uniqueOwner(idProperty, id) ?? '');
}

function checkSize(size: number): void {
	if (size === 0) throw invalid('At least one input is required');
	if (size > MAX_INPUTS) {
		throw invalid(
			`The maximum number of inputs supported in a batch request is ${MAX_INPUTS}. This batch has ${size}.`,
		);
	}
}

function refuseDuplicates(ids: readonly string[]): void {
	const twice = [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
	if (twice.length > 0) throw invalid(`Duplicate IDs found in batch input: [${twice.join(', ')}]. IDs must be unique`);
}
