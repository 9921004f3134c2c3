import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import type { EventKind, TicketEvent, ScanContext, TriggerSettings } from './events';
import type { TicketPredicate } from './filters';
import { compileFilters, filterProperties } from './filters';
import type { OutputSettings } from './output';
import { propertyNames } from './output';
import type { CrmRecord } from './records';
import { mergedIds } from './records';
import type { Position } from './types';
import type { Stages } from '../trigger/stages';
import { loadStages } from '../trigger/stages';
import type { State } from './state';
import { afterScan, newEvents, beginScan } from './cursor';

export interface TriggerEvent extends TicketEvent {
	ticket: CrmRecord;
	note?: IDataObject;
}

const NO_STAGES: Stages = new Map();

/** One poll's way through the records: from where the last one stopped, as far as the time reaches. */
export class Scan {
	private readonly found: TriggerEvent[] = [];

	/** Tickets that others on the way have taken over. */
	private readonly mergedAway = new Set<string>();

	private names: string[] | undefined;

	private matches: TicketPredicate | undefined;

	private stages: Stages | undefined;

	constructor(
		private readonly context: IPollFunctions,
		private readonly kind: EventKind,
		private readonly settings: TriggerSettings,
		private readonly output: OutputSettings,
	) {}

	/**
	 * Changes nothing but the copy that it returns.
	 * @param timeLeft Asked before each further page; the first one is always taken, so that every poll gets on.
	 */
	async go(
		before: State,
		lookbackMs: number,
		timeLeft: () => boolean,
	): Promise<{ state: State; events: TriggerEvent[] }> {
		const { feed } = this.kind;
		let state: State = await beginScan(before, async () => await feed.newest(this.context, before));
		let position: Position = state.resume ?? { lastId: 0 };
		for (;;) {
			const { hits, next } = await feed.next(this.context, state.from, position, this.kind.search(this.settings));
			state = await this.takePage(state, hits);
			if (next === undefined) return this.end(afterScan(state, lookbackMs, undefined));
			position = next;
			if (!timeLeft()) return this.end(afterScan(state, lookbackMs, position));
		}
	}

	private end(state: State): { state: State; events: TriggerEvent[] } {
		return {
			state,
			events: this.found
				.filter(({ ticket }) => this.kind.skipsMergedAway !== true || !this.mergedAway.has(ticket.id))
				.sort((a, b) => a.timestamp - b.timestamp || Number(a.ticket.id) - Number(b.ticket.id)),
		};
	}

	private async scanContext(): Promise<ScanContext> {
		this.matches ??= await compileFilters(this.context, this.settings.filters);
		if (this.kind.needsStages) this.stages ??= await loadStages(this.context);
		return { settings: this.settings, matches: this.matches, stages: this.stages ?? NO_STAGES };
	}

	private async takePage(state: State, hits: CrmRecord[]): Promise<State> {
		for (const hit of hits) for (const id of mergedIds(hit)) this.mergedAway.add(id);
		const changed = hits.filter((hit) => this.kind.mayBeNew(hit, state));
		if (changed.length === 0) return state;
		const scanContext = await this.scanContext();
		this.names ??= await propertyNames(this.context, this.output, filterProperties(this.settings.filters));
		const history = this.kind.history(this.settings, changed);
		const seen = new Map(state.seen);
		for (const read of await this.kind.feed.read(this.context, changed, { properties: this.names, history })) {
			const { hit, ticket, note } = read;
			const events = newEvents(state, hit.id, this.kind.events(read, scanContext, state));
			this.found.push(...events.map((event) => ({ ...event, ticket, ...(note === undefined ? {} : { note }) })));
			seen.set(hit.id, Math.max(this.kind.doneUpTo(read), seen.get(hit.id) ?? 0));
		}
		return { ...state, seen };
	}
}
