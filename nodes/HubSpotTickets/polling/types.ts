import type { ApiContext } from '../../shared/http/types';
import type { State } from './state';
import type { CrmRecord, SearchFilter } from './records';

/** How far a walk has come. */
export interface Position {
	/** The record that was dealt with last; 0 at the beginning. */
	lastId: number;
	/** HubSpot's own name for what follows, where it pages a list itself. */
	after?: string;
}

export interface Page {
	hits: CrmRecord[];
	/** Where the next page begins; undefined behind the last one. */
	next: Position | undefined;
}

/** A record that the walk met, read afresh. */
export interface ChangedRecord {
	/** The record as the walk shows it, perhaps a little old. The memory goes by its ID. */
	hit: CrmRecord;
	/** The ticket that it is about. */
	ticket: CrmRecord;
	/** The note, where the walk goes through notes. */
	note?: CrmRecord;
	/** The ticket is gone because another one has taken it over. */
	mergedAway?: boolean;
}

/** What a read asks for. */
export interface Wanted {
	properties: string[];
	/** Properties whose earlier values are needed. */
	history: string[];
}

/** The records that a walk goes through, in the order of their IDs. */
export interface ChangeFeed {
	/** The stamp up to which nothing is news when the trigger starts; undefined in an empty account. */
	start(context: ApiContext): Promise<number | undefined>;
	/** A stamp that the records show when a walk begins: the next one looks back from there. Undefined if there is none. */
	newest(context: ApiContext, state: State): Promise<number | undefined>;
	/** The records behind this position that changed at `from` or later. */
	next(context: ApiContext, from: number, position: Position, narrow: SearchFilter[]): Promise<Page>;
	/** What these records are now. Those that are gone since are left out; several tickets may come of one record. */
	read(context: ApiContext, hits: CrmRecord[], wanted: Wanted): Promise<ChangedRecord[]>;
}
