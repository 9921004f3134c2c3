import type { INodeProperties } from 'n8n-workflow';

import { resourceLocator } from '../../shared/parameters/resourceLocator';

/** Parameters that several operations have in common. */

export const group = (description: string) =>
	resourceLocator({
		displayName: 'ACD Group',
		name: 'groupId',
		description,
		searchListMethod: 'searchGroups',
		placeholder: '235',
		required: true,
	});

export const user = (description: string, required: boolean) =>
	resourceLocator({
		displayName: 'User',
		name: 'userId',
		description,
		searchListMethod: 'searchUsers',
		placeholder: '3',
		required,
	});

export const eventType = resourceLocator({
	displayName: 'Event Type',
	name: 'eventTypeId',
	description: 'The type of the event as your jtel lists it',
	searchListMethod: 'searchEventTypes',
	placeholder: '5',
	required: true,
	displayOptions: { show: { eventType: ['other'] } },
});

export const serviceNumber = resourceLocator({
	displayName: 'Service Number',
	name: 'serviceNumberId',
	description: 'The service number to read',
	searchListMethod: 'searchServiceNumbers',
	placeholder: '17',
	required: true,
});

export const cockpitVariable = resourceLocator({
	displayName: 'Cockpit Variable',
	name: 'variableId',
	description: 'A figure on the cockpit, the wallboard of jtel',
	searchListMethod: 'searchCockpitVariables',
	placeholder: '11',
	required: true,
});

export const campaign = (description: string, required: boolean) =>
	resourceLocator({
		displayName: 'Campaign',
		name: 'campaignId',
		description,
		searchListMethod: 'searchCampaigns',
		placeholder: '51',
		required,
	});

/** A contact of the dialler has no drop-down: the list may hold hundreds of thousands. */
export const contactId = {
	displayName: 'Contact ID',
	name: 'contactId',
	type: 'string',
	default: '',
	required: true,
	placeholder: '801',
	description: 'ID of the dialler contact, as Create or Update and Get Many return it',
} as const satisfies INodeProperties;

export const parseEventData = {
	displayName: 'Parse Event Data',
	name: 'parseEventData',
	type: 'boolean',
	default: false,
	description:
		'Whether to add the field eventDataParsed with the links and the body that jtel keeps as XML in EventData. What cannot be read is left as it is.',
} as const satisfies INodeProperties;
