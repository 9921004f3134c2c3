import { valueError } from '../../shared/errors';
import { executionStore } from '../../shared/executionStore';
import type { ApiContext } from '../../shared/http/types';
import { choiceNames, Problem, quote, toChoice } from '../../shared/parameters/values';
import type { PropertyDefinition } from './metadata';
import { allCurrentDefinitions, unlessRefused, visibleFor } from './metadata';

/** Properties that are named by their label as people see it, or by their internal name. */

const pairs = (text: string): Set<string> => {
	const plain = text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
	return new Set([...plain].slice(1).map((letter, at) => `${plain[at]}${letter}`));
};

/** How much two texts have in common, from 0 to 1. */
function likeness(one: Set<string>, other: Set<string>): number {
	const common = [...one].filter((pair) => other.has(pair)).length;
	return (2 * common) / (one.size + other.size || 1);
}

const NEAR = 0.4;
const MAX_NEAR = 5;

/** The properties that may have been meant. */
function near(given: string, definitions: readonly PropertyDefinition[]): PropertyDefinition[] {
	const wanted = pairs(given.slice(0, 200));
	return definitions
		.map((definition) => {
			const alike = [definition.name, definition.label].map((text) => likeness(wanted, pairs(text)));
			return { definition, alike: Math.max(...alike) };
		})
		.filter(({ alike }) => alike >= NEAR)
		.sort((a, b) => b.alike - a.alike)
		.slice(0, MAX_NEAR)
		.map(({ definition }) => definition);
}

function nameOf(given: string, definitions: readonly PropertyDefinition[]): string | Problem {
	const chosen = toChoice(
		given,
		definitions.map(({ name, label }) => ({ name: label, value: name })),
	);
	if (!(chosen instanceof Problem)) return String(chosen.value);
	if (definitions.every(({ label }) => label.toLowerCase() !== given.toLowerCase())) {
		const likely = near(given, definitions).map(({ name, label }) => ({ name: `${label} (${name})`, value: name }));
		const advice = likely.length === 0 ? 'Choose it from the list.' : `Is one of these meant? ${choiceNames(likely)}`;
		return new Problem(`has ${quote(given)}, which is not a ticket property in this account`, advice);
	}
	return chosen;
}

/** Internal names have small letters, digits and underscores; anything else may be a label. */
export const isInternalName = (text: string): boolean => /^[a-z0-9_]+$/.test(text);

/** The internal name of one property. HubSpot says itself what is no property where the name may be internal. */
export async function propertyChoice(context: ApiContext, text: string): Promise<string | Problem> {
	const definitions = isInternalName(text) ? undefined : await visibleFor(context, [text]);
	return definitions === undefined ? text : nameOf(text, definitions);
}

function named(
	context: ApiContext,
	field: string,
	given: readonly string[],
	definitions: readonly PropertyDefinition[],
	itemIndex?: number,
): string[] {
	return given.map((text) => {
		const name = nameOf(text, definitions);
		if (!(name instanceof Problem)) return name;
		throw valueError(context, `The field "${field}" ${name.problem}`, { itemIndex, description: name.advice });
	});
}

/**
 * The internal names. Where the credential may not read properties, they stay as they are.
 * @throws NodeOperationError that names the field and what may have been meant.
 */
export async function resolveNames(
	context: ApiContext,
	field: string,
	given: readonly string[],
	itemIndex: number,
): Promise<string[]> {
	if (given.length === 0) return [];
	const definitions = await visibleFor(context, [...given]);
	return definitions === undefined ? [...given] : named(context, field, given, definitions, itemIndex);
}

/** What a trigger has found among the properties. Its context lives for as long as the workflow is active. */
const found = executionStore(() => new Set<string>());

/**
 * As `resolveNames`, for a trigger: labels are looked for among the properties as they are now, internal names only once.
 * A misspelled one would wait for changes that never come.
 */
export async function resolveCurrentNames(
	context: ApiContext,
	field: string,
	given: readonly string[],
): Promise<string[]> {
	const known = found(context);
	if (given.every((name) => known.has(name))) return [...given];
	const definitions = await unlessRefused(context, async () => await allCurrentDefinitions(context, [...given]));
	if (definitions === undefined) return [...given];
	const names = named(context, field, given, definitions);
	for (const name of names) known.add(name);
	return names;
}
