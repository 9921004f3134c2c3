import { restOperation } from '../../../shared/operations/restOperation';
import type { Parameter } from '../../../shared/parameters/types';
import { groupField } from '../../parameters/fields';
import { groupPath, kaizalaRequest } from '../../transport';

const properties = [
	{ ...groupField, displayName: 'Parent Group' },
	{
		displayName: 'Group IDs',
		name: 'subGroups',
		type: 'string',
		kind: 'ids',
		default: '',
		required: true,
		placeholder: '10aa0000-0000-4000-8000-000000000003@2',
		description: 'IDs of existing groups to put below the parent group, separated by commas',
	},
] as const satisfies Parameter[];

export const add = restOperation({
	name: 'Add Existing',
	action: 'Add existing groups as subgroups',
	description: 'Put existing groups below a group',
	properties: [...properties],
	send: kaizalaRequest,
	request(parameter) {
		const subGroups = parameter('subGroups');
		const path = groupPath({ field: 'Parent Group', id: parameter('groupId') }, 'subGroups');
		return { method: 'PUT', path, body: { subGroups }, retry: 'idempotentWrite' };
	},
});
