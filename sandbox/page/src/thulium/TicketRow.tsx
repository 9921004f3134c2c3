import { useRef } from 'preact/hooks';
import { isPointedAt, useSpotlight } from '../parts/pointer';
import type { Pointer } from '../parts/pointer';
import type { ThuliumTicket } from '../states';
import { withEnglish } from './statuses';

interface TicketRowProps {
	ticket: ThuliumTicket;
	chosen: boolean;
	choose: (ticket: number) => void;
	pointer?: Pointer;
}

export function TicketRow({ ticket, chosen, choose, pointer }: TicketRowProps) {
	const ref = useRef<HTMLLIElement>(null);
	useSpotlight(ref, pointer, isPointedAt(pointer, 'thulium', String(ticket.ticket_id)));
	return (
		<li ref={ref}>
			<button type="button" class="ticket-row" aria-pressed={chosen} onClick={() => choose(ticket.ticket_id)}>
				<span class="ticket-subject">{ticket.subject}</span>
				<span class="status">{withEnglish(ticket.full_status_name)}</span>
				<span class="ticket-from">
					#{ticket.ticket_id} · {ticket.from || ticket.ticket_queue_name}
				</span>
			</button>
		</li>
	);
}
