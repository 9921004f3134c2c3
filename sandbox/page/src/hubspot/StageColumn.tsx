import { useState } from 'preact/hooks';
import type { Point } from '../parts/pointer';
import type { Stage } from '../states';
import { TicketCard } from './TicketCard';
import type { StageContent } from './tickets';

interface StageColumnProps extends StageContent {
	stages: Stage[];
	move: (ticket: string, stage: Stage) => void;
	point: Point;
}

export function StageColumn({ stage, count, tickets, stages, move, point }: StageColumnProps) {
	const [over, setOver] = useState(false);
	return (
		<section
			class={over ? 'stage over' : 'stage'}
			aria-label={`${stage.label}, ${count} tickets`}
			onDragOver={(event) => {
				event.preventDefault();
				setOver(true);
			}}
			onDragLeave={(event) => {
				const { relatedTarget, currentTarget } = event;
				if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOver(false);
			}}
			onDrop={(event) => {
				event.preventDefault();
				setOver(false);
				move(event.dataTransfer?.getData('text/plain') ?? '', stage);
			}}
		>
			<h3>
				<span>{stage.label}</span>
				<span class="count">{count}</span>
			</h3>
			<div class="stage-tickets">
				{tickets.map((ticket) => (
					<TicketCard key={ticket.id} ticket={ticket} stages={stages} move={move} point={point} />
				))}
				{count === 0 && <p class="none">No ticket here</p>}
				{count > tickets.length && <p class="none">and {count - tickets.length} older</p>}
			</div>
		</section>
	);
}
