import type { INodeProperties } from 'n8n-workflow';

import { restOperation } from '../../../shared/operations/restOperation';
import { customFields, customFieldValues } from '../../parameters/customFields';
import { campaign, phoneNumber, phoneOf, stripNumbers } from '../../parameters/fields';
import { thuliumRequest } from '../../transport';
import { campaignIn, done, filled, textOf } from '../../parameters/values';
import { FIND_RECORD, recordBody, recordFields } from './fields';
import { recordOf } from '../../../shared/http/shapes';

const properties = [
	campaign,
	phoneNumber,
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: [
			...recordFields,
			{
				displayName: 'Identifier',
				name: 'identifier',
				type: 'string',
				default: '',
				description: 'ID of the record in another of your systems',
			},
			{
				...customFields,
				displayName: 'Record Fields',
				name: 'recordFields',
				description: 'Fields of the record, by the names that they have in the campaign',
			},
			stripNumbers,
		],
	},
] as const satisfies INodeProperties[];

export const addByPhoneNumber = restOperation({
	name: 'Add by Phone Number',
	action: 'Add a phone number to a campaign',
	description: 'Add a record to a plain campaign, which has phone numbers instead of customers',
	properties: [...properties],
	send: thuliumRequest,
	async request(parameter, context, itemIndex) {
		const { identifier, recordFields: fields, stripNumbers: strip, ...given } = parameter('additionalFields');
		const number = textOf(context, 'Phone Number', parameter('phoneNumber'), itemIndex);
		const body = {
			phone_number: phoneOf(context, 'Phone Number', number, { strip, itemIndex }),
			...(await recordBody(context, given, 'Additional Fields', itemIndex)),
			...filled({ identifier, record_fields: customFieldValues(context, fields, itemIndex) }),
		};
		const path = `/outbounds/${campaignIn(context, parameter('campaignId'), itemIndex)}/records`;
		return {
			method: 'POST',
			path,
			body,
			retry: 'unsafeWrite',
			expects: recordOf('record_id'),
			reconcileHint: FIND_RECORD,
		};
	},
	output: (body, parameter) => done(body, { phone_number: parameter('phoneNumber').trim() }),
});
