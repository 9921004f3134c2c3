import { deletedAt, recycleBin } from '../feeds/recycleBin';
import type { PollingEvent } from './event';
import { isWanted, noParameters } from './event';

/** Each deleted ticket is asked for whether it was merged instead. */
const MAX_CANDIDATES = 10;

export const deleted: PollingEvent = {
	label: 'Ticket Deleted',
	description: 'A ticket was moved to the recycle bin',
	...noParameters,
	parameters: [
		{
			displayName:
				"HubSpot cannot search deleted tickets, so each poll reads the account's whole recycle bin (the last 90 days), 100 tickets per request. In accounts that delete many tickets, choose longer poll times.",
			name: 'deletedNotice',
			type: 'notice',
			default: '',
		},
	],
	feed: recycleBin,
	needsStages: false,
	search: () => [],
	history: () => [],
	mayBeNew: (hit, state) => deletedAt(hit) >= state.from && deletedAt(hit) > (state.seen.get(hit.id) ?? -1),
	events({ hit, ticket, mergedAway }, { matches }) {
		if (mergedAway === true || !isWanted(ticket, matches)) return [];
		const timestamp = deletedAt(hit);
		return [{ timestamp, fields: { deletedAt: new Date(timestamp).toISOString() } }];
	},
	// The bin also holds what was merged into a ticket that was deleted later: one deletion, not three.
	skipsMergedAway: true,
	doneUpTo: ({ hit }) => deletedAt(hit),
	sample: {
		async candidates(context) {
			const { hits } = await recycleBin.next(context, 0, { lastId: 0 }, []);
			return [...hits].sort((a, b) => deletedAt(b) - deletedAt(a)).slice(0, MAX_CANDIDATES);
		},
		wouldBe: undefined,
		nothing: {
			message: 'There is no deleted ticket to show as a sample',
			description: 'Create a ticket in HubSpot and delete it, then test again. An active workflow needs no sample.',
		},
	},
};
