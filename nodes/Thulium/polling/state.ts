import type { IDataObject } from 'n8n-workflow';

import type { Timestamps } from '../../shared/triggers/seenStore';
import { isPacked, packTimestamps, unpackTimestamps } from '../../shared/triggers/seenStore';
import type { Fields } from '../../shared/triggers/state';
import { flag, matching, number, optional, shape } from '../../shared/triggers/state';
import { isRecord } from '../../shared/isRecord';
import { later, toTimestamp, writeTimestamp } from './timestamps';
import { safeNumber, safeString } from '../../shared/safeConversion';

/** A scan that ran out of time before the end of the list. */
export interface UnfinishedScan {
	offset: number;
	/** How many rows the list had; a smaller number later means that rows moved forward. */
	count: number | undefined;
	/** The greatest timestamp so far. */
	cursor: string;
	/** Whether all rows so far could be handled. */
	clean: boolean;
}

/** What the trigger knows between two polls. All timestamps are Thulium's own. */
export interface State {
	/** The event that this state belongs to: another choice begins anew. */
	event: string;
	/** The greatest timestamp in the data; empty as long as there was none. */
	cursor: string;
	/** The lower bound: what happened before is done. Never goes back. */
	from: string;
	/** Rows above the lower bound that were handled, and in which version. */
	seen: Timestamps;
	/** Messages up to this ID are done, and so are those in `done`: the last few thousand. */
	floor: number;
	done: Timestamps;
	rest?: UnfinishedScan;
}

/** Keep the whole state below 64 KB. */
const ROOM_FOR_ROWS = 48_000;
const ROOM_FOR_MESSAGES = 12_000;

const MINUTE_MS = 60_000;

const timestamp = matching(/^(?:\d{4}-\d\d-\d\d \d\d:\d\d)?$/);

/** What is stored beside the event. */
export const STATE_FIELDS: Fields = {
	cursor: timestamp,
	from: timestamp,
	seen: isPacked,
	floor: number,
	done: isPacked,
	rest: optional(shape({ offset: number, count: optional(number), cursor: timestamp, clean: flag })),
};

export const emptyState = (event: string): State => ({
	event,
	cursor: '',
	from: '',
	seen: new Map(),
	floor: 0,
	done: new Map(),
});

/** The state as it was stored, which has been checked. */
export function readState({ cursor, from, seen, floor, done, rest }: IDataObject, event: string): State {
	return {
		event,
		cursor: toTimestamp(cursor),
		from: toTimestamp(from),
		seen: unpackTimestamps(safeString(seen)),
		floor: safeNumber(floor),
		done: unpackTimestamps(safeString(done)),
		...(isRecord(rest)
			? {
					rest: {
						offset: safeNumber(rest.offset),
						count: typeof rest.count === 'number' ? rest.count : undefined,
						cursor: toTimestamp(rest.cursor),
						clean: rest.clean === true,
					},
				}
			: {}),
	};
}

/**
 * Plain JSON for the workflow's static data. What does not fit in counts as done: the lower bound and the
 * floor of the messages rise.
 */
export function writeState(state: State): IDataObject {
	const { cursor, rest } = state;
	const rows = packTimestamps(state.seen, ROOM_FOR_ROWS);
	const messages = packTimestamps(state.done, ROOM_FOR_MESSAGES);
	const from = rows.floor === 0 ? state.from : later(state.from, writeTimestamp(rows.floor + MINUTE_MS - 1));
	return {
		cursor,
		from,
		seen: rows.packed,
		floor: Math.max(state.floor, messages.floor - 1),
		done: messages.packed,
		...(rest === undefined ? {} : { rest: { ...rest } }),
	};
}
