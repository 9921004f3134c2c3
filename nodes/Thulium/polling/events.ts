import type { IDataObject } from 'n8n-workflow';

import { sha256 } from '../../shared/crypto';
import type { PolledList } from './lists';
import { CALLS, CHANGED, CREATED, RECORDINGS } from './lists';
import type { MessageEvent } from './messages';
import { closings, messageId, messagesIn, newMessages, statusChanges } from './messages';
import { toNumber } from './timestamps';
import type { Scan } from './scan';

/** How an event is found in a list. */
export interface EventKind {
	list: PolledList;
	/** How long before its end something may be listed, beside the overlap. */
	reachMinutes: number;
	/** Deals with a row of the window: hands what is new to the walk, and notes the row. */
	take(scan: Scan, row: IDataObject, key: string, timestamp: string): Promise<void>;
	/** Notes a row that was there before the trigger was. */
	mark(scan: Scan, row: IDataObject, key: string, timestamp: string): Promise<void>;
}

interface RecordSettings {
	reachMinutes?: number;
	isReady?: (row: IDataObject) => boolean;
	/** Whether to read the ticket behind the row. */
	full?: boolean;
}

/** Rows that come once and do not change. */
function records(list: PolledList, given: RecordSettings = {}) {
	const { reachMinutes = 0, isReady = () => true, full = false } = given;
	const kind: EventKind = {
		list,
		reachMinutes,
		async take(scan, row, key, timestamp) {
			if (scan.seen.has(key) || !isReady(row)) return;
			const ticket = full ? await scan.ticket(key) : {};
			if (ticket !== undefined) scan.add({ timestamp, order: Number(key), json: { ...row, ...ticket } });
			scan.seen.set(key, toNumber(timestamp));
		},
		async mark(scan, row, key, timestamp) {
			if (isReady(row)) scan.seen.set(key, toNumber(timestamp));
		},
	};
	return kind;
}

const MINUTE_MS = 60_000;

/** The version of a ticket whose stamp alone does not tell it: a fingerprint of its content inside the minute. */
const fingerprint = (timestamp: string, ticket: IDataObject): number =>
	toNumber(timestamp) + 1 + (Number.parseInt(sha256(JSON.stringify(ticket)).slice(0, 8), 16) % (MINUTE_MS - 1));

/**
 * A ticket may change twice within a minute, and the list shows the same row then. So a change is told when its minute
 * is over. Two cases need more than the stamp: the minute in which the trigger was activated, and the hour that the
 * clocks show twice.
 */
function updates(full: boolean): EventKind {
	return {
		list: CHANGED,
		reachMinutes: 0,
		async take(scan, row, key, timestamp) {
			const version = toNumber(timestamp);
			const known = scan.seen.get(key);
			if (known === version) return;
			if (scan.isOpen(timestamp)) return;
			const twice = scan.isAmbiguous(timestamp);
			const sameMinute = known !== undefined && known > version && known < version + MINUTE_MS;
			const reads = full || twice || sameMinute;
			const ticket = reads ? await scan.ticket(key) : undefined;
			const print = ticket === undefined ? version : fingerprint(timestamp, ticket);
			const wasDeleted = reads && ticket === undefined;
			if (!wasDeleted && !(sameMinute && print === known)) {
				scan.add({ timestamp, order: Number(key), json: full ? { ...row, ...ticket } : row });
			}
			scan.seen.set(key, twice ? print : version);
		},
		async mark(scan, _row, key, timestamp) {
			const unsure = scan.isOpen(timestamp) || scan.isAmbiguous(timestamp);
			const ticket = unsure ? await scan.ticket(key) : undefined;
			scan.seen.set(key, ticket === undefined ? toNumber(timestamp) : fingerprint(timestamp, ticket));
		},
	};
}

/**
 * What the messages of a ticket tell. They are known by their IDs, which grow; stamps only say which tickets to read,
 * and a ticket is read again as long as its stamp may hide a change.
 */
function messages(events: (ticket: IDataObject, added: IDataObject[]) => MessageEvent[]): EventKind {
	const note = (scan: Scan, key: string, timestamp: string): void => {
		if (!scan.isOpen(timestamp) && !scan.isAmbiguous(timestamp)) scan.seen.set(key, toNumber(timestamp));
	};
	return {
		list: CHANGED,
		reachMinutes: 0,
		async take(scan, _row, key, timestamp) {
			if (scan.seen.get(key) === toNumber(timestamp)) return;
			const ticket = await scan.ticket(key);
			if (ticket !== undefined) {
				const added = messagesIn(ticket).filter((message) => scan.isNewMessage(messageId(message)));
				for (const event of events(ticket, added)) scan.add(event);
				for (const message of added) scan.done.set(String(messageId(message)), messageId(message));
			}
			note(scan, key, timestamp);
		},
		async mark(scan, _row, key, timestamp) {
			note(scan, key, timestamp);
		},
	};
}

export interface EventSettings {
	messageTypes: string[];
	includeMessages: boolean;
	longestCallHours: number;
}

/** Keyed by the value of the `event` parameter. */
export const EVENTS = {
	callFinished: ({ longestCallHours }: EventSettings) =>
		records(CALLS, {
			// A call is listed by its beginning.
			reachMinutes: longestCallHours * 60,
			// One that goes on may be listed as well; how it ended is not there yet.
			isReady: ({ disposition }) => typeof disposition === 'string' && disposition !== '',
		}),
	newMessage: ({ messageTypes }: EventSettings) =>
		messages((ticket, added) => newMessages(ticket, added, messageTypes)),
	recordingReady: () => records(RECORDINGS),
	statusChanged: () => messages(statusChanges),
	ticketClosed: () => messages(closings),
	ticketCreated: ({ includeMessages }: EventSettings) => records(CREATED, { full: includeMessages }),
	ticketUpdated: ({ includeMessages }: EventSettings) => updates(includeMessages),
} as const satisfies Record<string, (settings: EventSettings) => EventKind>;

export type EventName = keyof typeof EVENTS;

/** Events that are read from the messages of tickets. */
export const FROM_MESSAGES: ReadonlySet<EventName> = new Set(['newMessage', 'statusChanged', 'ticketClosed']);
