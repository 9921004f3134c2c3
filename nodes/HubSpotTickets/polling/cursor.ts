import type { Timestamps } from '../../shared/triggers/seenStore';
import type { Position, State } from './types';

/**
 * The arithmetic of the cursor, on HubSpot's own timestamps only.
 *
 * A scan goes, by ID, through all records (tickets; for some events notes, or the recycle bin) that were changed at
 * `from` or later. There is no upper bound, so a ticket that is changed again during the scan does not slip out of it.
 * Every ticket is read afresh and may yield several events; those before `from`, or up to the timestamp remembered for
 * the record, are done with. The next scan begins the lookback before the newest change that HubSpot showed when this one
 * began: whatever it shows later than that, by no more than the lookback, is still found.
 */

/**
 * Nothing that happened up to now is emitted: `newest` is the last change that HubSpot shows, undefined without any.
 * @param since The user wants everything from this moment on all the same.
 */
export function baseline(event: string, newest: number | undefined, since = Number.POSITIVE_INFINITY): State {
	const from = newest === undefined ? 0 : newest + 1;
	return { event, from: Math.min(from, since), to: newest ?? 0, seen: new Map() };
}

/** The state with a scan begun, or with the one that was left unfinished. `newest` is asked for only in the first case. */
export async function beginScan(
	state: State,
	newest: () => Promise<number | undefined>,
): Promise<State & Required<Pick<State, 'resume'>>> {
	if (state.resume !== undefined) return { ...state, resume: state.resume };
	// The newest record may have been deleted: the cursor never goes back.
	const to = Math.max(state.to, (await newest()) ?? 0);
	return { ...state, resume: { lastId: 0, to, floor: 0 } };
}

/** Of the events of one record those that were not emitted yet. */
export function newEvents<E extends { timestamp: number }>(state: State, id: string, events: readonly E[]): E[] {
	const done = state.seen.get(id) ?? Number.NEGATIVE_INFINITY;
	return events.filter(({ timestamp }) => timestamp >= state.from && timestamp > done);
}

function notBefore(timestamps: Timestamps, from: number): Timestamps {
	return new Map([...timestamps].filter(([, timestamp]) => timestamp >= from));
}

/** The state after the scan got as far as this position, or to its end. */
export function afterScan(state: State, lookbackMs: number, position: Position | undefined): State {
	const { event, resume } = state;
	if (resume === undefined) return state;
	const next = Math.max(state.from, resume.to - lookbackMs, resume.floor);
	if (position === undefined) return { event, from: next, to: resume.to, seen: notBefore(state.seen, next) };
	// What is older than the next lower bound but lies ahead will be found again in this scan.
	const seen = new Map([...state.seen].filter(([id, timestamp]) => Number(id) > position.lastId || timestamp >= next));
	return { ...state, seen, resume: { ...resume, ...position } };
}
