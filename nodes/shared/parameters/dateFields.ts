import type { IExecuteFunctions } from 'n8n-workflow';

import { DATES_HINT, valueError } from '../errors';
import { DateTimeProblem, toInstant } from './dateTime';

/** Instants in fields of a node, in the time zone of the workflow. */

type Context = Pick<IExecuteFunctions, 'getNode' | 'getTimezone'>;

/**
 * An instant in epoch milliseconds.
 * @throws NodeOperationError that names the field.
 */
export function readInstant(context: Context, field: string, value: unknown, itemIndex?: number): number {
	const at = toInstant(value, context.getTimezone());
	if (!(at instanceof DateTimeProblem)) return at;
	throw valueError(context, `The field "${field}" ${at.problem}`, {
		itemIndex,
		description: at.advice,
		hint: DATES_HINT,
	});
}
