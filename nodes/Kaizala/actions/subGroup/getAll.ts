import type { INodeProperties } from 'n8n-workflow';

import { returnAllOrLimit, wantedCount } from '../../../shared/parameters/returnAll';
import { restOperation } from '../../../shared/operations/restOperation';
import { groupField } from '../../parameters/fields';
import { subGroupsOf, SUBGROUPS } from '../group/groups';
import { groupPath, kaizalaRequest } from '../../transport';

const properties = [
	groupField,
	...returnAllOrLimit,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Whole Hierarchy',
				name: 'fetchAllGroups',
				type: 'boolean',
				default: false,
				description: 'Whether to return the groups below the subgroups as well',
			},
		],
	},
] as const satisfies INodeProperties[];

export const getAll = restOperation({
	name: 'Get Many',
	action: 'Get many subgroups',
	description: 'Get a list of the groups below a group',
	properties: [...properties],
	send: kaizalaRequest,
	request(parameter) {
		const { fetchAllGroups = false } = parameter('options');
		return {
			method: 'GET',
			path: groupPath(parameter('groupId'), 'subGroups'),
			...(fetchAllGroups ? { qs: { fetchAllGroups } } : {}),
			retry: 'read',
			expects: SUBGROUPS,
		};
	},
	// Kaizala always sends its whole list.
	output: (body, parameter) => subGroupsOf(body).slice(0, wantedCount(parameter)),
});
