import { APP, TOKENS } from '../../sandbox/teams/seed';

/**
 * The sandbox's credentials, as n8n's `import:credentials` takes them. The only place outside the nodes that knows the
 * fields of our credential types.
 */
export interface CredentialRecord {
	id: string;
	name: string;
	type: string;
	data: Record<string, string>;
}

export function sandboxCredentials(sandbox: string): CredentialRecord[] {
	return [
		{
			id: 'relayHubSpot0001',
			name: 'HubSpot Tickets (sandbox)',
			type: 'hubSpotTicketsApi',
			data: {
				accessToken: 'hubspot-sandbox-token',
				clientSecret: 'hubspot-sandbox-client-secret',
				baseUrl: `${sandbox}/hubspot`,
			},
		},
		{
			id: 'relayKaizala0001',
			name: 'Kaizala (sandbox)',
			type: 'kaizalaApi',
			data: {
				applicationId: 'kaizala-sandbox-connector',
				applicationSecret: 'kaizala-sandbox-secret',
				refreshToken: 'kaizala-sandbox-refresh-token',
				authBaseUrl: `${sandbox}/kaizala`,
				oauthBaseUrl: `${sandbox}/kaizala`,
			},
		},
		{
			id: 'relayThulium0001',
			name: 'Thulium (sandbox)',
			type: 'thuliumApi',
			data: { baseUrl: `${sandbox}/thulium`, user: 'api_user', password: 'api_pass' },
		},
		{
			id: 'relayJtelAcd0001',
			name: 'jtel ACD (sandbox)',
			type: 'jtelAcdApi',
			data: {
				serverUrl: `${sandbox}/jtel`,
				clientId: '1',
				token: 'jtel-sandbox-token',
				callbackSecret: 'jtel-sandbox-callback-secret',
			},
		},
	];
}

/** That of n8n's own Teams node, signed in already: a person would click on Connect. */
export function teamsCredential(sandbox: string): Omit<CredentialRecord, 'data'> & { data: object } {
	const login = `${sandbox}/teams/common/oauth2/v2.0`;
	return {
		id: 'relayTeams000001',
		name: 'Microsoft Teams (sandbox)',
		type: 'microsoftTeamsOAuth2Api',
		data: {
			clientId: APP.clientId,
			clientSecret: APP.clientSecret,
			authUrl: `${login}/authorize`,
			accessTokenUrl: `${login}/token`,
			graphApiBaseUrl: `${sandbox}/teams`,
			oauthTokenData: { access_token: TOKENS.delegated, refresh_token: TOKENS.refresh, token_type: 'Bearer' },
		},
	};
}

/** The field of each credential type whose wrong value the service has to refuse. */
export const SECRET_FIELDS: Readonly<Record<string, string>> = {
	hubSpotTicketsApi: 'accessToken',
	kaizalaApi: 'refreshToken',
	thuliumApi: 'password',
	jtelAcdApi: 'token',
};
