import type { INodeProperties } from 'n8n-workflow';

import { restOperation } from '../../../shared/operations/restOperation';
import { dateReader } from '../../parameters/dates';
import { phoneNumber, phoneOf, stripNumbers } from '../../parameters/fields';
import { thuliumRequest } from '../../transport';
import { done, filled, idIn, numericId } from '../../parameters/values';
import { queueId } from './fields';

const properties = [
	queueId,
	phoneNumber,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Call At',
				name: 'callAt',
				type: 'dateTime',
				default: '',
				description: 'When the number is called, to the minute. Defaults to now.',
			},
			stripNumbers,
		],
	},
] as const satisfies INodeProperties[];

export const scheduleCall = restOperation({
	name: 'Schedule Call',
	action: 'Schedule a call in a queue',
	description: 'Have a phone queue call a number. The request is never repeated.',
	properties: [...properties],
	send: thuliumRequest,
	async request(parameter, context, itemIndex) {
		const { callAt, stripNumbers: strip } = parameter('options');
		const readDate = await dateReader(context, itemIndex);
		const at = readDate('Options > Call At', callAt);
		const body = filled({
			phone_number: phoneOf(context, 'Phone Number', parameter('phoneNumber'), { strip, itemIndex }),
			// The only date that is sent with seconds.
			call_at: at === '' ? '' : `${at}:00`,
		});
		const path = `/queues/${idIn(context, 'Queue', parameter('queueId'), itemIndex)}/schedule_call`;
		return {
			method: 'POST',
			path,
			body,
			retry: 'unsafeWrite',
			reconcileHint:
				'Look at the queue in Thulium before you run this item again: each scheduled call rings at the customer.',
		};
	},
	output: (body, parameter) => done(body, { queue_id: numericId(parameter('queueId').trim()) }),
});
