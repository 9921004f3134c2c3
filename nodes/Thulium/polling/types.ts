import type { IDataObject } from 'n8n-workflow';

import type { EventTexts } from '../../shared/triggers/events';
import type { Timestamps } from '../../shared/triggers/seenStore';

/** A list that is polled. */
export interface PolledList {
	path: string;
	/** The filter that sets the lower bound. */
	filter: 'create_date_from' | 'date_from';
	/** The field that the filter compares. */
	timestamp: 'created_at' | 'date' | 'updated_at';
	/** A whole number as text that identifies the row; empty for a row that has no identity. */
	key(row: IDataObject): string;
	/** Whether the newest row comes first; unknown for calls and recordings. */
	newestFirst: boolean;
}

/** Something that happened, and its item. */
export interface TriggerEvent {
	timestamp: string;
	/** Orders the events of one minute. */
	order: number;
	json: IDataObject;
}

/** Reads a ticket with its messages and custom fields; undefined when it was deleted. */
export type TicketReader = (id: string) => Promise<IDataObject | undefined>;

/** What a scan offers to the event that it looks for. */
export interface EventScan {
	/** The rows that were handled, and in which version. */
	readonly seen: Timestamps;
	/** Whether the clocks show this time twice, so that the same timestamp may come again an hour later. */
	isAmbiguous(timestamp: string): boolean;
	/** Whether a ticket may change again without getting another timestamp: its minute is not over. */
	isOpen(timestamp: string): boolean;
	/** Whether no poll has met this message of a ticket that was changed at that time. */
	isNewMessage(message: IDataObject, changed: string): boolean;
	/** A message that is not told any more. */
	markMessage(message: IDataObject): void;
	add(event: TriggerEvent): void;
	ticket: TicketReader;
}

/** How the events of one kind are found. */
export interface EventKind {
	list: PolledList;
	/** How much further than the lookback something may still appear in the list. */
	reachMinutes: number;
	/** Whether messages are told apart by their IDs, so that the first poll needs the newest one. */
	usesMessageIds: boolean;
	/** Handles a row above the lower bound: adds what is new to the scan and marks the row as seen. */
	take(scan: EventScan, row: IDataObject, key: string, timestamp: string): Promise<void>;
	/** Marks a row as seen that was there before the trigger. */
	mark(scan: EventScan, row: IDataObject, key: string, timestamp: string): Promise<void>;
	/** One recent example among these rows, the newest first; undefined when there is none. */
	sample(rows: readonly IDataObject[], ticket: TicketReader): Promise<IDataObject | undefined>;
}

/** The values of the parameters that only some events have. */
export interface EventSettings {
	messageTypes: string[];
	includeMessages: boolean;
	longestCallHours: number;
}

/** All there is to know of one event: what the editor shows, and how it is found. */
export interface PollingEvent<S extends keyof EventSettings> extends EventTexts {
	/** The parameters that are shown for this event. It gets no others. */
	settings: readonly S[];
	kind(settings: Pick<EventSettings, S>): EventKind;
}
