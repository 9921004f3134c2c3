import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../../../shared/errors';
import { restOperation } from '../../../shared/operations/restOperation';
import { botField, botPath, pictureField } from './bots';
import { nameField } from '../../parameters/fields';
import { setOnly } from '../../parameters/optional';
import { kaizalaRequest } from '../../transport';
import { withIds } from '../withIds';

const properties = [botField, { ...nameField, required: false }, pictureField] as const satisfies INodeProperties[];

export const update = restOperation({
	name: 'Update',
	action: 'Update a bot',
	description: 'Change the name or the picture of a bot',
	properties: [...properties],
	send: kaizalaRequest,
	request(parameter, context, itemIndex) {
		const body = setOnly({ name: parameter('name'), profilePic: parameter('profilePic') });
		if (Object.keys(body).length === 0)
			throw inputError(context, 'There is nothing to update', {
				itemIndex,
				description: 'Enter a "Name" or a "Picture".',
			});
		return { method: 'PUT', path: botPath(parameter('botUserId')), body, retry: 'idempotentWrite' };
	},
	output: (body, parameter) => withIds({ botUserId: parameter('botUserId') }, body),
});
