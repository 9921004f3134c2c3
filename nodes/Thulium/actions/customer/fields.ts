import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { resourceLocator } from '../../../shared/parameters/resourceLocator';
import type { Parameter } from '../../../shared/parameters/types';
import type { CustomFields } from '../../parameters/customFields';
import { customFields, customFieldValues } from '../../parameters/customFields';
import { phoneOf, stripNumbers } from '../../parameters/fields';
import { filled, numericId } from '../../parameters/values';
import { address, addressValues } from './address';

/** What Create and Update customers can set beside the surname and the email addresses. */
export const customerFields = [
	resourceLocator({
		displayName: 'Account Manager',
		name: 'accountManager',
		description: 'The agent who looks after the customer',
		searchListMethod: 'searchAgents',
		lookUp: 'agent',
		byLabel: 'By Login',
		placeholder: 'testowy.agent17',
	}),
	address('address', 'Address'),
	{ displayName: 'Birthdate', name: 'birthdate', type: 'dateTime', kind: 'day', default: '' },
	{
		displayName: 'Company ID',
		name: 'companyId',
		type: 'string',
		kind: 'id',
		of: 'company',
		lookUp: 'company',
		default: '',
		placeholder: '28',
		description: 'ID of the company in the CRM of Thulium',
	},
	customFields,
	{
		displayName: 'Email Addresses',
		name: 'email',
		form: 'email',
		type: 'string',
		kind: 'list',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Address' },
		default: [],
		placeholder: 'name@example.com',
		description: 'Separate several with commas. On an existing customer they may replace those that are there.',
	},
	{
		displayName: 'Fill Read-Only Custom Fields',
		name: 'fillReadOnly',
		type: 'boolean',
		default: true,
		description: 'Whether to also fill custom fields of the type read only',
	},
	{
		displayName: 'First Name',
		name: 'name',
		type: 'string',
		default: '',
	},
	{
		displayName: 'Gender',
		name: 'gender',
		type: 'string',
		default: '',
		description: 'In the form that your system uses',
	},
	{
		displayName: 'Group',
		name: 'group',
		type: 'string',
		default: '',
		placeholder: 'VIP',
		description: 'Name of the group, as your system defines it',
	},
	{ displayName: 'Homepage', name: 'homepage', type: 'string', default: '', placeholder: 'https://example.com' },
	{
		displayName: 'Identifier',
		name: 'identifier',
		type: 'string',
		default: '',
		placeholder: 'C-77',
		description: 'ID of the customer in another of your systems',
	},
	address('invoiceAddress', 'Invoice Address'),
	{ displayName: 'Job', name: 'job', type: 'string', default: '', description: 'Place of work' },
	{ displayName: 'Job Title', name: 'jobTitle', type: 'string', default: '' },
	address('mailDropAddress', 'Mail Drop Address'),
	{
		displayName: 'NIP',
		name: 'nip',
		type: 'string',
		default: '',
		placeholder: '5260250274',
		description: 'Polish tax number',
	},
	{ displayName: 'Note', name: 'note', type: 'string', typeOptions: { rows: 2 }, default: '' },
	{ displayName: 'PESEL', name: 'pesel', type: 'string', default: '', description: 'Polish personal number' },
	{
		displayName: 'Phone Numbers',
		name: 'phoneNumber',
		type: 'string',
		kind: 'list',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Number' },
		default: [],
		placeholder: '600100200',
		description:
			'The first is the main one. Separate several with commas. On an existing customer they may replace those that are there.',
	},
	stripNumbers,
	{
		displayName: 'Type',
		name: 'type',
		type: 'string',
		default: '',
		description: 'Name of the type, as your system defines it',
	},
	{ displayName: 'VIP', name: 'vip', type: 'boolean', default: true, description: 'Whether the customer is a VIP' },
] as const satisfies Parameter[];

type Address = { address?: IDataObject[] };

interface Given {
	accountManager?: string;
	address?: Address;
	birthdate?: string;
	companyId?: string;
	customFields?: CustomFields;
	email?: string[];
	fillReadOnly?: boolean;
	gender?: string;
	group?: string;
	homepage?: string;
	identifier?: string;
	invoiceAddress?: Address;
	job?: string;
	jobTitle?: string;
	mailDropAddress?: Address;
	name?: string;
	nip?: string;
	note?: string;
	pesel?: string;
	phoneNumber?: string[];
	stripNumbers?: boolean;
	surname?: string;
	type?: string;
	vip?: boolean;
}

/** Thulium takes one as text and several as a list. */
function oneOrMany(values: string[]): string | string[] | undefined {
	return values.length > 1 ? values : values[0];
}

/** The body fields of POST and PUT customers; only those that are filled in. */
export function customerBody(context: IExecuteFunctions, given: Given, itemIndex: number): IDataObject {
	const numbers = (given.phoneNumber ?? []).map((number) =>
		phoneOf(context, 'Phone Numbers', number, { strip: given.stripNumbers, itemIndex }),
	);
	return filled({
		surname: given.surname,
		name: given.name,
		email: oneOrMany(given.email ?? []),
		phone_number: oneOrMany(numbers),
		company_id: numericId(given.companyId?.trim()),
		type: given.type,
		group: given.group,
		identifier: given.identifier,
		gender: given.gender,
		homepage: given.homepage,
		birthdate: given.birthdate,
		nip: given.nip,
		note: given.note,
		pesel: given.pesel,
		job: given.job,
		job_title: given.jobTitle,
		account_manager: given.accountManager,
		custom_fields: customFieldValues(context, given.customFields, itemIndex),
		fill_read_only_custom_fields: given.fillReadOnly,
		vip: given.vip,
		address: addressValues(given.address),
		invoice_address: addressValues(given.invoiceAddress),
		mail_drop_address: addressValues(given.mailDropAddress),
	});
}
