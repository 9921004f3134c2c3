import type { INodeProperties } from 'n8n-workflow';

import { restOperation } from '../../../shared/operations/restOperation';
import { botField, botPath } from './bots';
import { kaizalaRequest } from '../../transport';

const properties = [botField] as const satisfies INodeProperties[];

export const remove = restOperation({
	name: 'Delete',
	action: 'Delete a bot (cannot be undone)',
	description: 'Delete a bot; it leaves its groups. This cannot be undone.',
	properties: [...properties],
	send: kaizalaRequest,
	request: (parameter) => ({ method: 'DELETE', path: botPath(parameter('botUserId')), retry: 'idempotentWrite' }),
	output: () => ({ deleted: true }),
});
