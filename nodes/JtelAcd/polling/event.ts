import type { IDataObject } from 'n8n-workflow';

/** What the trigger judges an event by. Stamps are epoch milliseconds, as if one without a zone were UTC. */
export interface Listed {
	id: number;
	/** 0 when jtel gives none. */
	created: number;
	/** The last change; the creation where there is none. */
	modified: number;
	/** Whether the stamps carry a zone. Two forms of one stamp may lie hours apart. */
	zoned: boolean;
	/** -1 when jtel gives none. */
	status: number;
}

const ZONE = /(?:Z|[+-]\d\d:?\d\d)$/i;

function whole(value: unknown): number | undefined {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
}

/**
 * One of jtel's three forms as a number. jtel does not say whose clock a stamp without a zone shows,
 * so it is only ever compared with others of its kind.
 */
function instant(timestamp: unknown): number | undefined {
	if (typeof timestamp !== 'string') return undefined;
	const at = Date.parse(ZONE.test(timestamp) ? timestamp : `${timestamp}Z`);
	return Number.isNaN(at) ? undefined : at;
}

/** The event as the trigger sees it; undefined for a record without an ID, which nobody could tell from others. */
export function listed(record: IDataObject): Listed | undefined {
	const id = whole(record.ID);
	if (id === undefined) return undefined;
	const timestamp = [record.dtLastModified, record.dtModified, record.dtCreated].find(
		(one) => instant(one) !== undefined,
	);
	return {
		id,
		created: instant(record.dtCreated) ?? 0,
		modified: instant(timestamp) ?? 0,
		zoned: typeof timestamp === 'string' && ZONE.test(timestamp),
		status: whole(record.AcdEventStatusID) ?? -1,
	};
}
