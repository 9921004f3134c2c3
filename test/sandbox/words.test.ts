import fastify from 'fastify';

import { SandboxParts } from '../../sandbox/core/parts';
import type { JournalEntry, SandboxService } from '../../sandbox/core/types';
import { nameCall, withoutVersion } from '../../sandbox/core/words';
import type { Sandbox } from '../../sandbox/server';
import { startSandbox } from '../../sandbox/server';
import { allServices } from '../../sandbox/services';
import { groupCalls } from '../../sandbox/page/src/timeline/groups';

/** Every call of the sandbox is named in plain words. */

/** `GET /crm/owners/:ownerId`, of every route that the service registers. */
async function routesOf(service: SandboxService): Promise<string[]> {
	const app = fastify({ exposeHeadRoutes: false, routerOptions: { ...service.routerOptions } });
	const found: string[] = [];
	app.addHook('onRoute', ({ method, url }) => {
		for (const each of [method].flat()) found.push(`${each} ${withoutVersion(url.slice(service.prefix.length))}`);
	});
	await app.register(async (scope) => await service.routes(scope), { prefix: service.prefix });
	await app.ready();
	await app.close();
	return [...new Set(found)].sort();
}

let services: readonly SandboxService[];
let sandbox: Sandbox;
beforeAll(async () => {
	services = new SandboxParts(await allServices(), 0).list;
	sandbox = await startSandbox({ port: 0 });
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

test.each(['hubspot', 'kaizala', 'teams', 'jtel', 'thulium'])(
	'each route of %s has its words, and each of the words its route',
	async (name) => {
		const service = services.find((each) => each.name === name);
		if (service === undefined) throw new Error(`No ${name}`);
		const { reads, writes } = service.words;
		const routes = await routesOf(service);
		expect(routes.length).toBeGreaterThan(10);
		expect([...Object.keys(reads), ...Object.keys(writes)].sort()).toEqual(routes);
	},
);

test('the words are plain: no path, no identifier, and what they fill in is in the path', () => {
	for (const { words, name } of services) {
		for (const [route, text] of Object.entries({ ...words.reads, ...words.writes })) {
			const placeholders = [...text.matchAll(/\{(?:a )?(\w+)\}/g)].map(([, part]) => part);
			for (const part of placeholders) expect(`${name} ${route}/`).toContain(`:${part}/`);
			expect([name, route, text]).toEqual([name, route, expect.stringMatching(/^[a-z][a-zA-Z ,’{}-]+$/)]);
			expect(text.replace(/\{[^}]*\}/g, '')).not.toMatch(/[a-z][A-Z]|_|\//);
		}
	}
});

describe('a call in the journal', () => {
	const HUBSPOT = { authorization: 'Bearer hubspot-sandbox-token', 'content-type': 'application/json' };
	const search = (more: object) => ({
		method: 'POST',
		headers: HUBSPOT,
		body: JSON.stringify({ limit: 1, ...more }),
	});
	const since = (propertyName: string) =>
		search({ filterGroups: [{ filters: [{ propertyName, operator: 'GTE', value: '1' }] }] });

	test.each<[string, RequestInit, string, boolean]>([
		['/hubspot/crm/objects/2026-09/tickets/search', search({}), 'searched for tickets', true],
		['/hubspot/crm/objects/2026-09/0-5/search', since('createdate'), 'looked for new tickets', true],
		['/hubspot/crm/v3/objects/tickets/search', since('hs_lastmodifieddate'), 'looked for new or changed tickets', true],
		['/hubspot/crm/objects/2026-09/companies/301', { headers: HUBSPOT }, 'read a company', true],
		['/hubspot/crm/objects/2026-09/no-such-type/1', { headers: HUBSPOT }, 'read a no-such-type', true],
		['/hubspot/crm/v3/owners/', { headers: HUBSPOT }, 'listed the owners', true],
		['/hubspot/nowhere', { headers: HUBSPOT }, 'asked for an address that does not exist', true],
		['/jtel/rest/v1.0/1/acd/events', {}, 'looked at the queue of events', true],
		['/jtel/rest/v1.0/1/calls/1/hangup', {}, 'ended a call', false],
		['/thulium/api/tickets?create_date_from=2025-01-01', {}, 'looked for new tickets', true],
		['/thulium/api/tickets/1234/agent_response', { method: 'POST' }, 'replied to the customer', false],
		['/teams/v1.0/chats/x/messages', { method: 'POST' }, 'sent a card or a message to a chat', false],
		['/kaizala/V1/Groups/', {}, 'listed the groups', true],
	])('%s', async (path, init, words, reads) => {
		await (await fetch(sandbox.url + path, init)).text();
		expect(sandbox.journal.entries()).toEqual([expect.objectContaining({ words, reads })]);
	});

	test('is listed without its bodies when that is asked for, and read with them by its number', async () => {
		const path = '/hubspot/crm/objects/2026-09/tickets/search';
		await (await fetch(sandbox.url + path, search({}))).text();
		const read = async (below: string) => await (await fetch(`${sandbox.url}/_sandbox/journal${below}`)).json();
		const [head] = (await read('?bodies=false')) as JournalEntry[];
		expect(Object.keys(head ?? {})).not.toEqual(expect.arrayContaining(['body']));
		expect(head).toMatchObject({ seq: 1, words: 'searched for tickets', status: 200 });
		expect(await read('/1')).toEqual(sandbox.journal.entries()[0]);
		expect(await read('/2')).toEqual({ error: 'The journal has no call 2' });
		expect((await fetch(`${sandbox.url}/_sandbox/journal?bodies=some`)).status).toBe(400);
	});

	test('of a route that was forgotten in the table names its route', () => {
		const call = { method: 'GET', route: '/v1/other', params: {}, query: {}, body: null };
		expect(nameCall({ reads: {}, writes: {} }, call)).toEqual({ words: 'called /v1/other', reads: true });
	});
});

describe('repeats of a call', () => {
	let seq = 0;
	const call = (words: string, more: Partial<JournalEntry> = {}) => {
		seq += 1;
		return {
			...{ seq, at: '2026-01-01T00:00:00Z', service: 'hubspot' as const, method: 'GET', path: '/x', words },
			...{ reads: true, status: 200, durationMs: 1, handled: true, ...more },
		};
	};
	const write = (words: string, more: Partial<JournalEntry> = {}) => call(words, { ...more, reads: false });
	/** Oldest first, as they were made. */
	const grouped = (...calls: ReturnType<typeof call>[]) =>
		groupCalls([...calls].reverse()).map(({ words, calls: own }) => `${words} ${own.length}`);

	test('are one row, also when several triggers look by turns', () => {
		const rounds = Array.from({ length: 312 }, () => [call('looked'), call('looked', { service: 'jtel' })]).flat();
		expect(grouped(...rounds)).toEqual(['looked 312', 'looked 312']);
	});

	test('begin anew after a write, so that the order of what happened is kept', () => {
		expect(grouped(call('looked'), call('looked'), write('created'), call('looked'))).toEqual([
			'looked 1',
			'created 1',
			'looked 2',
		]);
	});

	test('are kept apart by how they ended', () => {
		const calls = [call('looked'), call('looked', { status: 429 }), call('looked', { fault: 'slow' }), call('looked')];
		expect(grouped(...calls)).toEqual(['looked 2', 'looked 1', 'looked 1']);
	});

	test('of a write are one row only when nothing else was written between', () => {
		expect(grouped(write('sent'), call('looked'), write('sent'), write('changed'), write('sent'))).toEqual([
			'sent 1',
			'changed 1',
			'sent 2',
			'looked 1',
		]);
	});
});
