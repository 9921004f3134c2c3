import type { Point } from '../parts/pointer';
import type { HubSpotTicket, Stage } from '../states';
import type { Dragging } from './dragging';
import { LinkChips } from './LinkChips';
import { priorityLabel, subjectOf } from './tickets';

interface TicketCardProps {
	ticket: HubSpotTicket;
	stages: Stage[];
	dragging: Dragging;
	move: (ticket: string, stage: Stage) => void;
	open: (ticket: string) => void;
	point: Point;
}

export function TicketCard({ ticket, stages, dragging, move, open, point }: TicketCardProps) {
	const { hs_ticket_priority: priority, hs_pipeline_stage: current = '', closing_note: note } = ticket.properties;
	const name = subjectOf(ticket);
	const grabbed = { id: ticket.id, name, stage: current };
	const held = dragging.drag?.ticket === ticket.id;
	return (
		<article
			class={held ? 'ticket held' : 'ticket'}
			data-ticket={ticket.id}
			onPointerDown={(event) => dragging.onPointerDown(event, grabbed)}
		>
			<header>
				<h4>
					<button type="button" class="plain" onClick={() => open(ticket.id)} title="Open">
						{name}
					</button>
				</h4>
				<button
					type="button"
					class="plain grip"
					aria-label={`Drag ${name}`}
					aria-describedby="grip-help"
					aria-pressed={held}
					onKeyDown={(event) => dragging.onKeyDown(event, grabbed)}
					onBlur={dragging.drop}
				>
					<svg viewBox="0 0 8 14" width="8" height="14" aria-hidden="true">
						<path d="M2 2h.01M6 2h.01M2 7h.01M6 7h.01M2 12h.01M6 12h.01" />
					</svg>
				</button>
			</header>
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
