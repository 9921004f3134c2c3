import { closeDialog, Modal } from '../parts/Modal';
import type { Point } from '../parts/pointer';
import type { HubSpotState, HubSpotTicket } from '../states';
import { LinkChips } from './LinkChips';
import { linkedRecords, notesOf } from './linked';
import { Notes } from './Notes';
import { PropertyList } from './PropertyList';
import { priorityLabel, subjectOf } from './tickets';

interface TicketDetailsProps {
	ticket: HubSpotTicket;
	state: HubSpotState;
	point: Point;
	onClose: () => void;
}

/** Everything that HubSpot holds of a ticket: what n8n can read and write. */
export function TicketDetails({ ticket, state, point, onClose }: TicketDetailsProps) {
	const { properties } = ticket;
	const stages = state.pipelines.flatMap((pipeline) => pipeline.stages);
	const stage = stages.find(({ id }) => id === properties.hs_pipeline_stage);
	const records = linkedRecords(ticket, state);
	return (
		<Modal class="hubspot sheet-right" labelledBy="ticket-title" onClose={onClose}>
			<div class="sheet-head">
				<div>
					<h2 id="ticket-title">{subjectOf(ticket)}</h2>
					<p class="ticket-facts">
						<span class="id">#{ticket.id}</span>
						{stage && <span>{stage.label}</span>}
						{properties.hs_ticket_priority !== undefined && (
							<span class={`priority ${properties.hs_ticket_priority.toLowerCase()}`}>
								{priorityLabel(properties.hs_ticket_priority)}
							</span>
						)}
					</p>
				</div>
				<button type="button" class="plain close" aria-label="Close" onClick={closeDialog}>
					×
				</button>
			</div>
			<div class="tab-content">
				{properties.content !== undefined && <p class="ticket-text">{properties.content}</p>}
				<section aria-labelledby="links-title">
					<h3 id="links-title">Links</h3>
					<LinkChips properties={properties} point={point} />
					<ul class="records" aria-label="Associated records">
						{records.map(({ id, kind, name }) => (
							<li key={`${kind} ${id}`}>
								<b>{kind}</b> {name} <span class="id">#{id}</span>
							</li>
						))}
					</ul>
					{records.length === 0 && <p class="none">No contact or company yet</p>}
				</section>
				<Notes ticket={ticket} notes={notesOf(ticket, state)} files={state.files} />
				<PropertyList properties={properties} />
			</div>
		</Modal>
	);
}
