import type { HubSpotState, HubSpotTicket, Pipeline, Stage } from '../states';

/** More would make the board slow and tell nothing new. */
const SHOWN_PER_STAGE = 30;

export const PRIORITIES = ['LOW', 'MEDIUM', 'HIGH', 'URGENT'];

export function priorityLabel(priority: string): string {
	return priority.charAt(0) + priority.slice(1).toLowerCase();
}

export const subjectOf = ({ properties }: HubSpotTicket) => properties.subject ?? 'Without subject';

export interface StageContent {
	stage: Stage;
	count: number;
	/** The newest ones, newest first. */
	tickets: HubSpotTicket[];
}

/** What the columns of one pipeline hold together; of very many tickets only the newest are known. */
export function countOf({ tickets, ticketCount }: HubSpotState, stages: readonly StageContent[]): string {
	const total = stages.reduce((sum, { count }) => sum + count, 0);
	if (tickets.length < ticketCount) return `newest ${total} of ${ticketCount} tickets`;
	return total === 1 ? '1 ticket' : `${total} tickets`;
}

export function stagesOf(state: HubSpotState, pipeline: Pipeline): StageContent[] {
	const living = state.tickets.filter(
		(ticket) => !ticket.archived && ticket.mergedInto === null && ticket.properties.hs_pipeline === pipeline.id,
	);
	return pipeline.stages.map((stage) => {
		const found = living.filter((ticket) => ticket.properties.hs_pipeline_stage === stage.id);
		return { stage, count: found.length, tickets: found.toReversed().slice(0, SHOWN_PER_STAGE) };
	});
}
