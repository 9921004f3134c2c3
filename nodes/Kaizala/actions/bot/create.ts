import type { INodeProperties } from 'n8n-workflow';

import { restOperation } from '../../../shared/operations/restOperation';
import { pictureField } from './bots';
import { nameField } from '../../parameters/fields';
import { setOnly } from '../../parameters/optional';
import { kaizalaRequest } from '../../transport';
import { recordOf } from '../../../shared/http/shapes';

const properties = [nameField, pictureField] as const satisfies INodeProperties[];

export const create = restOperation({
	name: 'Create',
	action: 'Create a bot',
	description: 'Create a bot that can post in groups',
	properties: [...properties],
	send: kaizalaRequest,
	request: (parameter) => ({
		method: 'POST',
		path: '/v1/bot',
		body: setOnly({ name: parameter('name'), profilePic: parameter('profilePic') }),
		retry: 'unsafeWrite',
		expects: recordOf('botUserId'),
		reconcileHint: 'Check with Bot: Get Many whether the bot is there before you run this item again.',
	}),
});
