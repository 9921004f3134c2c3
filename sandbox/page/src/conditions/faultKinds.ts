import type { FaultKind } from '../../../core/types';

/** What can happen to a call. */
export interface FaultChoice {
	name: string;
	/** After the name of a system: "HubSpot … says: too many requests (429)". */
	text: string;
	/** What that means, for people who have not met it yet. */
	note: string;
	kind: FaultKind;
	status?: number;
	/** Asks for the seconds of the header Retry-After. */
	retryAfter?: boolean;
	/** Asks for the seconds to wait. */
	delay?: boolean;
}

export const FAULT_CHOICES: FaultChoice[] = [
	{
		name: '429',
		text: 'says: too many requests (429)',
		note: 'The call was refused and nothing was done. The node waits and tries again.',
		kind: 'status',
		status: 429,
		retryAfter: true,
	},
	{
		name: '500',
		text: 'says: internal error (500)',
		note: 'Nobody knows from outside whether something was done. In the sandbox, nothing was.',
		kind: 'status',
		status: 500,
	},
	{
		name: '502',
		text: 'says: bad gateway (502)',
		note: 'A machine in between could not reach the system.',
		kind: 'status',
		status: 502,
	},
	{
		name: '503',
		text: 'says: not available now (503)',
		note: 'Refused because of maintenance or load. With a Retry-After it says when to come back.',
		kind: 'status',
		status: 503,
		retryAfter: true,
	},
	{
		name: 'html',
		text: 'sends a web page instead of data (502)',
		note: 'As proxies and maintenance pages do.',
		kind: 'html',
	},
	{ name: 'empty', text: 'sends an empty answer (500)', note: 'An error without a word about it.', kind: 'empty' },
	{
		name: 'malformedJson',
		text: 'does the work, but sends broken JSON',
		note: 'The answer ends in the middle, though its status is good.',
		kind: 'malformedJson',
	},
	{
		name: 'slow',
		text: 'is slow',
		note: 'The work is done, only later. Nodes give up after their time-out.',
		kind: 'slow',
		delay: true,
	},
	{
		name: 'resetBefore',
		text: 'hangs up before anything was done',
		note: 'The connection is cut. From outside this looks the same as the next one.',
		kind: 'resetBefore',
	},
	{
		name: 'resetAfter',
		text: 'does the work, then hangs up without an answer',
		note: 'A node must not do such a write twice: it says that the outcome is unknown.',
		kind: 'resetAfter',
	},
	{
		name: 'truncate',
		text: 'does the work, then hangs up in the middle of its answer',
		note: 'Half of the answer arrives.',
		kind: 'truncate',
	},
	{
		name: 'drip',
		text: 'does the work, then sends a blank now and then for ever',
		note: 'No time-out of a connection ends it. Nodes give up at an overall deadline.',
		kind: 'drip',
	},
];
