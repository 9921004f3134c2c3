import type { INodeProperties } from 'n8n-workflow';

import type { SingleOperation } from '../../../shared/operations/operation';
import { inputError } from '../../../shared/errors';
import { itemParameters } from '../../../shared/parameters/reader';
import { asRecords } from '../../../shared/operations/restOperation';
import { retryState } from '../../../shared/operations/retryState';
import { ticketField } from '../../crm/ticketFields';
import { linkOptions } from '../../crm/recordLink';
import { enrichTicket } from '../../crm/ticketLabels';
import { readTicketId } from '../../crm/recordId';
import { simplifyTicket } from '../../crm/ticket';
import { hubSpotRequest } from '../../transport';
import { safeString } from '../../../shared/safeConversion';

const properties = [
	{
		...ticketField,
		displayName: 'Primary Ticket',
		name: 'primaryTicketId',
		description: 'The ticket whose values are kept',
	},
	{
		...ticketField,
		displayName: 'Ticket to Merge',
		name: 'ticketIdToMerge',
		description: 'The ticket that becomes part of the primary one. This cannot be undone.',
	},
	linkOptions,
] as const satisfies INodeProperties[];

/**
 * What became of the tickets that this run has merged: a merge may put a new ticket in the place of both.
 * Another try of the run (Retry On Fail) goes on from there.
 */
const successorsOf = retryState(() => new Map<string, string>());

function today(known: Map<string, string>, id: string): string {
	let current = id;
	for (let next = known.get(current); next !== undefined; next = known.get(current)) current = next;
	return current;
}

export const merge: SingleOperation = {
	name: 'Merge',
	action: 'Merge two tickets (cannot be undone)',
	description: 'Merge a ticket into another one. This cannot be undone, and the result may have a new ID.',
	properties: [...properties],
	simplify: simplifyTicket,
	enrich: enrichTicket,

	async execute(itemIndex) {
		const parameter = itemParameters(this, itemIndex, properties);
		const primaryTicketId = readTicketId(this, parameter('primaryTicketId'), itemIndex, 'Primary Ticket');
		const mergedTicketId = readTicketId(this, parameter('ticketIdToMerge'), itemIndex, 'Ticket to Merge');
		const known = successorsOf(this);
		const primaryObjectId = today(known, primaryTicketId);
		const objectIdToMerge = today(known, mergedTicketId);
		if (primaryObjectId === objectIdToMerge) {
			throw inputError(this, `The tickets ${primaryTicketId} and ${mergedTicketId} are one and the same`, {
				itemIndex,
				description: 'Choose two different tickets. Earlier items of this run may have merged them already.',
			});
		}
		const body = { primaryObjectId, objectIdToMerge };
		const request = {
			family: 'objects',
			method: 'POST',
			path: '/tickets/merge',
			body,
			creates: 'merged ticket',
			retry: 'unsafeWrite',
			reconcileHint: 'Check in HubSpot whether the two tickets are one before you run this item again.',
		} as const;
		const ticket = [asRecords(await hubSpotRequest(this, request, itemIndex))].flat()[0] ?? {};
		const id = safeString(ticket.id ?? primaryObjectId);
		for (const old of [primaryObjectId, objectIdToMerge]) if (old !== id) known.set(old, id);
		return { ...ticket, primaryTicketId, mergedTicketId };
	},
};
