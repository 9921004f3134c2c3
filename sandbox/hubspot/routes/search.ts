import type { FastifyInstance } from 'fastify';
import type { JsonObject } from '../../core/types';
import { invalid } from '../errors';
import { resolveObjectType } from '../schema/objectTypes';
import { recordJson, type ReturnedFields } from '../http/present';
import { addEndpoint, type Call, readBody, readQuery } from '../http/endpoint';
import { LONGEST_SEARCH, search, searchInput } from '../rules/search';
import type { World } from '../state/world';
import { scopesOf } from './objects';

export function searchRoutes(app: FastifyInstance, world: World, prefix: string): void {
	addEndpoint(app, world, prefix, {
		method: 'POST',
		dated: '/crm/objects/{V}/:objectType/search',
		old: '/crm/v3/objects/:objectType/search',
		kind: 'search',
		scopes: (params) => scopesOf(params.objectType, 'read'),
		handle: (call) => answer(world, call),
	});
}

function answer(world: World, call: Call): JsonObject {
	const type = resolveObjectType(call.params.objectType);
	readQuery(call, {});
	// The stricter reading of the limit: the whole text of the request counts.
	const length = JSON.stringify(call.body ?? null).length;
	if (length > LONGEST_SEARCH) {
		throw invalid(`The request has ${length} characters; a search may have ${LONGEST_SEARCH}`);
	}
	const input = readBody(call, searchInput);
	const found = search(world, type, input, call.token);
	const returnedFields: ReturnedFields = { version: call.version, token: call.token, properties: input.properties };
	return {
		total: found.total,
		results: found.page.map(({ record, values }) => ({
			...recordJson(world, type, record, returnedFields, values),
			// The envelope is as old as the index.
			updatedAt: values[type.modifiedProperty] ?? null,
		})),
		...(found.next === undefined
			? {}
			: { paging: { next: { after: String(found.next), link: `${call.address}?after=${found.next}` } } }),
	};
}
