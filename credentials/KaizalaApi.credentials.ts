import type {
	Icon,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { apiBase } from '../nodes/Kaizala/transport/address';
import { signed } from '../nodes/shared/http/origin';
import { logIn } from '../nodes/Kaizala/transport/logIn';

/** Kept by the login, never entered. */
const kept = (displayName: string, name: string): INodeProperties => ({
	displayName,
	name,
	type: 'hidden',
	default: '',
});

/** Connector of Kaizala: a refresh token buys access tokens of 24 hours. */
export class KaizalaApi implements ICredentialType {
	name = 'kaizalaApi';

	displayName = 'Kaizala API';

	icon: Icon = { light: 'file:../icons/kaizala.svg', dark: 'file:../icons/kaizala.dark.svg' };

	documentationUrl = 'https://github.com/ticket-relay/n8n-nodes-ticket-relay/blob/main/docs/kaizala.md';

	properties: INodeProperties[] = [
		{
			displayName:
				'Kaizala was retired by Microsoft on 31 August 2023. This credential needs the address of a compatible endpoint, for example the sandbox of this package.',
			name: 'retirement',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Connector ID',
			name: 'applicationId',
			type: 'string',
			default: '',
			required: true,
			description: 'ID of your connector on the management portal (applicationId)',
		},
		{
			displayName: 'Connector Secret',
			name: 'applicationSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Secret of the connector (applicationSecret)',
		},
		{
			displayName: 'Refresh Token',
			name: 'refreshToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'Token made for a group, a user or the whole organization. When Kaizala replaces it, the new one is stored here.',
		},
		{
			displayName: 'Auth Base URL',
			name: 'authBaseUrl',
			type: 'string',
			default: 'https://api.kaiza.la',
			required: true,
			description: 'Where access tokens are requested, without the path',
		},
		{
			displayName: 'OAuth Base URL',
			name: 'oauthBaseUrl',
			type: 'string',
			default: 'https://ds.kaiza.la',
			description: 'Host of the sign-in page, for Exchange OAuth Code only. The Connector Secret is sent there.',
		},
		{
			displayName: 'Endpoint URL',
			name: 'endpointUrl',
			type: 'string',
			default: '',
			placeholder: 'https://kms2.example.com',
			description: 'Address of the API. Leave empty to use the one that Kaizala returns at the login.',
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
		kept('Access Token Expiry', 'accessTokenExpiry'),
		kept('Endpoint', 'endpoint'),
		kept('Token Owner', 'tokenOwner'),
		kept('Moved From', 'movedFrom'),
		kept('Moved To', 'movedTo'),
	];

	/** Called by n8n when the access token is empty and in the credential test; what it returns is stored. */
	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject): Promise<IDataObject> {
		return await logIn(this.helpers, credentials);
	}

	/** A path alone gets the base before it, which may have been learned by the login a moment ago. */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const { url } = requestOptions;
		const base = apiBase(credentials);
		const request = { ...requestOptions, url: url?.startsWith('/') ? base + url : url };
		return signed('Kaizala', request, [base], { headers: { accessToken: credentials.accessToken } });
	}

	/**
	 * n8n logs in (`GET /v1/accessToken`) before every test and shows what went wrong there. The request itself must not
	 * be a second login: from day 328 each one replaces the refresh token, and only the first one's is stored.
	 */
	test: ICredentialTestRequest = {
		request: {
			url: '/v1/groups',
			disableFollowRedirect: true,
			// A connector without the permission to list groups is a good one; a 404 is another service.
			ignoreHttpStatusErrors: { ignore: true, except: [404] },
		},
		// n8n looks at them one by one; only its type wants all to be of one kind.
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message: 'There is no Kaizala API at the Endpoint URL. Check it, or leave it empty.',
				},
			},
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'errorCode',
					value: 'InvalidToken',
					message: 'Kaizala does not accept its own access token',
				},
			},
		] as ICredentialTestRequest['rules'],
	};
}
