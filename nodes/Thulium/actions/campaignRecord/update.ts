import type { INodeProperties } from 'n8n-workflow';

import { restOperation } from '../../../shared/operations/restOperation';
import { campaign, customerId } from '../../parameters/fields';
import { thuliumRequest } from '../../transport';
import { changes, done, numericId } from '../../parameters/values';
import { recordBody, recordFields } from './fields';
import { recordPath } from './path';

const properties = [
	campaign,
	customerId,
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description: 'Only the fields that are added here are changed',
		options: [...recordFields],
	},
] as const satisfies INodeProperties[];

export const update = restOperation({
	name: 'Update',
	action: 'Update a campaign record',
	description: 'Change the record of a customer in a CRM campaign',
	properties: [...properties],
	send: thuliumRequest,
	async request(parameter, context, itemIndex) {
		const path = recordPath(context, parameter('campaignId'), parameter('customerId'), itemIndex);
		const body = changes(
			context,
			await recordBody(context, parameter('updateFields'), 'Update Fields', itemIndex),
			itemIndex,
		);
		return { method: 'PUT', path, body, retry: 'idempotentWrite' };
	},
	output: (body, parameter) =>
		done(body, {
			campaign_id: parameter('campaignId').trim(),
			customer_id: numericId(parameter('customerId').trim()),
		}),
});
