import type { INodeProperties } from 'n8n-workflow';

import { returnAllOrLimit, wantedCount } from '../../../shared/parameters/returnAll';
import { restOperation } from '../../../shared/operations/restOperation';
import { groupField } from '../../parameters/fields';
import { membersOf, membersRequest } from './members';
import { kaizalaRequest } from '../../transport';

const properties = [groupField, ...returnAllOrLimit] as const satisfies INodeProperties[];

export const getAll = restOperation({
	name: 'Get Many',
	action: 'Get many members',
	description: 'Get a list of the members of a group, with their roles',
	properties: [...properties],
	send: kaizalaRequest,
	request: (parameter) => membersRequest(parameter('groupId')),
	// Kaizala knows no pages here.
	output: (body, parameter) => membersOf(body).slice(0, wantedCount(parameter)),
});
