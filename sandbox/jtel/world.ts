import type { FastifyRequest } from 'fastify';
import type { Json, JsonObject, SandboxCore } from '../core/types';
import { moveDates } from '../core/seedDates';
import { wallTime } from '../core/zones';
import { JtelError } from './errors';
import { SECOND_CLIENT_TOKEN, SEED_END, seedAccounts } from './seed';
import type { Account, JtelSwitches, StoredEvent } from './types';

/** The state of the simulated jtel, and the forms in which it is shown. */
export class World {
	accounts: Account[] = seedAccounts();

	private greatestRemoved = 0;

	constructor(
		readonly core: SandboxCore,
		readonly switches: () => JtelSwitches,
	) {}

	reset(): void {
		this.accounts = moveDates(seedAccounts(), this.core.seedShift(SEED_END));
		this.greatestRemoved = 0;
	}

	account(clientsId: number): Account {
		const found = this.accounts.find((account) => account.clientsId === clientsId);
		if (found === undefined) throw new JtelError(401, 'Unauthorized');
		return found;
	}

	of(request: FastifyRequest): Account {
		return this.account(Number((request.params as { clientsId: string }).clientsId));
	}

	/** Token and client belong together; any mismatch is 401. */
	authorized(clientsId: string, header: string | undefined): boolean {
		const expected = { '1': this.switches().token, '2': SECOND_CLIENT_TOKEN }[clientsId];
		return expected !== undefined && header === `Bearer ${expected}`;
	}

	/** One more than the greatest key that any account ever had: an auto-increment key does not come again. */
	nextId(kind: 'events' | 'contacts'): number {
		const taken = this.accounts.flatMap((account) => [
			...account[kind],
			...(kind === 'events' ? account.uncommitted : []),
		]);
		return taken.reduce((greatest, { ID }) => Math.max(greatest, ID), this.greatestRemoved) + 1;
	}

	removeEvents(account: Account, keep: (event: StoredEvent) => boolean): number {
		const removed = account.events.filter((event) => !keep(event));
		account.events = account.events.filter(keep);
		account.uncommitted = account.uncommitted.filter(keep);
		this.greatestRemoved = removed.reduce((greatest, { ID }) => Math.max(greatest, ID), this.greatestRemoved);
		return removed.length;
	}

	eventStamp(at: number): string {
		const { stampForm, zone } = this.switches();
		if (stampForm === 'utc') return utcMicroseconds(at);
		const { day, time, offset } = wallTime(at, zone);
		return `${day}T${time}${stampForm === 'offset' ? offset : ''}`;
	}

	/** Full list envelope; everything comes back, nothing can be filtered or paged. */
	list(records: JsonObject[], orderBy: string): JsonObject {
		const sorted = sortBy(records, orderBy).map((record) => this.shown(record));
		const head = { filter: '', limitStart: 0, limitPageSize: -1 };
		return { ...head, records: sorted, count: sorted.length, orderBy, ascending: true, status: 200 };
	}

	/** `GET /calls` is shorter than the others. */
	shortList(records: JsonObject[], orderBy: string): JsonObject {
		const sorted = sortBy(records, orderBy).map((record) => this.shown(record));
		return { records: sorted, count: sorted.length, orderBy, status: 200 };
	}

	single(record: JsonObject): JsonObject {
		return { records: [this.shown(record)], count: 1, status: 200 };
	}

	/** The same record with its keys in another order, as jtel's hash order would have them. */
	private shown(record: JsonObject): JsonObject {
		if (!this.switches().shuffleKeys) return record;
		const entries: Array<[string, Json]> = Object.entries(record);
		const turn = Math.floor(this.core.random() * entries.length);
		return Object.fromEntries([...entries.slice(turn), ...entries.slice(0, turn).reverse()]);
	}
}

export function findById<T extends { ID: number }>(records: readonly T[], id: string | number, name: string): T {
	const found = records.find((record) => String(record.ID) === String(id));
	if (found === undefined) throw new JtelError(404, `${name} not found`);
	return found;
}

export function utcMicroseconds(at: number): string {
	return new Date(at).toISOString().replace('Z', '000Z');
}

function sortBy(records: JsonObject[], field: string): JsonObject[] {
	const text = (record: JsonObject): string => String(record[field] ?? '');
	return [...records].sort((a, b) => (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0));
}
