import type { INodeParameters } from 'n8n-workflow';

import type { JsonObject } from '../../sandbox/core/types';
import { createHubSpot } from '../../sandbox/hubspot';
import { messageOf, runNode } from '../harness/engine';
import { requests, useSandbox } from '../harness/sandbox';
import { useInstantWaits } from '../harness/waits';
import { byId, hubSpot, list } from './setup';

useInstantWaits();
const sandbox = useSandbox([createHubSpot]);
const node = hubSpot(sandbox);

const MANAGER = list('101');
const TENANT = list('105');
const byItem = { ticketId: byId('={{ $json.id }}'), toObjectId: '={{ $json.to ?? "201" }}' };

async function seeded(count: number): Promise<string[]> {
	const { firstId } = Object(await sandbox.current.act('hubspot', 'seedTickets', { count }));
	sandbox.current.journal.clear();
	return Array.from({ length: count }, (_, index) => String(Number(firstId) + index));
}

const toItems = (ids: string[]) => ids.map((id) => ({ id }));
const calls = () => requests(sandbox.current, 'hubspot').map(({ path }) => path.split('/').slice(-2).join('/'));

/** The types between each of these tickets and its contacts. */
async function typesOf(ids: string[]): Promise<string[][]> {
	const setup = { ticketId: byId('={{ $json.id }}'), options: { associations: ['contacts'] }, simplify: false };
	const { json } = await runNode(node('ticket', 'get', setup, { items: [...toItems(ids), { id: ids[0] ?? '' }] }));
	return json.slice(0, ids.length).map(({ associations }) =>
		Object(associations?.valueOf())
			.contacts?.results.flatMap((one: JsonObject) => one.associationTypes)
			.map((type: JsonObject) => String(type.typeId)),
	);
}

test('1,000 labeled adds that keep existing labels take a handful of requests', async () => {
	const ids = await seeded(1_000);
	const add = node('association', 'add', { ...byItem, associationTypeId: MANAGER }, { items: toItems(ids) });
	const result = await runNode(add);
	expect(result.error).toBeUndefined();
	expect(calls()).toEqual(['contacts/labels', 'batch/read', 'batch/create']);
	expect(result.json[999]).toMatchObject({ id: ids[999], toObjectType: 'contacts', toObjectId: '201' });
	expect(result.json[999]?.labels).toHaveLength(1);
	expect(result.items[999]?.pairedItem).toEqual({ item: 999 });
});

test('1,000 adds without a label take one, removals ten', async () => {
	const items = toItems(await seeded(1_000));
	const added = await runNode(node('association', 'add', byItem, { items }));
	expect(added.json).toHaveLength(1_000);
	expect(calls()).toEqual(['associate/default']);
	sandbox.current.journal.clear();
	const removed = await runNode(node('association', 'remove', byItem, { items }));
	expect(removed.json[7]).toEqual({ ...items[7], toObjectType: 'contacts', toObjectId: '201', removed: true });
	expect(calls()).toEqual(Array(10).fill('batch/archive'));
	expect((await runNode(node('association', 'getAll', { ...byItem, returnAll: true }, { items }))).json).toEqual([]);
});

test('2,100 labeled adds take two writes, and three reads of the labels that are there', async () => {
	const items = toItems(await seeded(2_100));
	const result = await runNode(node('association', 'add', { ...byItem, associationTypeId: MANAGER }, { items }));
	expect(result.error).toBeUndefined();
	const sizes = requests(sandbox.current, 'hubspot', 'POST').map(({ path, body }) => [
		path.split('/').at(-1),
		Object(body).inputs.length,
	]);
	expect(sizes).toEqual([
		['read', 1_000],
		['read', 1_000],
		['create', 2_000],
		['read', 100],
		['create', 100],
	]);
});

test('keeps the labels that a pair has, also those that this very run gives it', async () => {
	const [a = '', b = ''] = await seeded(2);
	await runNode(node('association', 'add', { ...byItem, associationTypeId: MANAGER }, { items: toItems([a]) }));
	const items = [
		{ id: a, type: '105' },
		{ id: b, type: '101' },
		{ id: b, type: '105' },
	];
	const associationTypeId = byId('={{ $json.type }}');
	const result = await runNode(node('association', 'add', { ...byItem, associationTypeId }, { items }));
	expect(result.json.map(({ id }) => id)).toEqual([a, b, b]);
	expect(await typesOf([a, b])).toEqual([
		['16', '101', '105'],
		['16', '101', '105'],
	]);
	const one = { items: toItems([a, b]) };
	await runNode(node('association', 'removeLabel', { ...byItem, associationTypeId: TENANT }, one));
	expect(await typesOf([a, b])).toEqual([
		['16', '101'],
		['16', '101'],
	]);
});

test('many labeled adds have the labels that HubSpot names, where it names any', async () => {
	const [a = '', b = ''] = await seeded(2);
	const ends = { fromObjectId: a, toObjectId: '201' };
	const results = [
		{ ...ends, labels: null },
		{ ...ends, fromObjectId: b, labels: ['Reporter'] },
	];
	const body = { status: 'COMPLETE', results };
	sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path: 'batch/create', status: 201, body });
	const parameters = { ...byItem, associationTypeId: MANAGER };
	const { json } = await runNode(node('association', 'add', parameters, { items: toItems([a, b]) }));
	const pair = { toObjectType: 'contacts', toObjectId: '201' };
	expect(json).toStrictEqual([
		{ id: a, ...pair },
		{ id: b, ...pair, labels: ['Reporter'] },
	]);
});

test('replaces labels where they are not to be kept', async () => {
	const [a = '', b = ''] = await seeded(2);
	const items = toItems([a, b]);
	await runNode(node('association', 'add', { ...byItem, associationTypeId: MANAGER }, { items }));
	await runNode(node('association', 'add', { ...byItem, associationTypeId: TENANT, keepLabels: false }, { items }));
	expect(await typesOf([a, b])).toEqual([
		['16', '105'],
		['16', '105'],
	]);
});

test('the last of several primary companies of a ticket stays the primary one', async () => {
	const [id = ''] = await seeded(1);
	const items = ['301', '302'].map((to) => ({ id, to }));
	const primary = { ...byItem, toObjectType: 'companies', associationTypeId: list('26') };
	const result = await runNode(node('association', 'add', primary, { items }));
	expect(result.error).toBeUndefined();
	const options = { associations: ['companies'] };
	const { json } = await runNode(node('ticket', 'get', { ticketId: byId(id), options, simplify: false }));
	const found: JsonObject[] = Object(json[0]?.associations).companies.results;
	expect(found.filter(({ type }) => !String(type).includes('unlabeled'))).toMatchObject([{ id: '302' }]);
});

describe.each([
	['add', {}],
	['add', { associationTypeId: MANAGER }],
])('%s %j', (operation, parameters) => {
	test('gives a bad item its own error, and the others pass', async () => {
		const [a = '', b = ''] = await seeded(2);
		const items = [{ id: a }, { id: '999999' }, { id: b, to: '888' }, { id: b }];
		const setup = node('association', operation, { ...byItem, ...parameters }, { items, continueOnFail: true });
		const { json } = await runNode(setup);
		expect(json.map(({ id }) => id)).toEqual([a, undefined, undefined, b]);
		expect(json[1]?.error).toMatch(/999999 does not exist/);
		expect(json[2]?.error).toMatch(/888 does not exist/);
	});
});

describe('a response that says that something failed', () => {
	const nope = { status: 'error', category: 'VALIDATION_ERROR', message: 'nope' };

	test.each([
		['removeLabel', { associationTypeId: MANAGER }, 'labels/archive', 1],
		['add', {}, 'associations/default', 1],
		['removeLabel', { associationTypeId: MANAGER }, 'labels/archive', 2],
		['remove', {}, 'batch/archive', 2],
		['add', {}, 'associate/default', 2],
		['add', { associationTypeId: MANAGER }, 'batch/create', 2],
	])('%s %j is an error (%s, %i items)', async (operation, parameters, path, count) => {
		const items = toItems(await seeded(count));
		const body = { status: 'COMPLETE', results: [], numErrors: 1, errors: [nope] };
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path, status: 207, body });
		const setup = node('association', operation, { ...byItem, ...parameters }, { items, continueOnFail: true });
		expect((await runNode(setup)).json).toEqual(
			Array(count).fill({ error: expect.stringMatching(/^HubSpot says: nope/) }),
		);
		const writes = requests(sandbox.current, 'hubspot').filter((call) => new RegExp(path).test(call.path));
		expect(writes).toHaveLength(1);
	});

	test('a label set that could not be read fails its item only', async () => {
		const [a = '', b = ''] = await seeded(2);
		const body = {
			status: 'COMPLETE',
			results: [],
			numErrors: 1,
			errors: [{ ...nope, context: { fromObjectId: [a] } }],
		};
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path: 'batch/read', status: 207, body });
		const parameters = { ...byItem, associationTypeId: MANAGER };
		const items = toItems([a, b]);
		const { json } = await runNode(node('association', 'add', parameters, { items, continueOnFail: true }));
		expect(json).toMatchObject([
			{ error: expect.stringMatching(/^HubSpot says: nope\. HubSpot correlation ID: [0-9a-f-]{36} More about/) },
			{ id: b },
		]);
	});
});

test('a batch that is refused as a whole is tried item by item', async () => {
	const items = toItems(await seeded(2));
	sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path: 'associate/default', status: 400 });
	const { json } = await runNode(node('association', 'add', byItem, { items, continueOnFail: true }));
	expect(json).toMatchObject(items);
	expect(calls()).toEqual(['associate/default', 'contacts/201', 'contacts/201']);
});

test('version v3 sends labels and batches to the addresses of v4', async () => {
	const v3 = hubSpot(sandbox, { apiVersion: 'v3' });
	const ids = await seeded(2);
	const items = toItems(ids);
	const sent = () => {
		const paths = requests(sandbox.current, 'hubspot').map(({ method, path }) => `${method} ${path}`);
		sandbox.current.journal.clear();
		return paths;
	};
	const run = async (operation: string, parameters: INodeParameters, some = items) => {
		expect((await runNode(v3('association', operation, parameters, { items: some }))).json).toMatchObject(some);
		return sent();
	};
	const labeled = { ...byItem, associationTypeId: MANAGER };
	const batch = 'POST /crm/v4/associations/tickets/contacts/batch';
	const labels = 'GET /crm/v4/associations/tickets/contacts/labels';
	sent();
	expect(await run('add', byItem)).toEqual([`${batch}/associate/default`]);
	expect(await run('add', labeled)).toEqual([labels, `${batch}/read`, `${batch}/create`]);
	expect(await run('removeLabel', labeled)).toEqual([labels, `${batch}/labels/archive`]);
	expect(await run('getAll', byItem)).toEqual([`${batch}/read`]);
	expect(await run('remove', byItem)).toEqual([`${batch}/archive`]);
	// One item alone; only what has no label goes the way that HubSpot's page for v3 shows.
	const one = items.slice(0, 1);
	const pair = `tickets/${String(ids[0])}/associations/contacts/201`;
	expect(await run('add', byItem, one)).toEqual([`PUT /crm/v3/objects/${pair}/16`]);
	expect(await run('add', labeled, one)).toEqual([labels, `${batch}/read`, `PUT /crm/v4/objects/${pair}`]);
	expect(await run('removeLabel', labeled, one)).toEqual([labels, `${batch}/labels/archive`]);
	expect(await run('remove', byItem, one)).toEqual([`DELETE /crm/v3/objects/${pair}/16`]);
});

describe.each(['number', 'text'])('associated IDs as %s', (associationIds) => {
	test.each(['null', 'absent'])('and no label as %s', async (associationLabels) => {
		sandbox.current.setSwitches('hubspot', { associationIds, associationLabels });
		const ids = await seeded(2);
		const items = toItems(ids);
		const typeId = (type: unknown) => Number(Object(type).typeId);
		await runNode(node('association', 'add', byItem, { items }));
		for (const associationTypeId of [MANAGER, TENANT]) {
			const added = await runNode(node('association', 'add', { ...byItem, associationTypeId }, { items }));
			expect(added.json).toMatchObject(items.map(({ id }) => ({ id, toObjectId: '201' })));
		}
		const { json } = await runNode(node('association', 'getAll', { ...byItem, returnAll: true }, { items }));
		expect(json).toMatchObject(ids.map((id) => ({ id, toObjectId: '201', labels: ['Reporter', 'On site'] })));
		expect(json.map(({ associationTypes }) => Object(associationTypes).map(typeId))).toEqual([
			[16, 101, 105],
			[16, 101, 105],
		]);
		const labels = await runNode(node('association', 'getLabels', { toObjectType: 'contacts' }));
		expect(labels.json.map(({ label = null }) => label)).toEqual([null, 'Reporter', 'On site']);
		expect((await runNode(node('association', 'remove', byItem, { items }))).json).toMatchObject(items);
	});
});

describe('Get Many', () => {
	const ofContacts = { ...byItem, toObjectType: 'contacts', returnAll: true };

	test('returns one item per associated record, with its labels', async () => {
		const [id = ''] = await seeded(1);
		const items = ['201', '202'].map((to) => ({ id, to }));
		await runNode(node('association', 'add', byItem, { items }));
		await runNode(node('association', 'add', { ...byItem, associationTypeId: MANAGER }, { items: toItems([id]) }));
		const { json } = await runNode(node('association', 'getAll', ofContacts, { items: toItems([id]) }));
		expect(json).toEqual([
			{
				id,
				toObjectType: 'contacts',
				toObjectId: '201',
				labels: ['Reporter'],
				associationTypes: [
					{ category: 'HUBSPOT_DEFINED', typeId: 16, label: null },
					{ category: 'USER_DEFINED', typeId: 101, label: 'Reporter' },
				],
			},
			expect.objectContaining({ toObjectId: '202', labels: [] }),
		]);
		const few = { ...ofContacts, returnAll: false, limit: 1 };
		expect((await runNode(node('association', 'getAll', few, { items: toItems([id]) }))).json).toHaveLength(1);
	});

	test('reads 1,200 tickets with two requests, and all pages of each', async () => {
		sandbox.current.setSwitches('hubspot', { associationPageSize: 1 });
		const ids = await seeded(1_200);
		const [first = ''] = ids;
		await runNode(node('association', 'add', byItem, { items: toItems(ids) }));
		await runNode(node('association', 'add', { ...byItem, toObjectId: '203' }, { items: toItems([first]) }));
		sandbox.current.journal.clear();
		const result = await runNode(node('association', 'getAll', ofContacts, { items: toItems(ids) }));
		expect(result.json).toHaveLength(1_201);
		expect(result.items.filter(({ pairedItem }) => Object(pairedItem).item === 0)).toHaveLength(2);
		expect(calls()).toEqual(Array(3).fill('batch/read'));
	});

	test('tells a ticket without associations from one that does not exist', async () => {
		const [a = '', b = ''] = await seeded(2);
		await runNode(node('association', 'add', byItem, { items: toItems([b]) }));
		const items = toItems([a, '999999', b]);
		const result = await runNode(node('association', 'getAll', ofContacts, { items, continueOnFail: true }));
		expect(result.json).toMatchObject([{ error: expect.stringMatching(/\(999999\).*deleted or merged/) }, { id: b }]);
		const alone = await runNode(node('association', 'getAll', ofContacts, { items: toItems([a]) }));
		expect([alone.error, alone.json]).toEqual([undefined, []]);
		const missing = await runNode(node('association', 'getAll', ofContacts, { items: toItems(['999999']) }));
		expect(messageOf(missing)).toMatch(/\(999999\)/);
	});

	test('follows a ticket that was merged away', async () => {
		const [a = '', b = '', c = ''] = await seeded(3);
		await runNode(node('association', 'add', byItem, { items: toItems([b, c]) }));
		await runNode(node('ticket', 'merge', { primaryTicketId: byId(a), ticketIdToMerge: byId(b) }));
		const { json } = await runNode(node('association', 'getAll', ofContacts, { items: toItems([b, c]) }));
		expect(json).toMatchObject([
			{ id: b, toObjectId: '201' },
			{ id: c, toObjectId: '201' },
		]);
	});

	test('does not take a ticket that was merged away, and could not be read, for one without associations', async () => {
		const [a = '', b = ''] = await seeded(2);
		await runNode(node('association', 'add', byItem, { items: toItems([b]) }));
		await runNode(node('ticket', 'merge', { primaryTicketId: byId(a), ticketIdToMerge: byId(b) }));
		const errors = [{ status: 'error', category: 'VALIDATION_ERROR', message: 'try later', context: {} }];
		const body = { status: 'COMPLETE', results: [], numErrors: 1, errors };
		const path = 'associations/.*/batch/read';
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path, status: 207, body, skip: 1 });
		const result = await runNode(node('association', 'getAll', ofContacts, { items: toItems([b]) }));
		expect(messageOf(result)).toBe('HubSpot says: try later');
	});
});

test('Get Labels returns the types of a kind of record, with the labels of the account', async () => {
	const { json } = await runNode(node('association', 'getLabels', { toObjectType: 'companies' }));
	expect(json).toContainEqual({ toObjectType: 'companies', category: 'HUBSPOT_DEFINED', typeId: 339, label: null });
	expect(json).toContainEqual({ toObjectType: 'companies', category: 'USER_DEFINED', typeId: 103, label: 'Reseller' });
});

test('Remove Label needs a label, and takes the association away with the type that has none', async () => {
	const [id = ''] = await seeded(1);
	const items = toItems([id]);
	await runNode(node('association', 'add', { ...byItem, associationTypeId: MANAGER }, { items }));
	const empty = { ...byItem, associationTypeId: byId('={{ "" }}') };
	expect(messageOf(await runNode(node('association', 'removeLabel', empty, { items })))).toBe(
		'The field "Label" is empty',
	);
	await runNode(node('association', 'removeLabel', { ...byItem, associationTypeId: list('16') }, { items }));
	expect((await runNode(node('association', 'getAll', byItem, { items }))).json).toEqual([]);
});
