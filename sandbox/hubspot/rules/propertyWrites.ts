import { z } from 'zod';
import { property } from '../schema/properties/build';
import { HubSpotError, invalid } from '../errors';
import type { ObjectType, PropertyDefinition } from '../types';
import type { World } from '../state/world';

/** Which fields a type can be shown with. */
const FIELDS: Record<string, readonly string[]> = {
	bool: ['booleancheckbox'],
	date: ['date'],
	datetime: ['date'],
	enumeration: ['select', 'radio', 'checkbox'],
	number: ['number'],
	string: ['text', 'textarea', 'html', 'phonenumber', 'file'],
};
const MAX_UNIQUE = 10;

const option = z
	.object({
		label: z.string().min(1),
		value: z.string().min(1),
		displayOrder: z.number().int(),
		hidden: z.boolean(),
		description: z.string().default(''),
	})
	.strict();

export const propertyInput = z
	.object({
		name: z.string().regex(/^[a-z][a-z0-9_]*$/),
		label: z.string().min(1),
		type: z.enum(['bool', 'date', 'datetime', 'enumeration', 'number', 'string']),
		fieldType: z.string(),
		groupName: z.string().min(1),
		description: z.string().optional(),
		options: z.array(option).optional(),
		displayOrder: z.number().int().optional(),
		hasUniqueValue: z.boolean().optional(),
		hidden: z.boolean().optional(),
		formField: z.boolean().optional(),
	})
	.strict();

/** What can be changed later; a list of options replaces all that there are. */
export const propertyPatch = propertyInput.omit({ name: true, hasUniqueValue: true }).partial().strict();

/** Makes a property of the account's own, or says why not. */
export function defineProperty(
	world: World,
	type: ObjectType,
	input: z.infer<typeof propertyInput>,
): PropertyDefinition {
	const store = world.store(type);
	if (store.definition(input.name) !== undefined) {
		throw new HubSpotError(409, `A property named '${input.name}' already exists.`, {
			category: 'OBJECT_ALREADY_EXISTS',
			subCategory: 'Properties.PROPERTY_WITH_NAME_EXISTS',
			context: { propertyName: [input.name] },
		});
	}
	const refuse = (message: string): never => {
		throw invalid(message, { context: { propertyName: [input.name] } });
	};
	checkDefinition(world, type, input);
	if (input.hasUniqueValue) {
		if (input.type !== 'string' && input.type !== 'number') refuse(`Type ${input.type} cannot have unique values`);
		const unique = store.definitions().filter((one) => one.hasUniqueValue && !one.hubspotDefined);
		if (unique.length >= MAX_UNIQUE) refuse(`An object has at most ${MAX_UNIQUE} properties with unique values`);
	}
	const { name, label, type: valueType, fieldType, ...rest } = input;
	const now = world.core.clock.date().toISOString();
	const definition: PropertyDefinition = {
		...property(name, label, valueType, fieldType, { hubspotDefined: false }),
		...rest,
		options: rest.options ?? [],
		createdAt: now,
		updatedAt: now,
	};
	store.define(definition);
	return definition;
}

/** What a property's parts have to do with each other. */
function checkDefinition(world: World, type: ObjectType, input: z.infer<typeof propertyInput>): void {
	const refuse = (message: string): never => {
		throw invalid(message, { context: { propertyName: [input.name] } });
	};
	if (!(FIELDS[input.type] ?? []).includes(input.fieldType)) {
		refuse(`fieldType ${input.fieldType} does not go with type ${input.type}`);
	}
	if (
		!world
			.store(type)
			.definitions()
			.some(({ groupName }) => groupName === input.groupName)
	) {
		refuse(`Property group ${input.groupName} does not exist`);
	}
	const values = (input.options ?? []).map(({ value }) => value);
	const needsOptions = input.type === 'enumeration' || input.type === 'bool';
	if (needsOptions !== values.length > 0) refuse(`Type ${input.type} ${needsOptions ? 'needs' : 'has no'} options`);
	if (input.type === 'bool' && [...values].sort().join() !== 'false,true') refuse('The options must be true and false');
	if (new Set(values).size !== values.length) refuse('Each option needs a value of its own');
}

function readOnlyDefinition({ name }: PropertyDefinition, what: string): HubSpotError {
	return invalid(`The ${what} of ${name} cannot be changed`, {
		subCategory: 'PropertyValidationError.READ_ONLY',
		context: { propertyName: [name] },
	});
}

/** Changes a property of the account's own; of HubSpot's nothing can be changed here. */
export function changeProperty(
	world: World,
	type: ObjectType,
	found: PropertyDefinition,
	patch: z.infer<typeof propertyPatch>,
): PropertyDefinition {
	const { readOnlyDefinition: isFixed, readOnlyOptions } = found.modificationMetadata;
	if (isFixed) throw readOnlyDefinition(found, 'definition');
	if (readOnlyOptions && patch.options !== undefined) throw readOnlyDefinition(found, 'options');
	const { name, label, type: valueType, fieldType, groupName, options } = { ...found, ...patch };
	const types = propertyInput.shape.type.safeParse(valueType);
	if (!types.success) throw readOnlyDefinition(found, 'type');
	checkDefinition(world, type, { name, label, type: types.data, fieldType, groupName, options });
	const changed = { ...found, ...patch, updatedAt: world.core.clock.date().toISOString() };
	world.store(type).define(changed);
	return changed;
}

export function archiveProperty(world: World, type: ObjectType, found: PropertyDefinition): void {
	if (!found.modificationMetadata.archivable) throw readOnlyDefinition(found, 'existence');
	if (world.switches.propertiesInUse.includes(found.name)) {
		throw invalid(`The property ${found.name} is used elsewhere and cannot be deleted`, {
			subCategory: 'PropertyValidationError.CANNOT_DELETE_PROPERTY_IN_USE',
			context: { propertyName: [found.name] },
		});
	}
	world.store(type).define({ ...found, archived: true, updatedAt: world.core.clock.date().toISOString() });
}
