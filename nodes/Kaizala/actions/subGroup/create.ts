import type { Parameter } from '../../../shared/parameters/types';
import { restOperation } from '../../../shared/operations/restOperation';
import { groupField, membersField, nameField, welcomeField } from '../../parameters/fields';
import { setOnly } from '../../parameters/optional';
import { optionalPhoneNumbers } from '../../parameters/phoneNumbers';
import { groupPath, kaizalaRequest } from '../../transport';
import { recordOf } from '../../../shared/http/shapes';

const properties = [
	{ ...groupField, displayName: 'Parent Group' },
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
			{
				displayName: 'Add Me',
				name: 'addUserToGroup',
				type: 'boolean',
				default: true,
				description: 'Whether the user of the credential becomes a member',
			},
			{
				displayName: 'Image URL',
				name: 'groupImageUrl',
				form: 'url',
				type: 'string',
				default: '',
				placeholder: 'https://example.com/desk.png',
			},
			{ displayName: 'Long Description', name: 'longDescriptionString', type: 'string', default: '' },
			{ displayName: 'Short Description', name: 'shortDescriptionString', type: 'string', default: '' },
		],
	},
] as const satisfies Parameter[];

export const create = restOperation({
	name: 'Create',
	action: 'Create a subgroup',
	description: 'Create a new group below a group',
	properties: [...properties],
	send: kaizalaRequest,
	request(parameter, context, itemIndex) {
		const { addUserToGroup, ...options } = parameter('options');
		const members = optionalPhoneNumbers(context, parameter('members'), { label: 'Members', itemIndex });
		return {
			method: 'POST',
			path: groupPath({ field: 'Parent Group', id: parameter('groupId') }, 'subGroups'),
			body: {
				...setOnly({ name: parameter('name'), welcomeMessage: parameter('welcomeMessage'), members, ...options }),
				...(addUserToGroup === undefined ? {} : { addUserToGroup }),
			},
			retry: 'unsafeWrite',
			expects: recordOf('groupId'),
			reconcileHint: 'Look for a group of this name with Subgroup: Get Many before you run this item again.',
		};
	},
});
