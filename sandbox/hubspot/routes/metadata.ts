import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Json, JsonObject } from '../../core/types';
import { ACCOUNT_DETAILS, UTC_OFFSET_MS } from '../schema/account';
import { requireScopes, sensitiveScopes } from '../state/tokens';
import { HubSpotError, invalid, notFound } from '../errors';
import { resolveObjectType, TICKETS } from '../schema/objectTypes';
import { OWNERS, type Owner } from '../schema/owners';
import { archiveProperty, changeProperty, defineProperty, propertyInput, propertyPatch } from '../rules/propertyWrites';
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
import type { ObjectType, PropertyDefinition, Token } from '../types';
import type { World } from '../state/world';
import { scopesOf } from './objects';
import { pipelineRoutes } from './pipelines';

type Add = (method: Endpoint['method'], suffix: string, handle: Endpoint['handle']) => void;

const sensitivity = z.enum(['non_sensitive', 'sensitive', 'highly_sensitive']);
const MAX_OWNERS = 500;
const DAY_MS = 86_400_000;

/** What describes the account: properties, pipelines, owners, the account itself. */
export function metadataRoutes(app: FastifyInstance, world: World, prefix: string): void {
	const family =
		(dated: string, old: string, scopes: Endpoint['scopes']): Add =>
		(method, suffix, handle) =>
			addEndpoint(app, world, prefix, { method, dated: `${dated}${suffix}`, old: `${old}${suffix}`, scopes, handle });
	propertyRoutes(
		world,
		family('/crm/properties/{V}/:objectType', '/crm/v3/properties/:objectType', (params) =>
			scopesOf(params.objectType, 'schema'),
		),
	);
	const pipelineScopes = [[...TICKETS.scopes.schema, 'crm.objects.tickets.read']];
	pipelineRoutes(
		world,
		family('/crm/pipelines/{V}/:objectType', '/crm/v3/pipelines/:objectType', () => pipelineScopes),
	);
	const ownerScopes: Endpoint['scopes'] = () => [['crm.objects.owners.read']];
	ownerRoutes(family('/crm/owners/{V}', '/crm/v3/owners', ownerScopes), (handle) =>
		addEndpoint(app, world, prefix, { method: 'GET', old: '/crm/v3/owners/', scopes: ownerScopes, handle }),
	);
	// Any token may ask who it belongs to.
	accountRoutes(
		world,
		family('/account-info/{V}', '/account-info/v3', () => []),
	);
}

function propertyRoutes(world: World, add: Add): void {
	add('GET', '', (call) => {
		const query = readQuery(call, definitionQuery);
		const found = definitionsFor(world, call, query.archived, query.dataSensitivity);
		return { results: found.map((definition) => definitionJson(definition, query.properties)) };
	});
	add('GET', '/:name', (call) => {
		const query = readQuery(call, definitionQuery);
		const found = definitionsFor(world, call, query.archived, query.dataSensitivity).find(
			({ name }) => name === call.params.name,
		);
		if (found === undefined) throw unknownProperty(resolveObjectType(call.params.objectType), call.params.name ?? '');
		return definitionJson(found, query.properties);
	});
	add('POST', '/batch/read', (call) => {
		readQuery(call, { locale: textParam });
		const body = readBody(
			call,
			z
				.object({
					archived: z.boolean(),
					dataSensitivity: sensitivity.optional(),
					inputs: z
						.array(z.object({ name: z.string() }).strict())
						.min(1)
						.max(100),
				})
				.strict(),
		);
		const wanted = new Set(body.inputs.map((input) => input.name));
		const found = definitionsFor(world, call, body.archived, body.dataSensitivity).filter(({ name }) =>
			wanted.has(name),
		);
		return answer(world, 200, call, found);
	});
	add('GET', '/groups', (call) => {
		readQuery(call, { locale: textParam });
		return { results: groupsOf(world, call) };
	});
	add('GET', '/groups/:groupName', (call) => {
		readQuery(call, { locale: textParam });
		const found = groupsOf(world, call).find(({ name }) => name === call.params.groupName);
		if (found === undefined) throw notFound();
		return found;
	});
	const write = (
		method: Endpoint['method'],
		suffix: string,
		handle: (call: Call, type: ObjectType) => Json | undefined,
	) =>
		add(method, suffix, (call) => {
			const type = resolveObjectType(call.params.objectType);
			if (type !== TICKETS) throw invalid('The sandbox makes properties of tickets only');
			requireScopes(call.token, [['tickets', 'crm.schemas.tickets.write']]);
			readQuery(call, {});
			return handle(call, type);
		});
	write('POST', '', (call, type) => {
		const made = defineProperty(world, type, readBody(call, propertyInput));
		void call.reply.code(201).header('location', `${call.address}/${made.name}`);
		return definitionJson(made);
	});
	write('PATCH', '/:name', (call, type) => {
		const { name = '' } = call.params;
		const found = world.definition(type, name);
		if (found === undefined) throw unknownProperty(type, name);
		return definitionJson(changeProperty(world, type, found, readBody(call, propertyPatch)));
	});
	write('DELETE', '/:name', (call, type) => {
		const { name = '' } = call.params;
		const found = world.definition(type, name);
		if (found === undefined) throw unknownProperty(type, name);
		archiveProperty(world, type, found);
		return undefined;
	});
	write('POST', '/batch/create', (call, type) => {
		const { inputs } = readBody(call, z.object({ inputs: z.array(propertyInput).min(1).max(100) }).strict());
		return answer(
			world,
			201,
			call,
			inputs.map((input) => defineProperty(world, type, input)),
		);
	});
	write('POST', '/batch/archive', (call, type) => {
		const { inputs } = readBody(call, namesInput);
		for (const { name } of inputs) {
			const found = world.definition(type, name);
			if (found !== undefined) archiveProperty(world, type, found);
		}
		return undefined;
	});
}

const namesInput = z
	.object({
		inputs: z
			.array(z.object({ name: z.string() }).strict())
			.min(1)
			.max(100),
	})
	.strict();

const definitionQuery = {
	archived: flagParam,
	dataSensitivity: sensitivity.optional(),
	locale: textParam,
	properties: listParam,
};

/** The frame of every batch answer. */
function answer(world: World, status: number, call: Call, definitions: readonly PropertyDefinition[]): JsonObject {
	const now = world.core.clock.date().toISOString();
	void call.reply.code(status);
	return {
		status: 'COMPLETE',
		startedAt: now,
		completedAt: now,
		results: definitions.map((one) => definitionJson(one)),
	};
}

function groupsOf(world: World, call: Call): Array<JsonObject & { name: string }> {
	const { singular } = resolveObjectType(call.params.objectType);
	const names = new Set(definitionsOf(world, call).map(({ groupName }) => groupName));
	const label = (name: string): string =>
		name === `${singular}information` ? `${singular} information` : name.replaceAll('_', ' ');
	return [...names].map((name) => ({ name, label: label(name), displayOrder: -1, archived: false }));
}

const definitionsOf = (world: World, call: Call): PropertyDefinition[] =>
	world.store(resolveObjectType(call.params.objectType)).definitions();

function definitionsFor(
	world: World,
	call: Call,
	archived = false,
	level: z.infer<typeof sensitivity> = 'non_sensitive',
) {
	const found = definitionsOf(world, call).filter((one) => one.archived === archived && one.dataSensitivity === level);
	const example = found.find((definition) => definition.dataSensitivity !== 'non_sensitive');
	if (example !== undefined) requireSensitive(call.token, example);
	return found;
}

function requireSensitive(token: Token, definition: PropertyDefinition): void {
	requireScopes(token, [sensitiveScopes(definition, 'read')]);
}

function unknownProperty(type: ObjectType, name: string): HubSpotError {
	return new HubSpotError(404, `Property ${name} does not exist for ${type.typeId}`, {
		category: 'OBJECT_NOT_FOUND',
		context: { propertyName: [name] },
	});
}

/** With the fields that were asked for; its name and what the description requires are always told. */
function definitionJson(definition: PropertyDefinition, fields?: readonly string[]): JsonObject {
	const whole: JsonObject = {
		...definition,
		options: definition.options.map((option) => ({ ...option })),
		modificationMetadata: { ...definition.modificationMetadata },
	};
	if (fields === undefined) return whole;
	const always = new Set(['name', 'label', 'type', 'fieldType', 'description', 'groupName', 'options', ...fields]);
	return Object.fromEntries(Object.entries(whole).filter(([key]) => always.has(key)));
}

/** A copy that the journal and the answer may own. */
function json(value: object): Json {
	return JSON.parse(JSON.stringify(value)) as Json;
}

/** The description writes the list of v3 with a slash at its end; both answer. */
function ownerRoutes(add: Add, addSlashed: (handle: Endpoint['handle']) => void): void {
	const list = (call: Call): JsonObject => {
		const query = readQuery(call, {
			limit: limitParam(100, MAX_OWNERS),
			after: z.string().regex(/^\d+$/).optional(),
			email: textParam,
			archived: flagParam,
		});
		const email = query.email?.toLowerCase();
		const found = OWNERS.filter(
			(owner) =>
				owner.archived === (query.archived ?? false) &&
				(email === undefined || owner.email === email) &&
				Number(owner.id) >= Number(query.after ?? '0'),
		);
		const next = found[query.limit];
		return {
			results: found.slice(0, query.limit).map(json),
			...(next === undefined
				? {}
				: { paging: { next: { after: next.id, link: `${call.address}?limit=${query.limit}&after=${next.id}` } } }),
		};
	};
	add('GET', '', list);
	addSlashed(list);
	add('GET', '/:ownerId', (call) => {
		const query = readQuery(call, { idProperty: z.enum(['id', 'userId']).optional(), archived: flagParam });
		const idOf = (owner: Owner): string => (query.idProperty === 'userId' ? String(owner.userId ?? '') : owner.id);
		const found = OWNERS.find(
			(owner) => owner.archived === (query.archived ?? false) && idOf(owner) === call.params.ownerId,
		);
		if (found === undefined) throw notFound();
		return json(found);
	});
}

function accountRoutes(world: World, add: Add): void {
	add('GET', '/details', (call) => {
		readQuery(call, {});
		const extras = { portalName: 'Ticket Relay sandbox', createdAt: '2025-02-03T08:00:00.000Z' };
		return { ...ACCOUNT_DETAILS, ...(world.switches.accountExtras ? extras : {}) };
	});
	add('GET', '/api-usage/daily/private-apps', (call) => {
		readQuery(call, {});
		const now = world.core.clock.now();
		const midnight = (Math.floor((now + UTC_OFFSET_MS) / DAY_MS) + 1) * DAY_MS - UTC_OFFSET_MS;
		return {
			results: [
				{
					name: 'private-apps-api-calls-daily',
					usageLimit: world.switches.dailyLimit,
					currentUsage: world.limits.usedToday(now),
					collectedAt: new Date(now).toISOString(),
					fetchStatus: 'SUCCESS',
					resetsAt: new Date(midnight).toISOString(),
				},
			],
		};
	});
}
