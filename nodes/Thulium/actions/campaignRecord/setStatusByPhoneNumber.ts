import { restOperation } from '../../../shared/operations/restOperation';
import type { Parameter } from '../../../shared/parameters/types';
import { phoneNumber, phoneOf, stripNumbers } from '../../parameters/fields';
import { thuliumRequest } from '../../transport';
import { done, numericId, textOf } from '../../parameters/values';

const properties = [
	phoneNumber,
	{
		displayName: 'Dictionary Status ID',
		name: 'statusId',
		type: 'string',
		kind: 'id',
		of: 'status',
		default: '',
		required: true,
		placeholder: '3',
		description:
			'ID of a status that all campaigns share, as Campaign: Get Statuses returns it in dictionary_status_id',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [stripNumbers],
	},
] as const satisfies Parameter[];

export const setStatusByPhoneNumber = restOperation({
	name: 'Set Status by Phone Number',
	action: 'Set the status of campaign records by phone number',
	description: 'Set a status in all campaigns that have a main phone number. Returns the campaigns.',
	properties: [...properties],
	send: thuliumRequest,
	request(parameter, context, itemIndex) {
		const number = textOf(context, 'Phone Number', parameter('phoneNumber'), itemIndex);
		const body = {
			status_id: numericId(parameter('statusId').trim()),
			phone_number: phoneOf(context, 'Phone Number', number, { strip: parameter('options').stripNumbers, itemIndex }),
		};
		return { method: 'POST', path: '/outbound_status_by_phone_number', body, retry: 'idempotentWrite' };
	},
	output: (body, parameter) => done(body, { phone_number: parameter('phoneNumber').trim() }),
});
