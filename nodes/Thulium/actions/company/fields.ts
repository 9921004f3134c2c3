import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Parameter } from '../../../shared/parameters/types';
import type { CustomFields } from '../../parameters/customFields';
import { customFields, customFieldValues } from '../../parameters/customFields';
import { phoneOf, stripNumbers } from '../../parameters/fields';
import { filled } from '../../parameters/values';

/** What Create and Update companies can set beside the name. */
export const companyFields = [
	customFields,
	{
		displayName: 'Email',
		name: 'email',
		form: 'email',
		type: 'string',
		default: '',
		placeholder: 'name@example.com',
	},
	{ displayName: 'Note', name: 'note', type: 'string', typeOptions: { rows: 2 }, default: '' },
	{
		displayName: 'Phone Number',
		name: 'phoneNumber',
		type: 'string',
		default: '',
		placeholder: '221000111',
	},
	stripNumbers,
] as const satisfies Parameter[];

interface Given {
	customFields?: CustomFields;
	email?: string;
	name?: string;
	note?: string;
	phoneNumber?: string;
	stripNumbers?: boolean;
}

/** The body fields of POST and PUT companies; only those that are filled in. */
export function companyBody(context: IExecuteFunctions, given: Given, itemIndex: number): IDataObject {
	return filled({
		name: given.name,
		phone_number: phoneOf(context, 'Phone Number', given.phoneNumber ?? '', { strip: given.stripNumbers, itemIndex }),
		email: given.email,
		note: given.note,
		custom_fields: customFieldValues(context, given.customFields, itemIndex),
	});
}
