import type { IDataObject } from 'n8n-workflow';

import type { Timestamps } from '../../shared/triggers/seenStore';
import { packTimestamps, unpackTimestamps } from '../../shared/triggers/seenStore';
import { isRecord } from '../../shared/isRecord';
import type { Position } from './types';

/** A walk through the records by ID that is not at its end: the time of a poll was used up. */
export interface Resume extends Position {
	/** The newest change that HubSpot showed when the walk began; all up to it is dealt with when the walk ends. */
	to: number;
	/** Below this stamp the memory had to forget something during the walk. */
	floor: number;
}

/** What the trigger knows between two polls. All stamps are HubSpot's, in epoch milliseconds; none is the host's. */
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
	// What lies ahead of the walk will be met again in this very window, so it must not be forgotten.
	const { packed, floor } = packTimestamps(seen, ROOM, (id) => Number(id) > resume.lastId);
	return { event, from, to, seen: packed, resume: { ...resume, floor: Math.max(resume.floor, floor) } };
}
