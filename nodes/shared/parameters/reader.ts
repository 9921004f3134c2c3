import type {
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	INode,
	INodeExecutionData,
	INodeProperties,
	IPollFunctions,
	IWebhookFunctions,
	ResourceMapperValue,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { ParameterReader, ValueOf } from './types';
import { hasExpression, NOT_PLAIN, plainReader } from './expressionFastPath';
import { executionStore } from '../executionStore';
import { isRecord } from '../isRecord';
import { isTool } from '../aiTool';

export type { ParameterReader } from './types';

/**
 * Typed reading of node parameters. An operation declares its parameters with
 * `as const satisfies INodeProperties[]`; the types of the values follow from the declaration, and every value is
 * checked when it is read, because an expression may yield anything.
 */

interface Place {
	node: INode;
	itemIndex?: number;
	/** What the user sees above the field, for example `Options > Limit`. */
	label: string;
}

function refuse(place: Place, problem: string, description?: string): NodeOperationError {
	return new NodeOperationError(place.node, `The field "${place.label}" ${problem}`, {
		itemIndex: place.itemIndex,
		description,
	});
}

function describe(value: unknown): string {
	if (Array.isArray(value)) return 'a list';
	if (value !== null && typeof value === 'object') return 'an object';
	const text = String(value);
	return `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`;
}

function readText(place: Place, property: INodeProperties, raw: unknown): string {
	if (
		raw === undefined ||
		raw === null ||
		raw === '' ||
		(property.required && typeof raw === 'string' && raw.trim() === '')
	) {
		if (property.required) throw refuse(place, 'is empty', 'Enter a value, or check the expression that fills it.');
		return '';
	}
	if (typeof raw === 'string') return raw;
	if (raw instanceof Date && !Number.isNaN(raw.getTime())) return raw.toISOString();
	if (isRecord(raw) && typeof raw.toISO === 'function') return String(raw.toISO());
	if (typeof raw === 'number' || typeof raw === 'boolean') return String(raw);
	throw refuse(place, `must be text, but the expression yields ${describe(raw)}`);
}

function readNumber(place: Place, property: INodeProperties, raw: unknown): number {
	if ((raw === undefined || raw === null || raw === '') && !property.required) return Number(property.default) || 0;
	const value = typeof raw === 'string' && raw.trim() !== '' ? Number(raw) : raw;
	if (typeof value !== 'number' || !Number.isFinite(value)) {
		throw refuse(place, `must be a number, but it is ${raw === undefined || raw === '' ? 'empty' : describe(raw)}`);
	}
	const { minValue, maxValue } = property.typeOptions ?? {};
	if (minValue !== undefined && value < minValue) throw refuse(place, `must be at least ${minValue}`);
	if (maxValue !== undefined && value > maxValue) throw refuse(place, `must be at most ${maxValue}`);
	return value;
}

function readBoolean(place: Place, raw: unknown): boolean {
	if (typeof raw === 'boolean') return raw;
	if (raw === 'true') return true;
	if (raw === 'false' || raw === undefined || raw === null || raw === '') return false;
	throw refuse(place, `must be true or false, but it is ${describe(raw)}`);
}

function readOption(place: Place, property: INodeProperties, raw: unknown): unknown {
	const allowed = (property.options ?? []).filter((option) => 'value' in option);
	if (property.typeOptions?.loadOptionsMethod !== undefined || allowed.length === 0) {
		return readText(place, property, raw);
	}
	const hit = allowed.find((option) => String(option.value) === String(raw ?? ''));
	if (hit === undefined) {
		const names = allowed.map((option) => `${option.name} (${String(option.value)})`).join(', ');
		throw refuse(place, `must be one of its options, but it is ${describe(raw)}`, `Allowed: ${names}.`);
	}
	return hit.value;
}

function readList(place: Place, raw: unknown): string[] {
	if (raw === undefined || raw === null || raw === '') return [];
	const list = Array.isArray(raw)
		? raw
		: String(raw)
				.split(',')
				.map((part) => part.trim());
	return list.map((entry: unknown) => {
		if (entry !== null && typeof entry === 'object') throw refuse(place, 'must be a list of plain values');
		return String(entry);
	});
}

function readJson(place: Place, property: INodeProperties, raw: unknown): unknown {
	if (raw === undefined || raw === null || raw === '') {
		if (property.required) throw refuse(place, 'is empty');
		return undefined;
	}
	if (typeof raw !== 'string') return raw;
	try {
		return JSON.parse(raw);
	} catch (error) {
		throw refuse(place, `is not valid JSON: ${error instanceof Error ? error.message : 'it cannot be read'}`);
	}
}

function nested(place: Place, property: INodeProperties): Place {
	return { ...place, label: `${place.label} > ${property.displayName}` };
}

/** What a locator is set to. An expression in it that yields nothing may leave no `value` at all. */
function resourceLocatorValue(raw: unknown): unknown {
	return isRecord(raw) && ('value' in raw || raw.__rl === true) ? raw.value : raw;
}

/**
 * An expression that yields nothing leaves the field out, in a locator as in a text. It entered no number and no choice
 * either: neither the default nor `false` stands for it.
 */
function isLeftOut({ type, required }: INodeProperties, raw: unknown): boolean {
	const given = type === 'resourceLocator' ? resourceLocatorValue(raw) : raw;
	if (given === undefined) return true;
	return (type === 'number' || type === 'boolean') && required !== true && (given === null || given === '');
}

function readCollection(place: Place, property: INodeProperties, raw: unknown): Record<string, unknown> {
	if (!isRecord(raw)) return {};
	const result: Record<string, unknown> = {};
	for (const option of property.options ?? []) {
		if (!('type' in option) || isLeftOut(option, raw[option.name])) continue;
		result[option.name] = readValue(nested(place, option), option, raw[option.name]);
	}
	return result;
}

function readFixedCollection(place: Place, property: INodeProperties, raw: unknown): Record<string, unknown> {
	if (!isRecord(raw)) return {};
	const result: Record<string, unknown> = {};
	for (const group of property.options ?? []) {
		if (!('values' in group)) continue;
		const given = raw[group.name];
		if (given === undefined || given === null) continue;
		const rows = Array.isArray(given) ? given : [given];
		result[group.name] = rows.map((row: unknown) => {
			const values: Record<string, unknown> = {};
			for (const field of group.values) {
				values[field.name] = readValue(nested(place, field), field, isRecord(row) ? row[field.name] : undefined);
			}
			return values;
		});
	}
	return result;
}

function readResourceLocator(place: Place, property: INodeProperties, raw: unknown): string {
	return readText(place, property, resourceLocatorValue(raw)).trim();
}

function readMapper(raw: unknown): ResourceMapperValue {
	const given: Partial<ResourceMapperValue> = isRecord(raw) ? raw : {};
	return {
		mappingMode: given.mappingMode ?? 'defineBelow',
		value: given.value ?? null,
		matchingColumns: given.matchingColumns ?? [],
		schema: given.schema ?? [],
		attemptToConvertTypes: given.attemptToConvertTypes ?? false,
		convertFieldsToString: given.convertFieldsToString ?? false,
	};
}

function readValue(place: Place, property: INodeProperties, raw: unknown): unknown {
	if (property.typeOptions?.multipleValues && (property.type === 'string' || property.type === 'number')) {
		// An entry may be an expression that yields a list itself.
		const entries: unknown[] = raw === undefined || raw === null || raw === '' ? [] : [raw].flat(2);
		const single = { ...property, typeOptions: { ...property.typeOptions, multipleValues: false } };
		return entries.map((entry) => readValue(place, single, entry));
	}
	switch (property.type) {
		case 'boolean':
			return readBoolean(place, raw);
		case 'number':
			return readNumber(place, property, raw);
		case 'options':
			return readOption(place, property, raw);
		case 'multiOptions':
			return readList(place, raw);
		case 'json':
			return readJson(place, property, raw);
		case 'collection':
			return readCollection(place, property, raw);
		case 'fixedCollection':
			return readFixedCollection(place, property, raw);
		case 'resourceLocator':
			return readResourceLocator(place, property, raw);
		case 'resourceMapper':
			return readMapper(raw);
		default:
			return readText(place, property, raw);
	}
}

function makeReader<P extends readonly INodeProperties[]>(
	properties: P,
	node: INode,
	itemIndex: number | undefined,
	fetch: (property: INodeProperties) => unknown,
): ParameterReader<P> {
	return (name) => {
		const property = properties.find((candidate) => candidate.name === name);
		if (property === undefined) throw new NodeOperationError(node, `Unknown parameter "${name}"`, { itemIndex });
		const value = readValue({ node, itemIndex, label: property.displayName }, property, fetch(property));
		// The one place where checked values meet the types inferred from the declaration.
		return value as ValueOf<Extract<P[number], { name: typeof name }>>;
	};
}

/** How a parameter is had: once for all items, from the item itself, or from n8n for each item. */
interface Plan {
	isFixed: boolean;
	fromItem?: (json: IDataObject) => unknown;
}

/** What is the same for all items of a run. n8n copies the node and works through its description at each question. */
interface Fixed {
	node: INode;
	values: Map<INodeProperties, unknown>;
	plans: Map<INodeProperties, Plan>;
	/** None for a tool of an AI agent: there the agent fills in values, too. */
	items: INodeExecutionData[];
}

const fixedOf = executionStore((context: IExecuteFunctions): Fixed => {
	const items = isTool(context) ? [] : context.getInputData();
	return { node: context.getNode(), values: new Map(), plans: new Map(), items };
});

function planOf({ node, plans }: Fixed, property: INodeProperties): Plan {
	const known = plans.get(property);
	if (known !== undefined) return known;
	const raw = node.parameters[property.name];
	const plan = hasExpression(raw) ? { isFixed: false, fromItem: plainReader(raw) } : { isFixed: true };
	plans.set(property, plan);
	return plan;
}

/** The value of a parameter for one item, unchecked. One without an expression is asked for once in a run. */
function itemValue(context: IExecuteFunctions, itemIndex: number, property: INodeProperties): unknown {
	const run = fixedOf(context);
	if (run.values.has(property)) return run.values.get(property);
	const { isFixed, fromItem } = planOf(run, property);
	const item = run.items[itemIndex];
	const plain = item === undefined ? NOT_PLAIN : (fromItem?.(item.json) ?? NOT_PLAIN);
	if (plain !== NOT_PLAIN) return plain;
	const value: unknown = context.getNodeParameter(property.name, itemIndex, property.default, {
		extractValue: property.type === 'resourceLocator',
	});
	if (isFixed) run.values.set(property, value);
	return value;
}

/** Reader for one input item of a regular node. */
export function itemParameters<P extends readonly INodeProperties[]>(
	context: IExecuteFunctions,
	itemIndex: number,
	properties: P,
): ParameterReader<P> {
	return makeReader(properties, fixedOf(context).node, itemIndex, (property) =>
		itemValue(context, itemIndex, property),
	);
}

/** Reader for a trigger, which has no items. */
export function nodeParameters<P extends readonly INodeProperties[]>(
	context: IPollFunctions | IHookFunctions | IWebhookFunctions,
	properties: P,
): ParameterReader<P> {
	return makeReader(properties, context.getNode(), undefined, (property) =>
		context.getNodeParameter(property.name, property.default, {
			extractValue: property.type === 'resourceLocator',
		}),
	);
}
