import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { DATES_HINT, inputError, shorten, valueError } from '../../shared/errors';
import { DateTimeProblem, toInstant, trimInvisible } from '../../shared/parameters/dateTime';
import { itemParameters } from '../../shared/parameters/reader';
import { isNothing, numberText, Problem, toChoice, toList, toText } from '../../shared/parameters/values';
import { isRecord } from '../../shared/isRecord';
import type { Parameter } from '../../shared/parameters/types';
import { safeString } from '../../shared/safeConversion';

const TYPES = [
	{ name: 'Attachment', value: 'Attachment' },
	{ name: 'Attachment List', value: 'AttachmentList' },
	{ name: 'Date Time', value: 'DateTime' },
	{ name: 'Location', value: 'Location' },
	{ name: 'Number', value: 'Numeric' },
	{ name: 'String List', value: 'StringList' },
	{ name: 'String Set', value: 'StringSet' },
	{ name: 'Text', value: 'Text' },
] as const;

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
						options: [...TYPES],
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

/** Undefined: an expression yields undefined, which leaves a field out. */
interface ReadProperty {
	name: string;
	value: string | undefined;
	type: string;
}

/** A property as it is handed in. */
interface Given {
	name: string;
	type: string;
	value: unknown;
}

const LISTS = new Set(['StringList', 'StringSet', 'AttachmentList']);

/** A list is a JSON array in a string. */
function listText(value: unknown, type: string): string | Problem {
	// An attachment is an object, so JSON goes out as it is.
	if (type === 'AttachmentList' && Array.isArray(value)) return JSON.stringify(value);
	if (type === 'AttachmentList' && typeof value === 'string' && value.trimStart().startsWith('[') && isJson(value)) {
		return value;
	}
	const entries = toList(value);
	return entries instanceof Problem ? entries : JSON.stringify(entries);
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

/** On the wire every value is a string, whatever the type; times are milliseconds, as in Kaizala's own events. */
function valueText(value: unknown, type: string, zone: string): string | Problem | DateTimeProblem {
	if (LISTS.has(type)) return isNothing(value) && !Array.isArray(value) ? '' : listText(value, type);
	if (isNothing(value)) return safeString(value ?? '');
	if (type === 'Numeric') return numberText(value);
	if (type === 'DateTime') {
		const at = toInstant(value, zone);
		return at instanceof DateTimeProblem ? at : String(at);
	}
	const text = toText(value);
	return text instanceof Problem && typeof value === 'object' ? JSON.stringify(value) : text;
}

/** @throws NodeOperationError that names the property. */
function readProperty(context: IExecuteFunctions, given: Given, itemIndex: number): ReadProperty {
	const { name, type } = given;
	if (given.value === undefined) return { name: trimInvisible(name), value: undefined, type };
	const value = valueText(given.value, type, context.getTimezone());
	if (typeof value === 'string') return { name: trimInvisible(name), value, type };
	throw valueError(context, `The property "${shorten(name)}" ${value.problem}`, {
		itemIndex,
		description: value.advice,
		hint: value instanceof DateTimeProblem ? DATES_HINT : undefined,
	});
}

function typeOf(value: unknown): string {
	if (typeof value === 'number') return 'Numeric';
	return Array.isArray(value) ? 'StringList' : 'Text';
}

function propertiesOfRows(
	context: IExecuteFunctions,
	rows: ReadonlyArray<Given & { value: string | string[] | undefined }>,
	itemIndex: number,
): ReadProperty[] {
	return rows.map(({ name, type, value }) => {
		if (Array.isArray(value) && !LISTS.has(type)) {
			throw valueError(context, `The property "${shorten(name)}" must be text, but the expression yields a list`, {
				itemIndex,
				description: 'Choose the type String List, or join the entries in the expression.',
			});
		}
		return readProperty(context, { name, type, value }, itemIndex);
	});
}

function propertiesOfJson(context: IExecuteFunctions, json: unknown, itemIndex: number): ReadProperty[] {
	if (json === undefined || json === null) return [];
	if (isRecord(json)) {
		return Object.entries(json).map(([name, value]) =>
			readProperty(context, { name, type: typeOf(value), value }, itemIndex),
		);
	}
	if (!Array.isArray(json)) {
		throw valueError(context, 'Properties (JSON) must be an object or a list of objects', { itemIndex });
	}
	return json.map((entry: unknown, index) => {
		const { name, type, value } = isRecord(entry) ? entry : {};
		if (typeof name !== 'string' || name.trim() === '') {
			throw valueError(context, `Entry ${index + 1} of Properties (JSON) has no name`, {
				itemIndex,
				description: 'Each entry of the list needs the keys name and value, and type unless it is Text.',
			});
		}
		const kind = isNothing(type) ? typeOf(value) : toChoice(type, TYPES);
		if (kind instanceof Problem) {
			throw valueError(context, `The type of the property "${shorten(name)}" ${kind.problem}`, {
				itemIndex,
				description: kind.advice,
			});
		}
		return readProperty(context, { name, type: typeof kind === 'string' ? kind : kind.value, value }, itemIndex);
	});
}

/** What `propertyFields` hold for one item, in the order in which it was entered. */
function readProperties(context: IExecuteFunctions, itemIndex: number): ReadProperty[] {
	const parameter = itemParameters(context, itemIndex, propertyFields);
	return parameter('propertiesMode') === 'json'
		? propertiesOfJson(context, parameter('propertiesJson'), itemIndex)
		: propertiesOfRows(context, parameter('properties').property ?? [], itemIndex);
}

/** @throws NodeOperationError for a name that is given two values: which of them would be shown, nobody knows. */
function withoutRepeats(context: IExecuteFunctions, properties: CardProperty[], itemIndex: number): CardProperty[] {
	const values = new Map<string, string>();
	return properties.filter(({ name, value }) => {
		const before = values.get(name);
		values.set(name, value);
		if (before === undefined || before === value) return before === undefined;
		throw inputError(context, `The property "${shorten(name)}" has two values`, { itemIndex });
	});
}

/** The properties of a new card: each has to be there, since the card may show it. */
export const cardProperties = (context: IExecuteFunctions, itemIndex: number): CardProperty[] =>
	withoutRepeats(
		context,
		readProperties(context, itemIndex).map(({ name, value = '', type }) => ({ name, value, type })),
		itemIndex,
	);

/** What changes on a card that was sent: undefined leaves a property as it is, null and empty text clear it. */
export const changedProperties = (context: IExecuteFunctions, itemIndex: number): CardProperty[] =>
	withoutRepeats(
		context,
		readProperties(context, itemIndex).flatMap(({ name, value, type }) =>
			value === undefined ? [] : [{ name, value, type }],
		),
		itemIndex,
	);
