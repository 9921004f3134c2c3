import type { Point } from '../parts/pointer';
import type { Stage } from '../states';
import type { Dragging } from './dragging';
import { TicketCard } from './TicketCard';
import type { StageContent } from './tickets';

interface StageColumnProps extends StageContent {
	stages: Stage[];
	dragging: Dragging;
	move: (ticket: string, stage: Stage) => void;
	open: (ticket: string) => void;
	point: Point;
}

export function StageColumn({ stage, count, tickets, dragging, ...rest }: StageColumnProps) {
	return (
		<section
			class={dragging.drag?.over === stage.id ? 'stage over' : 'stage'}
			aria-label={`${stage.label}, ${count} tickets`}
			data-stage={stage.id}
		>
			<h3>
				<span>{stage.label}</span>
				<span class="count">{count}</span>
			</h3>
			<div class="stage-tickets">
				{tickets.map((ticket) => (
					<TicketCard key={ticket.id} ticket={ticket} dragging={dragging} {...rest} />
				))}
				{count === 0 && <p class="none">No ticket here</p>}
				{count > tickets.length && <p class="none">and {count - tickets.length} older</p>}
			</div>
		</section>
	);
}
