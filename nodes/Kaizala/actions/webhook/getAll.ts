import type { INodeProperties } from 'n8n-workflow';

import { returnAllOrLimit, wantedCount } from '../../../shared/parameters/returnAll';
import { restOperation } from '../../../shared/operations/restOperation';
import { listIn } from '../../../shared/http/shapes';
import { WEBHOOKS } from '../../webhook/webhookApi';
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
		qs: { objectId: parameter('objectId'), objectType: parameter('objectType') },
		retry: 'read',
		expects: WEBHOOKS,
	}),
	output(body, parameter) {
		return listIn(body, 'webhooks').slice(0, wantedCount(parameter)).map(withoutToken);
	},
});
