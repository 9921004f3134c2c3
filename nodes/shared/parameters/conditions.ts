import type { IExecuteFunctions, INodeProperties, NodeOperationError } from 'n8n-workflow';

import { EMPTY_FILTER_HINT, shorten, valueError } from '../errors';
import { executionStore } from '../executionStore';
import type { Parameter } from './types';
import { isNothing, quote } from './values';

/** What narrows a search, a list or a trigger, and what to do when its expression yields nothing. */

export const EMPTY_FILTER_LABEL = 'If a Filter Is Empty';

/** Shown by every operation and trigger that has conditions. */
export const emptyFilterField = {
	displayName: EMPTY_FILTER_LABEL,
	name: 'emptyFilter',
	type: 'options',
	options: [
		{ name: 'Ignore the Filter', value: 'ignore', description: 'Search without the filter, which finds more' },
		{ name: 'Return Nothing', value: 'returnNothing', description: 'Return no items, without an error' },
		{ name: 'Stop', value: 'stop', description: 'Fail with an error that names the filter' },
	],
	default: 'stop',
	description:
		'What to do when the expression in a filter yields nothing. A filter field that you leave empty yourself is ignored.',
} as const satisfies INodeProperties;

export type EmptyFilter = (typeof emptyFilterField.options)[number]['value'];

/** A condition without a value, which is not to find everything. */
export function emptyFilterError(
	context: Pick<IExecuteFunctions, 'getNode'>,
	name: string,
	description: string,
	itemIndex?: number,
): NodeOperationError {
	return valueError(context, `The filter "${name}" has no value for this item`, {
		itemIndex,
		description,
		hint: EMPTY_FILTER_HINT,
	});
}

/** @throws NodeOperationError for a row that somebody added and left without a value: it would narrow nothing. */
export function assertRowValue(
	context: Pick<IExecuteFunctions, 'getNode'>,
	{ name, value }: { name: string; value: string },
	itemIndex: number,
): void {
	if (!isNothing(value)) return;
	const description = 'Its row has a name only. Enter a value, or remove the row.';
	throw emptyFilterError(context, shorten(name), description, itemIndex);
}

/** A condition without a value, where that is to find nothing. Not an error: the router gives the item no output. */
export class NothingMatches extends Error {
	constructor() {
		super('A filter has no value, so nothing is looked for');
	}
}

/** For triggers: null when a condition without a value is to find nothing. */
export async function unlessNothingMatches<T>(run: () => Promise<T>): Promise<T | null> {
	try {
		return await run();
	} catch (error) {
		return error instanceof NothingMatches ? null : await Promise.reject(error);
	}
}

/** Whether any of the parameters narrows what is found. */
export function hasConditions(properties: readonly Parameter[]): boolean {
	return properties.some(
		(property) =>
			property.condition === true ||
			(property.options ?? []).some((option) =>
				'values' in option ? hasConditions(option.values) : 'type' in option && hasConditions([option]),
			),
	);
}

/** By item: the conditions that counted in this run, for the answer to an AI agent. */
const applied = executionStore(() => new Map<number, Map<string, unknown>>());

export function appliedConditions(context: object, itemIndex: number): Map<string, unknown> {
	const run = applied(context);
	const ofItem = run.get(itemIndex) ?? new Map<string, unknown>();
	run.set(itemIndex, ofItem);
	return ofItem;
}

/** In words, for example `Search Text: "printer"`. */
export function describeConditions(conditions: ReadonlyMap<string, unknown>): string {
	if (conditions.size === 0) return 'none';
	return shorten([...conditions].map(([label, value]) => `${label}: ${valueWords(value)}`).join('; '), 1_000);
}

const valueWords = (value: unknown): string => (Array.isArray(value) ? shorten(value.join(', ')) : quote(value));
