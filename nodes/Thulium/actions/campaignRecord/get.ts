import type { INodeProperties } from 'n8n-workflow';

import { restOperation } from '../../../shared/operations/restOperation';
import { recordOf } from '../../../shared/http/shapes';
import { campaign, customerId } from '../../parameters/fields';
import { thuliumRequest } from '../../transport';
import { recordPath } from './path';
import { keepFields } from '../../../shared/operations/keepFields';

const properties = [campaign, customerId] as const satisfies INodeProperties[];

export const get = restOperation({
	name: 'Get',
	action: 'Get a campaign record',
	description: 'Get the record of a customer in a CRM campaign',
	properties: [...properties],
	simplify: keepFields([
		'record_id',
		'customer_id',
		'phone_number',
		'status',
		'system_status',
		'agent_login',
		'call_date',
		'next_call_date',
		'last_note',
	]),
	simplifySince: 1.1,
	send: thuliumRequest,
	request: (parameter, context, itemIndex) => ({
		method: 'GET',
		path: recordPath(context, parameter('campaignId'), parameter('customerId'), itemIndex),
		retry: 'read',
		expects: recordOf('record_id'),
	}),
	concurrency: 2,
});
