import type { IDataObject } from 'n8n-workflow';

import { isPacked, packTimestamps, unpackTimestamps } from '../../shared/triggers/seenStore';
import type { Fields } from '../../shared/triggers/state';
import { number, optional, shape } from '../../shared/triggers/state';
import { isRecord } from '../../shared/isRecord';
import type { Resume, State } from './types';
import { safeNumber, safeString } from '../../shared/safeConversion';

/** Keeps the whole state below 64 KB. */
const ROOM = 60_000;

/** What is stored beside the event. */
export const STATE_FIELDS: Fields = {
	from: number,
	to: number,
	seen: isPacked,
	resume: optional(
		shape({ lastId: number, after: optional((value) => typeof value === 'string'), to: number, floor: number }),
	),
};

function readResume({ lastId, after, to, floor }: IDataObject): Resume {
	return {
		lastId: safeNumber(lastId),
		...(typeof after === 'string' ? { after } : {}),
		to: safeNumber(to),
		floor: safeNumber(floor),
	};
}

/** The state as it was stored, which has been checked. */
export function readState({ from, to, seen, resume }: IDataObject, event: string): State {
	return {
		event,
		from: safeNumber(from),
		to: safeNumber(to),
		seen: unpackTimestamps(safeString(seen)),
		...(isRecord(resume) ? { resume: readResume(resume) } : {}),
	};
}

/** Plain JSON for the workflow's static data. */
export function writeState(state: State): IDataObject {
	const { from, to, seen, resume } = state;
	if (resume === undefined) {
		const { packed, floor } = packTimestamps(seen, ROOM);
		return { from: Math.max(from, floor), to, seen: packed };
	}
	// What the scan has not reached yet it will find again, so it must not be forgotten.
	const { packed, floor } = packTimestamps(seen, ROOM, (id) => Number(id) > resume.lastId);
	return { from, to, seen: packed, resume: { ...resume, floor: Math.max(resume.floor, floor) } };
}
