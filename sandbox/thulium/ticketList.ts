import type { JsonObject } from '../core/types';
import { refuse, ThuliumError } from './problems';
import { allowOnly, dateRange, paging, phpQuery } from './query';
import type { PhpQuery } from './query';
import { fullRow, ticketRow } from './ticketView';
import type { Ticket } from './types';
import type { World } from './world';

const PARAMETERS = [
	...['limit', 'offset', 'date_from', 'date_to', 'create_date_from', 'create_date_to', 'company_id', 'customer_id'],
	...['user_login', 'source', 'ticket_queue_id', 'category_id', 'message_id', 'status_id', 'custom_fields'],
];

/** `GET /tickets`: newest modification first, `count` is the total without the limit. */
export function listTickets(world: World, rawQuery: unknown): JsonObject {
	const query = phpQuery(rawQuery);
	allowOnly(world, query, PARAMETERS);
	// Seen on a real system: the scalar form answers 500.
	const scalar = query.scalars.get('status_id');
	if (scalar !== undefined && world.switches().scalarStatusId === 'error500')
		throw new ThuliumError(500, { name: 'internal' });
	const statuses = query.lists.get('status_id') ?? (scalar === undefined ? undefined : [scalar]);
	const { limit, offset } = paging(world, query, 100);
	const modified = dateRange(world, query, 'date_from', 'date_to');
	const created = dateRange(world, query, 'create_date_from', 'create_date_to');
	const matches = world.tickets.filter(
		(ticket) =>
			modified(world.timestamp(world.updated(ticket))) &&
			created(world.timestamp(ticket.created)) &&
			(statuses === undefined || statuses.includes(ticket.status_id)) &&
			equal(query, 'customer_id', ticket.customer_id) &&
			equal(query, 'user_login', ticket.user_login) &&
			equal(query, 'source', ticket.source) &&
			equal(query, 'ticket_queue_id', ticket.ticket_queue_id) &&
			equal(query, 'category_id', ticket.category_id) &&
			equal(query, 'company_id', world.customers.companyOf(ticket.customer_id)) &&
			holdsMessage(world, query, ticket) &&
			hasCustomFields(query, ticket),
	);
	const sorted = matches.sort((a, b) => world.updated(b) - world.updated(a) || b.ticket_id - a.ticket_id);
	const full = world.switches().ticketRows === 'full';
	const page = sorted.slice(offset, offset + limit);
	return { count: sorted.length, result: page.map((ticket) => (full ? fullRow : ticketRow)(world, ticket)) };
}

function equal(query: PhpQuery, name: string, value: string | number | null): boolean {
	const wanted = query.scalars.get(name);
	if (name === 'source' && wanted !== undefined && !['email', 'phone', 'sms', 'chat', 'www'].includes(wanted)) {
		throw refuse('value', name);
	}
	return wanted === undefined || (value !== null && wanted === String(value));
}

function holdsMessage(world: World, query: PhpQuery, ticket: Ticket): boolean {
	const wanted = query.scalars.get('message_id');
	return wanted === undefined || ticket.messages.some(({ message_id }) => String(world.shownId(message_id)) === wanted);
}

/** All named fields must match, each with one of its alternatives. */
function hasCustomFields(query: PhpQuery, ticket: Ticket): boolean {
	const wanted = query.named.get('custom_fields') ?? new Map<string, string[]>();
	return [...wanted].every(([name, values]) => {
		const given = [ticket.custom_fields[name] ?? []].flat();
		return values.some((value) => given.includes(value));
	});
}
