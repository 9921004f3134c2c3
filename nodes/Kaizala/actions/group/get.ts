import type { INodeProperties } from 'n8n-workflow';

import { restOperation } from '../../../shared/operations/restOperation';
import { anyOf, listOf, recordIn, recordOf } from '../../../shared/http/shapes';
import { groupField } from '../../parameters/fields';
import { groupsOf } from './groups';
import { groupPath, kaizalaRequest } from '../../transport';
import { simplifyGroup } from './simplify';

const properties = [groupField] as const satisfies INodeProperties[];

export const get = restOperation({
	name: 'Get',
	action: 'Get a group',
	description: 'Get a group by its ID',
	properties: [...properties],
	simplify: simplifyGroup,
	simplifySince: 1.1,
	send: kaizalaRequest,
	request: (parameter) => ({
		method: 'GET',
		path: groupPath(parameter('groupId')),
		retry: 'read',
		expects: anyOf(listOf('groups', recordOf('groupId')), recordOf('groupId')),
	}),
	// The docs wrap the one group in a list.
	output: (body) => groupsOf(body)[0] ?? recordIn(body),
	concurrency: 2,
});
