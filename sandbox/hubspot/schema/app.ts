/** The one app of the simulated account: it logs in by OAuth2 and sends webhooks. Its secret signs them. */
export const APP = {
	appId: 1_160_452,
	clientId: 'hubspot-sandbox-client',
	clientSecret: 'hubspot-sandbox-client-secret',
};
