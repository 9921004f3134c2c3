import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { inputError, shorten, valueError } from '../../shared/errors';
import { itemParameters } from '../../shared/parameters/reader';
import { Problem, toList, toText } from '../../shared/parameters/values';
import { isRecord } from '../../shared/isRecord';
import type { Parameter } from '../../shared/parameters/types';

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
						kind: 'textOrList',
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
] as const satisfies Parameter[];

export interface CardProperty extends IDataObject {
	name: string;
	value: string;
	type: string;
}

const LISTS = new Set(['StringList', 'StringSet', 'AttachmentList']);

/** A list is a JSON array in a string. */
function listText(value: string): string {
	// An attachment is an object, so JSON goes out as it is.
	if (value.trimStart().startsWith('[') && isJson(value)) return value;
	return JSON.stringify(toList(value));
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

/** On the wire every value is a string, whatever the type. */
function valueText(value: unknown, type: string): string {
	if (value === undefined || value === null) return '';
	const text = toText(value);
	if (text instanceof Problem) return JSON.stringify(value);
	return LISTS.has(type) ? listText(text) : text;
}

function typeOf(value: unknown): string {
	if (typeof value === 'number') return 'Numeric';
	return Array.isArray(value) ? 'StringList' : 'Text';
}

function propertiesOfRows(
	context: IExecuteFunctions,
	rows: ReadonlyArray<{ name: string; type: string; value: string | string[] }>,
	itemIndex: number,
): CardProperty[] {
	return rows.map(({ name, type, value }) => {
		if (Array.isArray(value) && !LISTS.has(type)) {
			throw valueError(context, `The property "${shorten(name)}" must be text, but the expression yields a list`, {
				itemIndex,
				description: 'Choose the type String List, or join the entries in the expression.',
			});
		}
		return { name: name.trim(), value: valueText(value, type), type };
	});
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
		: propertiesOfRows(context, parameter('properties').property ?? [], itemIndex);
}
