import type { INodeProperties } from 'n8n-workflow';

import { restOperation } from '../../../shared/operations/restOperation';
import { groupField, memberField } from '../../parameters/fields';
import { groupPath, kaizalaRequest } from '../../transport';

const properties = [groupField, memberField] as const satisfies INodeProperties[];

export const remove = restOperation({
	name: 'Remove',
	action: 'Remove a member from a group',
	description: 'Take a member out of a group',
	properties: [...properties],
	send: kaizalaRequest,
	request: (parameter) => ({
		method: 'DELETE',
		path: groupPath(parameter('groupId'), 'members', parameter('memberId')),
		retry: 'idempotentWrite',
	}),
});
