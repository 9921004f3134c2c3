import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { resourceProperties } from '../shared/operations/operation';
import { route } from '../shared/operations/router';
import { resources } from './actions';
import { listSearch, loadOptions, lookUps, resourceMapping } from './methods';
import { hubSpotTicketsApiTest } from './transport/credentialTest';
import { apiVersionProperty, authenticationProperty } from './nodeSettings';

export class HubSpotTickets implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'HubSpot Tickets',
		name: 'hubSpotTickets',
		icon: { light: 'file:../../icons/hubSpotTickets.svg', dark: 'file:../../icons/hubSpotTickets.dark.svg' },
		group: ['output'],
		version: [1, 1.1],
		defaultVersion: 1.1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Create, find and change the support tickets of a HubSpot account',
		defaults: { name: 'HubSpot Tickets' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'hubSpotTicketsApi',
				required: true,
				testedBy: 'hubSpotTicketsApiTest',
				// For Text nothing is sent.
				displayOptions: { show: { authentication: ['accessToken'] }, hide: { resource: ['text'] } },
			},
			{
				name: 'hubSpotTicketsOAuth2Api',
				required: true,
				displayOptions: { show: { authentication: ['oAuth2'] }, hide: { resource: ['text'] } },
			},
		],
		properties: [{ ...authenticationProperty }, ...resourceProperties(resources, 'ticket'), { ...apiVersionProperty }],
	};

	methods = { credentialTest: { hubSpotTicketsApiTest }, listSearch, loadOptions, resourceMapping };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await route.call(this, resources, lookUps);
	}
}
