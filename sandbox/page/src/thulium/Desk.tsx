import { useEffect, useState } from 'preact/hooks';
import { useAction } from '../live/useAction';
import { Empty } from '../parts/Empty';
import { Panel } from '../parts/Panel';
import type { Pointer } from '../parts/pointer';
import type { ThuliumState, ThuliumTicket } from '../states';
import { Conversation } from './Conversation';
import { CustomerWrites } from './CustomerWrites';
import { TicketList } from './TicketList';

export function Desk({ state, pointer }: { state?: ThuliumState; pointer?: Pointer }) {
	const action = useAction('thulium');
	const [chosen, choose] = useState<number>();
	useEffect(() => {
		if (pointer?.service === 'thulium') choose(Number(pointer.id));
	}, [pointer]);
	// Where something was written last comes first: an agent's answer shows up without a click.
	const tickets = state?.tickets.toSorted((a, b) => newestMessage(b) - newestMessage(a)) ?? [];
	const ticket = tickets.find(({ ticket_id }) => ticket_id === chosen) ?? tickets[0];
	return (
		<Panel service="thulium" title="Thulium conversation" hint="Mail with a customer" action={action}>
			{!state && <Empty>Loading the mail…</Empty>}
			{state && !ticket && <Empty>No ticket yet: Thulium: Ticket: Create makes one.</Empty>}
			{state && ticket && (
				<>
					<TicketList tickets={tickets} chosen={ticket} choose={choose} pointer={pointer} />
					<Conversation ticket={ticket} state={state} />
					<CustomerWrites
						ticket={ticket}
						busy={action.busy}
						send={(body) => action.run('customerWrites', { ticket_id: ticket.ticket_id, body })}
					/>
				</>
			)}
		</Panel>
	);
}

const newestMessage = ({ messages }: ThuliumTicket) => Math.max(0, ...messages.map(({ message_id }) => message_id));
