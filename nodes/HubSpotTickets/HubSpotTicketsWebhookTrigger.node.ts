import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { loadOptions } from './methods';
import { apiVersionProperty, authenticationProperty } from './nodeSettings';
import { subtitle } from './webhook/events';
import { keepNames } from './webhook/names';
import { properties } from './webhook/properties';
import { receive, requireClientSecret } from './webhook/receive';
import { hubSpotTicketsApiTest } from './transport/credentialTest';

export class HubSpotTicketsWebhookTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'HubSpot Tickets Webhook Trigger',
		name: 'hubSpotTicketsWebhookTrigger',
		icon: { light: 'file:../../icons/hubSpotTickets.svg', dark: 'file:../../icons/hubSpotTickets.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle,
		description: 'Starts the workflow when your HubSpot app sends a webhook about tickets or conversations',
		eventTriggerDescription: 'Waiting for HubSpot to call the test URL',
		activationMessage: 'HubSpot can now call the Production URL. Paste it as the target URL of your app.',
		triggerPanel: {
			header: 'Let your HubSpot app call this address',
			executionsHelp: {
				inactive:
					'Copy the Test URL and paste it as target URL in the webhooks of your HubSpot app. Click the button above, then change a ticket in HubSpot. Put the Production URL there when you publish.',
				active:
					'<b>While building</b>, an app has one target URL only: use a second app with the Test URL. <b>Once published</b>, HubSpot calls the Production URL; those runs are in the list of executions.',
			},
			activationHint: 'Publish the workflow, and paste the Production URL as target URL of your app.',
		},
		defaults: { name: 'HubSpot Tickets Webhook Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'hubSpotTicketsApi',
				required: true,
				testedBy: 'hubSpotTicketsApiTest',
				displayOptions: { show: { authentication: ['accessToken'] } },
			},
			{
				name: 'hubSpotTicketsOAuth2Api',
				required: true,
				displayOptions: { show: { authentication: ['oAuth2'] } },
			},
		],
		webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' }],
		properties: [{ ...authenticationProperty }, ...properties, { ...apiVersionProperty }],
	};

	methods = { credentialTest: { hubSpotTicketsApiTest }, loadOptions };

	// The subscriptions are made in HubSpot, where one app has one target URL: overwriting it would cut off others.
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},
			async create(this: IHookFunctions): Promise<boolean> {
				await requireClientSecret(this);
				await keepNames(this);
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}
}
