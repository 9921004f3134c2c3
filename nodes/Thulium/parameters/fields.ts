import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { inputError } from '../../shared/errors';
import { resourceLocator } from '../../shared/parameters/resourceLocator';
import { isReal } from './dates';

/** Parameters that operations of several resources have in common. */

export const agentLogin = resourceLocator({
	displayName: 'Agent',
	name: 'login',
	description: 'The agent',
	searchListMethod: 'searchAgents',
	required: true,
	byLabel: 'By Login',
	placeholder: 'testowy.agent17',
});

export const customerId = {
	displayName: 'Customer ID',
	name: 'customerId',
	type: 'string',
	default: '',
	required: true,
	placeholder: '5521',
	description: 'ID of the customer in the CRM of Thulium',
} as const satisfies INodeProperties;

export const companyId = {
	displayName: 'Company ID',
	name: 'companyId',
	type: 'string',
	default: '',
	required: true,
	placeholder: '28',
	description: 'ID of the company in the CRM of Thulium',
} as const satisfies INodeProperties;

export const campaign = resourceLocator({
	displayName: 'Campaign',
	name: 'campaignId',
	description: 'The campaign. Its ID has five characters, such as 00001.',
	searchListMethod: 'searchCampaigns',
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
} as const satisfies INodeProperties;

/** How Thulium reads numbers is unknown, so they are only changed on request. */
export const stripNumbers = {
	displayName: 'Strip Spaces and Dashes',
	name: 'stripNumbers',
	type: 'boolean',
	default: true,
	description: 'Whether to send phone numbers without spaces, dashes, dots and brackets',
} as const satisfies INodeProperties;

/** Numbers that were copied from elsewhere hold other dashes and invisible characters, too. */
export function phoneOf(number: string, strip: boolean | undefined): string {
	return strip === true ? number.replace(/[-\s().\p{Cf}\u2010-\u2015]/gu, '') : number.trim();
}

export const outputField = {
	displayName: 'Put Output File in Field',
	name: 'outputField',
	type: 'string',
	default: 'data',
	required: true,
	hint: 'The name of the output field that will hold the file',
} as const satisfies INodeProperties;

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
	type: 'multiOptions',
	options: [...INCLUDES],
	default: [],
	description: 'Parts that Thulium returns on demand only',
} as const satisfies INodeProperties;

/** `include_address=true` and so on. */
export function includeQuery(
	context: IExecuteFunctions,
	wanted: readonly string[] = [],
	itemIndex: number,
): Record<string, string> {
	const unknown = wanted.find((part) => !INCLUDES.some(({ value }) => value === part));
	if (unknown !== undefined) {
		throw inputError(context, `The field "Include" has no option "${unknown.slice(0, 60)}"`, {
			itemIndex,
			description: `Allowed: ${INCLUDES.map(({ value }) => value).join(', ')}.`,
		});
	}
	return Object.fromEntries(wanted.map((part) => [`include_${part}`, 'true']));
}

const DAY = /^\d{4}-\d\d-\d\d(?=$|[T ])/;

/** `YYYY-MM-DD` of a date as it is written, whatever its time and offset: a birthday has none. */
export function dayOf(context: IExecuteFunctions, label: string, date: string, itemIndex: number): string {
	if (date.trim() === '') return '';
	const day = DAY.exec(date.trim())?.[0];
	if (day !== undefined && isReal(day, '00:00')) return day;
	throw inputError(context, `The field "${label}" is not a date: "${date.slice(0, 60)}"`, {
		itemIndex,
		description: 'Use the date picker, or a date such as 1990-05-17.',
	});
}
