import type { IExecuteFunctions } from 'n8n-workflow';

import { asNodeError, inputError } from '../../shared/errors';
import { resourceLocator } from '../../shared/parameters/resourceLocator';
import { isRecord } from '../../shared/isRecord';
import { definitionsFor, isRefusal } from './metadata';
import type { Filter } from './search';
import { isDateTime, toOperand } from './propertyValues';
import type { Parameter } from '../../shared/parameters/types';

/** The filter rows of a search, and the filters that they become. */

const LIST_OPERATORS = ['IN', 'NOT_IN'] as const;
const PRESENCE_OPERATORS = ['HAS_PROPERTY', 'NOT_HAS_PROPERTY'] as const;

export const filterFields = [
	{
		displayName: 'Filters',
		name: 'filters',
		condition: true,
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Filter',
		default: {},
		options: [
			{
				displayName: 'Filter',
				name: 'filter',
				values: [
					resourceLocator({
						displayName: 'Property',
						name: 'propertyName',
						description:
							'The property to test. To find tickets of a contact or company, enter associations.contact or associations.company.',
						searchListMethod: 'searchProperties',
						required: true,
						byLabel: 'By Name',
						placeholder: 'hs_ticket_priority',
					}),
					{
						displayName: 'Operator',
						name: 'operator',
						type: 'options',
						options: [
							{ name: 'Contains Word', value: 'CONTAINS_TOKEN', description: 'An asterisk stands for any letters' },
							{ name: 'Does Not Contain Word', value: 'NOT_CONTAINS_TOKEN' },
							{ name: 'Equals', value: 'EQ' },
							{ name: 'Greater Than', value: 'GT' },
							{ name: 'Greater Than or Equal', value: 'GTE' },
							{ name: 'Is Between', value: 'BETWEEN' },
							{ name: 'Is Empty', value: 'NOT_HAS_PROPERTY' },
							{ name: 'Is Not Empty', value: 'HAS_PROPERTY' },
							{ name: 'Is Not One Of', value: 'NOT_IN' },
							{ name: 'Is One Of', value: 'IN' },
							{ name: 'Less Than', value: 'LT' },
							{ name: 'Less Than or Equal', value: 'LTE' },
							{ name: 'Not Equal', value: 'NEQ' },
						],
						default: 'EQ',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						displayOptions: { hide: { operator: [...LIST_OPERATORS, ...PRESENCE_OPERATORS] } },
						description: 'For options their internal value; for dates for example 2026-11-21T08:00:00Z',
					},
					{
						displayName: 'Upper Value',
						name: 'highValue',
						type: 'string',
						default: '',
						displayOptions: { show: { operator: ['BETWEEN'] } },
					},
					{
						displayName: 'Values',
						name: 'values',
						type: 'string',
						default: '',
						placeholder: 'LOW,MEDIUM',
						displayOptions: { show: { operator: [...LIST_OPERATORS] } },
						description: 'Comma-separated list',
					},
				],
			},
		],
	},
	{
		displayName: 'Must Match',
		name: 'combineFilters',
		type: 'options',
		options: [
			{ name: 'All Filters', value: 'all', description: 'Up to 6 filters' },
			{ name: 'Any Filter', value: 'any', description: 'Up to 5 filters' },
		],
		default: 'all',
	},
] as const satisfies Parameter[];

export interface FilterRow {
	propertyName: string;
	operator: string;
	value: string;
	highValue: string;
	values: string;
}

const among = (list: readonly string[], entry: string): boolean => list.includes(entry);

/** Undefined where HubSpot does not know the property. */
async function typeOf(context: IExecuteFunctions, propertyName: string): Promise<string | undefined> {
	const definitions = await definitionsFor(context, [propertyName]);
	return definitions.find(({ name }) => name === propertyName)?.type;
}

/** `IN` compares text properties in lower case; options keep their case. */
async function listValues(context: IExecuteFunctions, { propertyName, values }: FilterRow): Promise<string[]> {
	const entries = values
		.split(',')
		.map((entry) => entry.trim())
		.filter(Boolean);
	if (propertyName.startsWith('associations.')) return entries;
	return (await typeOf(context, propertyName)) === 'string' ? entries.map((entry) => entry.toLowerCase()) : entries;
}

/** Undefined also where HubSpot does not let this key see properties. */
async function visibleTypeOf(context: IExecuteFunctions, propertyName: string): Promise<string | undefined> {
	try {
		return await typeOf(context, propertyName);
	} catch (error) {
		if (isRefusal(error)) return undefined;
		throw asNodeError(context.getNode(), error);
	}
}

async function operands(context: IExecuteFunctions, propertyName: string, values: string[]): Promise<string[]> {
	if (!values.some(isDateTime)) return values;
	const type = await visibleTypeOf(context, propertyName);
	return values.map((one) => toOperand(type, one, context.getTimezone()));
}

export async function toFilter(context: IExecuteFunctions, row: FilterRow, itemIndex: number): Promise<Filter> {
	const { propertyName, operator } = row;
	// Spaces that came along with a value would find nothing; a trigger does not count them either.
	const [value, highValue] = [row.value.trim(), row.highValue.trim()];
	if (among(PRESENCE_OPERATORS, operator)) return { propertyName, operator };
	const values = among(LIST_OPERATORS, operator) ? await listValues(context, row) : undefined;
	const needed = values ?? (operator === 'BETWEEN' ? [value, highValue] : [value]);
	if (needed.length === 0 || needed.includes('')) {
		throw inputError(context, `The filter for "${propertyName}" has no value`, {
			itemIndex,
			description: 'Enter a value, or use the operators "Is Empty" and "Is Not Empty".',
		});
	}
	const wanted = await operands(context, propertyName, needed);
	if (values !== undefined) return { propertyName, operator, values: wanted };
	const [low = value, high = highValue] = wanted;
	return { propertyName, operator, value: low, ...(operator === 'BETWEEN' ? { highValue: high } : {}) };
}

/** Filter groups as HubSpot's own documentation writes them. A group without filters would find every ticket. */
export function readFilterGroups(context: IExecuteFunctions, json: unknown, itemIndex: number): Filter[][] {
	const refuse = () =>
		inputError(context, 'The option "Filter Groups (JSON)" is not a list of filter groups', {
			itemIndex,
			description: 'Example: [{"filters":[{"propertyName":"hs_ticket_priority","operator":"EQ","value":"HIGH"}]}]',
		});
	if (!Array.isArray(json)) throw refuse();
	return json.map((group: unknown) => {
		if (!isRecord(group) || !Array.isArray(group.filters) || group.filters.length === 0) throw refuse();
		return group.filters.map((filter: unknown) => {
			if (!isRecord(filter) || typeof filter.propertyName !== 'string' || typeof filter.operator !== 'string') {
				throw refuse();
			}
			return { ...filter, propertyName: filter.propertyName, operator: filter.operator };
		});
	});
}
