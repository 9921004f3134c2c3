import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { inputError } from '../../../shared/errors';
import { resourceLocator } from '../../../shared/parameters/resourceLocator';

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

export const propertyField = resourceLocator({
	displayName: 'Property',
	name: 'propertyName',
	description: 'The property, chosen from the list or by its internal name',
	searchListMethod: 'searchProperties',
	lookUp: 'property',
	required: true,
	byLabel: 'By Name',
	placeholder: 'hs_ticket_priority',
});

export const groupField = resourceLocator({
	displayName: 'Group',
	name: 'groupName',
	description: 'The group under which HubSpot shows the property. Defaults to Ticket information.',
	searchListMethod: 'searchPropertyGroups',
	byLabel: 'By Name',
	placeholder: 'ticketinformation',
});

export const choiceRows = {
	displayName: 'Choices',
	name: 'choices',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Choice',
	default: {},
	options: [
		{
			displayName: 'Choice',
			name: 'choice',
			values: [
				{ displayName: 'Label', name: 'label', type: 'string', default: '', required: true },
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
					description: 'The internal value. Defaults to the label.',
				},
			],
		},
	],
} as const satisfies INodeProperties;

/** The choices as HubSpot takes them, each with a value of its own. */
export function readChoices(
	context: IExecuteFunctions,
	rows: Array<{ label: string; value: string }>,
	itemIndex: number,
): IDataObject[] {
	const choices = rows.map(({ label, value }, displayOrder) => ({
		label,
		value: value === '' ? label : value,
		displayOrder,
		hidden: false,
	}));
	const values = choices.map(({ value }) => value);
	const twice = values.find((value, index) => values.indexOf(value) !== index);
	if (choices.length > 0 && twice === undefined) return choices;
	const problem = twice === undefined ? 'is empty' : `has the value "${twice}" twice`;
	throw inputError(context, `The field "Choices" ${problem}`, {
		itemIndex,
		description: 'Add at least one choice, each with a value of its own.',
	});
}
