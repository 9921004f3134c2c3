import type { JournalHead } from '../../../core/types';

/** A call and its repeats. */
export interface CallGroup extends Pick<JournalHead, 'service' | 'words' | 'status' | 'fault'> {
	/** Stays the same while calls are added. */
	key: number;
	/** Newest first. */
	calls: JournalHead[];
}

const kindOf = ({ service, words, status, fault }: JournalHead) => JSON.stringify([service, words, status, fault]);

/**
 * Newest first, as the calls are given. Triggers look by turns, so a repeat need not follow at once; but what was read
 * before a write is not mixed with what was read after it.
 */
export function groupCalls(newestFirst: readonly JournalHead[]): CallGroup[] {
	const groups: CallGroup[] = [];
	let open = new Map<string, CallGroup>();
	let lastWrite = '';
	for (const call of [...newestFirst].reverse()) {
		const kind = kindOf(call);
		if (!call.reads && kind !== lastWrite) {
			open = new Map();
			lastWrite = kind;
		}
		const { service, words, status, fault, seq } = call;
		const group = open.get(kind) ?? { key: seq, service, words, status, fault, calls: [] };
		group.calls.push(call);
		if (!open.has(kind)) groups.push(group);
		open.set(kind, group);
	}
	for (const group of groups) group.calls.reverse();
	return groups.sort((a, b) => newest(b) - newest(a));
}

const newest = ({ calls }: CallGroup) => calls[0]?.seq ?? 0;
