import type { ApiRequest } from '../../shared/http/types';

/** How a person finds out whether a write took effect, by the end of its path. The first that fits is shown. */
const WAYS: ReadonlyArray<[path: RegExp, advice: string]> = [
	[
		/^\/temporary_files$/,
		'Only a file was being uploaded, nothing reached the customer. Run this item again: Thulium deletes an unused file after 24 hours.',
	],
	[
		/\/agent_response$/,
		'Look at the ticket in Thulium, or with Ticket: Get, for the reply before you run this item again: each reply is an email to the customer.',
	],
	[
		/\/(customer_response|comment)$/,
		'Look at the messages of the ticket in Thulium, or with Ticket: Get, before you run this item again.',
	],
	[
		/^\/tickets$/,
		'Look in Thulium, or with Ticket: Get Many, for a ticket with the same subject before you run this item again.',
	],
	[
		/^\/customers$/,
		'Look in Thulium, or with Customer: Get Many, for a customer with the same email, phone number or identifier before you run this item again.',
	],
	[
		/^\/companies$/,
		'Look in Thulium, or with Company: Get Many, for a company with the same phone number or email before you run this item again.',
	],
	[
		/\/call$/,
		'Ask the agent whether the phone rang, or look with Call: Get Many, before you run this item again: each call rings.',
	],
	[
		/\/schedule_call$/,
		'Look at the queue in Thulium before you run this item again: each scheduled call rings at the customer.',
	],
	[
		/^(\/batch)?\/(crm_)?outbounds\/[^/]+\/records$/,
		'Look at the records of the campaign in Thulium, or with Campaign Record: Get, before you run this item again.',
	],
	[
		/^\/chat_conversations\//,
		'Look at the conversations in Thulium before you run this item again: a second one may be open already.',
	],
];

export function reconcileHint({ path }: ApiRequest): string {
	const way = WAYS.find(([pattern]) => pattern.test(path));
	return way?.[1] ?? 'Look in Thulium whether it was done before you run this item again.';
}
