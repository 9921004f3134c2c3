import { useEffect, useRef, useState } from 'preact/hooks';
import { useAction } from '../live/useAction';
import { Empty } from '../parts/Empty';
import { Panel } from '../parts/Panel';
import type { Point } from '../parts/pointer';
import type { HubSpotState, HubSpotTicket, Stage } from '../states';
import { CloseTicket } from './CloseTicket';
import { useDragging } from './dragging';
import { RaiseTicket } from './RaiseTicket';
import { StageColumn } from './StageColumn';
import { TicketDetails } from './TicketDetails';
import { countOf, stagesOf } from './tickets';

interface Closing {
	ticket: HubSpotTicket;
	stage: Stage;
}

export function Board({ state, point }: { state?: HubSpotState; point: Point }) {
	const action = useAction('hubspot');
	const [pipelineId, choosePipeline] = useState<string>();
	const [raising, setRaising] = useState(false);
	const [closing, setClosing] = useState<Closing>();
	const [openId, setOpen] = useState<string>();
	const pipeline = state?.pipelines.find(({ id }) => id === pipelineId) ?? state?.pipelines[0];
	const stages = state && pipeline ? stagesOf(state, pipeline) : [];
	const opened = state?.tickets.find(({ id }) => id === openId);

	const move = (id: string, stage: Stage): void => {
		const ticket = state?.tickets.find((each) => each.id === id);
		if (!ticket || ticket.properties.hs_pipeline_stage === stage.id) return;
		if (stage.ticketState === 'CLOSED') setClosing({ ticket, stage });
		else void action.run('moveTicket', { id, stage: stage.id });
	};
	const dragging = useDragging(pipeline?.stages ?? [], (id, stage) => {
		landing.current = dragging.drag?.by === 'keyboard' ? { id, stage: stage.id } : undefined;
		move(id, stage);
	});

	// The card of a moved ticket is a new one: the keys go on where they were.
	const landing = useRef<{ id: string; stage: string }>();
	useEffect(() => {
		if (landing.current === undefined || document.activeElement !== document.body) return;
		const { id, stage } = landing.current;
		const grip = document.querySelector<HTMLElement>(`[data-stage="${stage}"] [data-ticket="${id}"] .grip`);
		if (!grip) return;
		grip.focus();
		landing.current = undefined;
	});

	return (
		<Panel
			service="hubspot"
			title="HubSpot board"
			hint="Where a ticket begins"
			action={action}
			tools={
				<button type="button" class="primary" onClick={() => setRaising(true)}>
					Raise a ticket
				</button>
			}
		>
			{state && pipeline && (
				<>
					<div class="bar">
						<label>
							Pipeline
							<select value={pipeline.id} onChange={(event) => choosePipeline(event.currentTarget.value)}>
								{state.pipelines.map(({ id, label }) => (
									<option key={id} value={id}>
										{label}
									</option>
								))}
							</select>
						</label>
						<span class="count">{countOf(state, stages)}</span>
					</div>
					<div class="stages" style={{ '--stages': pipeline.stages.length }}>
						{stages.map((content) => (
							<StageColumn
								key={content.stage.id}
								{...content}
								stages={pipeline.stages}
								dragging={dragging}
								move={move}
								open={setOpen}
								point={point}
							/>
						))}
					</div>
					<p class="unseen" id="grip-help">
						Enter picks the ticket up, arrow keys choose a stage, Enter drops it, Escape leaves it where it was.
					</p>
					<p class="unseen" aria-live="assertive">
						{dragging.said}
					</p>
					{dragging.drag?.by === 'pointer' && (
						<div class="ghost" ref={dragging.ghost} aria-hidden="true">
							{dragging.drag.name}
						</div>
					)}
				</>
			)}
			{!state && <Empty>Loading the board…</Empty>}
			{raising && <RaiseTicket pipeline={pipeline} onClose={() => setRaising(false)} />}
			{closing && <CloseTicket {...closing} onClose={() => setClosing(undefined)} />}
			{state && opened && (
				<TicketDetails
					ticket={opened}
					state={state}
					point={(target) => {
						setOpen(undefined);
						point(target);
					}}
					onClose={() => setOpen(undefined)}
				/>
			)}
		</Panel>
	);
}
