import type { INodeProperties } from 'n8n-workflow';

import { valueError } from '../../../shared/errors';
import { restOperation } from '../../../shared/operations/restOperation';
import { phoneNumbers } from '../../parameters/phoneNumbers';
import { connectorOf, SIGN_IN_AGAIN, signInRequest } from '../../transport/authRequest';
import { recordOf } from '../../../shared/http/shapes';

const properties = [
	{
		displayName: 'Phone Number',
		name: 'mobileNumber',
		type: 'string',
		default: '',
		required: true,
		placeholder: '+15550100011',
	},
	{
		displayName: 'PIN',
		name: 'pin',
		type: 'string',
		default: '',
		required: true,
		placeholder: '123456',
		description: 'The number that came by SMS',
	},
] as const satisfies INodeProperties[];

export const logInWithPin = restOperation({
	name: 'Log In With PIN',
	action: 'Log in with a PIN',
	description: 'Second step: get the refresh token to put into the credential. Keep it secret; delete the execution.',
	properties: [...properties],
	send: async (context, request, itemIndex) => await signInRequest(context, request, itemIndex),
	async request(parameter, context, itemIndex) {
		const [mobileNumber] = phoneNumbers(context, [parameter('mobileNumber')], { label: 'Phone Number', itemIndex });
		const pin = parameter('pin').trim();
		if (!/^\d+$/.test(pin)) throw valueError(context, 'The field "PIN" must be a number', { itemIndex });
		const connector = await connectorOf(context);
		return {
			method: 'POST',
			path: '/v1/loginWithPinAndApplicationId',
			body: { mobileNumber, pin, ...connector },
			retry: 'unsafeWrite',
			expects: recordOf('refreshToken'),
			reconcileHint: SIGN_IN_AGAIN,
		};
	},
});
