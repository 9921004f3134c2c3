import type { Sandbox } from '../../sandbox/server';
import { startSandbox } from '../../sandbox/server';
import type { JournalEntry, ServiceFactory, ServiceName } from '../../sandbox/core/types';
import type { CredentialStore } from './credentials';

export type { Sandbox };

/** A sandbox for one test file: started before its tests, reset before each, closed after them. All services by default. */
export function useSandbox(services?: ServiceFactory[]): { current: Sandbox } {
	const holder: { current: Sandbox } = {
		get current(): Sandbox {
			throw new Error('The sandbox starts in beforeAll');
		},
	};
	beforeAll(async () => {
		const sandbox = await startSandbox({ port: 0, services });
		Object.defineProperty(holder, 'current', { value: sandbox });
	});
	beforeEach(() => holder.current.reset());
	afterAll(async () => await holder.current.close());
	return holder;
}

/** The credentials that the sandbox's seed accepts. */
export function sandboxCredentials(sandbox: Pick<Sandbox, 'url'>): CredentialStore {
	return {
		hubSpotTicketsApi: {
			accessToken: 'hubspot-sandbox-token',
			clientSecret: 'hubspot-sandbox-client-secret',
			baseUrl: `${sandbox.url}/hubspot`,
		},
		hubSpotTicketsOAuth2Api: {
			baseUrl: `${sandbox.url}/hubspot`,
			clientId: 'hubspot-sandbox-client',
			clientSecret: 'hubspot-sandbox-client-secret',
			accessTokenUrl: `${sandbox.url}/hubspot/oauth/2026-03/token`,
			oauthTokenData: {
				access_token: 'hubspot-oauth-token',
				refresh_token: 'hubspot-sandbox-refresh-token',
				token_type: 'bearer',
			},
		},
		kaizalaApi: {
			applicationId: 'kaizala-sandbox-connector',
			applicationSecret: 'kaizala-sandbox-secret',
			refreshToken: 'kaizala-sandbox-refresh-token',
			authBaseUrl: `${sandbox.url}/kaizala`,
			oauthBaseUrl: `${sandbox.url}/kaizala`,
		},
		thuliumApi: { baseUrl: `${sandbox.url}/thulium`, user: 'api_user', password: 'api_pass' },
		jtelAcdApi: { serverUrl: `${sandbox.url}/jtel`, clientId: '1', token: 'jtel-sandbox-token' },
	};
}

/** The requests that a service has seen, without those that only read what the test does not care about. */
export function requests(sandbox: Sandbox, service: ServiceName, method?: string): JournalEntry[] {
	return sandbox.journal
		.entries()
		.filter((entry) => entry.service === service && (method === undefined || entry.method === method));
}

/** Method, path and body of the requests: what a user's source page shows of a call. */
export function wire(entries: JournalEntry[]): Array<Pick<JournalEntry, 'method' | 'path' | 'body'>> {
	return entries.map(({ method, path, body }) => ({ method, path, body }));
}
