import { TICKET_DEFINITIONS } from '../../sandbox/hubspot/schema/properties/tickets';
import type { RunSetup } from '../harness/engine';
import type { JournalEntry } from '../../sandbox/core/types';
import type { Sandbox } from '../harness/sandbox';
import { requests, sandboxCredentials } from '../harness/sandbox';

/** Makes runs of the HubSpot node; `settings` are those of the node as a whole. */
export function hubSpot(sandbox: { current: Sandbox }, settings: RunSetup['parameters'] = {}) {
	return (
		resource: string,
		operation: string,
		parameters: RunSetup['parameters'] = {},
		rest: Partial<RunSetup> = {},
	): RunSetup => ({
		type: 'hubSpotTickets',
		// The editor sends the values of all drop-downs along, also those that were left at their default.
		parameters: { authentication: 'accessToken', ...settings, resource, operation, ...parameters },
		credentials: sandboxCredentials(sandbox.current),
		...rest,
	});
}

export const list = (value: string) => ({ __rl: true, mode: 'list', value });
export const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** A resource mapper with these values, as the editor stores it. */
export const mapped = (value: Record<string, string | number | boolean | null>) => ({
	mappingMode: 'defineBelow',
	value,
	matchingColumns: [],
	schema: Object.keys(value).map((id) => ({
		id,
		displayName: id,
		required: false,
		defaultMatch: false,
		display: true,
		type: 'string',
	})),
	attemptToConvertTypes: false,
	convertFieldsToString: false,
});

/** A resource mapper that takes the properties from the input item. */
export const automatic = {
	mappingMode: 'autoMapInputData',
	value: null,
	matchingColumns: [],
	schema: [],
	attemptToConvertTypes: false,
	convertFieldsToString: false,
};

/** The properties that a list of them shows: neither archived nor sensitive ones. */
export const PROPERTY_NAMES = TICKET_DEFINITIONS.filter(
	({ archived, dataSensitivity }) => !archived && dataSensitivity === 'non_sensitive',
).map(({ name }) => name);

const isMetadata = ({ method, path }: JournalEntry) =>
	method === 'GET' && /\/(?:crm\/(?:pipelines|properties|owners)\/|v3\/(?:pipelines|properties|owners))/.test(path);

/** The requests about records. What the labels beside their IDs cost is the subject of labels.test.ts. */
export const recordRequests = (sandbox: { current: Sandbox }): JournalEntry[] =>
	requests(sandbox.current, 'hubspot').filter((entry) => !isMetadata(entry));
