import type { JournalEntry } from '../../../core/types';

/** Refused, cut off, or answered with what cannot be read. */
export const hasFailed = ({ status, fault }: JournalEntry) =>
	status === 0 || status >= 400 || fault === 'malformedJson' || fault === 'truncate';

/** What was done to the call on purpose, in short. */
export const FAULT_LABELS: Record<NonNullable<JournalEntry['fault']>, string> = {
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
