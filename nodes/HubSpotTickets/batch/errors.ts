import type { IDataObject } from 'n8n-workflow';

import type { Failure } from '../../shared/errors';
import { isRecord } from '../../shared/isRecord';
import { describeFailure } from '../transport/errors';
import { safeNumber, safeString } from '../../shared/safeConversion';

/** The errors inside the answer of a batch (207). Some that are only counted are still errors. */
export function batchErrors(body: unknown): IDataObject[] {
	if (!isRecord(body)) return [];
	const named = Array.isArray(body.errors) ? body.errors.filter(isRecord) : [];
	if (named.length > 0 || !(safeNumber(body.numErrors) > 0)) return named;
	return [{ message: `${safeString(body.numErrors)} of the inputs failed, but not which ones and why` }];
}

export const isNotFound = (error: IDataObject): boolean => error.category === 'OBJECT_NOT_FOUND';

/** A single input's error in words; `about` is the ID that was asked for. */
export function describeBatchError(error: IDataObject, about?: string): Failure {
	const status = isNotFound(error) ? 404 : error.category === 'CONFLICT' ? 409 : 400;
	return describeFailure({ status, body: error, headers: {} }, about);
}

/** The values under one key of an error's context, for example the IDs that it is about. */
export function namedIn(error: IDataObject, key: string): string[] {
	const value = isRecord(error.context) ? error.context[key] : undefined;
	return Array.isArray(value) ? value.map(safeString) : [];
}
