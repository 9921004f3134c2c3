import type { INodeProperties } from 'n8n-workflow';

import { restOperation } from '../../../shared/operations/restOperation';
import { customerId } from '../../parameters/fields';
import { thuliumRequest } from '../../transport';
import { changes, done, idIn, numericId } from '../../parameters/values';
import { customerBody, customerFields } from './fields';

const properties = [
	customerId,
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description: 'Only the fields that are added here are changed. A field that is left empty stays as it is.',
		options: [
			...customerFields,
			{
				displayName: 'Surname',
				name: 'surname',
				type: 'string',
				default: '',
			},
		],
	},
] as const satisfies INodeProperties[];

export const update = restOperation({
	name: 'Update',
	action: 'Update a customer',
	description: 'Change fields of a customer',
	properties: [...properties],
	send: thuliumRequest,
	request(parameter, context, itemIndex) {
		const path = `/customers/${idIn(context, 'Customer ID', parameter('customerId'), itemIndex)}`;
		const body = changes(context, customerBody(context, parameter('updateFields'), itemIndex), itemIndex);
		return { method: 'PUT', path, body, retry: 'idempotentWrite' };
	},
	output: (body, parameter) => done(body, { customer_id: numericId(parameter('customerId').trim()) }),
});
