import type { INodeProperties } from 'n8n-workflow';

import { valueError } from '../../../shared/errors';
import { isRecord } from '../../../shared/isRecord';
import { restOperation } from '../../../shared/operations/restOperation';
import { kaizalaRequest } from '../../transport';
import { FIND_WEBHOOK } from '../../webhook/webhookApi';
import { eventsField, objectFields, optionsOf, urlField, webhookOptions, withoutToken } from './webhooks';
import { recordOf } from '../../../shared/http/shapes';

const properties = [
	...objectFields,
	eventsField,
	urlField,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: webhookOptions,
	},
] as const satisfies INodeProperties[];

export const create = restOperation({
	name: 'Create',
	action: 'Create a webhook',
	description: 'Let Kaizala send events to an address. The Kaizala Trigger does this by itself.',
	properties: [...properties],
	send: kaizalaRequest,
	// Kaizala may echo what it was told.
	output: (body) => (isRecord(body) ? withoutToken(body) : { success: true }),
	request(parameter, context, itemIndex) {
		const eventTypes = parameter('eventTypes');
		if (eventTypes.length === 0) throw valueError(context, 'The field "Events" is empty', { itemIndex });
		return {
			method: 'POST',
			path: '/v1/webhook',
			body: {
				objectId: parameter('objectId'),
				objectType: parameter('objectType'),
				eventTypes,
				callBackUrl: parameter('callBackUrl'),
				...optionsOf(context, parameter('options'), itemIndex),
			},
			retry: 'unsafeWrite',
			expects: recordOf('webhookId'),
			reconcileHint: FIND_WEBHOOK,
		};
	},
});
