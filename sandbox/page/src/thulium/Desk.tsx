import { useEffect, useState } from 'preact/hooks';
import type { Json } from '../../../core/types';
import { useAction } from '../live/useAction';
import { AddButton } from '../parts/AddButton';
import { zoneOf } from '../parts/clocks';
import { Empty } from '../parts/Empty';
import { Panel } from '../parts/Panel';
import type { Pointer } from '../parts/pointer';
import type { ThuliumState, ThuliumTicket } from '../states';
import { Conversation } from './Conversation';
import { CustomerWrites } from './CustomerWrites';
import { NewMail } from './NewMail';
import { withEnglish } from './statuses';
import { TicketList } from './TicketList';

interface DeskProps {
	state?: ThuliumState;
	switches?: Record<string, Json>;
	pointer?: Pointer;
}

export function Desk({ state, switches, pointer }: DeskProps) {
	const action = useAction('thulium');
	const zone = zoneOf('thulium', switches);
	const [chosen, choose] = useState<number>();
	const [writing, setWriting] = useState(false);
	useEffect(() => {
		if (pointer?.service === 'thulium') choose(Number(pointer.id));
	}, [pointer]);
	// Where something was written last comes first: an agent's answer shows up without a click.
	const tickets = state?.tickets.toSorted((a, b) => newestMessage(b) - newestMessage(a)) ?? [];
	const ticket = tickets.find(({ ticket_id }) => ticket_id === chosen) ?? tickets[0];
	return (
		<Panel
			service="thulium"
			title="Thulium conversation"
			hint="Mail with a customer"
			action={action}
			tools={<AddButton label="New mail" disabled={!state} onClick={() => setWriting(true)} />}
		>
			{!state && <Empty>Loading the mail…</Empty>}
			{state && !ticket && <Empty>No ticket yet: Thulium: Ticket: Create makes one.</Empty>}
			{state && ticket && (
				<>
					<TicketList tickets={tickets} chosen={ticket} choose={choose} pointer={pointer} />
					<div class="bar status-bar">
						<label>
							Status
							<select
								value={ticket.status_id}
								aria-label={`Status of ticket ${ticket.ticket_id}`}
								disabled={action.busy}
								onChange={({ currentTarget }) => {
									const { value: status_id } = currentTarget;
									void action.run('changeStatus', { ticket_id: ticket.ticket_id, status_id });
								}}
							>
								{state.statuses.map(({ status_id, name }) => (
									<option key={status_id} value={status_id}>
										{withEnglish(name)}
									</option>
								))}
							</select>
						</label>
						<span class="count">#{ticket.ticket_id}</span>
					</div>
					<Conversation ticket={ticket} state={state} zone={zone} />
					<CustomerWrites key={ticket.ticket_id} ticket={ticket} action={action} />
				</>
			)}
			{state && writing && <NewMail state={state} onClose={() => setWriting(false)} />}
		</Panel>
	);
}

const newestMessage = ({ messages }: ThuliumTicket) => Math.max(0, ...messages.map(({ message_id }) => message_id));
