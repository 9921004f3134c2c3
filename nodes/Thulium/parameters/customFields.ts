import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { inputError } from '../../shared/errors';
import { groupBy } from '../../shared/http/pagination';
import { assertRowValue } from '../../shared/parameters/conditions';
import { assertName } from '../../shared/parameters/reader';
import { filled } from './values';

/** Special fields of tickets, customers and companies, by the names that they have in the system. */
export const customFields = {
	displayName: 'Custom Fields',
	name: 'customFields',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Field',
	default: {},
	description: 'Custom fields, by the names that they have in your system',
	options: [
		{
			displayName: 'Field',
			name: 'field',
			values: [
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					required: true,
					placeholder: 'Order no',
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
				},
			],
		},
	],
} as const satisfies INodeProperties;

export interface CustomFields {
	field?: Array<{ name: string; value: string }>;
}

/** `custom_fields` of a body; only those that are filled in, because what an empty one does is unknown. */
export function customFieldValues(
	context: IExecuteFunctions,
	given: CustomFields | undefined,
	itemIndex: number,
): IDataObject {
	const values: IDataObject = {};
	for (const { name, value } of given?.field ?? []) {
		assertName(context, 'Custom Fields', name, itemIndex);
		if (Object.hasOwn(values, name))
			throw inputError(context, `The custom field "${name}" has two values`, { itemIndex });
		values[name] = value;
	}
	return filled(values);
}

/** `custom_fields` of a search: a name that is given twice accepts either value. */
export function customFieldFilter(
	context: IExecuteFunctions,
	given: CustomFields | undefined,
	itemIndex: number,
): Record<string, string[]> {
	for (const row of given?.field ?? []) assertRowValue(context, row, itemIndex);
	const byName = groupBy(given?.field ?? [], ({ name }) => name);
	return Object.fromEntries(
		byName.map((alternatives) => [alternatives[0]?.name ?? '', alternatives.map(({ value }) => value)]),
	);
}

/** `customFields` as a filter. */
export const customFieldsFilter = {
	...customFields,
	description: 'Custom fields and the values to find. Enter a name twice to accept either of two values.',
} as const satisfies INodeProperties;
