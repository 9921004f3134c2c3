import type { INodeProperties } from 'n8n-workflow';

import { restOperation } from '../../../shared/operations/restOperation';
import { companyId } from '../../parameters/fields';
import { thuliumRequest } from '../../transport';
import { changes, done, idIn, numericId } from '../../parameters/values';
import { companyBody, companyFields } from './fields';

const properties = [
	companyId,
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description: 'Only the fields that are added here are changed. A field that is left empty stays as it is.',
		options: [
			...companyFields,
			{
				displayName: 'Name',
				name: 'name',
				type: 'string',
				default: '',
			},
		],
	},
] as const satisfies INodeProperties[];

export const update = restOperation({
	name: 'Update',
	action: 'Update a company',
	description: 'Change fields of a company',
	properties: [...properties],
	send: thuliumRequest,
	request(parameter, context, itemIndex) {
		const path = `/companies/${idIn(context, 'Company ID', parameter('companyId'), itemIndex)}`;
		const body = changes(context, companyBody(context, parameter('updateFields'), itemIndex), itemIndex);
		return { method: 'PUT', path, body, retry: 'idempotentWrite' };
	},
	output: (body, parameter) => done(body, { company_id: numericId(parameter('companyId').trim()) }),
});
