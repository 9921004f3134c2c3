import { newestNotes, noteCreated, notes } from '../feeds/notes';
import type { PollingEvent } from './event';
import { isWanted, LOOK_THROUGH, noParameters } from './event';

export const noteAdded: PollingEvent = {
	label: 'Note Added',
	description: 'Somebody wrote a note on a ticket',
	...noParameters,
	parameters: [
		{
			displayName: 'To read notes, the key or app needs the scope crm.objects.contacts.read',
			name: 'noteNotice',
			type: 'notice',
			default: '',
		},
	],
	feed: notes,
	needsStages: false,
	search: () => [],
	history: () => [],
	mayBeNew: (hit, state) => !state.seen.has(hit.id),
	events: ({ hit, ticket }, { matches }) =>
		isWanted(ticket, matches) ? [{ timestamp: noteCreated(hit), fields: {} }] : [],
	skipsMergedAway: false,
	doneUpTo: ({ hit }) => noteCreated(hit),
	sample: {
		candidates: async (context) => await newestNotes(context, LOOK_THROUGH),
		wouldBe: undefined,
		nothing: {
			message: 'There is no note on a ticket to show as a sample',
			description: 'Write a note on a ticket in HubSpot, then test again. An active workflow needs no sample.',
		},
	},
};
