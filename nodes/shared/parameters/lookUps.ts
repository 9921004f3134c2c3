import type { IExecuteFunctions } from 'n8n-workflow';

import { executionStore } from '../executionStore';
import { isRecord } from '../isRecord';
import { trimInvisible } from './dateTime';
import { resourceLocatorValue } from './resourceLocator';
import type { Parameter } from './types';
import type { Choice } from './values';
import { isNothing, Problem, sameName, toChoice, toList } from './values';

/**
 * Names and addresses that people enter where the service takes an ID. Reading parameters cannot wait for a list, so names
 * are looked up before an item is executed; the reader then finds the ID, or the reason why there is none.
 */

/**
 * What the service takes for a text; a text that is it already needs no request.
 * @param beside The value of another field of the same operation, such as the status above a sub-status.
 */
export type LookUp = (
	context: IExecuteFunctions,
	text: string,
	beside: (name: string) => string,
) => Promise<string | Problem>;

/** By the name that parameters give in `lookUp`. */
export type LookUps = Record<string, LookUp>;

/** Lists that were read in this run. */
const lists = executionStore(() => new Map<string, Promise<Choice[]>>());

/** A name that goes on with what tells it apart in the list: "Ewa Lis (elis)". */
const shortName = (name: string): string => name.replace(/ \([^()]*\)(?: - inactive)?$/, '');

/** The value that a name stands for in the list that a drop-down shows. The list is read once in a run. */
export async function choiceByName(
	context: IExecuteFunctions,
	text: string,
	key: string,
	list: () => Promise<Choice[]>,
): Promise<string | Problem> {
	const known = lists(context);
	const reading = known.get(key) ?? list();
	known.set(key, reading);
	const choices = await reading;
	const chosen = toChoice(text, choices);
	if (!(chosen instanceof Problem)) return String(chosen.value);
	const short = toChoice(
		text,
		choices.map(({ name, value }) => ({ name: shortName(name), value })),
	);
	if (!(short instanceof Problem)) return String(short.value);
	return choices.some(({ name }) => sameName(shortName(name), text)) ? short : chosen;
}

/** Stands for a value whose list could not be read. */
export class LookUpFailed {
	constructor(readonly error: unknown) {}
}

const parametersIn = ({ options = [] }: Parameter): Parameter[] =>
	options.flatMap((option) => ('type' in option ? [option] : []));

export function hasLookUps(property: Parameter): boolean {
	return property.lookUp !== undefined || parametersIn(property).some(({ lookUp }) => lookUp !== undefined);
}

/** The value with its names looked up. One that cannot stands in it as the reason. */
async function lookedUp(
	context: IExecuteFunctions,
	lookUp: LookUp,
	raw: unknown,
	beside: (name: string) => string,
): Promise<unknown> {
	const given = resourceLocatorValue(raw);
	try {
		if (typeof given === 'string' && !given.trimStart().startsWith('[')) {
			return await lookUp(context, trimInvisible(given), beside);
		}
		if (!Array.isArray(given) && typeof given !== 'string') return raw;
		const entries = toList(given);
		if (entries instanceof Problem) return entries;
		const found = [];
		for (const entry of entries) {
			const one = await lookUp(context, entry, beside);
			if (one instanceof Problem) return one;
			found.push(one);
		}
		return found;
	} catch (error) {
		return new LookUpFailed(error);
	}
}

/** The value of a parameter with all names in it looked up; undefined where there was nothing to look up. */
export async function namesLookedUp(
	context: IExecuteFunctions,
	lookUps: LookUps,
	property: Parameter,
	read: () => unknown,
	values: Map<string, unknown>,
): Promise<unknown> {
	let raw: unknown;
	try {
		raw = read();
	} catch {
		return undefined;
	}
	const byName = (parameter: Parameter) => lookUps[parameter.lookUp ?? ''];
	const own = byName(property);
	const textOf = (value: unknown): string => {
		const text = resourceLocatorValue(value);
		return typeof text === 'string' || typeof text === 'number' ? String(text) : '';
	};
	if (own !== undefined) {
		if (isNothing(resourceLocatorValue(raw))) return undefined;
		const value = await lookedUp(context, own, raw, (name) => textOf(values.get(name)));
		values.set(property.name, value);
		return value;
	}
	if (!isRecord(raw)) return undefined;
	const fields: Record<string, unknown> = { ...raw };
	for (const parameter of parametersIn(property)) {
		const lookUp = byName(parameter);
		if (lookUp === undefined || isNothing(resourceLocatorValue(fields[parameter.name]))) continue;
		fields[parameter.name] = await lookedUp(context, lookUp, fields[parameter.name], (name) =>
			textOf(fields[name] ?? values.get(name)),
		);
	}
	return fields;
}
