import type { INodeProperties } from 'n8n-workflow';

import { locator } from '../../shared/locator';

/** Parameters that several operations have in common. */

/** jtel's IDs are integers (spec 1.6). */
const digits = (what: string) => ({ regex: '[0-9]+', message: `The ID of ${what} is a number` });

export const group = (description: string) =>
	locator({
		displayName: 'ACD Group',
		name: 'groupId',
		description,
		searchListMethod: 'searchGroups',
		required: true,
		placeholder: '235',
		pattern: digits('an ACD group'),
	});

export const cockpitVariable = locator({
	displayName: 'Cockpit Variable',
	name: 'variableId',
	description: 'A figure on the cockpit, the wallboard of jtel',
	searchListMethod: 'searchCockpitVariables',
	required: true,
	placeholder: '11',
	pattern: digits('a cockpit variable'),
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
