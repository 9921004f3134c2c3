import type { INodeProperties } from 'n8n-workflow';

import { returnAllOrLimit, wantedCount } from '../../../shared/parameters/returnAll';
import { isRecord } from '../../../shared/isRecord';
import { restOperation } from '../../../shared/operations/restOperation';
import { kaizalaRequest } from '../../transport';
import { objectFields, withoutToken } from './webhooks';

const properties = [...objectFields, ...returnAllOrLimit] as const satisfies INodeProperties[];

export const getAll = restOperation({
	name: 'Get Many',
	action: 'Get many webhooks',
	description: 'Get a list of the webhooks on a group, action or action package',
	properties: [...properties],
	send: kaizalaRequest,
	request: (parameter) => ({
		method: 'GET',
		path: '/v1/webhook',
		qs: { objectId: parameter('objectId').trim(), objectType: parameter('objectType') },
		retry: 'read',
	}),
	output(body, parameter) {
		const webhooks = isRecord(body) && Array.isArray(body.webhooks) ? body.webhooks.filter(isRecord) : [];
		return webhooks.slice(0, wantedCount(parameter)).map(withoutToken);
	},
});
