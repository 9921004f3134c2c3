import { ExecuteContext } from 'n8n-core';
import { createRunExecutionData } from 'n8n-workflow';

import { world } from '../harness/engine';
import { sandboxCredentials, useSandbox } from '../harness/sandbox';

/** The credentials in n8n's HTTP Request node ("Predefined Credential Type"), which uses n8n's older request helper. */

const sandbox = useSandbox();

test.each([
	['hubSpotTickets', 'hubSpotTicketsApi', 'accessToken', '/hubspot/crm/v3/objects/tickets'],
	['hubSpotTickets', 'hubSpotTicketsOAuth2Api', 'oAuth2', '/hubspot/crm/v3/objects/tickets'],
	['jtelAcd', 'jtelAcdApi', '', '/jtel/rest/v1.0/1/acd/groups'],
	['kaizala', 'kaizalaApi', '', '/kaizala/v1/groups'],
	['thulium', 'thuliumApi', '', '/thulium/api/tickets?limit=1'],
])('%s: %s signs the call', async (type, credential, authentication, path) => {
	const { workflow, node, additionalData } = await world({
		type,
		parameters: { authentication },
		credentials: sandboxCredentials(sandbox.current),
	});
	const items = [{ json: {} }];
	const context = new ExecuteContext(
		workflow,
		node,
		additionalData,
		'manual',
		createRunExecutionData(),
		0,
		items,
		{ main: [items] },
		{ node, data: { main: [items] }, source: null },
		[],
	);
	const answer: unknown = await context.helpers.requestWithAuthentication.call(context, credential, {
		method: 'GET',
		uri: sandbox.current.url + path,
		json: true,
		followRedirect: false,
		resolveWithFullResponse: true,
	});
	expect(answer).toMatchObject({ statusCode: 200 });
});
