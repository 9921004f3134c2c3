import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { inputError } from '../../shared/errors';
import { readNumber } from '../../shared/parameters/phoneNumber';

const isPhone = (text: string) => /^\+[1-9]\d{6,14}$/.test(text);

/** A field for several phone numbers; read it with `phoneNumbers`. */
export const phonesField = {
	displayName: 'Phone Numbers',
	name: 'phones',
	type: 'string',
	default: '',
	required: true,
	placeholder: '+15550100011, +15550100012',
	description: 'Phone numbers with country code, separated by commas',
} as const satisfies INodeProperties;

/** Where numbers were entered, for errors. */
interface Place {
	label: string;
	itemIndex: number;
}

/**
 * The numbers in a text, each once, as Kaizala wants them: a plus and digits.
 * @throws NodeOperationError that names the field when one is no phone number, or when there is none.
 */
export function phoneNumbers(context: IExecuteFunctions, text: string, { label, itemIndex }: Place): string[] {
	const numbers = text
		.split(/[,;\n]/)
		.map(readNumber)
		.map(({ international, rest }) => `${international ? '+' : ''}${rest}`)
		.filter((entry) => entry !== '');
	const wrong = numbers.find((entry) => !isPhone(entry));
	if (wrong !== undefined || numbers.length === 0) {
		throw inputError(
			context,
			wrong === undefined ? `There is no number in ${label}` : `"${wrong}" in ${label} is not a phone number`,
			{ itemIndex, description: 'Kaizala wants a plus sign and the country code, for example +15550100011.' },
		);
	}
	return [...new Set(numbers)];
}

/** As `phoneNumbers`, for a field that may be left empty. */
export function optionalPhoneNumbers(context: IExecuteFunctions, text: string, place: Place): string[] {
	return text.trim() === '' ? [] : phoneNumbers(context, text, place);
}
