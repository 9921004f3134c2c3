import type { INodeProperties } from 'n8n-workflow';

import { restOperation } from '../../../shared/operations/restOperation';
import { thuliumRequest } from '../../transport';
import { textOf } from '../../parameters/values';
import { customerBody, customerFields } from './fields';
import { recordOf } from '../../../shared/http/shapes';

const properties = [
	{
		displayName: 'Surname',
		name: 'surname',
		type: 'string',
		default: '',
		required: true,
		description: 'Surname of the customer; the only field that Thulium needs',
	},
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: [...customerFields],
	},
] as const satisfies INodeProperties[];

export const create = restOperation({
	name: 'Create',
	action: 'Create a customer',
	description: 'Create a customer in the CRM of Thulium',
	properties: [...properties],
	send: thuliumRequest,
	request(parameter, context, itemIndex) {
		const surname = textOf(context, 'Surname', parameter('surname'), itemIndex);
		const body = customerBody(context, { ...parameter('additionalFields'), surname }, itemIndex);
		return {
			method: 'POST',
			path: '/customers',
			body,
			retry: 'unsafeWrite',
			expects: recordOf('customer_id'),
			reconcileHint:
				'Look in Thulium, or with Customer: Get Many, for a customer with the same email, phone number or identifier before you run this item again.',
		};
	},
});
