import type { INodeProperties } from 'n8n-workflow';

import { restOperation } from '../../../shared/operations/restOperation';
import { botField } from './bots';
import { groupField } from '../../parameters/fields';
import { groupPath, kaizalaRequest } from '../../transport';

const properties = [groupField, botField] as const satisfies INodeProperties[];

export const addToGroup = restOperation({
	name: 'Add to Group',
	action: 'Add a bot to a group',
	description: 'Make a bot a member of a group',
	properties: [...properties],
	send: kaizalaRequest,
	request: (parameter) => ({
		method: 'POST',
		path: groupPath(parameter('groupId'), 'bot'),
		body: { botUserId: parameter('botUserId') },
		// Adding it twice changes nothing.
		retry: 'idempotentWrite',
	}),
});
