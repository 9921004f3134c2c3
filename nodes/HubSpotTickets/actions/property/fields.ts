import type { IDataObject, INodeProperties } from 'n8n-workflow';

/** What Get and Get Many of properties have in common. */
export const definitionOptions = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Archived',
			name: 'archived',
			type: 'boolean',
			default: false,
			description: 'Whether to look only among properties that were archived',
		},
		{
			displayName: 'Sensitivity',
			name: 'dataSensitivity',
			type: 'options',
			options: [
				{ name: 'Highly Sensitive', value: 'highly_sensitive' },
				{ name: 'Not Sensitive', value: 'non_sensitive' },
				{ name: 'Sensitive', value: 'sensitive' },
			],
			default: 'non_sensitive',
			description: 'Sensitive properties need scopes of their own',
		},
	],
} as const satisfies INodeProperties;

export function readDefinitionQuery(options: { archived?: boolean; dataSensitivity?: string }): IDataObject {
	const { archived, dataSensitivity } = options;
	return {
		...(archived === true ? { archived } : {}),
		...(dataSensitivity === undefined ? {} : { dataSensitivity }),
	};
}

export function simplifyProperty(property: IDataObject): IDataObject {
	const { name, label, description, groupName, type, fieldType, options, hasUniqueValue } = property;
	return { name, label, description, groupName, type, fieldType, options, hasUniqueValue };
}
