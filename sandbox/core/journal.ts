import type { Bus } from './bus';
import { forgotten } from './http/bodies';
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

/** Long benchmark runs must not fill the memory: the oldest entries go first, and before them the oldest bodies. */
const MAXIMUM_ENTRIES = 10_000;
const MAXIMUM_BODY_BYTES = 32 * 1024 * 1024;

export class Journal {
	private list: JournalEntry[] = [];

	private seq = 0;

	/** Entries whose bodies are kept, the oldest first, and how many bytes they take. */
	private withBodies: { entry: JournalEntry; bytes: number }[] = [];

	private bodyBytes = 0;

	constructor(private readonly bus: Bus) {}

	/** Returns the entry as it is kept, so that what happens after the caller has gone can be noted in it. */
	add(given: Omit<JournalEntry, 'seq'>, bodyBytes: number): JournalEntry {
		this.seq += 1;
		const entry = { seq: this.seq, ...given };
		this.list.push(entry);
		if (this.list.length > MAXIMUM_ENTRIES) this.list.shift();
		this.keepBodies(entry, bodyBytes);
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
		this.withBodies = [];
		this.bodyBytes = 0;
	}

	reset(): void {
		this.clear();
		this.seq = 0;
	}

	private keepBodies(entry: JournalEntry, bytes: number): void {
		if (bytes === 0) return;
		this.withBodies.push({ entry, bytes });
		this.bodyBytes += bytes;
		while (this.bodyBytes > MAXIMUM_BODY_BYTES || this.withBodies.length > MAXIMUM_ENTRIES) {
			const oldest = this.withBodies.shift();
			if (oldest === undefined) return;
			this.bodyBytes -= oldest.bytes;
			oldest.entry.body = forgotten(oldest.entry.body);
			oldest.entry.responseBody = forgotten(oldest.entry.responseBody);
		}
	}
}
