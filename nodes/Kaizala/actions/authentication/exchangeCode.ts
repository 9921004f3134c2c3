import type { INodeProperties } from 'n8n-workflow';

import type { SingleOperation } from '../../../shared/operations/operation';
import { itemParameters } from '../../../shared/parameters/reader';
import { asRecords } from '../../../shared/operations/restOperation';
import { connectorOf, SIGN_IN_AGAIN, signInRequest } from '../../transport/authRequest';
import { recordOfAny } from '../../../shared/http/shapes';

const properties = [
	{
		displayName: 'Code',
		name: 'code',
		type: 'string',
		default: '',
		required: true,
		placeholder: '7d2f0000-0000-4000-8000-000000000001',
		description: 'The code in the address that Kaizala sent your browser to after the sign-in',
	},
] as const satisfies INodeProperties[];

export const exchangeCode: SingleOperation = {
	name: 'Exchange OAuth Code',
	action: 'Exchange an OAuth code',
	description: 'Get tokens for the code of a sign-in. Keep them secret; delete the execution.',
	properties: [...properties],
	async execute(itemIndex) {
		const parameter = itemParameters(this, itemIndex, properties);
		const { applicationId, applicationSecret } = await connectorOf(this);
		// Not the OAuth 2 that n8n knows: no grant type, no redirect address.
		const body = new URLSearchParams({
			client_id: applicationId,
			client_secret: applicationSecret,
			code: parameter('code').trim(),
		});
		const request = {
			method: 'POST',
			path: '/api/oauth/token',
			body,
			retry: 'unsafeWrite',
			// Both spellings are on record, and not every sign-in brings a refresh token.
			expects: recordOfAny('accessToken', 'refreshToken', 'access_token', 'refresh_token'),
			reconcileHint: SIGN_IN_AGAIN,
		} as const;
		return asRecords(await signInRequest(this, request, itemIndex, 'oauthBaseUrl'));
	},
};
