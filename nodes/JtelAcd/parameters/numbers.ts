import type { IExecuteFunctions } from 'n8n-workflow';

import { inputError } from '../../shared/errors';
import { readNumber } from '../../shared/parameters/phoneNumber';

/** E.164 allows no more. */
const MAX_DIGITS = 15;

/**
 * A number in jtel's form: E.164 digits without `+`. Never guesses a country code.
 * @throws NodeOperationError when anything but digits is left, or too many of them.
 */
export function normalizeNumber(context: IExecuteFunctions, field: string, number: string, itemIndex: number): string {
	const digits = readNumber(number).rest;
	const refuse = (problem: string) =>
		inputError(context, `The ${field} "${number}" ${problem}`, {
			itemIndex,
			description: 'Enter the number with its country code, for example 4915112345678.',
		});
	if (!/^\d+$/.test(digits)) throw refuse('is not a telephone number');
	if (digits.length > MAX_DIGITS) throw refuse(`has more than ${MAX_DIGITS} digits`);
	return digits;
}

/** The number behind an ID field. jtel's IDs are integers. */
export function readId(context: IExecuteFunctions, field: string, value: string, itemIndex: number): number {
	const text = value.trim();
	if (/^\d+$/.test(text) && Number.isSafeInteger(Number(text))) return Number(text);
	throw inputError(context, `The ${field} "${value}" is not an ID`, {
		itemIndex,
		description: 'IDs in jtel are whole numbers. Choose from the list, or check the expression.',
	});
}
