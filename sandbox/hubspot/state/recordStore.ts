import type { SandboxClock } from '../../core/types';
import type { CrmRecord, ObjectType, PropertyDefinition, Values, Write, WriteSource } from '../types';

/** A clock that went back further than this was set by a test, and is no busy millisecond. */
const TIMESTAMP_LEAD_MS = 60_000;

/** Timestamps of writes: always growing, so that no two writes look alike. */
export class TimestampSource {
	private last = 0;

	constructor(private readonly clock: SandboxClock) {}

	next(): string {
		const now = this.clock.now();
		this.last = now > this.last || this.last - now > TIMESTAMP_LEAD_MS ? now : this.last + 1;
		return new Date(this.last).toISOString();
	}

	reset(): void {
		this.last = 0;
	}
}

/** All records of one type, in order of their ids, and the properties that they can have. */
export class RecordStore {
	/** Insertion order is id order, as ids only grow. */
	private readonly records = new Map<string, CrmRecord>();

	/** Unique property -> value -> id, of records that are not archived. */
	private readonly unique = new Map<string, Map<string, string>>();

	private known: Map<string, PropertyDefinition>;

	constructor(
		readonly type: ObjectType,
		private readonly firstId: number,
		private nextId = firstId,
	) {
		this.known = new Map(type.byName);
	}

	clear(): void {
		this.known = new Map(this.type.byName);
		this.records.clear();
		this.unique.clear();
		this.nextId = this.firstId;
	}

	/** Those of the type, and those that were made through the API. Archived ones too. */
	definitions(): PropertyDefinition[] {
		return [...this.known.values()];
	}

	definition(name: string): PropertyDefinition | undefined {
		return this.known.get(name);
	}

	define(definition: PropertyDefinition): void {
		this.known.set(definition.name, definition);
	}

	get size(): number {
		return this.records.size;
	}

	takeId(): string {
		const id = String(this.nextId);
		this.nextId += 1;
		return id;
	}

	get(id: string): CrmRecord | undefined {
		return this.records.get(id);
	}

	live(id: string): CrmRecord | undefined {
		const found = this.records.get(id);
		return found?.archivedAt === null ? found : undefined;
	}

	all(): IterableIterator<CrmRecord> {
		return this.records.values();
	}

	list(archived: boolean): CrmRecord[] {
		return [...this.records.values()].filter((record) => (record.archivedAt !== null) === archived);
	}

	uniqueOwner(property: string, value: string): string | undefined {
		return this.unique.get(property)?.get(value);
	}

	insert(id: string, values: Values, at: number, timestamp: string, source: WriteSource): CrmRecord {
		const record: CrmRecord = { id, properties: {}, writes: [], archivedAt: null, mergedInto: null, merges: 0 };
		this.records.set(id, record);
		this.write(record, values, at, timestamp, source);
		return record;
	}

	/** Stores what changed; `''` clears. */
	write(record: CrmRecord, values: Values, at: number, timestamp: string, source: WriteSource): Write {
		const changed: Values = {};
		for (const [name, value] of Object.entries(values)) {
			const before = record.properties[name] ?? '';
			if (before === value) continue;
			changed[name] = value;
			if (this.known.get(name)?.hasUniqueValue) this.moveUnique(name, before, value, record.id);
			if (value === '') delete record.properties[name];
			else record.properties[name] = value;
		}
		const write = { at, timestamp, values: changed, source };
		record.writes.push(write);
		return write;
	}

	archive(record: CrmRecord, timestamp: string): void {
		record.archivedAt = timestamp;
		for (const [name, byValue] of this.unique) {
			const value = record.properties[name];
			if (value !== undefined && byValue.get(value) === record.id) byValue.delete(value);
		}
	}

	/** Takes its unique values back, unless another record has them by now. */
	restore(record: CrmRecord): void {
		record.archivedAt = null;
		for (const [name, byValue] of this.unique) {
			const value = record.properties[name];
			if (value !== undefined && !byValue.has(value)) byValue.set(value, record.id);
		}
	}

	private moveUnique(name: string, before: string, after: string, id: string): void {
		let byValue = this.unique.get(name);
		if (byValue === undefined) {
			byValue = new Map();
			this.unique.set(name, byValue);
		}
		if (before !== '') byValue.delete(before);
		if (after !== '') byValue.set(after, id);
	}
}

/** The properties as the search index knew them at a moment; `undefined` before the record was indexed. */
export function indexedProperties(record: CrmRecord, at: number): Values | undefined {
	const { writes } = record;
	const last = writes[writes.length - 1];
	if (last !== undefined && last.at <= at) return record.properties;
	const first = writes[0];
	if (first === undefined || first.at > at) return undefined;
	const values: Values = {};
	for (const write of writes) {
		if (write.at > at) break;
		for (const [name, value] of Object.entries(write.values)) {
			if (value === '') delete values[name];
			else values[name] = value;
		}
	}
	return values;
}
