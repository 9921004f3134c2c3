import type { INodeExecutionData, INodeType, INodeTypeDescription, IPollFunctions } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { listSearch, loadOptions } from './methods';
import { apiVersionProperty, authenticationProperty } from './nodeSettings';
import { subtitle } from './polling/events';
import { poll } from './polling/poll';
import { properties } from './polling/properties';
import { hubSpotTicketsApiTest } from './transport/credentialTest';

export class HubSpotTicketsTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'HubSpot Tickets Trigger',
		name: 'hubSpotTicketsTrigger',
		icon: { light: 'file:../../icons/hubSpotTickets.svg', dark: 'file:../../icons/hubSpotTickets.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle,
		description: 'Starts the workflow when something happens to a HubSpot ticket',
		defaults: { name: 'HubSpot Tickets Trigger' },
		polling: true,
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
		properties: [{ ...authenticationProperty }, ...properties, { ...apiVersionProperty }],
	};

	methods = { credentialTest: { hubSpotTicketsApiTest }, listSearch, loadOptions };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this);
	}
}
