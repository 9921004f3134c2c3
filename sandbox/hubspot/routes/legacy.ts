import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { JsonObject } from '../../core/types';
import { PORTAL_ID } from '../schema/account';
import { notFound } from '../errors';
import { TICKETS } from '../schema/objectTypes';
import type { Pipeline } from '../schema/pipelines';
import { addEndpoint, type Call, type Endpoint, listParam, readBody, readQuery, textParam } from '../http/endpoint';
import type { CrmRecord } from '../types';
import type { World } from '../state/world';
import { API_SOURCE, archive, planCreate, planUpdate } from '../rules/writes';

const nameValues = z.array(z.object({ name: z.string(), value: z.union([z.string(), z.number(), z.null()]) }));

/** The old paths that n8n's built-in node calls for tickets; only there with the switch `legacyMode`. */
export function legacyRoutes(app: FastifyInstance, world: World, prefix: string): void {
	const add = (method: Endpoint['method'], old: string, handle: Endpoint['handle']): void =>
		addEndpoint(app, world, prefix, {
			method,
			old,
			scopes: () => [TICKETS.scopes[method === 'GET' ? 'read' : 'write']],
			handle: (call) => {
				if (!world.switches.legacyMode) throw notFound();
				return handle(call);
			},
		});
	add('POST', '/crm-objects/v1/objects/tickets', (call) => {
		readQuery(call, {});
		const plan = planCreate(world, TICKETS, { properties: propertiesOf(call) }, writerOf(call));
		return recordJson(plan.apply());
	});
	add('GET', '/crm-objects/v1/objects/tickets/paged', (call) => page(world, call));
	add('GET', '/crm-objects/v1/objects/tickets/:id', (call) => {
		readQuery(call, { properties: listParam });
		return recordJson(find(world, call));
	});
	add('PUT', '/crm-objects/v1/objects/tickets/:id', (call) => {
		readQuery(call, {});
		const plan = planUpdate(world, TICKETS, find(world, call), propertiesOf(call), writerOf(call));
		return recordJson(plan.apply());
	});
	add('DELETE', '/crm-objects/v1/objects/tickets/:id', (call) => {
		readQuery(call, {});
		archive(world, TICKETS, find(world, call));
		return undefined;
	});
	add('GET', '/crm-pipelines/v1/pipelines/tickets', (call) => {
		readQuery(call, {});
		return { results: world.pipelines.all().map(pipelineJson) };
	});
}

function writerOf(call: Call) {
	return { version: call.version, token: call.token, source: API_SOURCE };
}

/** v1 takes a list of names and values; empty ones say nothing. */
function propertiesOf(call: Call): Record<string, string> {
	const entries = readBody(call, nameValues);
	return Object.fromEntries(
		entries.flatMap(({ name, value }) => (value === null ? [] : [[name, String(value)] as const])),
	);
}

function find(world: World, call: Call): CrmRecord {
	const record = world.store(TICKETS).live(call.params.id ?? '');
	if (record === undefined) throw notFound();
	return record;
}

/** So many at once, whatever `limit` or `count` say: v1 knows neither for tickets. */
const PAGE = 100;

const pageQuery = {
	offset: z.string().regex(/^\d+$/).optional(),
	properties: listParam,
	limit: textParam,
	count: textParam,
};

/** The list of v1: `offset` is the last ID of the page before, and only the properties that are asked for are told. */
function page(world: World, call: Call): JsonObject {
	const { offset = '0', properties = [] } = readQuery(call, pageQuery);
	const beyond = world
		.store(TICKETS)
		.list(false)
		.filter(({ id }) => Number(id) > Number(offset));
	const records = beyond.slice(0, PAGE);
	return {
		objects: records.map((record) => recordJson(record, properties)),
		hasMore: beyond.length > records.length,
		offset: Number(records[records.length - 1]?.id ?? offset),
	};
}

function recordJson(record: CrmRecord, names = Object.keys(record.properties)): JsonObject {
	const last = record.writes[record.writes.length - 1];
	const timestamp = last === undefined ? 0 : Date.parse(last.timestamp);
	const properties: JsonObject = {};
	for (const name of names) {
		const value = record.properties[name];
		if (value === undefined) continue;
		const entry = { name, value, timestamp, source: 'INTEGRATION', sourceId: API_SOURCE.sourceId, sourceVid: [] };
		properties[name] = { versions: [entry], ...entry };
	}
	return {
		objectType: 'TICKET',
		portalId: PORTAL_ID,
		objectId: Number(record.id),
		properties,
		version: record.writes.length,
		isDeleted: false,
	};
}

function pipelineJson({ id, label, displayOrder, stages }: Pipeline): JsonObject {
	return {
		pipelineId: id,
		objectType: 'TICKET',
		objectTypeId: '0-5',
		label,
		displayOrder,
		active: true,
		default: id === '0',
		stages: stages.map((stage) => ({
			stageId: stage.id,
			label: stage.label,
			displayOrder: stage.displayOrder,
			active: true,
			metadata: { ...stage.metadata },
		})),
	};
}
