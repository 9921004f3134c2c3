import type { INodeProperties } from 'n8n-workflow';

import { restOperation } from '../../../shared/operations/restOperation';
import { recordOf } from '../../../shared/http/shapes';
import { companyId, include, includeQuery } from '../../parameters/fields';
import { thuliumRequest } from '../../transport';
import { idIn } from '../../parameters/values';

const properties = [
	companyId,
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
	action: 'Get a company',
	description: 'Get a company by ID',
	properties: [...properties],
	send: thuliumRequest,
	request: (parameter, context, itemIndex) => ({
		method: 'GET',
		path: `/companies/${idIn(context, 'Company ID', parameter('companyId'), itemIndex)}`,
		qs: includeQuery(parameter('options').include),
		retry: 'read',
		expects: recordOf('company_id'),
	}),
	concurrency: 2,
});
