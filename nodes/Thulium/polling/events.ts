import type { IDataObject } from 'n8n-workflow';

import { sha256 } from '../../shared/crypto';
import { CALLS, CHANGED, CREATED, RECORDINGS } from './lists';
import { closings, messagesIn, newestFirst, newMessages, statusChanges, withoutMessages } from './messages';
import { toNumber, toTimestamp } from './timestamps';
import type {
	EventKind,
	EventScan,
	EventSettings,
	PolledList,
	PollingEvent,
	TicketReader,
	TriggerEvent,
} from './types';

/** The first of the rows, with its ticket where that is wanted; deleted tickets are passed over. */
async function firstRow(rows: readonly IDataObject[], list: PolledList, ticket?: TicketReader) {
	if (ticket === undefined) return rows[0];
	for (const row of rows) {
		const found = await ticket(list.key(row));
		if (found !== undefined) return { ...row, ...found };
	}
	return undefined;
}

interface RecordSettings {
	reachMinutes?: number;
	isReady?: (row: IDataObject) => boolean;
	/** Whether to read the ticket behind the row. */
	full?: boolean;
}

/** Rows that come once and do not change. */
function records(list: PolledList, given: RecordSettings = {}): EventKind {
	const { reachMinutes = 0, isReady = () => true, full = false } = given;
	return {
		list,
		reachMinutes,
		usesMessageIds: false,
		async take(scan, row, key, timestamp) {
			if (scan.seen.has(key) || !isReady(row)) return;
			const ticket = full ? await scan.ticket(key) : {};
			if (ticket !== undefined) scan.add({ timestamp, order: Number(key), json: { ...row, ...ticket } });
			scan.seen.set(key, toNumber(timestamp));
		},
		async mark(scan, row, key, timestamp) {
			if (isReady(row)) scan.seen.set(key, toNumber(timestamp));
		},
		async sample(rows, ticket) {
			// That list is sorted by change; the ticket that was created last has the highest ID.
			const ready = rows.filter(isReady);
			const sorted = list === CREATED ? ready.sort((a, b) => Number(list.key(b)) - Number(list.key(a))) : ready;
			return await firstRow(sorted, list, full ? ticket : undefined);
		},
	};
}

const MINUTE_MS = 60_000;

/** The version of a ticket whose timestamp is not enough: the minute, plus a fingerprint of the content as milliseconds. */
const fingerprint = (timestamp: string, ticket: IDataObject): number =>
	toNumber(timestamp) + 1 + (Number.parseInt(sha256(JSON.stringify(ticket)).slice(0, 8), 16) % (MINUTE_MS - 1));

/**
 * A ticket may change twice within a minute, and the list shows the same row then. So a change is emitted when its
 * minute is over. Two cases need more than the timestamp: the minute in which the trigger was activated, and the hour
 * that the clocks show twice.
 */
function updates(full: boolean): EventKind {
	return {
		list: CHANGED,
		reachMinutes: 0,
		usesMessageIds: false,
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
		async sample(rows, ticket) {
			return await firstRow(rows, CHANGED, full ? ticket : undefined);
		},
	};
}

/**
 * Events in the messages of tickets. Messages are told apart by their IDs; timestamps say which tickets to read, and a
 * ticket is read again as long as its timestamp may hide a change.
 * @param fallback The sample where no message shows such an event yet.
 */
function messages(
	events: (ticket: IDataObject, added: IDataObject[]) => TriggerEvent[],
	fallback: (ticket: IDataObject) => IDataObject | undefined = () => undefined,
): EventKind {
	const markSeen = (scan: EventScan, key: string, timestamp: string): void => {
		if (!scan.isOpen(timestamp) && !scan.isAmbiguous(timestamp)) scan.seen.set(key, toNumber(timestamp));
	};
	return {
		list: CHANGED,
		reachMinutes: 0,
		usesMessageIds: true,
		async take(scan, _row, key, timestamp) {
			if (scan.seen.get(key) === toNumber(timestamp)) return;
			const ticket = await scan.ticket(key);
			if (ticket !== undefined) {
				const added = messagesIn(ticket).filter((message) => scan.isNewMessage(message, timestamp));
				for (const event of events(ticket, added)) scan.add(event);
				for (const message of added) scan.markMessage(message);
			}
			markSeen(scan, key, timestamp);
		},
		async mark(scan, _row, key, timestamp) {
			const ticket = (await scan.ticket(key)) ?? {};
			for (const message of messagesIn(ticket)) scan.markMessage(message);
			markSeen(scan, key, timestamp);
		},
		async sample(rows, ticket) {
			let instead: IDataObject | undefined;
			for (const row of rows) {
				const found = await ticket(CHANGED.key(row));
				if (found === undefined) continue;
				const [newest] = events(found, messagesIn(found)).sort(newestFirst);
				if (newest !== undefined) return newest.json;
				instead ??= fallback(found);
			}
			return instead;
		},
	};
}

/** The shape of a change, for a system in which no ticket has changed its status yet. */
const unchanged = (ticket: IDataObject): IDataObject => ({
	...withoutMessages(ticket),
	previousStatus: null,
	newStatus: ticket.full_status_name,
	changedAt: ticket.updated_at,
	changedBy: ticket.user_login,
	message_id: null,
});

const isClosed = ({ closed_at: at }: IDataObject): boolean => toTimestamp(at) !== '';

/** An event gets the settings that it names, so that it cannot depend on a parameter that is not shown for it. */
const event = <S extends keyof EventSettings = never>(definition: PollingEvent<S>): PollingEvent<S> => definition;

/** Keyed by the value of the `event` parameter. The drop-down, the subtitle, the samples and the tests follow from it. */
export const EVENTS = {
	callFinished: event({
		label: 'Call Finished',
		description: 'A call has ended, whether it was answered or not',
		settings: ['longestCallHours'],
		kind: ({ longestCallHours }) =>
			records(CALLS, {
				// A call is listed by its beginning.
				reachMinutes: longestCallHours * 60,
				// A call in progress may be listed as well; how it ended is not there yet.
				isReady: ({ disposition }) => typeof disposition === 'string' && disposition !== '',
			}),
	}),
	newMessage: event({
		label: 'New Message',
		description: 'Somebody wrote to a ticket',
		settings: ['messageTypes'],
		kind: ({ messageTypes }) => messages((ticket, added) => newMessages(ticket, added, messageTypes)),
	}),
	recordingReady: event({
		label: 'Recording Ready',
		description: 'The recording of a call can be downloaded',
		settings: [],
		kind: () => records(RECORDINGS),
	}),
	statusChanged: event({
		label: 'Ticket Status Changed',
		description: 'The status of a ticket changed. Two changes between two polls are two items.',
		settings: [],
		kind: () => messages(statusChanges, unchanged),
	}),
	ticketClosed: event({
		label: 'Ticket Closed',
		description: 'A ticket was closed and still is',
		settings: [],
		kind: () => messages(closings, (ticket) => (isClosed(ticket) ? unchanged(ticket) : undefined)),
	}),
	ticketCreated: event({
		label: 'Ticket Created',
		description: 'A ticket was created',
		settings: ['includeMessages'],
		kind: ({ includeMessages }) => records(CREATED, { full: includeMessages }),
	}),
	ticketUpdated: event({
		label: 'Ticket Updated',
		description: 'A ticket was created or changed. Emitted when the minute of the change is over.',
		settings: ['includeMessages'],
		kind: ({ includeMessages }) => updates(includeMessages),
	}),
} as const;

export type EventName = keyof typeof EVENTS;

/** The events for which one of these settings is shown. */
export function eventsWith(...settings: Array<keyof EventSettings>): string[] {
	const events: Array<[string, { settings: ReadonlyArray<keyof EventSettings> }]> = Object.entries(EVENTS);
	return events.filter(([, { settings: own }]) => settings.some((name) => own.includes(name))).map(([name]) => name);
}
