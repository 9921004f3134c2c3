import type { IExecuteFunctions, NodeOperationError } from 'n8n-workflow';

import { inputError, valueError } from '../../shared/errors';

/** Why an update is refused before it is sent, in the same words for everything that can be updated. */

/** @param where The fields that would change something. */
export function nothingToUpdate(
	context: IExecuteFunctions,
	itemIndex: number,
	where = 'under Update Fields',
): NodeOperationError {
	return inputError(context, 'There is nothing to update', {
		itemIndex,
		description: `Add at least one field ${where}.`,
	});
}

/** A field was added with nothing in it, and HubSpot does not clear it. */
export function cannotBeCleared(
	context: IExecuteFunctions,
	field: string,
	record: string,
	itemIndex: number,
): NodeOperationError {
	return valueError(context, `The field "${field}" is empty, but a ${record} always has one`, {
		itemIndex,
		description: 'Remove the field to leave it as it is, or check the expression that fills it.',
	});
}
