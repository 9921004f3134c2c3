import type { INodeProperties } from 'n8n-workflow';

import { restOperation } from '../../../shared/operations/restOperation';
import { recordOf } from '../../../shared/http/shapes';
import { customerId, include, includeQuery } from '../../parameters/fields';
import { thuliumRequest } from '../../transport';
import { idIn } from '../../parameters/values';
import { simplifyCustomer } from './simplify';

const properties = [
	customerId,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [include],
	},
] as const satisfies INodeProperties[];

export const get = restOperation({
	name: 'Get',
	action: 'Get a customer',
	description: 'Get a customer by ID',
	properties: [...properties],
	simplify: simplifyCustomer,
	simplifySince: 1.1,
	send: thuliumRequest,
	request: (parameter, context, itemIndex) => ({
		method: 'GET',
		path: `/customers/${idIn(context, 'Customer ID', parameter('customerId'), itemIndex)}`,
		qs: includeQuery(parameter('options').include),
		retry: 'read',
		expects: recordOf('customer_id'),
	}),
	concurrency: 2,
});
