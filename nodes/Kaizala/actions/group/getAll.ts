import type { INodeProperties } from 'n8n-workflow';

import { returnAllOrLimit, wantedCount } from '../../../shared/parameters/returnAll';
import { restOperation } from '../../../shared/operations/restOperation';
import { groupsOf, groupsRequest } from './groups';
import { kaizalaRequest } from '../../transport';
import { simplifyGroup } from './simplify';

const properties = [
	...returnAllOrLimit,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Include Details',
				name: 'showDetails',
				type: 'boolean',
				default: false,
				description: 'Whether to return the numbers of members, your role and the welcome message as well',
			},
			{
				displayName: 'Include Hierarchy',
				name: 'fetchAllGroups',
				type: 'boolean',
				default: false,
				description: 'Whether to return the groups above and below your groups as well',
			},
		],
	},
] as const satisfies INodeProperties[];

export const getAll = restOperation({
	name: 'Get Many',
	action: 'Get many groups',
	description: 'Get a list of the groups that the credential reaches',
	properties: [...properties],
	simplify: simplifyGroup,
	simplifySince: 1.1,
	send: kaizalaRequest,
	request(parameter) {
		const { showDetails = false, fetchAllGroups = false } = parameter('options');
		return groupsRequest({ showDetails, fetchAllGroups });
	},
	// Kaizala always sends its whole list.
	output: (body, parameter) => groupsOf(body).slice(0, wantedCount(parameter)),
});
