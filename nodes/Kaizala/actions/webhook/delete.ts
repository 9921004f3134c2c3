import type { INodeProperties } from 'n8n-workflow';

import { restOperation } from '../../../shared/operations/restOperation';
import { webhookPath } from '../../webhook/webhookApi';
import { kaizalaRequest } from '../../transport';
import { webhookIdField } from './webhooks';

const properties = [webhookIdField] as const satisfies INodeProperties[];

export const remove = restOperation({
	name: 'Delete',
	action: 'Delete a webhook (cannot be undone)',
	description: 'Stop Kaizala from sending events. This cannot be undone: events until a new webhook is made are lost.',
	properties: [...properties],
	send: kaizalaRequest,
	request: (parameter) => ({
		method: 'DELETE',
		path: webhookPath(parameter('webhookId')),
		retry: 'idempotentWrite',
	}),
	output: () => ({ deleted: true }),
});
