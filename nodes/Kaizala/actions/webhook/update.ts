import { inputError } from '../../../shared/errors';
import type { Parameter } from '../../../shared/parameters/types';
import { restOperation } from '../../../shared/operations/restOperation';
import { webhookPath } from '../../webhook/webhookApi';
import { kaizalaRequest } from '../../transport';
import { eventsField, optionsOf, urlField, webhookIdField, webhookOptions, withoutToken } from './webhooks';
import { withIds } from '../withIds';

const properties = [
	webhookIdField,
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: [
			{
				displayName: 'Active',
				name: 'active',
				type: 'boolean',
				default: true,
				description: 'Whether events are sent. Kaizala turns a webhook off after two days of failures.',
			},
			{ ...eventsField, required: false },
			{ ...urlField, required: false },
			...webhookOptions,
		],
	},
] as const satisfies Parameter[];

export const update = restOperation({
	name: 'Update',
	action: 'Update a webhook',
	description: 'Change a webhook, or turn it on again',
	properties: [...properties],
	send: kaizalaRequest,
	// Kaizala may echo what it was told.
	output: (body, parameter) => withoutToken(withIds({ webhookId: parameter('webhookId').trim() }, body)),
	request(parameter, context, itemIndex) {
		const { active, eventTypes = [], callBackUrl = '', ...options } = parameter('updateFields');
		const body = {
			...optionsOf(context, options, itemIndex),
			...(eventTypes.length === 0 ? {} : { eventTypes }),
			...(callBackUrl === '' ? {} : { callBackUrl }),
			// The documented samples have the word, not the boolean.
			...(active === undefined ? {} : { Active: String(active) }),
		};
		if (Object.keys(body).length === 0)
			throw inputError(context, 'There is no field to update', {
				itemIndex,
				description: 'Add at least one under "Update Fields".',
			});
		return {
			method: 'PUT',
			path: webhookPath(parameter('webhookId')),
			body,
			retry: 'idempotentWrite',
		};
	},
});
