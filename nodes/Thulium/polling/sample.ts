import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { EventKind, EventName, EventSettings } from './events';
import { FROM_MESSAGES } from './events';
import { newestRows } from './lists';
import { closings, messagesIn, newMessages, statusChanges, withoutMessages } from './messages';
import { toTimestamp } from './timestamps';
import { emptyState } from './state';
import { Scan } from './scan';

/** So many of the tickets that were changed last are looked through. */
const LOOK_THROUGH = 10;

/** What a ticket shows of an event, the newest first. */
function eventsOf(event: EventName, ticket: IDataObject, { messageTypes }: EventSettings): IDataObject[] {
	const all = messagesIn(ticket);
	const found =
		event === 'newMessage'
			? newMessages(ticket, all, messageTypes)
			: event === 'statusChanged'
				? statusChanges(ticket, all)
				: closings(ticket, all);
	return found.sort((a, b) => b.order - a.order).map(({ json }) => json);
}

/** The shape of a change, for a system in which no ticket has changed its status yet. */
const unchanged = (ticket: IDataObject): IDataObject => ({
	...withoutMessages(ticket),
	previousStatus: null,
	newStatus: ticket.full_status_name,
	changedAt: ticket.updated_at,
	changedBy: ticket.user_login,
	message_id: null,
});

/** What a test in the editor shows: one recent example. Reads only, and no state. */
export async function sample(
	context: IPollFunctions,
	event: EventName,
	kind: EventKind,
	settings: EventSettings,
): Promise<IDataObject> {
	const fromMessages = FROM_MESSAGES.has(event);
	const readsTickets = fromMessages || (kind.list.path === '/tickets' && settings.includeMessages);
	const scan = new Scan(context, kind, emptyState(event), 'UTC');
	const rows = await newestRows(context, kind.list, LOOK_THROUGH);
	if (event === 'ticketCreated') rows.sort((a, b) => Number(b.ticket_id) - Number(a.ticket_id));
	let first: IDataObject | undefined;
	for (const row of rows) {
		if (!readsTickets) return row;
		const ticket = await scan.ticket(kind.list.key(row));
		if (ticket === undefined) continue;
		if (!fromMessages) return { ...row, ...ticket };
		const [newest] = eventsOf(event, ticket, settings);
		if (newest !== undefined) return newest;
		if (event !== 'ticketClosed' || toTimestamp(ticket.closed_at) !== '') first ??= ticket;
	}
	if (first !== undefined && event !== 'newMessage') return unchanged(first);
	throw new NodeOperationError(context.getNode(), 'There is nothing in Thulium yet to show as a sample', {
		description:
			'Make a ticket or a call there, then test again. An active workflow needs no sample: it starts by itself when something happens.',
	});
}
