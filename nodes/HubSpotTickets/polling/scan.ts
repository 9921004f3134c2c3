import type { IPollFunctions } from 'n8n-workflow';

import { paginate } from '../../shared/http/pagination';
import type { Stages } from '../crm/metadata';
import { loadStages } from '../crm/metadata';
import type { CrmRecord } from '../crm/record';
import { mergedIds } from '../crm/record';
import { afterScan, beginScan, newEvents } from './cursor';
import type { PollingEvent, ScanContext, TriggerSettings } from './events/event';
import type { TicketPredicate } from './filters';
import { compileFilters, filterProperties } from './filters';
import type { OutputSettings } from './output';
import { propertyNames } from './output';
import type { Page, Position, State, TriggerEvent } from './types';

const NO_STAGES: Stages = new Map();

/** One poll's way through the records: from where the last one stopped, as far as the time reaches. */
export class Scan {
	private readonly found: TriggerEvent[] = [];

	/** Tickets that others of this scan have taken over. */
	private readonly mergedAway = new Set<string>();

	private names: string[] | undefined;

	private matches: TicketPredicate | undefined;

	private stages: Stages | undefined;

	/** As in the state, but its own: a copy for each page would make a long scan slower with every page. */
	private readonly seen = new Map<string, number>();

	constructor(
		private readonly context: IPollFunctions,
		private readonly event: PollingEvent,
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
		const { feed } = this.event;
		for (const [id, timestamp] of before.seen) this.seen.set(id, timestamp);
		const begun: State = await beginScan(before, async () => await feed.newest(this.context, before));
		const state: State = { ...begun, seen: this.seen };
		const start: Position = state.resume ?? { lastId: 0 };
		const pages = paginate<Page, Position>({ context: this.context, service: 'HubSpot' }, async (position = start) => {
			const page = await feed.next(this.context, state.from, position, this.event.search(this.settings));
			return { page, next: page.next };
		});
		for await (const { hits, next } of pages) {
			await this.takePage(state, hits);
			if (next === undefined || !timeLeft()) return this.end(afterScan(state, lookbackMs, next));
		}
		return this.end(state);
	}

	private end(state: State): { state: State; events: TriggerEvent[] } {
		return {
			state,
			events: this.found
				.filter(({ ticket }) => !this.event.skipsMergedAway || !this.mergedAway.has(ticket.id))
				.sort((a, b) => a.timestamp - b.timestamp || Number(a.ticket.id) - Number(b.ticket.id)),
		};
	}

	private async scanContext(): Promise<ScanContext> {
		this.matches ??= await compileFilters(this.context, this.settings.filters);
		if (this.event.needsStages) this.stages ??= await loadStages(this.context);
		return { settings: this.settings, matches: this.matches, stages: this.stages ?? NO_STAGES };
	}

	private async takePage(state: State, listed: CrmRecord[]): Promise<void> {
		// A page that has a record twice has one change of it all the same.
		const hits = [...new Map(listed.map((hit) => [hit.id, hit])).values()];
		for (const hit of hits) for (const id of mergedIds(hit)) this.mergedAway.add(id);
		const changed = hits.filter((hit) => this.event.mayBeNew(hit, state));
		if (changed.length === 0) return;
		const scanContext = await this.scanContext();
		this.names ??= await propertyNames(this.context, this.output, filterProperties(this.settings.filters));
		const history = this.event.history(this.settings, changed);
		// Several tickets may come of one record: it counts as seen only behind all of them.
		const done = new Map<string, number>();
		for (const read of await this.event.feed.read(this.context, changed, { properties: this.names, history })) {
			const { hit, ticket, note } = read;
			const events = newEvents(state, hit.id, this.event.events(read, scanContext, state));
			this.found.push(...events.map((event) => ({ ...event, ticket, ...(note === undefined ? {} : { note }) })));
			done.set(hit.id, Math.max(this.event.doneUpTo(read), done.get(hit.id) ?? this.seen.get(hit.id) ?? 0));
		}
		for (const [id, timestamp] of done) this.seen.set(id, timestamp);
	}
}
