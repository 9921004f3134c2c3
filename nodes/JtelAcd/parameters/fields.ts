import { resourceLocator } from '../../shared/parameters/resourceLocator';
import type { Parameter } from '../../shared/parameters/types';

/** Parameters that several operations have in common. */

export const group = (description: string) =>
	resourceLocator({
		displayName: 'ACD Group',
		name: 'groupId',
		description,
		searchListMethod: 'searchGroups',
		lookUp: 'group',
		placeholder: '235',
		required: true,
	});

export const user = (description: string, required: boolean) =>
	resourceLocator({
		displayName: 'User',
		name: 'userId',
		description,
		searchListMethod: 'searchUsers',
		lookUp: 'user',
		placeholder: '3',
		required,
	});

export const eventType = resourceLocator({
	displayName: 'Event Type',
	name: 'eventTypeId',
	description: 'The type of the event as your jtel lists it',
	searchListMethod: 'searchEventTypes',
	lookUp: 'eventType',
	placeholder: '5',
	required: true,
	displayOptions: { show: { eventType: ['other'] } },
});

export const serviceNumber = resourceLocator({
	displayName: 'Service Number',
	name: 'serviceNumberId',
	description: 'The service number to get',
	searchListMethod: 'searchServiceNumbers',
	lookUp: 'serviceNumber',
	placeholder: '17',
	required: true,
});

export const cockpitVariable = resourceLocator({
	displayName: 'Cockpit Variable',
	name: 'variableId',
	description: 'A figure on the cockpit, the wallboard of jtel',
	searchListMethod: 'searchCockpitVariables',
	lookUp: 'cockpitVariable',
	placeholder: '11',
	required: true,
});

export const campaign = (description: string, required: boolean) =>
	resourceLocator({
		displayName: 'Campaign',
		name: 'campaignId',
		description,
		searchListMethod: 'searchCampaigns',
		lookUp: 'campaign',
		placeholder: '51',
		required,
	});

/** A contact of the dialler has no drop-down: the list may hold hundreds of thousands. */
export const contactId = {
	displayName: 'Contact ID',
	name: 'contactId',
	type: 'string',
	kind: 'id',
	of: 'dialler contact',
	default: '',
	required: true,
	placeholder: '801',
	description: 'ID of the dialler contact, as Create or Update and Get Many return it',
} as const satisfies Parameter;

export const parseEventData = {
	displayName: 'Parse Event Data',
	name: 'parseEventData',
	type: 'boolean',
	default: false,
	description:
		'Whether to add the field eventDataParsed with the links and the body that jtel keeps as XML in EventData. What cannot be read is left as it is.',
} as const satisfies Parameter;
