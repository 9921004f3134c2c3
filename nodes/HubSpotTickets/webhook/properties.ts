import { customerOption, propertyFields } from '../crm/returnedFields';
import { EVENT_NAMES, eventOptions } from './events';
import { emptyFilterField } from '../../shared/parameters/conditions';
import type { Parameter } from '../../shared/parameters/types';

const [propertySelection, propertyNames] = propertyFields;

export const CHANGED_LABEL = 'Changed Property Names or IDs';

/** The parameters of the webhook trigger. */
export const properties = [
	{
		displayName:
			'Copy the Production URL above and paste it in HubSpot as the target URL (webhook URL) of your app, then subscribe the app to the events you want. An app has one target URL: this trigger changes nothing in HubSpot by itself. A service key has no webhooks; use the HubSpot Tickets Trigger with it. <a href="https://github.com/ticket-relay/n8n-nodes-ticket-relay/blob/main/docs/hubspot-tickets.md#webhook-trigger" target="_blank">Setup step by step</a>',
		name: 'setUpNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		required: true,
		noDataExpression: true,
		options: eventOptions,
		default: [...EVENT_NAMES],
		description: 'Which of the events that the app is subscribed to start the workflow',
	},
	{
		displayName: 'Include Ticket',
		name: 'includeTicket',
		type: 'boolean',
		default: false,
		description: 'Whether to read the ticket and add it to the event. HubSpot sends only IDs and the changed value.',
	},
	{ ...propertySelection, displayOptions: { show: { includeTicket: [true] } } },
	{ ...propertyNames, displayOptions: { show: { includeTicket: [true], propertySelection: ['selected'] } } },
	{
		...customerOption,
		name: 'includeCustomer',
		displayOptions: { show: { includeTicket: [true] } },
	},
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		displayOptions: { show: { includeTicket: [true] } },
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
	{
		displayName: 'Filters',
		name: 'filters',
		condition: true,
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: [
			{
				displayName: 'Account IDs',
				name: 'portalIds',
				kind: 'ids',
				type: 'string',
				default: '',
				placeholder: 'e.g. 24816357, 62515',
				description:
					'Only events of these HubSpot accounts, separated by commas. Leave empty for all that the app is installed in.',
			},
			{
				displayName: CHANGED_LABEL,
				name: 'changedProperties',
				type: 'multiOptions',
				typeOptions: { loadOptionsMethod: 'getProperties' },
				default: [],
				description:
					'Only changes of these properties start the workflow. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			},
		],
	},
	emptyFilterField,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Accept Older Signatures',
				name: 'acceptOlderSignatures',
				type: 'boolean',
				default: false,
				description:
					'Whether to accept calls that are signed by version 1 or 2 alone, as older private apps and HubSpot workflows send them. They carry no time, so an old call cannot be told from a new one.',
			},
			{
				displayName: 'Other Events',
				name: 'otherEvents',
				type: 'boolean',
				default: false,
				description:
					'Whether events that this trigger does not know start the workflow too, as they came. Events of other types of records never do. The log of n8n names them in any case.',
			},
			{
				displayName: 'Public URL',
				name: 'publicUrl',
				form: 'url',
				type: 'string',
				default: '',
				placeholder: 'e.g. https://hooks.example.com/hubspot',
				description:
					'The URL that you have pasted in HubSpot, if it differs from the Production URL above because of a proxy. HubSpot signs the URL that it calls.',
			},
		],
	},
] as const satisfies Parameter[];
