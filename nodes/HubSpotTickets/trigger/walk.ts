import type { IPollFunctions } from 'n8n-workflow';

import type { EventKind, TicketEvent, View } from './events';
import type { OutputSettings } from './output';
import { propertyNames } from './output';
import type { Stages } from './stages';
import { loadStages } from './stages';
import type { State } from './state';
import type { Filters, Ticket } from './tickets';
import { newestChange, nextTickets, PAGE, readTickets } from './tickets';
import { afterWalk, news, openWindow } from './window';

export interface Happening extends TicketEvent {
	ticket: Ticket;
}

const NO_STAGES: Stages = new Map();

/** One poll's way through the tickets: from where the last one stopped, as far as the time reaches. */
export class Walk {
	private readonly found: Happening[] = [];

	private names: string[] | undefined;

	private stages: Stages | undefined;

	constructor(
		private readonly context: IPollFunctions,
		private readonly kind: EventKind,
		private readonly filters: Filters,
		private readonly output: OutputSettings,
	) {}

	/**
	 * Changes nothing but the copy that it returns.
	 * @param timeLeft Asked before each further page; the first one is always taken, so that every poll gets on.
	 */
	async go(
		before: State,
		overlapMs: number,
		timeLeft: () => boolean,
	): Promise<{ state: State; happenings: Happening[] }> {
		let state: State = await openWindow(before, async () => await newestChange(this.context));
		let lastId = state.resume?.lastId ?? 0;
		for (;;) {
			const hits = await nextTickets(this.context, state.from, lastId, this.kind.search(this.filters));
			state = await this.takePage(state, hits);
			const reached = Math.max(lastId, ...hits.map(({ id }) => Number(id)));
			if (hits.length < PAGE || reached === lastId) return this.end(afterWalk(state, overlapMs, undefined));
			lastId = reached;
			if (!timeLeft()) return this.end(afterWalk(state, overlapMs, lastId));
		}
	}

	private end(state: State): { state: State; happenings: Happening[] } {
		return {
			state,
			happenings: this.found.sort((a, b) => a.stamp - b.stamp || Number(a.ticket.id) - Number(b.ticket.id)),
		};
	}

	private async takePage(state: State, hits: Ticket[]): Promise<State> {
		const reading = new Map(hits.filter((hit) => this.kind.worthReading(hit, state)).map((hit) => [hit.id, hit]));
		if (reading.size === 0) return state;
		this.names ??= await propertyNames(this.context, this.output);
		if (this.kind.needsStages) this.stages ??= await loadStages(this.context);
		const view: View = { filters: this.filters, stages: this.stages ?? NO_STAGES };
		const history = this.kind.history(this.filters, [...reading.values()]);
		const seen = new Map(state.seen);
		for (const ticket of await readTickets(this.context, [...reading.keys()], this.names, history)) {
			const hit = reading.get(ticket.id);
			if (hit === undefined) continue;
			const events = news(state, ticket.id, this.kind.events(ticket, hit, view, state));
			this.found.push(...events.map((event) => ({ ...event, ticket })));
			seen.set(ticket.id, Math.max(this.kind.doneUpTo(ticket, hit), seen.get(ticket.id) ?? 0));
		}
		return { ...state, seen };
	}
}
