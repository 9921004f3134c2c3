import type { IDataObject } from 'n8n-workflow';

import { isFilled } from '../../shared/http/shapes';

/** What the trigger needs of an event. Timestamps are epoch milliseconds, as if those without a zone were UTC. */
export interface ListedEvent {
	id: number;
	/** 0 when jtel gives none. */
	created: number;
	/** The last change; the creation where there is none. */
	modified: number;
	/** Whether the timestamps carry a zone. Two forms of one timestamp may be hours apart. */
	zoned: boolean;
	/** `NO_STATUS` when jtel gives none. */
	status: number;
}

const NO_STATUS = -1;

/** Its timestamps, in the order in which they tell the last change. */
const COLUMNS = ['dtLastModified', 'dtModified', 'dtCreated'];

const ZONE = /(?:Z|[+-]\d\d:?\d\d)$/i;

function whole(value: unknown): number | undefined {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
}

/**
 * One of jtel's three forms as a number. jtel does not say whose clock a timestamp without a zone shows,
 * so it is only ever compared with others of its form.
 */
function instant(timestamp: unknown): number | undefined {
	if (typeof timestamp !== 'string') return undefined;
	const at = Date.parse(ZONE.test(timestamp) ? timestamp : `${timestamp}Z`);
	return Number.isNaN(at) ? undefined : at;
}

/**
 * Reads a record of the list, or names the column that it lacks: without its ID it cannot be distinguished from others, and a
 * status that is none would pass for a change.
 */
export function listedEvent(record: IDataObject): ListedEvent | string {
	const id = whole(record.ID);
	if (id === undefined) return 'ID';
	const status = isFilled(record.AcdEventStatusID) ? whole(record.AcdEventStatusID) : NO_STATUS;
	if (status === undefined) return 'AcdEventStatusID';
	const unread = COLUMNS.find((name) => isFilled(record[name]) && instant(record[name]) === undefined);
	if (unread !== undefined) return unread;
	const timestamp = COLUMNS.map((name) => record[name]).find(isFilled);
	return {
		id,
		created: instant(record.dtCreated) ?? 0,
		modified: instant(timestamp) ?? 0,
		zoned: typeof timestamp === 'string' && ZONE.test(timestamp),
		status,
	};
}
