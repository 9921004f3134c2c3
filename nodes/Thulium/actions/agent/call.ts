import { inputError } from '../../../shared/errors';
import { resourceLocator } from '../../../shared/parameters/resourceLocator';
import { restOperation } from '../../../shared/operations/restOperation';
import type { Parameter } from '../../../shared/parameters/types';
import { agentLogin, phoneOf, stripNumbers } from '../../parameters/fields';
import { thuliumRequest } from '../../transport';
import { done, filled, numericId, segment } from '../../parameters/values';

const properties = [
	agentLogin,
	{
		displayName: 'Phone Number',
		name: 'phoneNumber',
		type: 'string',
		default: '',
		placeholder: '600100200',
		description: 'The number to call. Without one the main number of the customer is called.',
	},
	{
		displayName: 'Customer ID',
		name: 'customerId',
		type: 'string',
		kind: 'id',
		of: 'customer',
		lookUp: 'customer',
		default: '',
		placeholder: '5521',
		description: 'ID of the customer in the CRM of Thulium. With a phone number too, it must be one of this customer.',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Caller ID',
				name: 'callerId',
				type: 'string',
				default: '',
				placeholder: '221000111',
				description: 'The number that the customer sees',
			},
			resourceLocator({
				displayName: 'Campaign',
				name: 'campaignId',
				description: 'The campaign that the call belongs to. The agent must be assigned to it.',
				searchListMethod: 'searchCampaigns',
				lookUp: 'campaign',
				placeholder: '00001',
			}),
			{
				displayName: 'Custom Data',
				name: 'customData',
				type: 'string',
				default: '',
				description: 'Text or JSON that Thulium passes on in the webhook calls about this call',
			},
			stripNumbers,
		],
	},
] as const satisfies Parameter[];

/** Click to call. */
export const call = restOperation({
	name: 'Start Call',
	action: 'Start a call of an agent',
	description: "Ring an agent's phone and connect it with a number. The request is never repeated.",
	properties: [...properties],
	send: thuliumRequest,
	request(parameter, context, itemIndex) {
		const { callerId, campaignId, customData, stripNumbers: strip } = parameter('options');
		const body = filled({
			phone_number: phoneOf(context, 'Phone Number', parameter('phoneNumber'), { strip, itemIndex }),
			customer_id: numericId(parameter('customerId').trim()),
			outbound_id: campaignId,
			caller_id: callerId,
			custom_data: customData,
		});
		if (body.phone_number === undefined && body.customer_id === undefined) {
			throw inputError(context, 'Nobody to call: both "Phone Number" and "Customer ID" are empty', {
				itemIndex,
				description: 'Enter one of them, or check the expressions that fill them.',
			});
		}
		const path = `/agents/${segment(context, 'Agent', parameter('login'), itemIndex)}/call`;
		return {
			method: 'POST',
			path,
			body,
			retry: 'unsafeWrite',
			reconcileHint:
				'Ask the agent whether the phone rang, or look with Call: Get Many, before you run this item again: each call rings.',
		};
	},
	output: (body, parameter) => done(body, { login: parameter('login') }),
});
