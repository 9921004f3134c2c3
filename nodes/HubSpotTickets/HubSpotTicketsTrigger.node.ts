import type { INodeExecutionData, INodeType, INodeTypeDescription, IPollFunctions } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { loadOptions } from './methods';
import { apiVersionProperty, authenticationProperty } from './nodeSettings';
import { poll } from './trigger/poll';
import { properties } from './trigger/properties';

export class HubSpotTicketsTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'HubSpot Tickets Trigger',
		name: 'hubSpotTicketsTrigger',
		icon: { light: 'file:../../icons/hubSpotTickets.svg', dark: 'file:../../icons/hubSpotTickets.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ ({ created: "Ticket Created", stageChanged: "Stage Changed", updated: "Ticket Updated" })[$parameter["event"]] }}',
		description: 'Starts the workflow when a HubSpot ticket is created, updated or moved to another stage',
		defaults: { name: 'HubSpot Tickets Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'hubSpotTicketsApi',
				required: true,
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

	methods = { loadOptions };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this);
	}
}
