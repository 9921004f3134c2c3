import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

const DEFAULT_SCOPES = 'oauth tickets crm.objects.owners.read crm.objects.contacts.read crm.objects.companies.read';

/** OAuth2 of a HubSpot app of one's own; the scopes must be those of the app, hence editable. */
export class HubSpotTicketsOAuth2Api implements ICredentialType {
	name = 'hubSpotTicketsOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'HubSpot Tickets OAuth2 API';

	icon: Icon = { light: 'file:../icons/hubSpotTickets.svg', dark: 'file:../icons/hubSpotTickets.dark.svg' };

	documentationUrl = 'https://github.com/ticket-relay/n8n-nodes-ticket-relay/blob/main/docs/hubspot-tickets.md';

	properties: INodeProperties[] = [
		{ displayName: 'Grant Type', name: 'grantType', type: 'hidden', default: 'authorizationCode' },
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'string',
			default: 'https://app.hubspot.com/oauth/authorize',
			required: true,
			description: 'Accounts hosted in the EU may use https://app-eu1.hubspot.com/oauth/authorize',
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default:
				'={{($self["baseUrl"].trim() || "https://api.hubapi.com").replace(/\\/{1,20}$/, "")}}/oauth/2026-03/token',
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'string',
			default: DEFAULT_SCOPES,
			required: true,
			description:
				'Exactly the scopes that your HubSpot app is configured with, separated by spaces. Instead of "tickets" an app may use crm.objects.tickets.read and crm.objects.tickets.write.',
		},
		{
			displayName: 'Optional Scope',
			name: 'optionalScope',
			type: 'string',
			default: '',
			description:
				'Scopes that your HubSpot app is configured with as optional, separated by spaces. Accounts without the product behind one can still connect.',
		},
		{
			displayName: 'Auth URI Query Parameters',
			name: 'authQueryParameters',
			type: 'hidden',
			default:
				'={{$self["optionalScope"] ? "optional_scope=" + encodeURIComponent($self["optionalScope"].trim()) : ""}}',
		},
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'body' },
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.hubapi.com',
			description: 'Change this only to talk to a sandbox or a proxy',
		},
		// n8n signs OAuth2 calls by itself, without the credential. These two are what its HTTP Request node goes by.
		{
			displayName: 'Allowed HTTP Request Domains',
			name: 'allowedHttpRequestDomains',
			type: 'hidden',
			default: 'domains',
		},
		{
			displayName: 'Allowed Domains',
			name: 'allowedDomains',
			type: 'hidden',
			default:
				'={{($self["baseUrl"].trim() || "https://api.hubapi.com").replace(/^https?:\\/\\//i, "").split(/[\\/:?#]/)[0]}}',
		},
	];
}
