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
const MOST_UNIQUE = 10;

const option = z
	.object({
		label: z.string().min(1),
		value: z.string().min(1),
		displayOrder: z.number().int().default(-1),
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
	if (!(FIELDS[input.type] ?? []).includes(input.fieldType)) {
		refuse(`fieldType ${input.fieldType} does not go with type ${input.type}`);
	}
	if (!store.definitions().some(({ groupName }) => groupName === input.groupName)) {
		refuse(`Property group ${input.groupName} does not exist`);
	}
	const values = (input.options ?? []).map(({ value }) => value);
	const needsOptions = input.type === 'enumeration' || input.type === 'bool';
	if (needsOptions !== values.length > 0) refuse(`Type ${input.type} ${needsOptions ? 'needs' : 'has no'} options`);
	if (input.type === 'bool' && [...values].sort().join() !== 'false,true') refuse('The options must be true and false');
	if (new Set(values).size !== values.length) refuse('Each option needs a value of its own');
	if (input.hasUniqueValue) {
		if (input.type !== 'string' && input.type !== 'number') refuse(`Type ${input.type} cannot have unique values`);
		const unique = store.definitions().filter((one) => one.hasUniqueValue && !one.hubspotDefined);
		if (unique.length >= MOST_UNIQUE) refuse(`An object has at most ${MOST_UNIQUE} properties with unique values`);
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
