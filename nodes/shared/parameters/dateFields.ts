import type { IExecuteFunctions } from 'n8n-workflow';

import { valueError } from '../errors';
import { DateTimeProblem, toDay, toInstant } from './dateTime';

/** Days and instants in fields of a node, in the time zone of the workflow. */

type Context = Pick<IExecuteFunctions, 'getNode' | 'getTimezone'>;

function checked<T>(context: Context, field: string, value: T | DateTimeProblem, itemIndex?: number): T {
	if (!(value instanceof DateTimeProblem)) return value;
	throw valueError(context, `The field "${field}" ${value.problem}`, { itemIndex, description: value.advice });
}

/**
 * An instant in epoch milliseconds.
 * @throws NodeOperationError that names the field.
 */
export function readInstant(context: Context, field: string, value: unknown, itemIndex?: number): number {
	return checked(context, field, toInstant(value, context.getTimezone()), itemIndex);
}

/**
 * A day as `YYYY-MM-DD`.
 * @throws NodeOperationError that names the field.
 */
export function readDay(context: Context, field: string, value: unknown, itemIndex?: number): string {
	return checked(context, field, toDay(value, context.getTimezone()), itemIndex);
}
