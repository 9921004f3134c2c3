import type { IExecuteFunctions } from 'n8n-workflow';

import { valueError } from '../../shared/errors';
import { readNumber } from '../../shared/parameters/phoneNumber';
import { quote } from '../../shared/parameters/values';
import type { Parameter } from '../../shared/parameters/types';

const isPhone = (text: string) => /^\+[1-9]\d{6,14}$/.test(text);

/** A field for several phone numbers; read it with `phoneNumbers`. */
export const phonesField = {
	displayName: 'Phone Numbers',
	name: 'phones',
	type: 'string',
	kind: 'phones',
	default: '',
	required: true,
	placeholder: '+15550100011, +15550100012',
	description: 'Phone numbers with country code, separated by commas',
} as const satisfies Parameter;

/** Where numbers were entered, for errors. */
interface Place {
	label: string;
	itemIndex: number;
}

/**
 * The numbers, each once, as Kaizala wants them: a plus and digits.
 * @throws NodeOperationError that names the field when one is no phone number, or when there is none.
 */
export function phoneNumbers(context: IExecuteFunctions, written: readonly string[], place: Place): string[] {
	const numbers = optionalPhoneNumbers(context, written, place);
	if (numbers.length > 0) return numbers;
	throw refuse(context, `The field "${place.label}" has no number`, place);
}

const refuse = (context: IExecuteFunctions, message: string, { itemIndex }: Place) =>
	valueError(context, message, {
		itemIndex,
		description: 'Kaizala wants a plus sign and the country code, for example +15550100011.',
	});

/** As `phoneNumbers`, for a field that may be left empty. */
export function optionalPhoneNumbers(context: IExecuteFunctions, written: readonly string[], place: Place): string[] {
	const numbers = written.map((entry) => {
		const { international, rest } = readNumber(entry);
		const number = `${international ? '+' : ''}${rest}`;
		if (number === '' || isPhone(number)) return number;
		throw refuse(context, `The field "${place.label}" has ${quote(entry)}, which is not a phone number`, place);
	});
	return [...new Set(numbers.filter((number) => number !== ''))];
}
