import type { JournalHead } from '../../../core/types';

/** Refused, cut off, or answered with what cannot be read. */
export const hasFailed = ({ status, fault }: JournalHead) =>
	status === 0 || status >= 400 || fault === 'malformedJson' || fault === 'truncate';

/** What was done to the call on purpose, in short. */
export const FAULT_LABELS: Record<NonNullable<JournalHead['fault']>, string> = {
	status: 'refused',
	html: 'web page',
	drip: 'dripping answer',
	empty: 'empty answer',
	malformedJson: 'broken JSON',
	slow: 'slow',
	resetBefore: 'cut before',
	resetAfter: 'cut after the work',
	truncate: 'cut in the answer',
};

export function outcomeKind(status: number): string {
	if (status === 0 || status >= 500) return 'bad';
	return status >= 400 ? 'refused' : 'good';
}

export const outcomeText = (status: number) => (status === 0 ? 'cut off' : String(status));
