import type { Bus } from './bus';
import type { JournalEntry, ServiceName } from './types';

export interface JournalFilter {
	service?: ServiceName;
	method?: string;
	/** Regular expression over the path below the mount. */
	path?: string | RegExp;
	/** Only entries with a greater `seq`. */
	since?: number;
	/** Only the newest so many of them. */
	last?: number;
}

/** Long benchmark runs must not fill the memory: the oldest entries go first. */
const MAXIMUM_ENTRIES = 10_000;

export class Journal {
	private list: JournalEntry[] = [];

	private seq = 0;

	constructor(private readonly bus: Bus) {}

	/** Returns the entry as it is kept, so that what happens after the caller has gone can be noted in it. */
	add(given: Omit<JournalEntry, 'seq'>): JournalEntry {
		this.seq += 1;
		const entry = { seq: this.seq, ...given };
		this.list.push(entry);
		if (this.list.length > MAXIMUM_ENTRIES) this.list.shift();
		const { service, method, path, status } = entry;
		this.bus.emit({ event: 'journal', data: { seq: this.seq, service, method, path, status } });
		return entry;
	}

	entries(filter: JournalFilter = {}): JournalEntry[] {
		const path = filter.path === undefined ? undefined : new RegExp(filter.path);
		const method = filter.method?.toUpperCase();
		const found = this.list.filter(
			(entry) =>
				(filter.service === undefined || entry.service === filter.service) &&
				(method === undefined || entry.method === method) &&
				(path === undefined || path.test(entry.path)) &&
				entry.seq > (filter.since ?? 0),
		);
		return filter.last === undefined ? found : found.slice(Math.max(0, found.length - filter.last));
	}

	/** Empties the list; the count goes on, so that `since` stays usable. */
	clear(): void {
		this.list = [];
	}

	reset(): void {
		this.list = [];
		this.seq = 0;
	}
}
