import type { Parameter } from '../../../shared/parameters/types';
import { nodeParameters } from '../../../shared/parameters/reader';
import { lastModified } from '../../crm/record';
import { liveTickets } from '../feeds/tickets';
import { searchFilters } from '../filters';
import type { Change } from '../history';
import { changesOf } from '../history';
import type { PollingEvent } from './event';
import { changedSince, isWanted, ticketSample } from './event';

const onlyProperties = {
	displayName: 'Watched Property Names or IDs',
	name: 'onlyProperties',
	condition: true,
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getProperties' },
	default: [],
	description:
		'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	hint: 'Only tickets in which one of these changed; leaves out what HubSpot calculates itself',
} as const satisfies Parameter;

const ownOptions = [
	{ displayName: 'Options', name: 'options', type: 'collection', default: {}, options: [onlyProperties] },
] as const satisfies Parameter[];

export const updated: PollingEvent = {
	label: 'Ticket Updated',
	description: 'A ticket was created or changed, by a person, an app or HubSpot itself',
	parameters: [],
	options: [onlyProperties],
	watched: (context) => nodeParameters(context, ownOptions)('options').onlyProperties ?? [],
	feed: liveTickets,
	needsStages: false,
	search: ({ filters }) => searchFilters(filters),
	history: ({ watched }) => (watched.length > 0 ? [...new Set([...watched, 'hs_pipeline_stage'])] : []),
	mayBeNew: changedSince,
	events({ ticket }, { matches, settings: { watched } }, state) {
		const done = state.seen.get(ticket.id) ?? -1;
		const isNew = ({ timestamp }: Change) => timestamp >= state.from && timestamp > done;
		if (watched.length > 0 && !watched.some((name) => changesOf(ticket, name).some(isNew))) return [];
		return isWanted(ticket, matches) ? [{ timestamp: lastModified(ticket), fields: {} }] : [];
	},
	skipsMergedAway: false,
	// What was read may be newer than what the index showed; the index will show it later, as nothing new.
	doneUpTo: ({ ticket }) => lastModified(ticket),
	sample: ticketSample('hs_lastmodifieddate', () => ({})),
};
