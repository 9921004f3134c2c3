import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { inputError } from '../../shared/errors';
import { itemParameters } from '../../shared/parameters/reader';
import { isRecord } from '../../shared/isRecord';

/** The named values that a card shows: as rows, or as JSON for whoever has them together already. */
export const propertyFields = [
	{
		displayName: 'Specify Properties',
		name: 'propertiesMode',
		type: 'options',
		options: [
			{ name: 'Define Below', value: 'rows', description: 'One row per property' },
			{ name: 'Using JSON', value: 'json', description: 'All properties in one value' },
		],
		default: 'rows',
		description: 'How to enter what the card shows',
	},
	{
		displayName: 'Properties',
		name: 'properties',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Property',
		default: {},
		displayOptions: { show: { propertiesMode: ['rows'] } },
		description: 'What the card shows. A property is named as in the action package.',
		options: [
			{
				displayName: 'Property',
				name: 'property',
				values: [
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						required: true,
						placeholder: 'ticketstatus',
						description: 'Name of the property in the action package',
					},
					{
						displayName: 'Type',
						name: 'type',
						type: 'options',
						options: [
							{ name: 'Attachment', value: 'Attachment' },
							{ name: 'Attachment List', value: 'AttachmentList' },
							{ name: 'Date Time', value: 'DateTime' },
							{ name: 'Location', value: 'Location' },
							{ name: 'Number', value: 'Numeric' },
							{ name: 'String List', value: 'StringList' },
							{ name: 'String Set', value: 'StringSet' },
							{ name: 'Text', value: 'Text' },
						],
						default: 'Text',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						placeholder: 'Status: open',
						description: 'What to show. For a list: a JSON array, or values separated by commas.',
					},
				],
			},
		],
	},
	{
		displayName: 'Properties (JSON)',
		name: 'propertiesJson',
		type: 'json',
		default: '{\n  "ticketstatus": "Status: open"\n}',
		displayOptions: { show: { propertiesMode: ['json'] } },
		description: 'Either names with their values, or a list of objects with the keys name, type and value',
	},
] as const satisfies INodeProperties[];

export interface CardProperty extends IDataObject {
	name: string;
	value: string;
	type: string;
}

const LISTS = new Set(['StringList', 'StringSet', 'AttachmentList']);

/** A list is a JSON array in a string. */
function listText(value: string): string {
	if (value.trimStart().startsWith('[')) return value;
	const entries = value.split(',').map((entry) => entry.trim());
	return JSON.stringify(entries.filter((entry) => entry !== ''));
}

/** On the wire every value is a string, whatever the type. */
function valueText(value: unknown, type: string): string {
	if (value === undefined || value === null) return '';
	if (typeof value === 'object') return JSON.stringify(value);
	return LISTS.has(type) ? listText(String(value)) : String(value);
}

function typeOf(value: unknown): string {
	if (typeof value === 'number') return 'Numeric';
	return Array.isArray(value) ? 'StringList' : 'Text';
}

function propertiesOfRows(rows: ReadonlyArray<{ name: string; type: string; value: string }>): CardProperty[] {
	return rows.map(({ name, type, value }) => ({ name: name.trim(), value: valueText(value, type), type }));
}

function propertiesOfJson(context: IExecuteFunctions, json: unknown, itemIndex: number): CardProperty[] {
	if (json === undefined || json === null) return [];
	if (isRecord(json)) {
		return Object.entries(json).map(([name, value]) => {
			const type = typeOf(value);
			return { name, value: valueText(value, type), type };
		});
	}
	if (!Array.isArray(json)) {
		throw inputError(context, 'Properties (JSON) must be an object or a list of objects', { itemIndex });
	}
	return json.map((entry: unknown, index) => {
		const { name, type, value } = isRecord(entry) ? entry : {};
		if (typeof name !== 'string' || name.trim() === '') {
			throw inputError(context, `Entry ${index + 1} of Properties (JSON) has no name`, {
				itemIndex,
				description: 'Each entry of the list needs the keys name and value, and type unless it is Text.',
			});
		}
		const kind = typeof type === 'string' && type !== '' ? type : typeOf(value);
		return { name: name.trim(), value: valueText(value, kind), type: kind };
	});
}

/** What `propertyFields` hold for one item, in the order in which it was entered. */
export function cardProperties(context: IExecuteFunctions, itemIndex: number): CardProperty[] {
	const parameter = itemParameters(context, itemIndex, propertyFields);
	return parameter('propertiesMode') === 'json'
		? propertiesOfJson(context, parameter('propertiesJson'), itemIndex)
		: propertiesOfRows(parameter('properties').property ?? []);
}
