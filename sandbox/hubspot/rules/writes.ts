import { z } from 'zod';
import type { End } from '../state/associationStore';
import type { AssociationType } from '../schema/associationTypes';
import { associationChanged, associationInput, planAssociations } from './associationWrites';
import { requireScopes, sensitiveScopes } from '../state/tokens';
import { invalid, invalidProperties, type Problem } from '../errors';
import { OBJECT_TYPES, TICKETS } from '../schema/objectTypes';
import { rulesOf } from './rules';
import type { ApiVersion, CrmRecord, ObjectType, Token, Values, Warning, WriteSource } from '../types';
import { checkValue } from './values';
import type { World } from '../state/world';

/** Values are texts, whatever their type. */
export const propertiesInput = z.record(z.string());
export const createInput = z
	.object({ properties: propertiesInput, associations: z.array(associationInput).optional() })
	.strict();
export type CreateInput = z.infer<typeof createInput>;

/** Who writes, and in which version's manner. */
export interface Writer {
	version: ApiVersion;
	/** `null` for people in HubSpot's own screens, who have no scopes. */
	token: Token | null;
	source: WriteSource;
}

export const API_SOURCE: WriteSource = { sourceType: 'INTEGRATION', sourceId: '7310044', sourceLabel: 'Ticket Relay' };

/** An accepted write that only has to be stored. */
export interface Plan {
	warnings: Warning[];
	apply(): CrmRecord;
}

/** Unique values that earlier inputs of the same batch have taken. */
export type Reserved = Set<string>;

export function planCreate(
	world: World,
	type: ObjectType,
	input: CreateInput,
	writer: Writer,
	reserved: Reserved = new Set(),
): Plan {
	const checked = checkProperties(world, type, undefined, input.properties, writer, reserved);
	const missing = rulesOf(type).missing(checked.values, world.switches);
	if (missing.length > 0) {
		throw invalid(`Error creating ${type.singular.toUpperCase()}. Some required properties were not set.`, {
			context: { properties: missing },
		});
	}
	checked.finish();
	const links = planAssociations(world, type, input.associations ?? []);
	return {
		warnings: checked.warnings,
		apply: () => create(world, type, checked.values, links, writer),
	};
}

export function planUpdate(
	world: World,
	type: ObjectType,
	record: CrmRecord,
	properties: Values,
	writer: Writer,
	reserved: Reserved = new Set(),
): Plan {
	const checked = checkProperties(world, type, record, properties, writer, reserved);
	checked.finish();
	return {
		warnings: checked.warnings,
		apply: () => update(world, type, record, checked.values, writer),
	};
}

function checkProperties(
	world: World,
	type: ObjectType,
	record: CrmRecord | undefined,
	raw: Values,
	writer: Writer,
	reserved: Reserved,
) {
	const values: Values = {};
	const problems: Problem[] = [];
	const warnings: Warning[] = [];
	const taken: string[] = [];
	for (const [name, value] of Object.entries(raw)) {
		const definition = world.definition(type, name);
		const fail = (code: string, message: string): void => void problems.push({ name, value, code, message });
		if (definition === undefined) {
			fail('PROPERTY_DOESNT_EXIST', `Property "${name}" does not exist`);
			continue;
		}
		const scopes = sensitiveScopes(definition, 'write');
		if (scopes.length > 0 && writer.token !== null) requireScopes(writer.token, [scopes]);
		if (definition.modificationMetadata.readOnlyValue || definition.calculated) {
			fail('READ_ONLY_VALUE', `"${name}" is a read only property; its value cannot be set.`);
			continue;
		}
		if (value === '') {
			values[name] = '';
			continue;
		}
		const checked = checkValue(definition, value, record?.properties[name] ?? '', writer.version);
		if ('code' in checked) {
			fail(checked.code, checked.message);
			continue;
		}
		if (definition.hasUniqueValue) {
			const holder = world.store(type).uniqueOwner(name, checked.value);
			const key = `${name}=${checked.value}`;
			if ((holder !== undefined && holder !== record?.id) || reserved.has(key)) {
				const where = holder ?? 'another input of this batch';
				fail('CONFLICTING_UNIQUE_VALUE', `${where} already has the value ${checked.value} for ${name}.`);
				continue;
			}
			taken.push(key);
		}
		values[name] = checked.value;
		if (checked.normalized) warnings.push(normalized(name, value, checked.value));
	}
	if (problems.length === 0) problems.push(...rulesOf(type).problems(world, record, values));
	const refuse = (): void => {
		if (problems.length > 0) throw invalidProperties(problems, world.switches);
	};
	refuse();
	return {
		values,
		warnings,
		/** The account's own rules come last; only what passed takes unique values. */
		finish(): void {
			if (writer.version === '2026-09' && world.switches.validationRules) {
				problems.push(...rulesOf(type).accountProblems(record?.properties, values, world.switches));
				refuse();
			}
			for (const key of taken) reserved.add(key);
		},
	};
}

function normalized(name: string, rawValue: string, normalizedValue: string): Warning {
	return {
		category: 'PROPERTY_VALUE_NORMALIZED',
		message: `The value of ${name} was changed from ${rawValue} to ${normalizedValue}.`,
		context: { propertyName: [name], rawValue: [rawValue], normalizedValue: [normalizedValue] },
	};
}

function create(
	world: World,
	type: ObjectType,
	values: Values,
	links: { to: End; kinds: AssociationType[] }[],
	writer: Writer,
): CrmRecord {
	const store = world.store(type);
	const timestamp = world.timestamps.next();
	const id = store.takeId();
	const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
	const rules = rulesOf(type);
	const change = { ...rules.defaults(timestamp), ...given };
	const record = store.insert(
		id,
		{
			...change,
			...rules.effects(world, undefined, change, timestamp),
			hs_createdate: timestamp,
			[type.modifiedProperty]: timestamp,
			hs_object_id: id,
			...rules.marks(id, change),
			hs_object_source: writer.source.sourceType,
			hs_object_source_label: writer.source.sourceType,
		},
		world.core.clock.now(),
		timestamp,
		writer.source,
	);
	for (const { to, kinds } of links) {
		world.links.add({ type, id }, to, kinds);
		associationChanged(world, { type, id }, to);
	}
	world.emit({ kind: 'creation', typeId: type.typeId, id, source: writer.source });
	return record;
}

function update(world: World, type: ObjectType, record: CrmRecord, values: Values, writer: Writer): CrmRecord {
	const timestamp = world.timestamps.next();
	const effects = rulesOf(type).effects(world, record.properties, values, timestamp);
	const all = { ...values, ...effects, [type.modifiedProperty]: timestamp };
	const write = world.store(type).write(record, all, world.core.clock.now(), timestamp, writer.source);
	const { source } = writer;
	world.emit({ kind: 'propertyChange', typeId: type.typeId, id: record.id, changes: write.values, source });
	return record;
}

export function archive(world: World, type: ObjectType, record: CrmRecord): void {
	if (record.archivedAt !== null) return;
	world.store(type).archive(record, world.timestamps.next());
	// The links of a ticket stay until a merge has moved them.
	if (type !== TICKETS) world.links.detach({ type, id: record.id }, OBJECT_TYPES);
	world.emit({ kind: 'deletion', typeId: type.typeId, id: record.id });
}

/** Out of the recycle bin, which only a person can do. */
export function restore(world: World, type: ObjectType, record: CrmRecord): void {
	world.store(type).restore(record);
	world.emit({ kind: 'restore', typeId: type.typeId, id: record.id });
}
