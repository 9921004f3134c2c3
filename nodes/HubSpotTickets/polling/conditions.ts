import { inputError } from '../../shared/errors';
import type { ApiContext } from '../../shared/http/types';
import type { FilterRow } from '../crm/searchFilters';
import { toOperand } from '../crm/propertyValues';
import { toTimestamp } from '../crm/timestamps';

/**
 * The custom filters of a trigger. They mean what they mean in a search, but are tested here: a search sees a ticket as
 * it is now and a little late, and no deleted one, while an event is tested with the values of the moment it happened.
 */

export interface Condition {
	propertyName: string;
	operator: string;
	/** What the value is compared with: none, one, two (a range) or any number of them. */
	operands: string[];
}

/** Tests a value; an empty one means that the property is not set. */
export type Test = (value: string) => boolean;

const PRESENCE = ['HAS_PROPERTY', 'NOT_HAS_PROPERTY'];
const LISTS = ['IN', 'NOT_IN'];

function operandsOf({ operator, value, highValue, values }: FilterRow): string[] {
	if (PRESENCE.includes(operator)) return [];
	if (operator === 'BETWEEN') return [value, highValue].map((text) => text.trim());
	if (!LISTS.includes(operator)) return [value.trim()];
	return values
		.split(',')
		.map((entry) => entry.trim())
		.filter(Boolean);
}

/** @throws NodeOperationError, before any request, when a row cannot be tested. */
export function readCondition(context: ApiContext, row: FilterRow): Condition {
	const { propertyName, operator } = row;
	if (propertyName.startsWith('associations.')) {
		throw inputError(context, `The custom filter for "${propertyName}" is not possible in a trigger`, {
			description:
				'A trigger can test the properties of the ticket. Use Ticket: Search behind it to test associations.',
		});
	}
	const operands = operandsOf(row);
	if (!PRESENCE.includes(operator) && (operands.length === 0 || operands.includes(''))) {
		throw inputError(context, `The custom filter for "${propertyName}" has no value`, {
			description: 'Enter a value, or use the operators "Is Empty" and "Is Not Empty".',
		});
	}
	return { propertyName, operator, operands };
}

/** How values of a type compare; undefined for text and options. */
function orderOf(type: string): ((value: string) => number | undefined) | undefined {
	if (type === 'date' || type === 'datetime') return toTimestamp;
	if (type !== 'number') return undefined;
	return (value) => (value.trim() === '' || Number.isNaN(Number(value)) ? undefined : Number(value));
}

/** Whole words, an asterisk for any letters; all words must occur. */
function containsWords(wanted: string): Test {
	const patterns = wanted
		.toLowerCase()
		.split(/\s+/)
		.filter(Boolean)
		.map((word) => new RegExp(`^${word.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`, 'su'));
	return (value) => {
		const words = value.toLowerCase().split(/\s+/);
		const parts = [...words, ...words.flatMap((word) => word.split(/[^\p{L}\p{N}]+/u))];
		return patterns.every((pattern) => parts.some((part) => pattern.test(part)));
	};
}

function isOneOf(type: string, operands: string[]): Test {
	if (type === 'enumeration' || type === 'bool') {
		// A multi-select holds several options: "A;B".
		return (value) => value.split(';').some((option) => operands.includes(option)) || operands.includes(value);
	}
	const lower = operands.map((operand) => operand.toLowerCase());
	return (value) => lower.includes(value.toLowerCase());
}

/** @throws NodeOperationError when there is no such property, or the operands are not of its type. */
export function compileCondition(context: ApiContext, condition: Condition, type: string | undefined): Test {
	const { propertyName, operator, operands } = condition;
	const refuse = (problem: string, description: string) =>
		inputError(context, `The custom filter for "${propertyName}" ${problem}`, { description });
	if (type === undefined) throw refuse('names no property of this account', 'Choose the property from the list.');
	if (operator === 'HAS_PROPERTY') return (value) => value !== '';
	if (operator === 'NOT_HAS_PROPERTY') return (value) => value === '';

	const order = orderOf(type);
	const bounds = operands.map((operand) => {
		const bound = order?.(toOperand(type, operand, context.getTimezone()));
		if (order !== undefined && bound === undefined && !operator.endsWith('TOKEN')) {
			throw refuse(
				`compares with "${operand}", which is no ${type}`,
				'For dates enter for example 2026-11-21T08:00:00Z.',
			);
		}
		return bound;
	});
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
	const test = tests[base];
	if (test === undefined || (order === undefined && /^(LT|GT|BETWEEN)/.test(base))) {
		throw refuse('needs a number or a date', 'Use the operator "Equals" or "Is One Of" for text and options.');
	}
	// As in a search, a property that is not set is found by "Is Empty" only.
	return (value) => value !== '' && test(value) !== negative;
}
