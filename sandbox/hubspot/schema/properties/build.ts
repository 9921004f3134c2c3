import type { PropertyDefinition, PropertyOption } from '../../types';

const CREATED = '2025-02-03T08:00:00.000Z';

type Extra = Partial<
	Pick<
		PropertyDefinition,
		| 'description'
		| 'hasUniqueValue'
		| 'hidden'
		| 'archived'
		| 'calculated'
		| 'externalOptions'
		| 'referencedObjectType'
		| 'hubspotDefined'
		| 'dataSensitivity'
		| 'groupName'
	>
> & { options?: PropertyOption[]; readOnly?: boolean };

/** One definition with HubSpot's usual values for everything that is not said. */
export function property(
	name: string,
	label: string,
	type: PropertyDefinition['type'],
	fieldType: string,
	{ readOnly = false, options = [], ...extra }: Extra = {},
): PropertyDefinition {
	const hubspotDefined = extra.hubspotDefined ?? true;
	return {
		name,
		label,
		type,
		fieldType,
		description: '',
		groupName: hubspotDefined ? 'ticketinformation' : 'relay_information',
		options,
		displayOrder: -1,
		hasUniqueValue: false,
		hidden: false,
		formField: !readOnly,
		calculated: false,
		externalOptions: false,
		archived: false,
		createdAt: CREATED,
		updatedAt: CREATED,
		dataSensitivity: 'non_sensitive',
		...extra,
		hubspotDefined,
		modificationMetadata: {
			archivable: !hubspotDefined,
			readOnlyDefinition: hubspotDefined,
			readOnlyValue: readOnly,
			readOnlyOptions: hubspotDefined,
		},
	};
}

/** A value that HubSpot keeps itself: shown, never written by a client. */
export function readOnly(name: string, label: string, type: PropertyDefinition['type'], extra: Extra = {}) {
	const fieldType = {
		bool: 'booleancheckbox',
		date: 'date',
		datetime: 'date',
		enumeration: 'select',
		number: 'number',
	};
	const field = type in fieldType ? fieldType[type as keyof typeof fieldType] : 'text';
	return property(name, label, type, field, { readOnly: true, ...extra });
}

/** A property that this account's admins made. */
export function custom(
	name: string,
	label: string,
	type: PropertyDefinition['type'],
	fieldType: string,
	extra: Extra = {},
): PropertyDefinition {
	return property(name, label, type, fieldType, { hubspotDefined: false, ...extra });
}

export function options(...entries: (readonly [value: string, label: string, hidden?: true])[]): PropertyOption[] {
	return entries.map(([value, label, hidden], displayOrder) => ({
		label,
		value,
		description: '',
		displayOrder,
		hidden: hidden ?? false,
	}));
}

export const YES_NO = options(['true', 'Yes'], ['false', 'No']);
