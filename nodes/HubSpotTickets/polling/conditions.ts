import { valueError } from '../../shared/errors';
import type { ApiContext } from '../../shared/http/types';
import type { FilterMetadata, FilterRow } from '../crm/searchFilters';
import { labelOf, needsValue, propertyNameOf, readOperands, valuesOf } from '../crm/searchFilters';
import { allCurrentDefinitions, currentPipelines } from '../crm/metadata';
import { toTimestamp } from '../crm/timestamps';
import { containsWords } from './words';

/**
 * The custom filters of a trigger. They mean what they mean in a search, but are tested here: a search sees a ticket as
 * it is now and a little late, and no deleted one, while an event is tested with the values of the moment it happened.
 */

export type Condition = FilterRow;

/** Tests a value; an empty one means that the property is not set. */
export type Test = (value: string) => boolean;

/** @throws NodeOperationError, before any request, when a row cannot be tested. */
export function readCondition(context: ApiContext, row: FilterRow): Condition {
	const { propertyName, operator } = row;
	if (propertyName.startsWith('associations.')) {
		throw valueError(context, `The custom filter for "${propertyName}" is not possible in a trigger`, {
			description:
				'A trigger can test the properties of the ticket. Use Ticket: Search behind it to test associations.',
		});
	}
	const values = valuesOf(row);
	if (needsValue(operator) && (values.length === 0 || values.includes(''))) {
		throw valueError(context, `The custom filter for "${propertyName}" has no value`, {
			description: 'Enter a value, or use the operators "Is Empty" and "Is Not Empty".',
		});
	}
	return row;
}

/** How values of a type compare; undefined for text and options. */
function orderOf(type: string): ((value: string) => number | undefined) | undefined {
	if (type === 'date' || type === 'datetime') return toTimestamp;
	if (type !== 'number') return undefined;
	return (value) => (value.trim() === '' || Number.isNaN(Number(value)) ? undefined : Number(value));
}

function isOneOf(type: string, operands: string[]): Test {
	if (type === 'enumeration' || type === 'bool') {
		// A multi-select holds several options: "A;B".
		return (value) => value.split(';').some((option) => operands.includes(option)) || operands.includes(value);
	}
	const lower = operands.map((operand) => operand.toLowerCase());
	return (value) => lower.includes(value.toLowerCase());
}

/** The account as it is now: the context of a trigger outlives many polls, so nothing is kept with it. */
export async function currentMetadata(context: ApiContext, names: string[]): Promise<FilterMetadata> {
	const definitions = await allCurrentDefinitions(context, names);
	return {
		context,
		definition: async (name) => definitions.find((definition) => definition.name === name),
		all: definitions,
		pipelines: async () => await currentPipelines(context),
		timezone: context.getTimezone(),
	};
}

/** @throws NodeOperationError when there is no such property, or a value can never match. */
export async function compileCondition(
	metadata: FilterMetadata,
	given: Condition,
	rows: readonly Condition[],
): Promise<{ propertyName: string; test: Test }> {
	const { context } = metadata;
	const propertyName = await propertyNameOf(metadata, given.propertyName);
	const condition = { ...given, propertyName };
	const label = await labelOf(metadata, propertyName);
	const refuse = (problem: string, description: string) =>
		valueError(context, `The custom filter for "${label}" ${problem}`, { description });
	const definition = await metadata.definition(propertyName);
	if (definition === undefined) throw refuse('names no property of this account', 'Choose the property from the list.');
	const test = await compileTest(metadata, condition, rows, definition.type, refuse);
	return { propertyName, test };
}

async function compileTest(
	metadata: FilterMetadata,
	condition: Condition,
	rows: readonly Condition[],
	type: string,
	refuse: (problem: string, description: string) => Error,
): Promise<Test> {
	const { operator } = condition;
	if (operator === 'HAS_PROPERTY') return (value) => value !== '';
	if (operator === 'NOT_HAS_PROPERTY') return (value) => value === '';

	const operands = await readOperands(metadata, condition, rows);
	const order = orderOf(type);
	const bounds = operands.map((operand) => order?.(operand));
	const compare = (value: string): number[] => {
		const at = order?.(value);
		return bounds.map((bound) => (at === undefined || bound === undefined ? Number.NaN : at - bound));
	};
	const tests: Record<string, Test> = {
		EQ: order === undefined ? isOneOf(type, operands) : (value) => compare(value).includes(0),
		CONTAINS_TOKEN: containsWords(operands[0] ?? ''),
		LT: (value) => (compare(value)[0] ?? Number.NaN) < 0,
		LTE: (value) => (compare(value)[0] ?? Number.NaN) <= 0,
		GT: (value) => (compare(value)[0] ?? Number.NaN) > 0,
		GTE: (value) => (compare(value)[0] ?? Number.NaN) >= 0,
		BETWEEN: (value) => (compare(value)[0] ?? Number.NaN) >= 0 && (compare(value)[1] ?? Number.NaN) <= 0,
	};
	const negative = operator === 'NEQ' || operator.startsWith('NOT_');
	const base = ['EQ', 'NEQ', 'IN', 'NOT_IN'].includes(operator) ? 'EQ' : operator.replace(/^NOT_/, '');
	const test = Object.hasOwn(tests, base) ? tests[base] : undefined;
	if (test === undefined || (order === undefined && /^(LT|GT|BETWEEN)/.test(base))) {
		throw refuse('needs a number or a date', 'Use the operator "Equals" or "Is One Of" for text and options.');
	}
	// As in a search, a property that is not set is found by "Is Empty" only.
	return (value) => value !== '' && test(value) !== negative;
}
