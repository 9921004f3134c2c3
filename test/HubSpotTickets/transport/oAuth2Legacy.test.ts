import { createHubSpot } from '../../../sandbox/hubspot';
import { messageOf, runNode } from '../../harness/engine';
import { sandboxCredentials, useSandbox } from '../../harness/sandbox';
import { hubSpot, list, recordRequests } from '../setup';

// n8n 1.x takes any truthy `ignoreHttpStatusErrors` for `true`, so that a 401 comes back as an answer.
jest.mock('../../../node_modules/@n8n/backend-network/dist/http/axios/utils.js', () => ({
	...jest.requireActual<object>('../../../node_modules/@n8n/backend-network/dist/http/axios/utils.js'),
	isIgnoreStatusErrorConfig: () => false,
}));

const sandbox = useSandbox([createHubSpot]);

function expired() {
	const credentials = sandboxCredentials(sandbox.current);
	const oauthTokenData = {
		access_token: 'hubspot-expired-token',
		refresh_token: 'old-refresh',
		token_type: 'bearer',
	};
	credentials.hubSpotTicketsOAuth2Api = { ...credentials.hubSpotTicketsOAuth2Api, oauthTokenData };
	return credentials;
}

const create = () =>
	hubSpot(sandbox, { authentication: 'oAuth2' })(
		'ticket',
		'create',
		{ subject: 'Valve leaks', stageId: list('1') },
		{ credentials: expired() },
	);

describe('on an engine that returns a 401 instead of throwing it', () => {
	test('an expired token is renewed, stored, and the call sent once more', async () => {
		const renewed = { access_token: 'hubspot-oauth-token', refresh_token: 'new-refresh', token_type: 'bearer' };
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path: 'oauth', status: 200, body: renewed });
		const result = await runNode(create());
		expect(result.error).toBeUndefined();
		expect(recordRequests(sandbox).map(({ path, status }) => [path, status])).toEqual([
			['/crm/objects/2026-09/tickets', 401],
			['/oauth/2026-03/token', 200],
			['/crm/objects/2026-09/tickets', 201],
		]);
		expect(result.credentials.store.hubSpotTicketsOAuth2Api?.oauthTokenData).toMatchObject(renewed);
	});

	test('a token that cannot be renewed ends the run with what to do', async () => {
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path: 'oauth', status: 404, body: {} });
		const result = await runNode(create());
		expect(messageOf(result)).toBe('HubSpot says: the access token has expired and was not renewed');
		expect(recordRequests(sandbox)).toHaveLength(2);
	});
});
