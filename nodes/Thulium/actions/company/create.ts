import type { INodeProperties } from 'n8n-workflow';

import { restOperation } from '../../../shared/operations/restOperation';
import { thuliumRequest } from '../../transport';
import { textOf } from '../../parameters/values';
import { companyBody, companyFields } from './fields';
import { recordOf } from '../../../shared/http/shapes';

const properties = [
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		required: true,
		description: 'Name of the company',
	},
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: [...companyFields],
	},
] as const satisfies INodeProperties[];

export const create = restOperation({
	name: 'Create',
	action: 'Create a company',
	description: 'Create a company in the CRM of Thulium',
	properties: [...properties],
	send: thuliumRequest,
	request(parameter, context, itemIndex) {
		const name = textOf(context, 'Name', parameter('name'), itemIndex);
		const body = companyBody(context, { ...parameter('additionalFields'), name }, itemIndex);
		return {
			method: 'POST',
			path: '/companies',
			body,
			retry: 'unsafeWrite',
			expects: recordOf('company_id'),
			reconcileHint:
				'Look in Thulium, or with Company: Get Many, for a company with the same phone number or email before you run this item again.',
		};
	},
});
