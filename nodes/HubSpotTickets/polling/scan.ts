import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import type { EventKind, TicketEvent, View, Wish } from './events';
import type { Judge } from './filters';
import { compileFilters, filterProperties } from './filters';
import type { OutputSettings } from './output';
import { propertyNames } from './output';
import type { CrmRecord } from './records';
import { mergedIds } from './records';
import type { Position } from './types';
import type { Stages } from '../trigger/stages';
import { loadStages } from '../trigger/stages';
import type { State } from './state';
import { afterWalk, news, openWindow } from './cursor';

export interface Happening extends TicketEvent {
	ticket: CrmRecord;
	note?: IDataObject;
}

const NO_STAGES: Stages = new Map();

/** One poll's way through the records: from where the last one stopped, as far as the time reaches. */
export class Walk {
	private readonly found: Happening[] = [];

	/** Tickets that others on the way have taken over. */
	private readonly mergedAway = new Set<string>();

	private names: string[] | undefined;

	private judge: Judge | undefined;

	private stages: Stages | undefined;

	constructor(
		private readonly context: IPollFunctions,
		private readonly kind: EventKind,
		private readonly wish: Wish,
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
		const { source } = this.kind;
		let state: State = await openWindow(before, async () => await source.newest(this.context, before));
		let position: Position = state.resume ?? { lastId: 0 };
		for (;;) {
			const { hits, next } = await source.next(this.context, state.from, position, this.kind.search(this.wish));
			state = await this.takePage(state, hits);
			if (next === undefined) return this.end(afterWalk(state, overlapMs, undefined));
			position = next;
			if (!timeLeft()) return this.end(afterWalk(state, overlapMs, position));
		}
	}

	private end(state: State): { state: State; happenings: Happening[] } {
		return {
			state,
			happenings: this.found
				.filter(({ ticket }) => this.kind.skipsMergedAway !== true || !this.mergedAway.has(ticket.id))
				.sort((a, b) => a.stamp - b.stamp || Number(a.ticket.id) - Number(b.ticket.id)),
		};
	}

	private async view(): Promise<View> {
		this.judge ??= await compileFilters(this.context, this.wish.filters);
		if (this.kind.needsStages) this.stages ??= await loadStages(this.context);
		return { wish: this.wish, judge: this.judge, stages: this.stages ?? NO_STAGES };
	}

	private async takePage(state: State, hits: CrmRecord[]): Promise<State> {
		for (const hit of hits) for (const id of mergedIds(hit)) this.mergedAway.add(id);
		const reading = hits.filter((hit) => this.kind.worthReading(hit, state));
		if (reading.length === 0) return state;
		const view = await this.view();
		this.names ??= await propertyNames(this.context, this.output, filterProperties(this.wish.filters));
		const history = this.kind.history(this.wish, reading);
		const seen = new Map(state.seen);
		for (const read of await this.kind.source.read(this.context, reading, { properties: this.names, history })) {
			const { hit, ticket, note } = read;
			const events = news(state, hit.id, this.kind.events(read, view, state));
			this.found.push(...events.map((event) => ({ ...event, ticket, ...(note === undefined ? {} : { note }) })));
			seen.set(hit.id, Math.max(this.kind.doneUpTo(read), seen.get(hit.id) ?? 0));
		}
		return { ...state, seen };
	}
}
