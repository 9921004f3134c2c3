import type { IExecuteFunctions } from 'n8n-workflow';

import { valueError } from '../../shared/errors';
import { readNumber } from '../../shared/parameters/phoneNumber';
import { Problem, quote, toId } from '../../shared/parameters/values';

/** E.164 allows no more. */
const MAX_DIGITS = 15;

/**
 * A number in jtel's form: E.164 digits without `+`. Never guesses a country code.
 * @throws NodeOperationError when anything but digits is left, or too many of them.
 */
export function normalizeNumber(context: IExecuteFunctions, field: string, number: string, itemIndex: number): string {
	const { international, rest: digits } = readNumber(number);
	const refuse = (problem: string) =>
		valueError(context, `The field "${field}" has ${quote(number)}, which ${problem}`, {
			itemIndex,
			description: 'Enter the number with its country code, for example 4915112345678.',
		});
	if (!/^\d+$/.test(digits)) throw refuse('is not a telephone number');
	if (international && digits.startsWith('0')) throw refuse('is not a telephone number');
	if (digits.length > MAX_DIGITS) throw refuse(`has more than ${MAX_DIGITS} digits`);
	return digits;
}

/** The number behind an ID field. jtel's IDs are integers. */
export function readId(context: IExecuteFunctions, field: string, value: string, itemIndex: number): number {
	const id = toId(value, {
		of: field,
		advice: 'Enter the ID, a whole number in jtel, or check the expression that fills it.',
	});
	const problem = id instanceof Problem ? id.problem : 'is too large for an ID';
	if (!(id instanceof Problem) && Number.isSafeInteger(Number(id))) return Number(id);
	throw valueError(context, `The field "${field}" ${problem}`, {
		itemIndex,
		description: id instanceof Problem ? id.advice : undefined,
	});
}
