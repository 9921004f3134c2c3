import type { JsonObject } from '../../core/types';
import { recordUrl } from '../schema/account';
import { maySee } from '../state/tokens';
import type { ApiVersion, CrmRecord, ObjectType, Token, Values, Warning } from '../types';
import type { World } from '../state/world';

/** What a reader asked for. */
export interface ReturnedFields {
	version: ApiVersion;
	token: Token;
	/** `undefined` for the default set, `'set'` for all that have a value (answer of a create). */
	properties?: readonly string[] | 'set';
	history?: readonly string[];
	associations?: readonly ObjectType[];
	/** Where association pages continue. */
	baseUrl?: string;
}

/** A record as the object API answers it. */
export function recordJson(
	world: World,
	type: ObjectType,
	record: CrmRecord,
	returnedFields: ReturnedFields,
	shown?: Values,
): JsonObject {
	const { properties } = record;
	const links = associationsJson(world, type, record, returnedFields);
	return {
		id: record.id,
		properties: propertiesJson(world, type, shown ?? properties, returnedFields),
		...(returnedFields.history?.length
			? { propertiesWithHistory: historyJson(world, type, record, returnedFields, returnedFields.history) }
			: {}),
		createdAt: properties[type.createdProperty] ?? null,
		updatedAt: properties[type.modifiedProperty] ?? null,
		archived: record.archivedAt !== null,
		...(record.archivedAt === null ? {} : { archivedAt: record.archivedAt }),
		...(returnedFields.version === 'legacy' || !world.switches.recordUrls
			? {}
			: { url: recordUrl(type.typeId, record.id) }),
		...(links === undefined ? {} : { associations: links }),
	};
}

export function warningsJson(warnings: readonly Warning[]): JsonObject {
	return warnings.length === 0 ? {} : { warnings: [...warnings] };
}

/** Sorted by name; asked for but unset is `null`, unknown names are left out without a word. */
function propertiesJson(world: World, type: ObjectType, values: Values, returnedFields: ReturnedFields): JsonObject {
	const always = [type.createdProperty, type.modifiedProperty, 'hs_object_id'];
	const asked =
		returnedFields.properties === 'set'
			? Object.keys(values)
			: [...(returnedFields.properties ?? type.defaultProperties), ...(returnedFields.history ?? [])];
	const json: JsonObject = {};
	for (const name of [...new Set([...asked, ...always])].sort()) {
		if (isVisible(world, type, name, returnedFields.token)) json[name] = values[name] ?? null;
	}
	return json;
}

/** Newest first. */
function historyJson(
	world: World,
	type: ObjectType,
	record: CrmRecord,
	returnedFields: ReturnedFields,
	names: readonly string[],
): JsonObject {
	const json: JsonObject = {};
	for (const name of [...new Set(names)].sort()) {
		if (!isVisible(world, type, name, returnedFields.token)) continue;
		json[name] = record.writes
			.filter((write) => name in write.values)
			.map((write) => ({ value: write.values[name] ?? '', timestamp: write.timestamp, ...write.source }))
			.reverse();
	}
	return json;
}

function isVisible(world: World, type: ObjectType, name: string, token: Token): boolean {
	const definition = world.definition(type, name);
	return definition !== undefined && maySee(token, definition);
}

/** One pair can appear once per kind; types without associations are left out. */
function associationsJson(
	world: World,
	type: ObjectType,
	record: CrmRecord,
	returnedFields: ReturnedFields,
): JsonObject | undefined {
	const json: JsonObject = {};
	for (const other of returnedFields.associations ?? []) {
		const links = world.links.list({ type, id: record.id }, other);
		if (links.length === 0) continue;
		const size = world.switches.associationPageSize;
		const next = links[size];
		json[other.name] = {
			results: links.slice(0, size).flatMap((link) => link.types.map((kind) => ({ id: link.toId, type: kind.name }))),
			...(next === undefined
				? {}
				: {
						paging: {
							next: {
								after: next.toId,
								link: `${returnedFields.baseUrl ?? ''}/${record.id}/associations/${other.name}?after=${next.toId}`,
							},
						},
					}),
		};
	}
	return Object.keys(json).length === 0 ? undefined : json;
}
