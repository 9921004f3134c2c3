import type { INodeProperties } from 'n8n-workflow';

import { restOperation } from '../../../shared/operations/restOperation';
import { readId } from '../../parameters/numbers';
import { jtelRequest } from '../../transport';
import { contactId } from '../../parameters/fields';

const properties = [
	{
		displayName: 'Delete By',
		name: 'deleteBy',
		type: 'options',
		options: [
			{ name: 'ID', value: 'id' },
			{
				name: 'User Data',
				value: 'userData',
				description: 'Deletes one contact with this user data; of several, any one of them',
			},
		],
		default: 'id',
		description: 'How the contact is found',
	},
	{ ...contactId, displayOptions: { show: { deleteBy: ['id'] } } },
	{
		displayName: 'User Data',
		name: 'userData',
		type: 'string',
		default: '',
		required: true,
		displayOptions: { show: { deleteBy: ['userData'] } },
		description: 'The user data of the contact, which is its key in another system',
	},
] as const satisfies INodeProperties[];

const PATH = '/dialler/contacts/contact';

export const deleteContact = restOperation({
	name: 'Delete',
	action: 'Delete a dialler contact (cannot be undone)',
	description: 'Delete a dialler contact and all that belongs to it. This cannot be undone.',
	properties: [...properties],
	send: jtelRequest,
	request(parameter, context, itemIndex) {
		if (parameter('deleteBy') === 'id') {
			const id = readId(context, 'Contact ID', parameter('contactId'), itemIndex);
			return { method: 'DELETE', path: `${PATH}/${id}`, retry: 'idempotentWrite' };
		}
		// A second request would delete another contact with the same user data.
		return {
			method: 'DELETE',
			path: PATH,
			qs: { userData: parameter('userData') },
			retry: 'unsafeWrite',
			reconcileHint: 'Check with Dialler Contact: Get Many how many contacts with this User Data are left.',
		};
	},
	output(_body, parameter) {
		const found =
			parameter('deleteBy') === 'id' ? { ID: Number(parameter('contactId')) } : { UserData: parameter('userData') };
		return { ...found, deleted: true };
	},
});
