import type { Pointer } from '../parts/pointer';
import type { ThuliumTicket } from '../states';
import { TicketRow } from './TicketRow';

interface TicketListProps {
	tickets: ThuliumTicket[];
	chosen: ThuliumTicket;
	choose: (ticket: number) => void;
	pointer?: Pointer;
}

const SHOWN_TICKETS = 40;

export function TicketList({ tickets, chosen, choose, pointer }: TicketListProps) {
	return (
		<ul class="tickets" aria-label="Tickets">
			{tickets.slice(0, SHOWN_TICKETS).map((ticket) => (
				<TicketRow
					key={ticket.ticket_id}
					ticket={ticket}
					chosen={ticket === chosen}
					choose={choose}
					pointer={pointer}
				/>
			))}
		</ul>
	);
}
