import type { INodeProperties } from 'n8n-workflow';

import { restOperation } from '../../../shared/operations/restOperation';
import { groupField, memberField } from '../../parameters/fields';
import { groupPath, kaizalaRequest } from '../../transport';

const properties = [
	groupField,
	memberField,
	{
		displayName: 'Role',
		name: 'role',
		type: 'options',
		options: [
			{ name: 'Admin', value: 'Admin' },
			{ name: 'Member', value: 'Member' },
		],
		default: 'Admin',
	},
] as const satisfies INodeProperties[];

export const updateRole = restOperation({
	name: 'Update Role',
	action: 'Update the role of a member',
	description: 'Make a member an admin, or an admin a member',
	properties: [...properties],
	send: kaizalaRequest,
	request: (parameter) => ({
		method: 'PUT',
		path: groupPath(parameter('groupId'), 'members', parameter('memberId')),
		body: { role: parameter('role') },
		retry: 'idempotentWrite',
	}),
});
