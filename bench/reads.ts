import { TICKET_DEFINITIONS } from '../sandbox/hubspot/schema/properties/tickets';
import { byId, httpRequest, ours, theirs } from './nodes';
import type { Row } from './row';
import type { Contender, Outcome, Environment } from './environment';
import { countTickets, run, seedTickets } from './environment';
import { contendersFor } from './writes';

const TICKETS = 12_000;
/** Without the ID, which comes out as `id`. */
const PROPERTIES = TICKET_DEFINITIONS.filter(
	({ name, dataSensitivity }) => name !== 'hs_object_id' && dataSensitivity === 'non_sensitive',
)
	.slice(0, 30)
	.map(({ name }) => name);
const LIST_PAGE = 100;
const SEARCH_PAGE = 200;
const WORD = 'Seeded';
const WITH_WORD = { propertyName: 'subject', operator: 'CONTAINS_TOKEN', value: WORD };
const ONE_INPUT = [{}];

async function read(environment: Environment, contender: Contender): Promise<Outcome> {
	const { sandbox } = environment;
	await sandbox.reset();
	await sandbox.setSwitches({ hubspot: { legacyMode: contender.legacyMode } });
	await seedTickets(sandbox, TICKETS);
	return await run(environment, contender, ONE_INPUT);
}

function figures({ status, error, requests, ms }: Outcome, ids: unknown[]) {
	return {
		outcome: status,
		...(error === undefined ? {} : { error }),
		tickets: ids.length,
		twice: ids.length - new Set(ids).size,
		requests,
		ms,
	};
}

const list = contendersFor('GetAll', 'get many', {
	ours: ours({ operation: 'getAll', returnAll: true, propertySelection: 'selected', propertyNames: PROPERTIES }),
	theirs: theirs({ operation: 'getAll', returnAll: true, additionalFields: { properties: PROPERTIES } }),
});

/** All of what the account has: the sandbox's own few tickets as well. */
export const getMany: Row = {
	contenders: [list.own, list.other],
	takes: 'half a minute',
	async measure(environment) {
		const mine = await read(environment, list.own);
		const all = await countTickets(environment.sandbox);
		const peers = await read(environment, list.other);
		const ids = mine.items.map(({ id }) => id);
		const pages = Math.ceil(all / LIST_PAGE);
		const withAll = mine.items.filter((item) => PROPERTIES.every((name) => name in item)).length;
		return {
			work: `Get Many, ${all} tickets with ${PROPERTIES.length} properties`,
			mustShow: `all of them, within 10 % of the ${pages} requests that the page size allows`,
			ours: { ...figures(mine, ids), withAllProperties: withAll },
			n8n: figures(
				peers,
				peers.items.map(({ objectId }) => objectId),
			),
			holds: new Set(ids).size === all && withAll === all && mine.requests <= pages * 1.1,
		};
	},
};

/** n8n's own HubSpot node has no search; its HTTP Request node pages as HubSpot's documentation says. */
const searchByHttp = {
	method: 'POST',
	url: 'https://api.hubapi.com/crm/v3/objects/tickets/search',
	sendBody: true,
	specifyBody: 'json',
	jsonBody: JSON.stringify({ filterGroups: [{ filters: [WITH_WORD] }], limit: SEARCH_PAGE }),
	options: {
		pagination: {
			pagination: {
				paginationMode: 'updateAParameterInEachRequest',
				parameters: { parameters: [{ type: 'body', name: 'after', value: '={{ $response.body.paging.next.after }}' }] },
				paginationCompleteWhen: 'other',
				completeExpression: '={{ !$response.body.paging }}',
				// HubSpot takes five searches a second.
				requestInterval: 250,
			},
		},
	},
};

const find = contendersFor('Search', 'search', {
	ours: ours({
		operation: 'search',
		returnAll: true,
		filters: { filter: [{ ...WITH_WORD, propertyName: byId(WITH_WORD.propertyName) }] },
	}),
	theirs: httpRequest(searchByHttp),
});

function resultsOf(item: Record<string, unknown>): unknown[] {
	const ids: unknown[] = [];
	for (const entry of Array.isArray(item.results) ? item.results : []) ids.push(Object(entry).id);
	return ids;
}

export const search: Row = {
	contenders: [find.own, find.other],
	takes: 'half a minute',
	async measure(environment) {
		const mine = await read(environment, find.own);
		const peers = await read(environment, find.other);
		const ids = mine.items.map(({ id }) => id);
		return {
			work: `Search, ${TICKETS} matches`,
			mustShow: 'all, none twice',
			ours: figures(mine, ids),
			n8n: {
				hubSpotNode: 'has no search for tickets',
				httpRequestNode: figures(peers, peers.items.flatMap(resultsOf)),
			},
			holds: ids.length === TICKETS && new Set(ids).size === TICKETS,
		};
	},
};
