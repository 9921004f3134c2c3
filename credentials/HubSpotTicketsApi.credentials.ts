import type {
	Icon,
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { apiRoot } from '../nodes/HubSpotTickets/transport/address';
import { signed } from '../nodes/shared/http/origin';
import { tidyToken } from '../nodes/shared/http/tidy';

/** Service key, static app token or legacy private app token: all are bearer tokens. */
export class HubSpotTicketsApi implements ICredentialType {
	name = 'hubSpotTicketsApi';

	displayName = 'HubSpot Tickets API';

	icon: Icon = { light: 'file:../icons/hubSpotTickets.svg', dark: 'file:../icons/hubSpotTickets.dark.svg' };

	documentationUrl = 'https://github.com/ticket-relay/n8n-nodes-ticket-relay/blob/main/docs/hubspot-tickets.md';

	properties: INodeProperties[] = [
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: 'pat-…',
			description:
				'A service key (HubSpot: Development > Keys > Service keys), or the token of an app. It needs the scopes of tickets and owners.',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Only for the HubSpot Tickets Webhook Trigger: the client secret of the app whose token this is. HubSpot signs webhooks with it. A service key has none.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.hubapi.com',
			description: 'Change this only to talk to a sandbox or a proxy',
		},
	];

	/** A function: expressions here would fail when two polls of one workflow overlap (n8n 2.40). */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const headers = { Authorization: `Bearer ${tidyToken(credentials.accessToken)}` };
		return signed('HubSpot', requestOptions, [apiRoot(credentials)], { headers });
	}
}
