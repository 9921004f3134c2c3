import type { IDataObject } from 'n8n-workflow';

import { packTimestamps, unpackTimestamps } from '../../shared/triggers/seenStore';
import { isRecord } from '../../shared/isRecord';
import type { Resume, State } from './types';

/** Keeps the whole state below 64 KB. */
const ROOM = 60_000;

const whole = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0);

function readResume({ lastId, after, to, floor }: IDataObject): Resume {
	return {
		lastId: whole(lastId),
		...(typeof after === 'string' ? { after } : {}),
		to: whole(to),
		floor: whole(floor),
	};
}

/** The state as it was stored; undefined on the first poll of this event. */
export function readState(stored: unknown, event: string): State | undefined {
	if (!isRecord(stored) || stored.event !== event) return undefined;
	const { resume } = stored;
	return {
		event,
		from: whole(stored.from),
		to: whole(stored.to),
		seen: unpackTimestamps(typeof stored.seen === 'string' ? stored.seen : ''),
		...(isRecord(resume) ? { resume: readResume(resume) } : {}),
	};
}

/** Plain JSON for the workflow's static data. */
export function writeState(state: State): IDataObject {
	const { event, from, to, seen, resume } = state;
	if (resume === undefined) {
		const { packed, floor } = packTimestamps(seen, ROOM);
		return { event, from: Math.max(from, floor), to, seen: packed };
	}
	// What the scan has not reached yet it will find again, so it must not be forgotten.
	const { packed, floor } = packTimestamps(seen, ROOM, (id) => Number(id) > resume.lastId);
	return { event, from, to, seen: packed, resume: { ...resume, floor: Math.max(resume.floor, floor) } };
}
