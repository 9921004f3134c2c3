import { eventOptions } from '../../shared/triggers/events';
import type { Parameter } from '../../shared/parameters/types';
import { EVENTS } from './events';

/** The parameters of the webhook trigger. */
export const webhookProperties = [
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		options: eventOptions(EVENTS),
		default: ['TICKET_CREATED'],
		description: 'What starts the workflow',
	},
	{
		displayName: 'Other Events',
		name: 'otherEvents',
		type: 'string',
		kind: 'list',
		default: '',
		placeholder: 'QUEUE_CALL_WAITING',
		description: 'Events of your Thulium that are not in the list above, by their names. Separate several with commas.',
	},
	{
		displayName: 'Setup',
		name: 'setUp',
		type: 'options',
		options: [
			{
				name: 'Automatic',
				value: 'automatic',
				description:
					'The webhook is created in Thulium when the workflow is activated, and removed when it is deactivated',
			},
			{ name: 'Manual', value: 'manual', description: 'For an API user that may not manage webhooks' },
		],
		default: 'automatic',
		description: 'How the webhook is created in Thulium',
	},
	{
		displayName:
			'Make a webhook in Thulium under Administration > Advanced > Webhooks with the URL above, and with the Webhook User and Webhook Password of your credential. Without Events here, all that comes starts the workflow.',
		name: 'manualNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { setUp: ['manual'] } },
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Include Customer',
				name: 'includeCustomer',
				type: 'boolean',
				default: true,
				description: 'Whether to read the customer that the event names, and add it as customer',
			},
			{
				displayName: 'Include Ticket',
				name: 'includeTicket',
				type: 'boolean',
				default: true,
				description: 'Whether to read the ticket that the event names, and add it with its messages as ticket',
			},
		],
	},
] as const satisfies Parameter[];
