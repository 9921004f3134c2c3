import type { INodeProperties } from 'n8n-workflow';

import { restOperation } from '../../../shared/operations/restOperation';
import { referenceField } from '../../parameters/fields';
import { placeOf, reactionFields } from './reactions';
import { groupPath, kaizalaRequest } from '../../transport';

const properties = [
	referenceField,
	{
		displayName: 'Reaction',
		name: 'reactionType',
		type: 'options',
		options: [
			{ name: 'Comment', value: 'Comment' },
			{ name: 'Like', value: 'Like', description: 'Cannot be taken back by the API' },
		],
		default: 'Like',
	},
	{
		displayName: 'Comment',
		name: 'comment',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		required: true,
		placeholder: 'I am on it.',
		displayOptions: { show: { reactionType: ['Comment'] } },
	},
	...reactionFields,
] as const satisfies INodeProperties[];

export const add = restOperation({
	name: 'Add',
	action: 'React to a message',
	description: 'Like a message or card, or comment on it',
	properties: [...properties],
	send: kaizalaRequest,
	request(parameter) {
		const { groupId, sourceGroupId } = placeOf(parameter('groupId'), parameter('options'));
		const reactionType = parameter('reactionType');
		return {
			method: 'POST',
			path: groupPath(groupId, 'reaction'),
			body: {
				referenceId: parameter('referenceId'),
				sourceGroupId,
				reactionType,
				...(reactionType === 'Comment' ? { comment: parameter('comment') } : {}),
			},
			// A second like changes nothing; a second comment would be one more.
			retry: reactionType === 'Comment' ? 'unsafeWrite' : 'idempotentWrite',
			reconcileHint: 'Look for the comment with Reaction: Get Many before you run this item again.',
		};
	},
});
