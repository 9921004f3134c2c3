import type { INodeProperties } from 'n8n-workflow';

import { restOperation } from '../../../shared/operations/restOperation';
import { recordWithAny } from '../../../shared/http/shapes';
import { actionIdField, groupField } from '../../parameters/fields';
import { groupPath, kaizalaRequest } from '../../transport';
import { withIds } from '../withIds';

const properties = [
	groupField,
	actionIdField,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Include Responses',
				name: 'getDetails',
				type: 'boolean',
				default: false,
				description: 'Whether to return all responses to the card as well',
			},
		],
	},
] as const satisfies INodeProperties[];

export const get = restOperation({
	name: 'Get',
	action: 'Get an action',
	description: 'Get a card by its ID, with the responses to it if you want them',
	properties: [...properties],
	send: kaizalaRequest,
	request(parameter) {
		const { getDetails = false } = parameter('options');
		return {
			method: 'GET',
			path: groupPath(parameter('groupId'), 'actions', parameter('actionId')),
			...(getDetails ? { qs: { getDetails } } : {}),
			retry: 'read',
			expects: recordWithAny('actionDetails', 'actionType', 'actionId', 'referenceId'),
		};
	},
	output(body, parameter) {
		return withIds({ groupId: parameter('groupId'), actionId: parameter('actionId') }, body);
	},
	concurrency: 2,
});
