import type { Parameter } from '../../../shared/parameters/types';
import type { Form } from '../../../shared/parameters/values';

/** The fields of a contact that jtel's own import example has, with the lengths of its import scheme. */

const text = <const N extends string>(displayName: string, name: N, length?: number, form?: Form) =>
	({
		...(form === undefined ? {} : { form }),
		displayName,
		name,
		type: 'string' as const,
		default: '',
		description: length === undefined ? '' : `At most ${length} characters`,
	}) satisfies Parameter;

const number = <const N extends string>(displayName: string, name: N, description: string) =>
	({ displayName, name, type: 'number' as const, default: 0, description }) satisfies Parameter;

/** In the order of their labels. The name of a parameter is the name of jtel's field with a small first letter. */
export const contactFields = [
	text('Account: Bank', 'accountBank', 32),
	text('Account: BIC', 'accountBIC', 11),
	text('Account: IBAN', 'accountIBAN', 34),
	text('Account: National Bank Code', 'accountNationalBankCode', 10),
	text('Account: Number', 'accountNumber', 20),
	text('Account: Owner', 'accountOwner', 64),
	text('Address', 'address', 64),
	number('Amount', 'amount', 'A sum of money that the agent needs to know'),
	text('City', 'city', 64),
	text('Client', 'client', 64),
	text('Company', 'company', 64),
	text('Country', 'country', 64),
	text('Email', 'email', 256, 'email'),
	text('External System Link', 'externalSystemLink'),
	text('First Name', 'firstName', 64),
	text('Model', 'model'),
	text('Postal Code', 'postalCode', 10),
	number('Random Sort Order', 'randomSortOrder', 'Where the contact stands when the campaign calls in random order'),
	text('Reference Number', 'referenceNumber', 64),
	text('Salutation', 'salutation', 16),
	text('Service', 'service', 64),
	text('Tag', 'tag'),
	text('Title', 'title', 16),
] as const satisfies Parameter[];

/** `accountBIC` as jtel calls it: AccountBIC. */
export const jtelName = (parameter: string) => parameter.charAt(0).toUpperCase() + parameter.slice(1);
