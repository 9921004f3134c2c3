import type { Point } from '../parts/pointer';
import type { HubSpotTicket, Stage } from '../states';
import { LinkChips } from './LinkChips';
import { priorityLabel } from './tickets';

interface TicketCardProps {
	ticket: HubSpotTicket;
	stages: Stage[];
	move: (ticket: string, stage: Stage) => void;
	point: Point;
}

export function TicketCard({ ticket, stages, move, point }: TicketCardProps) {
	const { subject, hs_ticket_priority: priority, hs_pipeline_stage: current, closing_note: note } = ticket.properties;
	const name = subject ?? 'Without subject';
	return (
		<article
			class="ticket"
			draggable
			onDragStart={(event) => event.dataTransfer?.setData('text/plain', ticket.id)}
			data-ticket={ticket.id}
		>
			<h4 title={ticket.properties.content}>{name}</h4>
			<p class="ticket-facts">
				{priority !== undefined && <span class={`priority ${priority.toLowerCase()}`}>{priorityLabel(priority)}</span>}
				<span class="id" title={`Ticket ${ticket.id}`}>
					#{ticket.id}
				</span>
			</p>
			<LinkChips properties={ticket.properties} point={point} />
			{note !== undefined && (
				<p class="closing-note" title={note}>
					“{note}”
				</p>
			)}
			<select
				aria-label={`Move ${name} to`}
				value=""
				onChange={(event) => {
					const stage = stages.find(({ id }) => id === event.currentTarget.value);
					event.currentTarget.value = '';
					if (stage) move(ticket.id, stage);
				}}
			>
				<option value="" disabled hidden>
					Move to…
				</option>
				{stages
					.filter(({ id }) => id !== current)
					.map(({ id, label }) => (
						<option key={id} value={id}>
							{label}
						</option>
					))}
			</select>
		</article>
	);
}
