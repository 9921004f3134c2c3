import type { INodeProperties } from 'n8n-workflow';

import { isRecord } from '../../../shared/isRecord';
import { asRecords, restOperation } from '../../../shared/operations/restOperation';
import { groupField } from '../../parameters/fields';
import { phoneNumbers, phonesField } from '../../parameters/phoneNumbers';
import { groupPath, kaizalaRequest } from '../../transport';
import { safeString } from '../../../shared/safeConversion';

const properties = [groupField, phonesField] as const satisfies INodeProperties[];

export const add = restOperation({
	name: 'Add',
	action: 'Add members to a group',
	description: 'Add people to a group by their phone numbers',
	properties: [...properties],
	send: kaizalaRequest,
	request: (parameter, context, itemIndex) => ({
		method: 'PUT',
		path: groupPath(parameter('groupId'), 'members'),
		body: { members: phoneNumbers(context, parameter('phones'), { label: 'Phone Numbers', itemIndex }) },
		retry: 'idempotentWrite',
	}),
	output(body, _parameter, context, itemIndex) {
		if (isRecord(body) && safeString(body.result) === 'false') {
			context.addExecutionHints({
				message: `Kaizala did not add all phone numbers of item ${itemIndex + 1}. Member: Get Many shows who is in the group.`,
				location: 'outputPane',
			});
		}
		return asRecords(body);
	},
});
