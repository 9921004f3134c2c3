import type { IDataObject } from 'n8n-workflow';

import { number } from '../../shared/triggers/state';
import type { ListedEvent } from './listedEvent';
import { safeNumber } from '../../shared/safeConversion';

/**
 * Events get their IDs in the order in which they begin, but may appear in the list later than younger ones. An ID that
 * is further behind than this is not expected any more.
 */
const LATE_IDS = 10_000;

/** An event that is older than this is not late: it existed before, hidden. Longer than a change of the clocks. */
const LATE_MS = 86_400_000;

/** What it stores. */
export const NEWNESS_FIELDS = { lastId: number, lastCreated: number };

/** Tells new events from old ones that appear in the list for the first time. */
export class Newness {
	private readonly lastId: number;

	private readonly lastCreated: number;

	private newest: { id: number; created: number };

	constructor(stored: IDataObject | undefined) {
		this.lastId = safeNumber(stored?.lastId ?? 0);
		this.lastCreated = safeNumber(stored?.lastCreated ?? 0);
		this.newest = { id: this.lastId, created: this.lastCreated };
	}

	/** Whether the event got its ID after all that were listed so far. */
	isLast({ id }: ListedEvent): boolean {
		return id > this.lastId;
	}

	/** For an event that is not in the store: whether it was made since the last poll, or appears late. */
	isNew(event: ListedEvent): boolean {
		const { id, created } = event;
		if (this.isLast(event)) return true;
		return id > this.lastId - LATE_IDS && (created === 0 || created >= this.lastCreated - LATE_MS);
	}

	take({ id, created }: ListedEvent): void {
		if (id > this.newest.id) this.newest = { id, created };
	}

	/** Whether the next poll may still have to tell this ID from a new one. */
	matters(id: number): boolean {
		return id > this.newest.id - LATE_IDS;
	}

	state(): IDataObject {
		return { lastId: this.newest.id, lastCreated: this.newest.created };
	}
}
