import type { INodeProperties } from 'n8n-workflow';

import { restOperation } from '../../../shared/operations/restOperation';
import { phoneNumbers } from '../../parameters/phoneNumbers';
import { connectorOf, SIGN_IN_AGAIN, signInRequest } from '../../transport/authRequest';

const properties = [
	{
		displayName: 'Phone Number',
		name: 'mobileNumber',
		type: 'string',
		default: '',
		required: true,
		placeholder: '+15550100011',
		description: 'Phone number of the user, with country code. Kaizala sends the PIN there by SMS.',
	},
] as const satisfies INodeProperties[];

export const generatePin = restOperation({
	name: 'Generate PIN',
	action: 'Send a login PIN by SMS',
	description: 'First step to a refresh token of your own: Kaizala sends you a PIN by SMS',
	properties: [...properties],
	send: async (context, request, itemIndex) => await signInRequest(context, request, itemIndex),
	async request(parameter, context, itemIndex) {
		const [mobileNumber] = phoneNumbers(context, [parameter('mobileNumber')], { label: 'Phone Number', itemIndex });
		const { applicationId } = await connectorOf(context);
		return {
			method: 'POST',
			path: '/v1/generatePin',
			body: { mobileNumber, applicationId },
			retry: 'unsafeWrite',
			reconcileHint: SIGN_IN_AGAIN,
		};
	},
	output: () => ({ success: true }),
});
