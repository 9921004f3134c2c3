import type { INodeProperties } from 'n8n-workflow';

import { restOperation } from '../../../shared/operations/restOperation';
import { customerId } from '../../parameters/fields';
import { thuliumDelete } from '../../transport';
import { done, idIn, numericId } from '../../parameters/values';

const properties = [customerId] as const satisfies INodeProperties[];

export const remove = restOperation({
	name: 'Delete',
	action: 'Delete a customer (cannot be undone)',
	description: 'Delete a customer for good. This cannot be undone.',
	properties: [...properties],
	send: thuliumDelete,
	request: (parameter, context, itemIndex) => ({
		method: 'DELETE',
		path: `/customers/${idIn(context, 'Customer ID', parameter('customerId'), itemIndex)}`,
		retry: 'idempotentWrite',
	}),
	output: (body, parameter) => done(body, { customer_id: numericId(parameter('customerId').trim()) }),
});
