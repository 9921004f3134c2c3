import type { IExecuteFunctions, IHookFunctions, IPollFunctions, IWebhookFunctions } from 'n8n-workflow';

import { executionStore } from '../executionStore';
import { isRecord } from '../isRecord';
import { safeString } from '../safeConversion';
import { trimInvisible } from './dateTime';
import { resourceLocatorValue } from './resourceLocator';
import type { Parameter } from './types';
import type { Choice } from './values';
import { isLossy, isNothing, Problem, separatorsOf, toChoiceOfEither, toList } from './values';

/**
 * Names and addresses that people enter where the service takes an ID. Reading parameters cannot wait for a list, so names
 * are looked up before an item is executed; the reader then finds the ID, or the reason why there is none.
 */

/** Where names are looked up: in a run with items, or in a trigger. */
export type LookUpContext = IExecuteFunctions | IHookFunctions | IPollFunctions | IWebhookFunctions;

/**
 * What the service takes for a text; a text that is it already needs no request.
 * @param beside The value of another field of the same operation, such as the status above a sub-status.
 * @param isName Whether it was entered under "By Name": digits are a name there, too.
 */
export type LookUp = (
	context: LookUpContext,
	text: string,
	beside: (name: string) => string,
	isName: boolean,
) => Promise<string | Problem>;

/** By the name that parameters give in `lookUp`. */
export type LookUps = Record<string, LookUp>;

/** Lists that were read in this run. */
const lists = executionStore(() => new Map<string, Promise<Choice[]>>());

/** The context of a trigger outlives many polls, and names may be given to something else meanwhile. */
export const forgetLists = (context: LookUpContext): void => lists(context).clear();

/** A name that goes on with what tells it apart in the list: "Ewa Lis (elis)". */
const shortName = (name: string): string => name.replace(/ \([^()]*\)(?: - inactive)?$/, '');

/**
 * The value that a text stands for in the list that a drop-down shows: a name, or else the value itself. The list is read
 * once in a run.
 */
export async function choiceByName(
	context: LookUpContext,
	{ text, isName }: { text: string; isName: boolean },
	key: string,
	list: () => Promise<Choice[]>,
): Promise<string | Problem> {
	const known = lists(context);
	const reading = known.get(key) ?? list();
	known.set(key, reading);
	const choices = await reading;
	return toChoiceOfEither(
		text,
		choices,
		choices.map(({ name, value }) => ({ name: shortName(name), value })),
		isName,
	);
}

/** Stands for a value whose list could not be read. */
export class LookUpFailed {
	constructor(readonly error: unknown) {}
}

/** Whether a list could not be read for this value, or for one in it. */
export const hasFailed = (value: unknown): boolean =>
	value instanceof LookUpFailed ||
	(isRecord(value) && Object.values(value).some((entry) => entry instanceof LookUpFailed));

const parametersIn = ({ options = [] }: Parameter): Parameter[] =>
	options.flatMap((option) => ('type' in option ? [option] : []));

const withNames = executionStore(
	(property: Parameter) =>
		property.lookUp !== undefined || parametersIn(property).some(({ lookUp }) => lookUp !== undefined),
);

/** Found once for each declaration: it is asked for every item. */
export const hasLookUps = (property: Parameter): boolean => withNames(property);

interface Asked {
	context: LookUpContext;
	lookUp: LookUp;
	property: Parameter;
	beside: (name: string) => string;
}

async function eachOf({ context, lookUp, beside, property }: Asked, given: unknown): Promise<string[] | Problem> {
	const entries = toList(given, separatorsOf(property));
	if (entries instanceof Problem) return entries;
	const found: string[] = [];
	for (const entry of entries) {
		const one = await lookUp(context, entry, beside, false);
		if (one instanceof Problem) return one;
		found.push(one);
	}
	return found;
}

/** Several values: a list, JSON text of one, or text of a field that holds several. */
const isList = ({ type, kind }: Parameter, given: unknown): boolean =>
	Array.isArray(given) ||
	(typeof given === 'string' &&
		(kind === 'list' || kind === 'ids' || type === 'multiOptions' || given.trimStart().startsWith('[')));

const ID_MODES = new Set(['list', 'id', 'name', 'url']);

/** Whether the locator is set to a way of its own to say which record is meant, which the operation reads itself. */
const meansSomethingElse = ({ kind }: Parameter, raw: unknown): boolean =>
	kind === 'located' && isRecord(raw) && typeof raw.mode === 'string' && !ID_MODES.has(raw.mode);

const isByName = (raw: unknown): boolean => isRecord(raw) && raw.mode === 'name';

/** The value with its names looked up; one without any as it is. One that cannot stands in it as the reason. */
async function lookedUp(asked: Asked, raw: unknown): Promise<unknown> {
	const given = resourceLocatorValue(raw);
	try {
		if (isList(asked.property, given)) return await eachOf(asked, given);
		if (meansSomethingElse(asked.property, raw)) return raw;
		if (!['string', 'number', 'boolean'].includes(typeof given) || isLossy(given)) return raw;
		const text = trimInvisible(safeString(given));
		const found = await asked.lookUp(asked.context, text, asked.beside, isByName(raw));
		return found === text ? raw : found;
	} catch (error) {
		return new LookUpFailed(error);
	}
}

/** How the values of a node are had while names are looked up. */
export interface LookUpSource {
	/** Throws when n8n cannot resolve it. */
	read(property: Parameter): unknown;
	properties: readonly Parameter[];
}

const textOf = (value: unknown): string => {
	const text = resourceLocatorValue(value);
	return typeof text === 'string' || typeof text === 'number' ? String(text) : '';
};

async function namesIn(
	context: LookUpContext,
	byName: (parameter: Parameter) => LookUp | undefined,
	property: Parameter,
	raw: unknown,
	beside: (name: string) => string,
): Promise<unknown> {
	const own = byName(property);
	if (own !== undefined) {
		if (isNothing(resourceLocatorValue(raw))) return undefined;
		return await lookedUp({ context, lookUp: own, property, beside }, raw);
	}
	if (!isRecord(raw)) return undefined;
	const fields: Record<string, unknown> = { ...raw };
	for (const parameter of parametersIn(property)) {
		const lookUp = byName(parameter);
		if (lookUp === undefined || isNothing(resourceLocatorValue(fields[parameter.name]))) continue;
		const nextTo = (name: string) => (name in fields ? textOf(fields[name]) : beside(name));
		const asked = { context, lookUp, property: parameter, beside: nextTo };
		fields[parameter.name] = await lookedUp(asked, fields[parameter.name]);
	}
	return fields;
}

/** The values in which names were looked up, by parameter. What the node holds otherwise is left to the reader. */
export async function namesLookedUp(
	context: LookUpContext,
	lookUps: LookUps,
	{ properties, read }: LookUpSource,
): Promise<Map<Parameter, unknown>> {
	const found = new Map<Parameter, unknown>();
	const valueOf = (property: Parameter): unknown => {
		try {
			return found.has(property) ? found.get(property) : read(property);
		} catch {
			// The reader reports what n8n cannot resolve.
			return undefined;
		}
	};
	const beside = (name: string): string => {
		const property = properties.find((candidate) => candidate.name === name);
		return property === undefined ? '' : textOf(valueOf(property));
	};
	for (const property of properties) {
		if (!hasLookUps(property)) continue;
		const value = await namesIn(context, ({ lookUp = '' }) => lookUps[lookUp], property, valueOf(property), beside);
		if (value !== undefined) found.set(property, value);
	}
	return found;
}
