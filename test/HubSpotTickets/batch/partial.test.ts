import type { JsonObject } from '../../../sandbox/core/types';
import { createHubSpot } from '../../../sandbox/hubspot';
import { withoutLink } from '../../harness/errorLink';
import { messageOf, runNode } from '../../harness/engine';
import { useSandbox } from '../../harness/sandbox';
import { useInstantWaits } from '../../harness/waits';
import { byId, hubSpot, list, recordRequests } from '../setup';

useInstantWaits();
const sandbox = useSandbox([createHubSpot]);
const node = hubSpot(sandbox);
const byItem = { ticketId: byId('={{ $json.id }}') };

async function seeded(count: number): Promise<string[]> {
	const { firstId } = Object(await sandbox.current.act('hubspot', 'seedTickets', { count }));
	sandbox.current.journal.clear();
	return Array.from({ length: count }, (_, index) => String(Number(firstId) + index));
}

const toItems = (ids: string[]) => ids.map((id) => ({ id }));
const sent = () => recordRequests(sandbox);
const later = (context: JsonObject = {}) => ({ status: 'error', category: 'INTERNAL', message: 'try later', context });

/** The next call of this address is answered in part only. */
function partly(path: string, errors: JsonObject[], results: JsonObject[] = []) {
	const body = { status: 'COMPLETE', results, numErrors: errors.length, errors };
	sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path, status: 207, body });
}

function refuseBatch(path: string, status: number, skip = 0) {
	sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path, status, skip, times: 1 });
}

describe.each([
	['get', 'batch/read'],
	['delete', 'batch/archive'],
])('%s of many items', (operation, path) => {
	test('a batch that fails leaves those before and behind it alone', async () => {
		const ids = await seeded(250);
		refuseBatch(path, 403, 1);
		const setup = node('ticket', operation, byItem, { items: toItems(ids), continueOnFail: true });
		const { json } = await runNode(setup);
		const failed = json.flatMap(({ error }, index) => (error === undefined ? [] : [index]));
		expect([failed[0], failed.at(-1), failed.length]).toEqual([100, 199, 100]);
		expect(sent()).toHaveLength(3);
	});

	test('items of a batch that is refused as a whole are tried one by one', async () => {
		const ids = await seeded(103);
		refuseBatch(path, 400, 1);
		const setup = node('ticket', operation, byItem, { items: toItems(ids), continueOnFail: true });
		const { json } = await runNode(setup);
		expect(json.filter(({ error }) => error !== undefined)).toEqual([]);
		expect(sent()).toHaveLength(5);
	});

	test('without Continue On Fail no batch is begun after one that fails', async () => {
		const ids = await seeded(1_500);
		refuseBatch(path, 403, 1);
		const result = await runNode(node('ticket', operation, byItem, { items: toItems(ids) }));
		expect(messageOf(result)).toMatch(/^HTTP 403 from HubSpot|^HubSpot says/);
		// Those that were under way beside it, each of which may have made room for one more.
		expect(sent().length).toBeLessThanOrEqual(operation === 'get' ? 2 : 12);
	});
});

describe('Delete of many items', () => {
	test('names the tickets that were deleted beside a batch that fails', async () => {
		const ids = await seeded(300);
		refuseBatch('batch/archive', 403, 1);
		const result = await runNode(node('ticket', 'delete', byItem, { items: toItems(ids) }));
		expect(result.error?.description).toMatch(/These items were done before the run stopped: 0-99, 200-299\./);
	});

	test('an error inside the response is that of its ticket', async () => {
		const [a = '', b = ''] = await seeded(2);
		partly('batch/archive', [{ ...later(), context: { ids: [b] } }]);
		const { json } = await runNode(node('ticket', 'delete', byItem, { items: toItems([a, b]), continueOnFail: true }));
		expect(json).toEqual([{ id: a, deleted: true }, { error: expect.stringMatching(/try later/) }]);
	});

	test('an error that names nobody is given to every item', async () => {
		partly('batch/archive', [later()]);
		const items = toItems(await seeded(2));
		const { json } = await runNode(node('ticket', 'delete', byItem, { items, continueOnFail: true }));
		expect(json).toEqual(Array(2).fill({ error: expect.stringMatching(/try later/) }));
	});
});

describe('Update of many items', () => {
	const update = { ...byItem, updateFields: { content: 'x' } };
	const changes = () => sent().filter(({ method }) => method === 'PATCH');

	test('an error that names nobody is given to every item, and none is tried alone', async () => {
		partly('batch/update', [later()]);
		const items = toItems(await seeded(2));
		const { json } = await runNode(node('ticket', 'update', update, { items, continueOnFail: true }));
		expect(json).toEqual(Array(2).fill({ error: expect.stringMatching(/^HubSpot says: try later/) }));
		expect(changes()).toEqual([]);
	});

	test('without Continue On Fail a ticket that fails alone ends the run before the next one', async () => {
		const ids = await seeded(2);
		const unknown = { status: 'error', category: 'OBJECT_NOT_FOUND', message: 'no', context: { ids } };
		partly('batch/update', [unknown]);
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', method: 'PATCH', status: 403 });
		const result = await runNode(node('ticket', 'update', update, { items: toItems(ids) }));
		expect(result.error).toMatchObject({ httpCode: '403' });
		expect(changes()).toHaveLength(1);
	});
});

describe('Get of many items', () => {
	test('what could not be read is an error, not a ticket that is missing', async () => {
		const [a = '', b = ''] = await seeded(2);
		partly('batch/read', [later()], [{ id: a, properties: { subject: 'here' } }]);
		const { json } = await runNode(node('ticket', 'get', byItem, { items: toItems([a, b]), continueOnFail: true }));
		expect(json[0]).toMatchObject({ id: a, subject: 'here' });
		expect(withoutLink(json[1]?.error)).toMatch(/^HubSpot says: try later\. HubSpot correlation ID: [0-9a-f-]{36}$/);
		expect(sent()).toHaveLength(1);
	});

	test('with histories, a batch of 50 that fails leaves the one before it alone', async () => {
		const ids = await seeded(60);
		refuseBatch('batch/read', 403, 1);
		const parameters = { ...byItem, options: { propertiesWithHistory: ['subject'] } };
		const setup = node('ticket', 'get', parameters, { items: toItems(ids), continueOnFail: true });
		const { json } = await runNode(setup);
		expect(json.map(({ id, error }) => id ?? typeof error)).toEqual([...ids.slice(0, 50), ...Array(10).fill('string')]);
	});
});

describe('associations that could not be read', () => {
	const path = 'tickets/contacts/batch/read';

	test('fail an Add that keeps the labels, so that none is lost', async () => {
		const [id = ''] = await seeded(1);
		const pair = { ticketId: byId(id), toObjectId: '201' };
		await runNode(node('association', 'add', { ...pair, associationTypeId: list('101') }));
		sandbox.current.journal.clear();
		partly(path, [later({ ids: [id] })]);
		const result = await runNode(node('association', 'add', { ...pair, associationTypeId: list('105') }));
		expect(messageOf(result)).toBe('HubSpot says: try later');
		expect(sent().filter(({ method }) => method === 'PUT')).toEqual([]);
	});

	test('fail Get and Search instead of coming out as none', async () => {
		const items = toItems(await seeded(2));
		const options = { associations: ['contacts'] };
		// A partly failed batch is tried again item by item, so the items of a run with Continue On Fail still come out.
		partly(path, [later()]);
		expect(messageOf(await runNode(node('ticket', 'get', { ...byItem, options }, { items })))).toMatch(/try later/);
		partly(path, [later()]);
		expect(messageOf(await runNode(node('ticket', 'search', { options })))).toMatch(/try later/);
	});

	test('of a ticket without any are no error', async () => {
		const items = toItems(await seeded(2));
		const result = await runNode(
			node('ticket', 'get', { ...byItem, options: { associations: ['contacts'] } }, { items }),
		);
		expect(result.error).toBeUndefined();
		expect(result.json).toHaveLength(2);
	});
});

describe('what is read after a write must not make an error of it', () => {
	const subjects = ['a', 'b', 'c', 'd', 'e'].map((subject) => ({ subject }));
	const create = { subject: '={{ $json.subject }}', stageId: list('1') };
	const writes = () => sent().filter(({ method }) => method === 'POST');
	const inputs = () => writes().flatMap(({ body }) => Object(body).inputs ?? [body]);
	const badLink = { recordLink: '={{ $json.subject === "b" ? "maybe" : false }}' };
	const badSwitch = '={{ $json.subject === "b" ? $("Nowhere").item.json.x : true }}';

	test('a bad option refuses the run before anything is sent', async () => {
		const setup = node('ticket', 'create', { ...create, options: badLink }, { items: subjects, maxTries: 3 });
		const result = await runNode(setup);
		expect(result.error?.context.itemIndex).toBe(1);
		expect(writes()).toEqual([]);
	});

	test.each([
		['option', { options: badLink }],
		['switch', { simplify: badSwitch }],
	])('with Continue On Fail a bad %s is the error of its item alone, and nothing is made twice', async (_, bad) => {
		const setup = node(
			'ticket',
			'create',
			{ ...create, ...bad },
			{ items: subjects, continueOnFail: true, maxTries: 3 },
		);
		const { json } = await runNode(setup);
		expect(json.map(({ subject }) => subject)).toEqual(['a', undefined, 'c', 'd', 'e']);
		expect(inputs()).toHaveLength(4);
	});

	test('one item with a bad option or switch is not sent at all', async () => {
		const one = { items: [{ subject: 'b' }], maxTries: 3 };
		expect(messageOf(await runNode(node('ticket', 'create', { ...create, options: badLink }, one)))).toMatch(
			/^The field "Options > Include Record Link" must be true or false/,
		);
		expect(messageOf(await runNode(node('ticket', 'create', { ...create, simplify: badSwitch }, one)))).toMatch(
			/^Referenced node doesn't exist/,
		);
		expect(writes()).toEqual([]);
	});
});

test.each([
	['ticket', 'create', { subject: '={{ $json.id }}', stageId: list('1') }],
	['note', 'add', { ...byItem, body: 'x' }],
])(
	'%s · %s: items that a response passes over are reported as unknown, and are not sent again',
	async (resource, name, fields) => {
		const items = toItems(await seeded(3));
		const body = { status: 'COMPLETE', results: [{ id: '9', properties: {}, objectWriteTraceId: '0' }] };
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path: 'batch/create', status: 201, body });
		const result = await runNode(node(resource, name, fields, { items, maxTries: 3 }));
		expect(messageOf(result)).toMatch(/^The outcome is unknown: HubSpot did not say what became of this item/);
		expect(sent().filter(({ path }) => /create|\/(tickets|notes)$/.test(path))).toHaveLength(1);
	},
);

test.each([
	[404, /^HubSpot says: resource not found/, 1],
	[423, /^HubSpot says: The resource is locked/, 5],
])('a batch that is refused as a whole (%i) for one ticket changes the others', async (status, message, tries) => {
	const ids = await seeded(3);
	const locked = ids[1] ?? '';
	sandbox.current.faults.add([
		{ kind: 'status', service: 'hubspot', path: 'batch/update', status, times: -1 },
		{ kind: 'status', service: 'hubspot', path: `tickets/${locked}`, status, times: -1 },
	]);
	const fields = { ...byItem, updateFields: { content: 'changed' } };
	const { json } = await runNode(node('ticket', 'update', fields, { items: toItems(ids), continueOnFail: true }));
	expect(json.map(({ content }) => content)).toEqual(['changed', undefined, 'changed']);
	expect(json[1]?.error).toMatch(message);
	const changes = sent().filter(({ method }) => method === 'PATCH');
	expect(changes.map(({ path }) => ids.indexOf(path.split('/').at(-1) ?? ''))).toEqual([0, ...Array(tries).fill(1), 2]);
});

describe('a failure behind what was found already', () => {
	test('leaves the associations of the tickets that have some', async () => {
		const [a = '', b = ''] = await seeded(2);
		await runNode(node('association', 'add', { ticketId: byId(a), toObjectId: '201', associationTypeId: list('') }));
		const path = 'objects/.*/tickets/batch/read';
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path, status: 403, times: -1 });
		const setup = node('association', 'getAll', byItem, { items: toItems([a, b]), continueOnFail: true });
		const { json } = await runNode(setup);
		expect(json[0]).toMatchObject({ id: a, toObjectId: '201' });
		expect(json[1]?.error).toMatch(/one of these scopes/);
	});

	test('leaves the notes of the tickets in other batches', async () => {
		const ids = await seeded(150);
		await runNode(node('note', 'add', { ...byItem, body: 'x' }, { items: toItems(ids) }));
		const path = 'objects/.*/notes/batch/read';
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path, status: 502, skip: 1, times: -1 });
		const setup = node('note', 'getAll', byItem, { items: toItems(ids), continueOnFail: true });
		const { json } = await runNode(setup);
		expect(json.filter(({ error }) => error === undefined)).toHaveLength(100);
		expect(json.slice(0, 100).every(({ hs_note_body }) => hs_note_body === 'x')).toBe(true);
	});
});
