import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { asNodeError } from '../../shared/errors';
import type { Timestamps } from '../../shared/triggers/seenStore';
import { allOf, listOf, recordIn } from '../../shared/http/shapes';
import { runConcurrently } from '../../shared/http/concurrency';
import { WHOLE_TICKET } from '../transport/pagination';
import { wallTime } from '../parameters/dates';
import { thuliumRequest } from '../transport';
import { pagesFrom, timestampOf } from './lists';
import { aMessage, messageId } from './messages';
import type { State, UnfinishedScan } from './state';
import { earlier, isAmbiguous, isFarAhead, later, lookBack, nextMinute, toTimestamp, toNumber } from './timestamps';
import type { EventKind, EventScan, TriggerEvent } from './types';

/** The hour makes the clock change in autumn safe, the minute is for the precision of the timestamps. */
export const LOOKBACK_MINUTES = 61;

/** The clocks of the web server and of the database may differ a little. */
const SKEW_MS = 10_000;

/** The floor of messages where no ID says that a message is new: only its date does. */
export const NO_FLOOR = 8e15;

/** How many tickets are read at once. */
const AT_ONCE = 4;

/** A ticket with its messages and custom fields; undefined when it was deleted. */
export async function readTicket(context: IPollFunctions, id: string): Promise<IDataObject | undefined> {
	try {
		const qs = { include_custom_fields: 'true' };
		const body = await thuliumRequest(context, {
			method: 'GET',
			path: `/tickets/${id}`,
			qs,
			retry: 'read',
			expects: allOf(WHOLE_TICKET, listOf('messages', aMessage)),
		});
		return recordIn(body);
	} catch (error) {
		if (error instanceof NodeApiError && (error.httpCode === '404' || error.httpCode === '410')) return undefined;
		throw asNodeError(context.getNode(), error);
	}
}

/** One scan of a list above its lower bound, from where the last poll stopped. Changes nothing but its own copies. */
export class Scan implements EventScan {
	readonly seen: Timestamps;

	readonly done: Timestamps;

	private readonly found: TriggerEvent[] = [];

	private error: Error | undefined;

	/** What the clocks of the system showed when the page was read, less the skew. */
	private now = '';

	private cursor: string;

	/** The greatest timestamp of the rows, also one that is yet to come. */
	private newest: string;

	/** Whether the scan took more than one page, so that a row may have moved across a page boundary unread. */
	private inPages: boolean;

	constructor(
		private readonly context: IPollFunctions,
		private readonly kind: EventKind,
		private readonly before: State,
		private readonly zone: string,
	) {
		this.seen = new Map(before.seen);
		this.done = new Map(before.done);
		this.cursor = later(before.cursor, before.rest?.cursor ?? '');
		this.newest = this.cursor;
		this.inPages = before.rest !== undefined;
	}

	isAmbiguous(timestamp: string): boolean {
		return isAmbiguous(timestamp, this.zone);
	}

	isOpen(timestamp: string): boolean {
		if (this.isAmbiguous(timestamp)) return timestamp === this.now || timestamp === nextMinute(this.now);
		return timestamp >= this.now && timestamp >= this.newest && !isFarAhead(timestamp, this.now);
	}

	isNewMessage(message: IDataObject, changed: string): boolean {
		const id = messageId(message);
		const { floor, from } = this.before;
		if (id === 0 || this.done.has(String(id))) return false;
		if (id > floor) return true;
		// No message is younger than its ticket, but whoever wrote it may have given it another date.
		const date = toTimestamp(message.created_at);
		return from !== '' && date >= from && date <= nextMinute(changed);
	}

	markMessage(message: IDataObject): void {
		const id = messageId(message);
		// Where IDs fall, those that are forgotten first are the greatest.
		this.done.set(String(id), this.before.floor === NO_FLOOR ? -id : id);
	}

	add(event: TriggerEvent): void {
		this.found.push(event);
	}

	async ticket(id: string): Promise<IDataObject | undefined> {
		return await readTicket(this.context, id);
	}

	/** A page may have a row twice, and rows are handled at once: the newer one counts. */
	private distinct(rows: readonly IDataObject[]): IDataObject[] {
		const { list } = this.kind;
		const sorted = [...rows].sort((a, b) => timestampOf(list, a).localeCompare(timestampOf(list, b)));
		const newest = new Map(sorted.map((row) => [list.key(row), row]));
		return rows.filter((row) => newest.get(list.key(row)) === row);
	}

	/** @param visit Handles a row. One that fails is read again: the lower bound stays until all rows went well. */
	private async takePage(
		rows: IDataObject[],
		visit: (row: IDataObject, key: string, timestamp: string) => Promise<void>,
	) {
		const { list } = this.kind;
		await runConcurrently(this.distinct(rows), AT_ONCE, async (row) => {
			const timestamp = timestampOf(list, row);
			const key = list.key(row);
			if (timestamp < this.before.from) return true;
			try {
				await visit(row, key, timestamp);
			} catch (error) {
				this.error ??= asNodeError(this.context.getNode(), error);
			}
			return true;
		});
	}

	/** The cursor keeps to what the clocks show: behind a time that is yet to come nothing would be looked for any more. */
	private note(timestamps: string[], clock: string): void {
		for (const timestamp of timestamps) {
			this.cursor = later(this.cursor, earlier(timestamp, clock));
			if (!isFarAhead(timestamp, clock)) this.newest = later(this.newest, timestamp);
		}
	}

	/** Reads pages until the list or the time is at its end. Undefined when the list is. */
	private async read(
		visit: (row: IDataObject, key: string, timestamp: string) => Promise<void>,
		timeLeft: () => boolean,
	): Promise<UnfinishedScan | undefined> {
		const { list } = this.kind;
		const start = this.before.rest ?? { offset: 0, count: undefined };
		for await (const page of pagesFrom(this.context, list, this.before.from, start)) {
			this.now = wallTime(page.serverTime - SKEW_MS, this.zone);
			this.note(
				page.rows.map((row) => timestampOf(list, row)),
				wallTime(page.serverTime, this.zone),
			);
			await this.takePage(page.rows, visit);
			if (page.last) return undefined;
			this.inPages = true;
			if (!timeLeft()) return { ...page.next, cursor: this.cursor, clean: this.error === undefined };
		}
		return undefined;
	}

	private lookbackStart(cursor: string): string {
		return cursor === '' ? '' : lookBack(cursor, LOOKBACK_MINUTES + this.kind.reachMinutes, this.zone);
	}

	/** The state after the list was read to its end. */
	private closed(): State {
		const { before, cursor, seen, done } = this;
		const clean = this.error === undefined && before.rest?.clean !== false;
		const { event } = before;
		if (!clean) return { ...before, rest: undefined, seen, done };
		// What took several pages is read once more with the next poll; a single page shows one point in time.
		const from = later(before.from, this.lookbackStart(this.inPages ? before.cursor : cursor));
		const kept = [...seen].filter(([, version]) => from === '' || version >= toNumber(from));
		return { event, cursor, from, seen: new Map(kept), floor: before.floor, done };
	}

	/** What is new, oldest first. @throws The error of a ticket that cannot be read, when there is nothing to emit. */
	async go(timeLeft: () => boolean): Promise<{ state: State; events: TriggerEvent[] }> {
		const rest = await this.read(
			async (row, key, timestamp) => await this.kind.take(this, row, key, timestamp),
			timeLeft,
		);
		if (this.error !== undefined && this.found.length === 0) throw this.error;
		const { before, seen, done } = this;
		const clean = rest?.clean === true && before.rest?.clean !== false;
		const state = rest === undefined ? this.closed() : { ...before, seen, done, rest: { ...rest, clean } };
		const events = this.found.sort((a, b) => a.timestamp.localeCompare(b.timestamp) || a.order - b.order);
		return { state, events };
	}

	/** Marks all rows above the lower bound as seen. */
	async mark(): Promise<State> {
		await this.read(
			async (row, key, timestamp) => await this.kind.mark(this, row, key, timestamp),
			() => true,
		);
		if (this.error !== undefined) throw this.error;
		return this.closed();
	}
}
