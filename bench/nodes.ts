/** Type, version and credential of the nodes that are compared. */

export function ours(parameters: object) {
	return {
		type: 'n8n-nodes-ticket-relay.hubSpotTickets',
		typeVersion: 1,
		parameters: { resource: 'ticket', ...parameters },
		credentials: { hubSpotTicketsApi: { id: 'relayHubSpot0001', name: 'HubSpot Tickets (sandbox)' } },
	};
}

const appToken = { hubspotAppToken: { id: 'benchAppToken001', name: 'HubSpot app token' } };

export function theirs(parameters: object) {
	return {
		type: 'n8n-nodes-base.hubspot',
		typeVersion: 2.2,
		parameters: { authentication: 'appToken', resource: 'ticket', ...parameters },
		credentials: appToken,
	};
}

export function httpRequest(parameters: object) {
	return {
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: { authentication: 'predefinedCredentialType', nodeCredentialType: 'hubspotAppToken', ...parameters },
		credentials: appToken,
	};
}

/** An ID that is typed, or an expression. */
export const byId = (value: string) => ({ __rl: true, mode: 'id', value });
