import type { INodeProperties } from 'n8n-workflow';

import type { SingleOperation } from '../../../shared/operations/operation';
import { itemParameters } from '../../../shared/parameters/reader';
import { actionIdField, groupField } from '../../parameters/fields';
import { audiences, perCallField, recipientFields, sendToRecipients } from '../recipients';
import { groupPath } from '../../transport';
import { withIds } from '../withIds';
import { readable } from '../../../shared/http/shapes';

const properties = [
	groupField,
	actionIdField,
	...recipientFields,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [perCallField],
	},
] as const satisfies INodeProperties[];

export const sendReminder: SingleOperation = {
	name: 'Send Reminder',
	action: 'Send a reminder of an action',
	description: 'Remind people of a card, survey or job. It also reaches subscribers who joined after it was sent.',
	properties: [...properties],
	async execute(itemIndex) {
		const parameter = itemParameters(this, itemIndex, properties);
		const [groupId, actionId] = [parameter('groupId'), parameter('actionId')];
		const { recipientsPerCall } = parameter('options');
		const answer = await sendToRecipients(this, {
			path: groupPath(groupId, 'actions', actionId, 'reminder'),
			body: {},
			expects: readable('actionId', 'referenceId'),
			to: audiences(this, itemIndex, recipientsPerCall),
			itemIndex,
		});
		return withIds({ groupId, actionId }, answer);
	},
};
