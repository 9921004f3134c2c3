import type {
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	INode,
	INodeExecutionData,
	INodeProperties,
	IPollFunctions,
	IWebhookFunctions,
	NodeOperationError,
	ResourceMapperValue,
} from 'n8n-workflow';

import { executionStore } from '../executionStore';
import { isTool } from '../aiTool';
import { asNodeError, DATES_HINT, inputError, shorten, valueError } from '../errors';
import { isRecord } from '../isRecord';
import type { EmptyFilter } from './conditions';
import {
	appliedConditions,
	EMPTY_FILTER_LABEL,
	emptyFilterError,
	emptyFilterField,
	NothingMatches,
} from './conditions';
import { DateTimeProblem, isLibraryDate, toDay, trimInvisible } from './dateTime';
import { hasExpression, holds, NOT_PLAIN, plainReader } from './expressionFastPath';
import type { LookUps } from './lookUps';
import { forgetLists, hasFailed, LookUpFailed, namesLookedUp } from './lookUps';
import type { Located, Parameter, ParameterReader, ValueOf } from './types';
import { resourceLocatorValue } from './resourceLocator';
import type { Choice, Separators } from './values';
import {
	isLossy,
	isNothing,
	jsonProblem,
	LOST_DIGITS,
	nameProblem,
	Problem,
	quote,
	separatorsOf,
	toBoolean,
	toChoice,
	toFieldText,
	toForm,
	toId,
	toList,
	toNumber,
	toText,
} from './values';
import { safeNumber, safeString } from '../safeConversion';

export type { ParameterReader } from './types';

/**
 * Typed reading of node parameters. An operation declares its parameters with
 * `as const satisfies Parameter[]`; the types of the values follow from the declaration, and every value is
 * checked when it is read, because an expression may yield anything.
 */

interface Place {
	node: INode;
	itemIndex?: number;
	/** What the user sees above the field, for example `Options > Limit`. */
	label: string;
	/** What a condition is called when its field alone would say too little: the property that a row tests. */
	about?: string;
	/** What stands in the node: a value, or the expression that yields it. */
	stored: unknown;
	/** Whether the value narrows what is found. */
	condition: boolean;
	conditions: Conditions;
	/** The time zone of the workflow. */
	zone(): string;
}

/** What the reader has to know about conditions in this run. */
interface Conditions {
	/** What to do when the expression of a condition yields nothing for this item. */
	whenEmpty(): EmptyFilter;
	/** Whether an AI agent filled in the parameters; it may leave out what it likes. */
	isTool: boolean;
	/** Is told each condition that counts, for the agent's eyes. */
	applied(label: string, value: unknown): void;
}

function refuse(place: Place, problem: string, description?: string, hint?: string): NodeOperationError {
	const { node, label, itemIndex } = place;
	return valueError({ getNode: () => node }, `The field "${label}" ${problem}`, { itemIndex, description, hint });
}

/** The value, or the refusal of the field. */
function checked<T>(place: Place, value: T | Problem | DateTimeProblem): T {
	if (value instanceof Problem) throw refuse(place, value.problem, value.advice);
	if (value instanceof DateTimeProblem) throw refuse(place, value.problem, value.advice, DATES_HINT);
	return value;
}

const ENTER = 'Enter a value, or check the expression that fills it.';

const inForm = (place: Place, { form }: Parameter, text: string): string =>
	form === undefined ? text : checked(place, toForm(form, text));

function readText(place: Place, property: Parameter, raw: unknown): string {
	if (property.required === true && isNothing(raw)) throw refuse(place, 'is empty', ENTER);
	const text = checked(place, toFieldText(raw));
	// No text that is looked for begins or ends with a space.
	return inForm(place, property, place.condition ? trimInvisible(text) : text);
}

/** A thousand in one country, one in another. */
const mayBeThousands = (raw: unknown): boolean =>
	typeof raw === 'string' && /^[+-]?[1-9]\d{0,2}\.\d{3}$/.test(trimInvisible(raw));

const WITHOUT_POINT = 'Write the digits alone, for example 1000.';

function readNumber(place: Place, property: INodeProperties, raw: unknown): number {
	if (isNothing(raw) && property.required !== true) return safeNumber(property.default) || 0;
	const value = checked(place, toNumber(raw));
	const { minValue, maxValue, numberPrecision } = property.typeOptions ?? {};
	if (numberPrecision === 0 && mayBeThousands(raw))
		throw refuse(place, `must be a whole number, but it is ${quote(raw)}`, WITHOUT_POINT);
	if (minValue !== undefined && value < minValue) throw refuse(place, `must be at least ${minValue}`);
	if (maxValue !== undefined && value > maxValue) throw refuse(place, `must be at most ${maxValue}`);
	if (numberPrecision !== 0) return value;
	if (!Number.isSafeInteger(value)) throw refuse(place, `must be a whole number, but it is ${value}`);
	return value;
}

function readBoolean(place: Place, property: INodeProperties, raw: unknown): boolean {
	return isNothing(raw) ? property.default === true : checked(place, toBoolean(raw));
}

const staticChoices = ({ options = [], typeOptions }: INodeProperties): Choice[] =>
	typeOptions?.loadOptionsMethod === undefined
		? options.flatMap((option) => ('value' in option ? [{ name: option.name, value: option.value }] : []))
		: [];

function readOption(place: Place, property: INodeProperties, raw: unknown): unknown {
	const choices = staticChoices(property);
	if (choices.length === 0) return trimInvisible(readText(place, property, raw));
	// A row has no value for what is hidden in it, and none for a field that was added to it later.
	const given = raw === undefined && place.stored === undefined ? property.default : raw;
	return checked(place, toChoice(given, choices)).value;
}

function readOptions(place: Place, property: INodeProperties, raw: unknown): string[] {
	const entries = checked(place, toList(raw));
	const choices = staticChoices(property);
	if (choices.length === 0) return entries;
	return entries.map((entry) => String(checked(place, toChoice(entry, choices)).value));
}

const JSON_ADVICE = 'Put names and texts in "double quotes", and no comma after the last entry.';

/** What JavaScript says of broken JSON, in words for people. */
function mistakeInJson(message: string): string {
	const [, sign = '', text = ''] = /^Unexpected token '(.{1,2})', (.*) is not valid JSON$/su.exec(message) ?? [];
	if (sign !== '') return `there is a ${quote(sign)} out of place in ${shorten(text)}`;
	if (/^Unexpected end/.test(message)) return 'it ends too early';
	return shorten(message.charAt(0).toLowerCase() + message.slice(1));
}

function readJson(place: Place, property: INodeProperties, raw: unknown): unknown {
	if (isNothing(raw) && !Array.isArray(raw)) {
		if (property.required) throw refuse(place, 'is empty', ENTER);
		return undefined;
	}
	if (typeof raw === 'number' && !Number.isFinite(raw))
		throw refuse(place, `must be JSON, but the expression yields ${raw}`);
	// JSON writes dates as text.
	if (raw instanceof Date || isLibraryDate(raw)) return checked(place, toText(raw));
	if (typeof raw !== 'string') {
		checked(place, jsonProblem(raw));
		return raw;
	}
	let value: unknown;
	try {
		// Files often begin with an invisible mark.
		value = JSON.parse(trimInvisible(raw));
	} catch (error) {
		const mistake = error instanceof Error ? mistakeInJson(error.message) : 'it cannot be read';
		throw refuse(place, `is not valid JSON: ${mistake}`, JSON_ADVICE);
	}
	checked(place, jsonProblem(value));
	return value;
}

/** What stands in the node below a parameter, for the fields inside it. */
function storedBelow(stored: unknown, ...path: string[]): unknown {
	let below = stored;
	for (const name of path) {
		// One expression for the whole collection stands for each field in it.
		if (typeof below === 'string') return below;
		below = holds(below, name) ? below[name] : undefined;
	}
	return below;
}

function nested(place: Place, property: Parameter, ...path: string[]): Place {
	return {
		...place,
		label: `${place.label} > ${property.displayName}`,
		stored: storedBelow(place.stored, ...path, property.name),
		condition: property.condition ?? place.condition,
	};
}

/**
 * An expression that yields nothing leaves the field out, in a resource locator as in a text. It entered no number and no
 * choice either: neither the default nor `false` stands for it.
 */
function isLeftOut({ type, required }: INodeProperties, raw: unknown): boolean {
	const given = type === 'resourceLocator' ? resourceLocatorValue(raw) : raw;
	if (given === undefined) return true;
	return (type === 'number' || type === 'boolean') && required !== true && isNothing(given);
}

function readCollection(place: Place, property: Parameter, raw: unknown): Record<string, unknown> {
	if (isNothing(raw)) return {};
	if (!isRecord(raw)) throw refuse(place, `must be a group of fields, but the expression yields ${quote(raw)}`);
	const result: Record<string, unknown> = {};
	for (const option of property.options ?? []) {
		if (!('type' in option)) continue;
		const below = nested(place, option);
		const given = raw[option.name];
		if (isEmptyCondition(below, option, given)) continue;
		if (isLeftOut(option, given)) {
			if (option.guard === true && hasExpression(below.stored)) throw refuse(below, 'is empty', ENTER);
			continue;
		}
		result[option.name] = readValue(below, option, given);
	}
	return result;
}

/** What a row of conditions is about: the property or the name in it. */
function subjectOf(row: unknown): string | undefined {
	const subject = isRecord(row) ? (row.propertyName ?? row.name) : undefined;
	const shown = isRecord(subject) ? subject.cachedResultName : undefined;
	const given = shown ?? resourceLocatorValue(subject);
	return typeof given === 'string' && !isNothing(given) ? shorten(given) : undefined;
}

function readFixedCollection(place: Place, property: INodeProperties, raw: unknown): Record<string, unknown> {
	if (isNothing(raw)) return {};
	if (!isRecord(raw)) throw refuse(place, `must be a group of fields, but the expression yields ${quote(raw)}`);
	const result: Record<string, unknown> = {};
	for (const group of property.options ?? []) {
		if (!('values' in group)) continue;
		const given = raw[group.name];
		if (given === undefined || given === null) continue;
		const rows = Array.isArray(given) ? given : [given];
		const path = (index: number) => (Array.isArray(given) ? [group.name, String(index)] : [group.name]);
		result[group.name] = rows.flatMap((row: unknown, index) => {
			const values: Record<string, unknown> = {};
			const applied: Array<[string, unknown]> = [];
			const conditions = { ...place.conditions, applied: (...one: [string, unknown]) => void applied.push(one) };
			let isLeftOut = false;
			for (const field of group.values) {
				const below = { ...nested(place, field, ...path(index)), about: subjectOf(row), conditions };
				const value = isRecord(row) ? row[field.name] : undefined;
				isLeftOut ||= isEmptyCondition(below, field, value);
				values[field.name] = readValue(below, field, value);
			}
			if (isLeftOut) return [];
			for (const one of applied) place.conditions.applied(...one);
			return [values];
		});
	}
	return result;
}

function readResourceLocator(place: Place, property: INodeProperties, raw: unknown): string {
	const value = resourceLocatorValue(raw);
	if (isLossy(value)) throw refuse(place, `is ${safeString(value)}`, LOST_DIGITS);
	return trimInvisible(readText(place, property, value));
}

/** A value that stands alone, as one expression for the whole field yields it, is an ID. */
function readLocated(place: Place, property: INodeProperties, raw: unknown): Located {
	const mode = isRecord(raw) && typeof raw.mode === 'string' ? raw.mode : 'id';
	return { mode, value: readResourceLocator(place, property, raw) };
}

/** One that nobody has touched may have nothing in it. */
const isMapper = (raw: unknown): boolean =>
	isRecord(raw) && ('mappingMode' in raw || 'value' in raw || Object.keys(raw).length === 0);

function readMapper(place: Place, raw: unknown): ResourceMapperValue {
	if (!isNothing(raw) && !isMapper(raw)) {
		throw refuse(
			place,
			`must be a group of fields, but the expression yields ${quote(raw)}`,
			'Map the fields one by one, or choose "Map Automatically" to take them from the input item.',
		);
	}
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

/** Only single values are conditions; a group is as its fields are. */
const isGroup = ({ type }: INodeProperties): boolean => type === 'collection' || type === 'fixedCollection';

const LIST_KINDS: ReadonlySet<unknown> = new Set(['ids', 'lines', 'list', 'phones']);

const isEmptyJson = (given: unknown): boolean => typeof given === 'string' && /^\[\s*\]$/.test(trimInvisible(given));

/** A list that holds nothing, though there is text: `[]`, or the comma that is left between two empty expressions. */
function isEmptyList(place: Place, property: Parameter, given: unknown): boolean {
	// Typed, it is the default of such a field.
	if (property.type === 'json') return hasExpression(place.stored) && isEmptyJson(given);
	if (property.type !== 'multiOptions' && !LIST_KINDS.has(property.kind)) return false;
	const entries = listOf(place, given, separatorsOf(property));
	return !(entries instanceof Problem) && entries.length === 0;
}

/**
 * Whether a condition is to be passed over because its expression yields nothing. A condition without a value is not
 * "everything": by default the run stops, and `NothingMatches` says that nothing is to be found.
 */
function isEmptyCondition(place: Place, property: Parameter, raw: unknown): boolean {
	if (!place.condition || isGroup(property)) return false;
	const given = property.type === 'resourceLocator' ? resourceLocatorValue(raw) : raw;
	const stored = property.type === 'resourceLocator' ? resourceLocatorValue(place.stored) : place.stored;
	if (!isNothing(given) && !isEmptyList(place, property, given)) {
		place.conditions.applied(place.label, given);
		return false;
	}
	const isComputed = hasExpression(stored);
	if (!isComputed && isNothing(stored)) return false;
	// What a model was free to leave out is no condition.
	if (place.conditions.isTool && typeof stored === 'string' && stored.includes('$fromAI')) return true;
	const policy = place.conditions.whenEmpty();
	if (policy === 'ignore') return true;
	if (policy === 'returnNothing') throw new NothingMatches();
	const name = place.about ?? place.label.split(' > ').at(-1) ?? place.label;
	const why = isComputed ? 'Its expression yields nothing.' : 'What stands in it is a list without entries.';
	const description = `${why} Without a value everything would be found. Check the expression, or choose under "${EMPTY_FILTER_LABEL}" what to do then.`;
	throw emptyFilterError({ getNode: () => place.node }, name, description, place.itemIndex);
}

/** Rows that were typed are lists of their own; a list that one expression yields is taken as it is. */
function listOf(place: Place, raw: unknown, separators?: Separators): string[] | Problem {
	if (!Array.isArray(raw) || !Array.isArray(place.stored)) return toList(raw, separators);
	const all = new Set<string>();
	for (const row of raw) {
		const entries = toList(typeof row === 'string' ? row : [row], separators);
		if (entries instanceof Problem) return entries;
		for (const entry of entries) all.add(entry);
	}
	return [...all];
}

function readList(place: Place, property: Parameter, raw: unknown): string[] {
	if (property.kind === 'files' && Array.isArray(place.stored) && place.stored.some(isNothing)) {
		throw refuse(
			place,
			'has a row without a name',
			'Enter the name of the input field that holds the file, such as data, or remove the row.',
		);
	}
	// Entries that somebody added and left empty.
	const given = Array.isArray(place.stored) && isNothing(place.stored) ? [] : raw;
	const entries = checked(place, listOf(place, given, separatorsOf(property)));
	if (entries.length === 0 && property.required === true) throw refuse(place, 'is empty', ENTER);
	return entries.map((entry) => inForm(place, property, entry));
}

function readKind(place: Place, property: Parameter, raw: unknown): unknown {
	if (property.kind === 'textOrList') {
		if (raw === undefined && hasExpression(place.stored)) return undefined;
		return Array.isArray(raw) ? checked(place, toList(raw)) : readText(place, property, raw);
	}
	if (property.kind === 'key') return trimInvisible(readText(place, property, raw));
	if (property.kind !== 'id' && property.kind !== 'day') return readList(place, property, raw);
	if (isNothing(raw)) {
		if (property.required === true) throw refuse(place, 'is empty', ENTER);
		return '';
	}
	if (property.kind === 'day') return checked(place, toDay(raw, place.zone()));
	const example = property.placeholder === undefined ? '' : `, for example ${property.placeholder}`;
	const advice = `Enter the ID${example}, or check the expression that fills it.`;
	return checked(place, toId(raw, { of: property.of ?? 'record', advice }));
}

function readValue(place: Place, property: Parameter, given: unknown): unknown {
	if (given instanceof LookUpFailed) throw given.error;
	const raw = checked(place, given);
	if (property.kind === 'located') return readLocated(place, property, raw);
	if (property.kind !== undefined) return readKind(place, property, raw);
	if (property.typeOptions?.multipleValues && (property.type === 'string' || property.type === 'number')) {
		// An entry may be an expression that yields a list itself, and one expression may stand for all.
		const whole = typeof raw === 'string' && raw.trimStart().startsWith('[') ? checked(place, toList(raw)) : raw;
		const entries: unknown[] = isNothing(whole) ? [] : [whole].flat(2);
		const single = { ...property, typeOptions: { ...property.typeOptions, multipleValues: false } };
		return entries.map((entry) => readValue(place, single, entry));
	}
	switch (property.type) {
		case 'boolean':
			return readBoolean(place, property, raw);
		case 'number':
			return readNumber(place, property, raw);
		case 'options':
			return readOption(place, property, raw);
		case 'multiOptions':
			return readOptions(place, property, raw);
		case 'json':
			return readJson(place, property, raw);
		case 'collection':
			return readCollection(place, property, raw);
		case 'fixedCollection':
			return readFixedCollection(place, property, raw);
		case 'resourceLocator':
			return readResourceLocator(place, property, raw);
		case 'resourceMapper':
			return readMapper(place, raw);
		default:
			return readText(place, property, raw);
	}
}

/** n8n hands out the value of a locator alone, unless the mode is wanted as well: by its name, digits are no ID. */
const isExtracted = ({ type, kind, lookUp }: Parameter): boolean =>
	type === 'resourceLocator' && kind !== 'located' && lookUp === undefined;

function makeReader<P extends readonly INodeProperties[]>(
	properties: P,
	node: INode,
	itemIndex: number | undefined,
	conditions: Conditions,
	zone: () => string,
	fetch: (property: INodeProperties) => unknown,
): ParameterReader<P> {
	return (name) => {
		const property: Parameter | undefined = properties.find((candidate) => candidate.name === name);
		if (property === undefined) throw inputError({ getNode: () => node }, `Unknown parameter "${name}"`, { itemIndex });
		const place: Place = {
			node,
			itemIndex,
			label: property.displayName,
			stored: node.parameters[property.name],
			condition: property.condition === true,
			conditions,
			zone,
		};
		const raw = fetch(property);
		// Passed over as if it had been left empty by hand.
		const value = readValue(place, property, isEmptyCondition(place, property, raw) ? undefined : raw);
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
	isTool: boolean;
	/** None for a tool of an AI agent: there the agent fills in values, too. */
	items: INodeExecutionData[];
	/**
	 * Values in which names were looked up, by the parameter's name and by item. Not by its declaration: what reads it may
	 * have a copy of that with other words.
	 */
	lookedUp: Map<string, Map<number, unknown>>;
	/** The same where no expression makes them others for the next item. */
	fixedNames?: Map<string, unknown>;
}

const fixedOf = executionStore((context: IExecuteFunctions): Fixed => {
	const isToolCall = isTool(context);
	const items = isToolCall ? [] : context.getInputData();
	return {
		node: context.getNode(),
		values: new Map(),
		plans: new Map(),
		items,
		isTool: isToolCall,
		lookedUp: new Map(),
	};
});

function planOf({ node, plans }: Fixed, property: INodeProperties): Plan {
	const known = plans.get(property);
	if (known !== undefined) return known;
	const raw = node.parameters[property.name];
	const plan = hasExpression(raw) ? { isFixed: false, fromItem: plainReader(raw) } : { isFixed: true };
	plans.set(property, plan);
	return plan;
}

/** What n8n hands over. It works through a value level by level, and gives up on one of thousands of levels. */
function handedOver(
	node: INode,
	{ displayName }: INodeProperties,
	itemIndex: number | undefined,
	ask: () => unknown,
): unknown {
	try {
		return ask();
	} catch (error) {
		if (!(error instanceof RangeError)) throw asNodeError(node, error, itemIndex);
		throw valueError({ getNode: () => node }, `The field "${displayName}" holds too many levels of lists or objects`, {
			itemIndex,
			description: 'Choose the part that is meant in the expression.',
		});
	}
}

/** The value of a parameter for one item, unchecked. One without an expression is asked for once in a run. */
function itemValue(context: IExecuteFunctions, itemIndex: number, property: INodeProperties): unknown {
	const run = fixedOf(context);
	const lookedUp = run.lookedUp.get(property.name);
	if (lookedUp?.has(itemIndex) === true) return lookedUp.get(itemIndex);
	if (run.fixedNames?.has(property.name) === true) return run.fixedNames.get(property.name);
	if (run.values.has(property)) return run.values.get(property);
	const { isFixed, fromItem } = planOf(run, property);
	const item = run.items[itemIndex];
	const plain = item === undefined ? NOT_PLAIN : (fromItem?.(item.json) ?? NOT_PLAIN);
	if (plain !== NOT_PLAIN) return plain;
	const value: unknown = handedOver(run.node, property, itemIndex, () =>
		context.getNodeParameter(property.name, itemIndex, property.default, {
			extractValue: isExtracted(property),
		}),
	);
	if (isFixed) run.values.set(property, value);
	return value;
}

/** What to do about an empty condition, as the node is set; without the setting it stops. */
function emptyFilter(given: unknown): EmptyFilter {
	const chosen = toChoice(given, emptyFilterField.options);
	return chosen instanceof Problem ? 'stop' : chosen.value;
}

/** @throws NodeOperationError that names the field, for a name under which nothing can be sent. */
export function assertName(
	context: Pick<IExecuteFunctions, 'getNode'>,
	field: string,
	name: string,
	itemIndex: number,
) {
	const problem = nameProblem(name);
	if (problem === undefined) return;
	throw valueError(context, `The field "${field}" ${problem.problem}`, { itemIndex, description: problem.advice });
}

/** Reader for one input item of a regular node. */
export function itemParameters<P extends readonly INodeProperties[]>(
	context: IExecuteFunctions,
	itemIndex: number,
	properties: P,
): ParameterReader<P> {
	const conditions: Conditions = {
		whenEmpty: () => emptyFilter(itemValue(context, itemIndex, emptyFilterField)),
		isTool: fixedOf(context).isTool,
		applied(label, value) {
			if (this.isTool) appliedConditions(context, itemIndex).set(label, value);
		},
	};
	return makeReader(
		properties,
		fixedOf(context).node,
		itemIndex,
		conditions,
		() => context.getTimezone(),
		(property) => itemValue(context, itemIndex, property),
	);
}

/** Looks up the names that one item gives, so that its reader finds what they stand for. Throws nothing: the reader does. */
export async function lookUpNames(
	context: IExecuteFunctions,
	itemIndex: number,
	properties: readonly Parameter[],
	lookUps: LookUps,
): Promise<void> {
	const run = fixedOf(context);
	if (run.fixedNames !== undefined) return;
	let isFixed = true;
	const read = (property: Parameter) => {
		isFixed &&= planOf(run, property).isFixed;
		return itemValue(context, itemIndex, property);
	};
	const found = await namesLookedUp(context, lookUps, { properties, read });
	if (isFixed && ![...found.values()].some(hasFailed)) {
		run.fixedNames = new Map([...found].map(([{ name }, value]) => [name, value]));
		return;
	}
	const { lookedUp } = run;
	for (const [{ name }, value] of found) {
		const ofItems = lookedUp.get(name) ?? new Map<number, unknown>();
		lookedUp.set(name, ofItems.set(itemIndex, value));
	}
}

/** An item that is done needs its names no more: there may be a hundred thousand of them. */
export function forgetNames(context: IExecuteFunctions, itemIndex: number): void {
	for (const ofItems of fixedOf(context).lookedUp.values()) ofItems.delete(itemIndex);
}

type TriggerContext = IPollFunctions | IHookFunctions | IWebhookFunctions;

const triggerValue = (context: TriggerContext, property: INodeProperties): unknown =>
	handedOver(context.getNode(), property, undefined, () =>
		context.getNodeParameter(property.name, property.default, { extractValue: isExtracted(property) }),
	);

/** Nothing is looked for while a webhook is set up: there an empty filter that is to find nothing is left out. */
function triggerPolicy(context: TriggerContext): EmptyFilter {
	const policy = emptyFilter(context.getNodeParameter(emptyFilterField.name, 'stop'));
	return policy === 'returnNothing' && 'getWebhookDescription' in context ? 'ignore' : policy;
}

/** Reader for a trigger, which has no items. */
export function nodeParameters<P extends readonly INodeProperties[]>(
	context: TriggerContext,
	properties: P,
	lookedUp: ReadonlyMap<INodeProperties, unknown> = new Map(),
): ParameterReader<P> {
	const conditions: Conditions = {
		whenEmpty: () => triggerPolicy(context),
		isTool: false,
		applied: () => undefined,
	};
	return makeReader(
		properties,
		context.getNode(),
		undefined,
		conditions,
		() => context.getTimezone(),
		(property) => (lookedUp.has(property) ? lookedUp.get(property) : triggerValue(context, property)),
	);
}

/** As `nodeParameters`, where people may enter names: what they stand for is looked up as it is now. */
export async function namedNodeParameters<P extends readonly Parameter[]>(
	context: TriggerContext,
	properties: P,
	lookUps: LookUps,
): Promise<ParameterReader<P>> {
	forgetLists(context);
	const read = (property: Parameter) => triggerValue(context, property);
	return nodeParameters(context, properties, await namesLookedUp(context, lookUps, { properties, read }));
}
