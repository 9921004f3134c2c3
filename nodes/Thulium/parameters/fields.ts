import type { IExecuteFunctions } from 'n8n-workflow';

import { valueError } from '../../shared/errors';
import { trimInvisible } from '../../shared/parameters/dateTime';
import { resourceLocator } from '../../shared/parameters/resourceLocator';
import { isNothing, quote } from '../../shared/parameters/values';
import type { Parameter } from '../../shared/parameters/types';

/** Parameters that operations of several resources have in common. */

export const agentLogin = resourceLocator({
	displayName: 'Agent',
	name: 'login',
	description: 'The agent',
	searchListMethod: 'searchAgents',
	lookUp: 'agent',
	required: true,
	byLabel: 'By Login',
	placeholder: 'testowy.agent17',
});

export const customerId = {
	displayName: 'Customer ID',
	name: 'customerId',
	type: 'string',
	kind: 'id',
	of: 'customer',
	lookUp: 'customer',
	default: '',
	required: true,
	placeholder: '5521',
	description: 'ID of the customer in the CRM of Thulium',
} as const satisfies Parameter;

export const companyId = {
	displayName: 'Company ID',
	name: 'companyId',
	type: 'string',
	kind: 'id',
	of: 'company',
	lookUp: 'company',
	default: '',
	required: true,
	placeholder: '28',
	description: 'ID of the company in the CRM of Thulium',
} as const satisfies Parameter;

export const campaign = resourceLocator({
	displayName: 'Campaign',
	name: 'campaignId',
	description: 'The campaign. Its ID has five characters, such as 00001.',
	searchListMethod: 'searchCampaigns',
	lookUp: 'campaign',
	required: true,
	placeholder: '00001',
});

export const phoneNumber = {
	displayName: 'Phone Number',
	name: 'phoneNumber',
	type: 'string',
	default: '',
	required: true,
	placeholder: '600100200',
	description: 'Sent as it is typed, unless you choose to strip spaces and dashes',
} as const satisfies Parameter;

/** How Thulium reads numbers is unknown, so they are only changed on request. */
export const stripNumbers = {
	displayName: 'Strip Spaces and Dashes',
	name: 'stripNumbers',
	type: 'boolean',
	default: true,
	description: 'Whether to send phone numbers without spaces, dashes, dots and brackets',
} as const satisfies Parameter;

/** The digits of E.164, and `00` in front. */
const MAX_DIGITS = 17;

/**
 * A number as it goes out. Those that were copied from elsewhere hold other dashes and invisible characters, too.
 * @throws NodeOperationError when it is none, unless it is to go out as it was entered.
 */
export function phoneOf(
	context: IExecuteFunctions,
	label: string,
	number: string,
	{ strip, itemIndex }: { strip: boolean | undefined; itemIndex: number },
): string {
	const plain = number.replace(/[-\s().\p{Cf}\u2010-\u2015]/gu, '');
	const refuse = (problem: string) =>
		valueError(context, `The field "${label}" has ${quote(number)}, which ${problem}`, {
			itemIndex,
			description:
				'Enter the number alone. With the option "Strip Spaces and Dashes" switched off it is sent as it is.',
		});
	const isNumber = isNothing(number) || (/\d/.test(plain) && !/[\p{L},;|]/u.test(plain));
	if (strip !== false && !isNumber) throw refuse('is not a telephone number');
	if (strip !== false && plain.replace(/\D/g, '').length > MAX_DIGITS) throw refuse('has too many digits');
	return strip === true ? plain : trimInvisible(number);
}

export const outputField = {
	displayName: 'Put Output File in Field',
	name: 'outputField',
	type: 'string',
	default: 'data',
	required: true,
	hint: 'The name of the output field to put the file in',
} as const satisfies Parameter;

const INCLUDES = [
	{ name: 'Address', value: 'address' },
	{ name: 'Custom Fields', value: 'custom_fields' },
	{ name: 'Invoice Address', value: 'invoice_address' },
	{ name: 'Mail Drop Address', value: 'mail_drop_address' },
] as const;

/** Parts of a customer or company that Thulium only returns on demand. */
export const include = {
	displayName: 'Include',
	name: 'include',
	// It asks for more of what is found, and narrows nothing.
	condition: false,
	type: 'multiOptions',
	options: [...INCLUDES],
	default: [],
	description: 'Parts that Thulium returns only on request',
} as const satisfies Parameter;

/** `include_address=true` and so on. */
export function includeQuery(wanted: readonly string[] = []): Record<string, string> {
	return Object.fromEntries(wanted.map((part) => [`include_${part}`, 'true']));
}
