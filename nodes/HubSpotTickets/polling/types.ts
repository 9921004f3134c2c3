import type { IDataObject } from 'n8n-workflow';

import type { ApiContext } from '../../shared/http/types';
import type { Timestamps } from '../../shared/triggers/seenStore';
import type { CrmRecord } from '../crm/record';

/** How far a scan has come. */
export interface Position {
	/** The record that was dealt with last; 0 at the beginning. */
	lastId: number;
	/** HubSpot's own name for what follows, where it pages a list itself. */
	after?: string;
}

/** A scan through the records by ID that is not at its end: the time of a poll was used up. */
export interface Resume extends Position {
	/** The newest change that HubSpot showed when the scan began; all up to it is dealt with when the scan ends. */
	to: number;
	/** Changes before this timestamp may have been forgotten during the scan, for want of room. */
	floor: number;
}

/** What the trigger knows between two polls. All timestamps are HubSpot's, in epoch milliseconds; none is the host's. */
export interface State {
	/** The event that this state belongs to: another choice begins anew. */
	event: string;
	/** Everything that happened before this is done with. */
	from: number;
	/** The newest change that was seen. */
	to: number;
	/** Records that were dealt with, and up to which of their changes. Only what is not older than `from`. */
	seen: Timestamps;
	resume?: Resume;
}

/** Something that happened to a ticket. */
export interface TicketEvent {
	timestamp: number;
	/** What comes out beside the ticket. */
	fields: IDataObject;
}

/** What the trigger emits: the event with the ticket that it happened to. */
export interface TriggerEvent extends TicketEvent {
	ticket: CrmRecord;
	note?: IDataObject;
}

export interface SearchFilter {
	propertyName: string;
	operator: 'GTE' | 'GT' | 'IN';
	value?: string;
	values?: string[];
}

export interface Page {
	hits: CrmRecord[];
	/** Where the next page begins; undefined behind the last one. */
	next: Position | undefined;
}

/** A record that the scan found, read afresh. */
export interface ChangedRecord {
	/** The record as the scan shows it, perhaps a little old. The state remembers it by its ID. */
	hit: CrmRecord;
	/** The ticket that it is about. */
	ticket: CrmRecord;
	/** The note, where the scan goes through notes. */
	note?: CrmRecord;
	/** The ticket is gone because another one has taken it over. */
	mergedAway?: boolean;
}

/** What a read asks for. */
export interface WantedProperties {
	properties: string[];
	/** Properties whose earlier values are needed. */
	history: string[];
}

/** The records that a scan goes through, in the order of their IDs. */
export interface ChangeFeed {
	/** When the trigger starts, everything up to this timestamp is old; undefined in an empty account. */
	start(context: ApiContext): Promise<number | undefined>;
	/** A timestamp that the records show when a scan begins: the next one looks back from there. Undefined if there is none. */
	newest(context: ApiContext, state: State): Promise<number | undefined>;
	/** The records behind this position that changed at `from` or later. */
	next(context: ApiContext, from: number, position: Position, narrow: SearchFilter[]): Promise<Page>;
	/** What these records are now. Those that are gone since are left out; several tickets may come of one record. */
	read(context: ApiContext, hits: CrmRecord[], wanted: WantedProperties): Promise<ChangedRecord[]>;
}
