import type { ILoadOptionsFunctions, ResourceMapperField, ResourceMapperFields } from 'n8n-workflow';

import { entryOf } from '../../shared/isRecord';
import type { PropertyDefinition } from '../crm/metadata';
import { owners, allDefinitions } from '../crm/metadata';
import { OWN_FIELDS } from '../crm/ticketFields';

/** Longer lists make the editor slow; the value can still be typed. */
const MAX_OPTIONS = 500;

const TYPES: Record<string, ResourceMapperField['type']> = {
	bool: 'boolean',
	number: 'number',
	date: 'dateTime',
	datetime: 'dateTime',
};

async function optionsOf(context: ILoadOptionsFunctions, property: PropertyDefinition) {
	// Multi-selects stay text: the mapper has no such widget, and text takes "A;B" as well as a list.
	if (property.type !== 'enumeration' || property.fieldType === 'checkbox') return [];
	if (!property.isOwner) return property.options.map(({ label, value }) => ({ name: label, value }));
	try {
		return (await owners(context)).map(({ id, label }) => ({ name: label, value: id }));
	} catch {
		// Without the scope for owners their ID or email can still be typed.
		return [];
	}
}

async function toField(context: ILoadOptionsFunctions, property: PropertyDefinition): Promise<ResourceMapperField> {
	const options = await optionsOf(context, property);
	const asOptions = options.length > 0 && options.length <= MAX_OPTIONS;
	return {
		id: property.name,
		displayName: property.label,
		type: asOptions ? 'options' : (entryOf(TYPES, property.type) ?? 'string'),
		...(asOptions ? { options } : {}),
		required: false,
		defaultMatch: false,
		canBeUsedToMatch: false,
		display: true,
		// Fields begin hidden: what stands in the form is sent, and on an update an empty value clears.
		removed: true,
	};
}

/** The writable properties that have no field of their own. */
export async function getTicketFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const wanted = (await allDefinitions(this)).filter(({ name, writable }) => writable && !OWN_FIELDS.has(name));
	return { fields: await Promise.all(wanted.map(async (property) => await toField(this, property))) };
}
