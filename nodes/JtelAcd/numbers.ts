import type { IExecuteFunctions } from 'n8n-workflow';

import { inputError } from '../shared/errors';

/**
 * A number in jtel's form: E.164 digits without `+` (spec 3.4). Drops spaces, dashes, slashes, dots, brackets and a
 * leading `+` or `00`; never guesses a country code.
 * @throws NodeOperationError when anything but digits is left.
 */
export function normalizeNumber(context: IExecuteFunctions, field: string, number: string, itemIndex: number): string {
	const digits = number
		.replace(/\(0\)/g, '')
		.replace(/[\s\-/().]/g, '')
		.replace(/^(\+|00)/, '');
	if (/^\d+$/.test(digits)) return digits;
	throw inputError(context, `The ${field} "${number}" is not a telephone number`, {
		itemIndex,
		description: 'A callback or voice mail needs a number with country code, for example 4915112345678.',
	});
}

/** The number behind an ID field. jtel's IDs are integers (spec 1.6). */
export function readId(context: IExecuteFunctions, field: string, value: string, itemIndex: number): number {
	const text = value.trim();
	if (/^\d+$/.test(text)) return Number(text);
	throw inputError(context, `The ${field} "${value}" is not an ID`, {
		itemIndex,
		description: 'IDs in jtel are whole numbers. Choose from the list, or check the expression.',
	});
}
