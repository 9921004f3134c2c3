import type { IExecuteFunctions } from 'n8n-workflow';

import { valueError } from '../../../shared/errors';
import type { Parameter } from '../../../shared/parameters/types';
import type { CustomFields } from '../../parameters/customFields';
import { customFieldFilter, customFieldsFilter } from '../../parameters/customFields';
import { include, includeQuery } from '../../parameters/fields';
import type { QueryValues } from '../../transport/query';

/** What customers and companies can be searched by. */
export const crmFilters = [
	customFieldsFilter,
	{
		displayName: 'Email',
		name: 'email',
		form: 'email',
		type: 'string',
		default: '',
		placeholder: 'name@example.com',
		description: 'The whole address',
	},
	{
		displayName: 'Group',
		name: 'group',
		type: 'string',
		default: '',
		placeholder: 'VIP',
		description: 'Name of the group, as your system defines it',
	},
	{
		displayName: 'Identifier',
		name: 'identifier',
		type: 'string',
		default: '',
		placeholder: 'C-77',
		description: 'ID in another of your systems',
	},
	include,
	{
		displayName: 'NIP',
		name: 'nip',
		type: 'string',
		default: '',
		placeholder: '5260250274',
		description: 'Polish tax number',
	},
	{
		displayName: 'Phone Number',
		name: 'phoneNumber',
		type: 'string',
		default: '',
		placeholder: '600100200',
		description: 'In the form in which Thulium stores it',
	},
	{
		displayName: 'Type',
		name: 'type',
		type: 'string',
		default: '',
		description: 'Name of the type, as your system defines it',
	},
	{
		displayName: 'Without',
		name: 'without',
		type: 'multiOptions',
		options: [
			{ name: 'Identifier', value: 'identifier' },
			{ name: 'Phone Number', value: 'phone_number' },
		],
		default: [],
		description: 'Only those that lack these fields',
	},
] as const satisfies Parameter[];

interface Filters {
	customFields?: CustomFields;
	email?: string;
	group?: string;
	identifier?: string;
	include?: string[];
	nip?: string;
	phoneNumber?: string;
	type?: string;
	without?: string[];
}

/** The query for them. */
export function crmQuery(context: IExecuteFunctions, filters: Filters, itemIndex: number): QueryValues {
	const orNone = (name: string, label: string, value = '') => {
		if (filters.without?.includes(name) !== true) return value;
		if (value === '') return null;
		throw valueError(context, `The filters "${label}" and "Without" contradict each other, so nothing can match`, {
			itemIndex,
			description: `Keep one of them: "Without" finds those that have no ${label.toLowerCase()}.`,
		});
	};
	return {
		identifier: orNone('identifier', 'Identifier', filters.identifier),
		email: filters.email ?? '',
		phone_number: orNone('phone_number', 'Phone Number', filters.phoneNumber),
		nip: filters.nip ?? '',
		type: filters.type ?? '',
		group: filters.group ?? '',
		custom_fields: customFieldFilter(context, filters.customFields, itemIndex),
		...includeQuery(filters.include),
	};
}
