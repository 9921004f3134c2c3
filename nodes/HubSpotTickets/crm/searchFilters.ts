import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { shorten, valueError } from '../../shared/errors';
import type { ApiContext } from '../../shared/http/types';
import { isRecord } from '../../shared/isRecord';
import { trimInvisible } from '../../shared/parameters/dateTime';
import { resourceLocator } from '../../shared/parameters/resourceLocator';
import type { Parameter } from '../../shared/parameters/types';
import {
	isLossy,
	isNothing,
	LOST_DIGITS,
	Problem,
	quote,
	toChoice,
	toList,
	toText,
} from '../../shared/parameters/values';
import { idInAccount } from './account';
import type { Pipeline, PropertyDefinition } from './metadata';
import { visibleDefinition, visibleDefinitions, visiblePipelines } from './metadata';
import { ownerChoice, pipelineChoice, stageChoice } from './place';
import { isOption, toOperand } from './propertyValues';
import { kindOfAssociation } from './recordId';
import type { Filter } from './search';
import { toTimestamp } from './timestamps';
import { safeString } from '../../shared/safeConversion';

/** The filter rows of a search, and the filters that they become. */

const LIST_OPERATORS = ['IN', 'NOT_IN'] as const;
const PRESENCE_OPERATORS = ['HAS_PROPERTY', 'NOT_HAS_PROPERTY'] as const;

const OPERATORS = [
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
] as const;

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
						options: [...OPERATORS],
						default: 'EQ',
					},
					resourceLocator({
						displayName: 'Value',
						name: 'value',
						description:
							'For options, their label or internal value; for owners, also the email; for dates, for example 2026-11-21',
						searchListMethod: 'searchFilterValues',
						byLabel: 'By Value',
						placeholder: 'High',
						dependsOn: ['&propertyName.value'],
						displayOptions: { hide: { operator: [...LIST_OPERATORS, ...PRESENCE_OPERATORS] } },
					}),
					{
						displayName: 'Upper Value',
						name: 'highValue',
						type: 'string',
						default: '',
						displayOptions: { show: { operator: ['BETWEEN'] } },
					},
					{
						displayName: 'Value Names or IDs',
						name: 'valueNames',
						type: 'multiOptions',
						typeOptions: {
							loadOptionsMethod: 'getFilterValues',
							loadOptionsDependsOn: ['&propertyName.value'],
						},
						default: [],
						displayOptions: { show: { operator: [...LIST_OPERATORS] } },
						description:
							'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
					},
					{
						displayName: 'Values',
						name: 'values',
						kind: 'list',
						type: 'string',
						default: '',
						placeholder: 'Low, Medium',
						displayOptions: { show: { operator: [...LIST_OPERATORS] } },
						description: 'More values, as a list or separated by commas; for options, their labels or internal values',
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
	values: string[];
	/** Those that are chosen from the list. */
	valueNames?: string[];
}

const among = (list: readonly string[], entry: string): boolean => list.includes(entry);

/** What the operator of a row compares with: nothing, one value, two, or several. */
export function valuesOf({ operator, value, highValue, values, valueNames = [] }: FilterRow): string[] {
	if (among(PRESENCE_OPERATORS, operator)) return [];
	if (among(LIST_OPERATORS, operator)) return [...valueNames, ...values];
	return (operator === 'BETWEEN' ? [value, highValue] : [value]).map(trimInvisible);
}

/** Tickets of a contact or company: no property of the ticket. */
const isAssociation = ({ propertyName }: Pick<FilterRow, 'propertyName'>): boolean =>
	propertyName.startsWith('associations.');

export const needsValue = (operator: string): boolean => !among(PRESENCE_OPERATORS, operator);

/** What the values of filters are read by: the account's properties, pipelines and owners. */
export interface FilterMetadata {
	context: ApiContext;
	definition(name: string): Promise<PropertyDefinition | undefined>;
	/** Those that people choose from. */
	all: readonly PropertyDefinition[];
	/** Undefined where the credential may not read them. */
	pipelines(): Promise<Pipeline[] | undefined>;
	timezone: string;
}

/** The pipeline that another row narrows to, within which a stage is named. */
async function pipelineOfRows(metadata: FilterMetadata, rows: readonly FilterRow[]): Promise<string | undefined> {
	const row = rows.find(
		({ propertyName, operator }) => propertyName === 'hs_pipeline' && ['EQ', 'IN'].includes(operator),
	);
	const given = row === undefined ? [] : valuesOf(row);
	const all = given.length === 1 ? await metadata.pipelines() : undefined;
	const chosen = all === undefined ? undefined : pipelineChoice(all, given[0] ?? '');
	return typeof chosen === 'string' ? chosen : undefined;
}

async function placeOperand(
	metadata: FilterMetadata,
	name: string,
	value: string,
	rows: readonly FilterRow[],
): Promise<string | Problem> {
	const all = await metadata.pipelines();
	if (all === undefined) return value;
	return name === 'hs_pipeline'
		? pipelineChoice(all, value)
		: stageChoice(all, value, await pipelineOfRows(metadata, rows));
}

/** What holds the ID of the ticket itself, which people know as its address, too. */
const ID_PROPERTIES = new Set(['hs_object_id', 'hs_ticket_id']);
const ID_OPERATORS = ['EQ', 'NEQ', ...LIST_OPERATORS];

/** One value of a row as HubSpot compares it: a label becomes its internal value, a date its instant or day. */
async function operand(
	metadata: FilterMetadata,
	{ propertyName, operator }: FilterRow,
	value: string,
	rows: readonly FilterRow[],
): Promise<string | Problem> {
	if (operator.endsWith('CONTAINS_TOKEN')) return value;
	if (isAssociation({ propertyName }))
		return await idInAccount(metadata.context, kindOfAssociation(propertyName), value);
	if (ID_PROPERTIES.has(propertyName) && among(ID_OPERATORS, operator))
		return await idInAccount(metadata.context, 'tickets', value);
	if (propertyName === 'hs_pipeline' || propertyName === 'hs_pipeline_stage') {
		return await placeOperand(metadata, propertyName, value, rows);
	}
	const definition = await metadata.definition(propertyName);
	if (definition === undefined) return value;
	if (definition.isOwner) return await ownerChoice(metadata.context, value);
	return toOperand(definition, value, metadata.timezone);
}

/** @throws NodeOperationError, before any request, when the operator needs a value that the row does not have. */
export function assertValue(
	context: Pick<ApiContext, 'getNode'>,
	row: FilterRow,
	name: string,
	itemIndex?: number,
): void {
	const given = valuesOf(row);
	if (!needsValue(row.operator) || (given.length > 0 && !given.includes(''))) return;
	throw valueError(context, `The filter for "${shorten(name)}" has no value`, {
		itemIndex,
		description: 'Enter a value, or use the operators "Is Empty" and "Is Not Empty".',
	});
}

/** What a row is called in an error: its property as people see it. */
export async function labelOf(metadata: FilterMetadata, name: string): Promise<string> {
	return (await metadata.definition(name))?.label ?? name;
}

const isText = (definition: PropertyDefinition | undefined): boolean => (definition?.type ?? 'string') === 'string';

/** Several values may also stand between semicolons, except in text, where these may be part of it. */
function entriesOf(row: FilterRow, definition: PropertyDefinition | undefined): string[] {
	const values = valuesOf(row);
	if (!among(LIST_OPERATORS, row.operator) || isText(definition)) return values;
	return values.flatMap((value) =>
		definition !== undefined && isOption(definition, value)
			? [value]
			: value.split(';').filter((part) => !isNothing(part)),
	);
}

const REVERSED = new Problem(
	'has a lower value that is above the upper one, so nothing can match',
	'Enter the smaller number or the earlier date first.',
);

function isReversed(definition: PropertyDefinition | undefined, operands: readonly string[]): boolean {
	const [low = Number.NaN, high = Number.NaN] = operands.map(definition?.type === 'number' ? Number : toTimestamp);
	return !isText(definition) && low > high;
}

/**
 * The values of a row in HubSpot's form.
 * @throws NodeOperationError that names the property, when a value can never match.
 */
export async function readOperands(
	metadata: FilterMetadata,
	row: FilterRow,
	rows: readonly FilterRow[],
	itemIndex?: number,
): Promise<string[]> {
	const { context } = metadata;
	const definition = isAssociation(row) ? undefined : await metadata.definition(row.propertyName);
	const refused = ({ problem, advice }: Problem) =>
		valueError(context, `The filter for "${definition?.label ?? row.propertyName}" ${problem}`, {
			itemIndex,
			description: advice,
		});
	const operands: string[] = [];
	for (const value of entriesOf(row, definition)) {
		const read = await operand(metadata, row, value, rows);
		if (read instanceof Problem) throw refused(read);
		operands.push(read);
	}
	if (row.operator === 'BETWEEN' && isReversed(definition, operands)) throw refused(REVERSED);
	return operands;
}

/** The name of a property that may be given by its label. One that is not found is left to HubSpot. */
export async function propertyNameOf(metadata: FilterMetadata, given: string): Promise<string> {
	if (isAssociation({ propertyName: given }) || (await metadata.definition(given)) !== undefined) return given;
	const chosen = toChoice(
		given,
		metadata.all.map(({ name, label }) => ({ name: label, value: name })),
	);
	return chosen instanceof Problem ? given : String(chosen.value);
}

/** Read once in a run. */
async function metadataOf(context: IExecuteFunctions): Promise<FilterMetadata> {
	return {
		context,
		all: await visibleDefinitions(context),
		definition: async (name) => await visibleDefinition(context, name),
		pipelines: async () => await visiblePipelines(context),
		timezone: context.getTimezone(),
	};
}

async function toFilter(
	metadata: FilterMetadata,
	row: FilterRow,
	rows: readonly FilterRow[],
	itemIndex: number,
): Promise<Filter> {
	const { propertyName, operator } = row;
	const operands = await readOperands(metadata, row, rows, itemIndex);
	if (!needsValue(operator)) return { propertyName, operator };
	if (among(LIST_OPERATORS, operator)) {
		const definition = await metadata.definition(propertyName);
		// `IN` compares text properties in lower case; options keep their case.
		return {
			propertyName,
			operator,
			values: definition?.type === 'string' ? operands.map((entry) => entry.toLowerCase()) : operands,
		};
	}
	const [value = '', highValue = ''] = operands;
	return { propertyName, operator, value, ...(operator === 'BETWEEN' ? { highValue } : {}) };
}

/** The filters behind the rows, in their order. */
export async function toFilters(
	context: IExecuteFunctions,
	given: readonly FilterRow[],
	itemIndex: number,
): Promise<Filter[]> {
	if (given.length === 0) return [];
	for (const row of given) assertValue(context, row, row.propertyName, itemIndex);
	const metadata = await metadataOf(context);
	const rows: FilterRow[] = [];
	for (const row of given) rows.push({ ...row, propertyName: await propertyNameOf(metadata, row.propertyName) });
	const filters: Filter[] = [];
	for (const row of rows) filters.push(await toFilter(metadata, row, rows, itemIndex));
	return filters;
}

const isMissing = (value: unknown): boolean => isNothing(value) || (typeof value === 'number' && Number.isNaN(value));

/** The operator by its name in HubSpot's API or in the drop-down. */
function operatorOf(given: string): string | Problem {
	const chosen = toChoice(given, OPERATORS);
	if (!(chosen instanceof Problem)) return chosen.value;
	const names = OPERATORS.map(({ value }) => value).join(', ');
	return new Problem(`has the operator ${quote(given)}, which does not exist: choose ${names}`);
}

/** A filter of the JSON as the row that means the same. */
function rowOf(propertyName: string, given: string, json: IDataObject): FilterRow | Problem {
	const operator = operatorOf(given);
	if (operator instanceof Problem) return operator;
	const isList = among(LIST_OPERATORS, operator);
	const needed = isList ? [json.values] : operator === 'BETWEEN' ? [json.value, json.highValue] : [json.value];
	if (needsValue(operator) && needed.some(isMissing)) {
		return new Problem(
			'has no value',
			'Check the expression in it, or use the operators HAS_PROPERTY and NOT_HAS_PROPERTY.',
		);
	}
	const lossy = needed.find(isLossy);
	if (lossy !== undefined) return new Problem(`is ${safeString(lossy)}`, LOST_DIGITS);
	const value = toText(json.value);
	if (value instanceof Problem) return value;
	const highValue = toText(json.highValue);
	if (highValue instanceof Problem) return highValue;
	const values = toList(json.values);
	return values instanceof Problem ? values : { propertyName, operator, value, highValue, values };
}

/** Filter groups as HubSpot's own documentation writes them. A group without filters would find every ticket. */
export function parseFilterGroups(context: IExecuteFunctions, json: unknown, itemIndex: number): FilterRow[][] {
	const refuse = () =>
		valueError(context, 'The option "Filter Groups (JSON)" is not a list of filter groups', {
			itemIndex,
			description: 'Example: [{"filters":[{"propertyName":"hs_ticket_priority","operator":"EQ","value":"HIGH"}]}]',
		});
	if (!Array.isArray(json)) throw refuse();
	return json.map((group: unknown): FilterRow[] => {
		if (!isRecord(group) || !Array.isArray(group.filters) || group.filters.length === 0) throw refuse();
		return group.filters.map((filter: unknown) => {
			if (!isRecord(filter) || typeof filter.propertyName !== 'string' || typeof filter.operator !== 'string') {
				throw refuse();
			}
			const row = rowOf(filter.propertyName, filter.operator, filter);
			if (!(row instanceof Problem)) return row;
			const name = shorten(filter.propertyName);
			throw valueError(context, `The filter for "${name}" in "Filter Groups (JSON)" ${row.problem}`, {
				itemIndex,
				description: row.advice,
			});
		});
	});
}
