import { messageOf, runNode } from '../../harness/engine';
import { AGENT, credentialsWith, LIMITED, sandbox, sent, ticket } from '../setup';

const get = (credentials = credentialsWith({})) => ticket('get', { ticketId: '1234' }, { credentials });
const WRONG = { password: 'not-the-password' };

describe.each(['json', 'html', 'empty'])('with error bodies: %s', (errorBodies) => {
	beforeEach(() => sandbox.current.setSwitches('thulium', { errorBodies }));

	test('a wrong password and a missing permission are told apart', async () => {
		const unauthorized = await runNode(get(credentialsWith(WRONG)));
		expect(messageOf(unauthorized)).toMatch(
			errorBodies === 'json' ? /^Thulium says: Wrong user or password\.$/ : /^HTTP 401 Unauthorized from Thulium/,
		);
		expect(unauthorized.error?.description).toMatch(
			/^Check the user and password in the credential\..*HTTP status 401/,
		);

		const forbidden = await runNode(
			ticket(
				'agentResponse',
				{ ticketId: '1234', body: 'Hello', userLogin: AGENT },
				{ credentials: credentialsWith(LIMITED) },
			),
		);
		expect(messageOf(forbidden)).toMatch(
			errorBodies === 'json' ? /^Thulium says: No permission for this method\.$/ : /^HTTP 403 Forbidden from Thulium/,
		);
		expect(forbidden.error?.description).toMatch(/^User and password are right, .*"POST tickets\/:id\/agent_response"/);
	});

	test('a missing ticket says what to check', async () => {
		const result = await runNode(ticket('get', { ticketId: '999999' }));
		expect(messageOf(result)).toMatch(
			errorBodies === 'json' ? /Resource not found/ : /^HTTP 404 Not Found from Thulium/,
		);
		expect(result.error?.description).toMatch(/^Check the ID/);
	});
});

test.each([true, false])('the request ID is found in the body, or in a header (%s)', async (requestIdHeader) => {
	sandbox.current.setSwitches('thulium', { requestIdHeader, errorBodies: 'html' });
	const result = await runNode(ticket('get', { ticketId: '999999' }));
	expect(/Request ID/.test(String(result.error?.description))).toBe(requestIdHeader);
});

test('an endless fault ends with the words of the last response', async () => {
	sandbox.current.faults.add({
		kind: 'html',
		status: 503,
		headers: { 'Retry-After': '0' },
		service: 'thulium',
		times: -1,
	});
	const result = await runNode(get());
	expect(messageOf(result)).toMatch(/^HTTP 503 Service Unavailable from Thulium/);
	expect(sent()).toHaveLength(5);
});

test('a redirect is not followed with the password', async () => {
	sandbox.current.faults.add({
		kind: 'status',
		status: 302,
		headers: { Location: `${sandbox.current.url}/thulium/api/tickets` },
		service: 'thulium',
	});
	const result = await runNode(get());
	expect(messageOf(result)).toMatch(/^(HTTP 302|Thulium says)/);
	expect(sent()).toHaveLength(1);
});

test('nothing secret is in an error, an output or the journal', async () => {
	sandbox.current.faults.add({ kind: 'resetAfter', service: 'thulium', skip: 1 });
	const results = [
		await runNode(get(credentialsWith(WRONG))),
		await runNode(ticket('agentResponse', { ticketId: '1234', body: 'Hello', userLogin: AGENT })),
		await runNode({ ...get(credentialsWith(WRONG)), continueOnFail: true }),
	];
	for (const { error, items, hints } of results) {
		const seen = JSON.stringify([error, error?.stack, error?.cause, items, hints]);
		for (const secret of [
			'not-the-password',
			'api_pass',
			'Basic ',
			Buffer.from('api_user:api_pass').toString('base64'),
		]) {
			expect(seen).not.toContain(secret);
		}
	}
});

test.each([
	['nothing', { baseUrl: '', systemName: '' }],
	['a name that is none', { baseUrl: '', systemName: 'my system' }],
])('a credential with %s for the system is refused before anything is sent', async (_name, changes) => {
	const result = await runNode(get(credentialsWith(changes)));
	expect(messageOf(result)).toBe('The credential names no Thulium system');
});
