import type { INodeParameters } from 'n8n-workflow';

import type { JsonObject, ServiceName } from '../../../sandbox/core/types';
import { SEED_GROUPS } from '../../../sandbox/kaizala';
import { messageOf, runNode } from '../../harness/engine';
import { requests, sandboxCredentials, useSandbox } from '../../harness/sandbox';
import { useInstantWaits } from '../../harness/waits';

/** The contract of lists, of which every service has its own kind. */

useInstantWaits();
const sandbox = useSandbox();

const groupId = { __rl: true, mode: 'id', value: SEED_GROUPS.supportDesk };
const anyPath = (path: string) => ({ resource: 'customApiCall', operation: 'call', method: 'GET', path });

interface List {
	service: ServiceName;
	type: string;
	parameters: INodeParameters;
	path: string;
}

const list = (service: ServiceName, type: string, parameters: INodeParameters, path: string): List => ({
	service,
	type,
	parameters: {
		authentication: 'accessToken',
		operation: 'getAll',
		returnAll: true,
		readAllPages: true,
		...parameters,
	},
	path,
});

const TICKETS = list('hubspot', 'hubSpotTickets', { resource: 'ticket' }, '/tickets$');
const FOUND = list('hubspot', 'hubSpotTickets', { resource: 'ticket', operation: 'search' }, '/tickets/search$');
const SUBSCRIBERS = list('kaizala', 'kaizala', { resource: 'subscriber', groupId }, '/subscribers$');
const REACTIONS = list('kaizala', 'kaizala', { resource: 'reaction', referenceId: 'r', groupId }, '/reaction/r$');
const GROUPS = list('kaizala', 'kaizala', { resource: 'group', operation: 'search', query: 'a' }, 'findGroups');
const CUSTOMERS = list('thulium', 'thulium', { resource: 'customer' }, '/customers$');
const EVENTS = list('jtel', 'jtelAcd', { resource: 'event' }, '/acd/events$');
const USERS = list('jtel', 'jtelAcd', { resource: 'user' }, '/users$');
const ANY_OF_HUBSPOT = list('hubspot', 'hubSpotTickets', anyPath('/crm/objects/2026-09/deals'), '/deals$');
const ANY_OF_THULIUM = list('thulium', 'thulium', anyPath('/topics'), '/topics$');

async function answeredWith({ service, type, parameters, path }: List, body: JsonObject) {
	sandbox.current.journal.clear();
	sandbox.current.faults.add({ service, path, kind: 'status', status: 200, body, times: -1 });
	const result = await runNode({ type, parameters, credentials: sandboxCredentials(sandbox.current) });
	const calls = requests(sandbox.current, service).filter((entry) => new RegExp(path).test(entry.path)).length;
	return { result, message: messageOf(result), calls };
}

test.each([
	['tickets of HubSpot', TICKETS, 'HubSpot answered without results'],
	['a search of HubSpot', FOUND, 'HubSpot answered without results'],
	['any list of HubSpot', ANY_OF_HUBSPOT, 'HubSpot answered without results'],
	['subscribers of Kaizala', SUBSCRIBERS, 'Kaizala answered without subscribers'],
	['reactions of Kaizala', REACTIONS, 'Kaizala answered without reactionDetails'],
	['groups of Kaizala', GROUPS, 'Kaizala answered without groups'],
	['customers of Thulium', CUSTOMERS, 'Thulium answered without a list'],
	['any list of Thulium', ANY_OF_THULIUM, 'Thulium answered without a list'],
	['events of jtel', EVENTS, 'jtel answered without records'],
	['users of jtel', USERS, 'jtel answered without records'],
])('%s: a response that is no list fails', async (_name, tested, message) => {
	const { message: told, result } = await answeredWith(tested, { status: 200, note: 'something else' });
	expect(told).toBe(message);
	expect(result.json).toEqual([]);
});

const paging = { next: { after: '7' } };
const fifty = Array.from({ length: 50 }, (_, at) => ({ groupId: `g${at}` }));
const hundred = Array.from({ length: 100 }, (_, at) => ({ customer_id: at, name: `c${at}` }));

const FIRST_PAGES: Array<[name: string, service: string, tested: List, body: JsonObject, most: number]> = [
	['tickets of HubSpot', 'HubSpot', TICKETS, { results: [{ id: '1', properties: {} }], paging }, 2],
	['a search of HubSpot', 'HubSpot', FOUND, { total: 9, results: [{ id: '1', properties: {} }], paging }, 2],
	['any list of HubSpot', 'HubSpot', ANY_OF_HUBSPOT, { results: [{ id: '1' }], paging }, 2],
	['subscribers of Kaizala', 'Kaizala', SUBSCRIBERS, { subscribers: [{ id: 'a' }], cursor: 'c' }, 2],
	['reactions of Kaizala', 'Kaizala', REACTIONS, { reactionDetails: [{ reactionId: 'a' }], cursor: '7' }, 2],
	['groups of Kaizala', 'Kaizala', GROUPS, { groups: fifty }, 2],
	['customers of Thulium', 'Thulium', CUSTOMERS, { count: 500, result: hundred }, 2],
	['any list of Thulium', 'Thulium', ANY_OF_THULIUM, { count: 500, result: hundred }, 2],
];

test.each(FIRST_PAGES)(
	'%s: a list that does not advance fails, and is not read for ever',
	async (_name, service, tested, body, most) => {
		const { message, calls, result } = await answeredWith(tested, body);
		expect(message).toBe(`${service} says that the list goes on, but names a page that was read already`);
		expect(calls).toBeGreaterThan(0);
		expect(calls).toBeLessThanOrEqual(most + 1);
		expect(result.json).toEqual([]);
	},
);

describe.each([
	['an empty object', {}],
	['an error', { status: 'error', message: 'Try later' }],
	[
		'null in the place of the list',
		{ results: null, result: null, subscribers: null, reactionDetails: null, groups: null },
	],
	['a list of words', { results: ['a'], subscribers: ['a'], reactionDetails: ['a'], groups: ['a'] }],
	['a next page that cannot be read', { total: 9, results: [{ id: '2' }], paging: { next: {} } }],
])('a second page that is %s', (_what, second) => {
	test.each(FIRST_PAGES)('%s: does not end the list', async (_name, service, tested, first) => {
		sandbox.current.faults.add({
			service: tested.service,
			path: tested.path,
			kind: 'status',
			status: 200,
			body: first,
		});
		const { message, result } = await answeredWith(tested, second);
		expect(result.json).toEqual([]);
		expect(message).toMatch(new RegExp(`^${service} (answered without|says that the list goes on)`));
	});
});
