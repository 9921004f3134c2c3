import type { Login } from '../core/types';
import { APP } from './seed';

/** For n8n's own Teams node, which signs in when somebody clicks on Connect. */
export const LOGINS: readonly Login[] = [
	{
		credential: 'Microsoft Teams OAuth2 API',
		fields: [
			{ label: 'Authorization URL', path: '/teams/common/oauth2/v2.0/authorize' },
			{ label: 'Access Token URL', path: '/teams/common/oauth2/v2.0/token' },
			{ label: 'Client ID', value: APP.clientId },
			{ label: 'Client Secret', value: APP.clientSecret },
			{ label: 'Microsoft Graph API Base URL', path: '/teams' },
		],
	},
];
