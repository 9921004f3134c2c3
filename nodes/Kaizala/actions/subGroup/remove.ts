import type { INodeProperties } from 'n8n-workflow';

import { restOperation } from '../../../shared/operations/restOperation';
import { groupField, subGroupField } from '../../parameters/fields';
import { groupPath, kaizalaRequest } from '../../transport';

const properties = [{ ...groupField, displayName: 'Parent Group' }, subGroupField] as const satisfies INodeProperties[];

export const remove = restOperation({
	name: 'Remove',
	action: 'Remove a subgroup',
	description: 'Remove a group from its parent group; the group itself stays',
	properties: [...properties],
	send: kaizalaRequest,
	request: (parameter) => ({
		method: 'DELETE',
		path: groupPath({ field: 'Parent Group', id: parameter('groupId') }, 'subGroups', parameter('subGroupId')),
		retry: 'idempotentWrite',
	}),
});
