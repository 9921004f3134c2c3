import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../../../shared/errors';
import { restOperation } from '../../../shared/operations/restOperation';
import { membersField, nameField, welcomeField } from '../../parameters/fields';
import { setOnly } from '../../parameters/optional';
import { optionalPhoneNumbers } from '../../parameters/phoneNumbers';
import { kaizalaRequest } from '../../transport';
import { recordOf } from '../../../shared/http/shapes';

/** So many members in one call. */
const MAX_MEMBERS = 100;

const properties = [
	nameField,
	welcomeField,
	membersField,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{ displayName: 'Long Description', name: 'longDescriptionString', type: 'string', default: '' },
			{ displayName: 'Short Description', name: 'shortDescriptionString', type: 'string', default: '' },
			{
				displayName: 'Type',
				name: 'groupType',
				type: 'options',
				options: [
					{ name: 'Group', value: 'Group', description: 'All members see what is sent' },
					{
						name: 'Managed Public Group',
						value: 'ConnectGroup',
						description: 'With subscribers; needs a refresh token of the whole organization',
					},
				],
				default: 'Group',
			},
		],
	},
] as const satisfies INodeProperties[];

export const create = restOperation({
	name: 'Create',
	action: 'Create a group',
	description: 'Create a group. With the refresh token of a group it becomes a subgroup of that group.',
	properties: [...properties],
	send: kaizalaRequest,
	request(parameter, context, itemIndex) {
		const members = optionalPhoneNumbers(context, parameter('members'), { label: 'Members', itemIndex });
		if (members.length > MAX_MEMBERS) {
			throw inputError(
				context,
				`Kaizala takes ${MAX_MEMBERS} members with a new group, but there are ${members.length}`,
				{ itemIndex, description: 'Create the group with the first ones and add the others with Member: Add.' },
			);
		}
		const { name, welcomeMessage } = { name: parameter('name'), welcomeMessage: parameter('welcomeMessage') };
		return {
			method: 'POST',
			path: '/v1/groups',
			body: setOnly({ name, welcomeMessage, members, ...parameter('options') }),
			retry: 'unsafeWrite',
			expects: recordOf('groupId'),
			reconcileHint:
				'Look in Kaizala, or with Group: Get Many, for a group of this name before you run this item again.',
		};
	},
});
