import { createHubSpot } from '../../../sandbox/hubspot';
import type { RunResult } from '../../harness/engine';
import { messageOf, runNode } from '../../harness/engine';
import { requests, useSandbox } from '../../harness/sandbox';
import { automatic, byId, hubSpot, list, recordRequests } from '../setup';

const sandbox = useSandbox([createHubSpot]);
const node = hubSpot(sandbox);

const NUMBERED = { subject: '={{ $json.subject }}', pipelineId: list('0'), stageId: list('={{ $json.stage ?? "1" }}') };
const numbered = (count: number) => Array.from({ length: count }, (_, index) => ({ subject: `Ticket ${index}` }));

/** Ids of the seeded tickets, in the order of their making. */
async function seeded(count: number): Promise<string[]> {
	const { firstId } = Object(await sandbox.current.act('hubspot', 'seedTickets', { count }));
	sandbox.current.journal.clear();
	return Array.from({ length: count }, (_, index) => String(Number(firstId) + index));
}

const pairs = ({ items }: RunResult) => items.map(({ pairedItem }) => Object(pairedItem).item);
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);
const inputsOf = (body: unknown): unknown[] => Object(body).inputs;
const batches = () => requests(sandbox.current, 'hubspot', 'POST').map(({ body }) => inputsOf(body).length);

async function ticketCount(): Promise<number> {
	return Number((await runNode(node('ticket', 'search', { options: { countOnly: true } }))).json[0]?.total);
}

test('creates 1,000 tickets with 10 requests, in order and paired, although HubSpot shuffles its responses', async () => {
	const result = await runNode(node('ticket', 'create', NUMBERED, { items: numbered(1000) }));
	expect(result.error).toBeUndefined();
	expect(recordRequests(sandbox)).toHaveLength(10);
	expect(batches()).toEqual(Array(10).fill(100));
	expect(result.json.map(({ subject }) => subject)).toEqual(numbered(1000).map(({ subject }) => subject));
	expect(pairs(result)).toEqual(upTo(1000));
	expect(result.json[0]).not.toHaveProperty('objectWriteTraceId');
});

describe('bad items in the middle of batches (207)', () => {
	const bad = [2, 52, 102];
	const items = numbered(120).map((item, index) => (bad.includes(index) ? { ...item, stage: '1094427714' } : item));

	test('with Continue On Fail the good ones pass and each bad one carries its own message', async () => {
		const result = await runNode(node('ticket', 'create', NUMBERED, { items, continueOnFail: true }));
		expect(batches()).toEqual([100, 20]);
		expect(result.json.map(({ subject }) => subject)).toEqual(
			items.map(({ subject }, index) => (bad.includes(index) ? undefined : subject)),
		);
		for (const index of bad) {
			expect(Object.keys(result.items[index] ?? {}).sort()).toEqual(['json', 'pairedItem']);
			expect(result.json[index]?.error).toMatch(/^HubSpot says: .*1094427714 is not a stage of pipeline 0/);
		}
		expect(pairs(result)).toEqual(upTo(120));
	});

	test('without it the run ends with the message of the bad item, and no further batch is sent', async () => {
		const more = [...items, ...numbered(200)];
		const result = await runNode(node('ticket', 'create', NUMBERED, { items: more }));
		expect(messageOf(result)).toMatch(/1094427714 is not a stage/);
		expect(result.error?.context.itemIndex).toBe(2);
		expect(recordRequests(sandbox)).toHaveLength(1);
	});

	test('an error that names nobody is given to every item without a result', async () => {
		const body = {
			status: 'COMPLETE',
			results: [{ id: '9', properties: { subject: 'Ticket 1' }, objectWriteTraceId: '1' }],
			numErrors: 1,
			errors: [{ status: 'error', message: 'Something is wrong' }],
		};
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', status: 207, body });
		const result = await runNode(node('ticket', 'create', NUMBERED, { items: numbered(3), continueOnFail: true }));
		expect(result.json[1]).toMatchObject({ subject: 'Ticket 1' });
		expect([result.json[0]?.error, result.json[2]?.error]).toEqual([
			expect.stringMatching(/Something is wrong/),
			expect.stringMatching(/Something is wrong/),
		]);
		expect(batches()).toEqual([3]);
	});

	test('an error that names nobody is no unknown outcome: Retry On Fail sends the item again', async () => {
		const error = { status: 'error', message: 'Something is wrong' };
		const results = [{ id: '9', properties: { subject: 'Ticket 1' }, objectWriteTraceId: '1' }];
		const body = { status: 'COMPLETE', results, numErrors: 1, errors: [error] };
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path: 'batch/create', status: 207, body });
		const result = await runNode(node('ticket', 'create', NUMBERED, { items: numbered(2), maxTries: 2 }));
		expect(result.json.map(({ subject }) => subject)).toEqual(['Ticket 0', 'Ticket 1']);
	});

	test('an error that is only counted says so', async () => {
		const results = [{ id: '9', properties: { subject: 'Ticket 1' }, objectWriteTraceId: '1' }];
		const body = { status: 'COMPLETE', results, numErrors: 1 };
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path: 'batch/create', status: 207, body });
		const { json } = await runNode(node('ticket', 'create', NUMBERED, { items: numbered(2), continueOnFail: true }));
		expect(json).toEqual([
			{ error: expect.stringMatching(/^HubSpot says: 1 of the inputs failed, but not which ones and why/) },
			expect.objectContaining({ subject: 'Ticket 1' }),
		]);
	});

	test('an item that HubSpot does not mention becomes an error', async () => {
		const body = { status: 'COMPLETE', results: [{ id: '9', properties: {}, objectWriteTraceId: '0' }] };
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', status: 201, body });
		const result = await runNode(node('ticket', 'create', NUMBERED, { items: numbered(2), continueOnFail: true }));
		expect(result.json[1]?.error).toMatch(/did not say what became of this item/);
		expect(batches()).toEqual([2]);
	});
});

describe('a batch that is refused as a whole', () => {
	const refusal = { kind: 'status', service: 'hubspot', status: 400, path: 'batch' } as const;

	test('with Continue On Fail its items are tried one by one', async () => {
		sandbox.current.faults.add(refusal);
		const items = [{ subject: 'Ticket 0' }, { subject: 'Ticket 1', stage: '1094427714' }, { subject: 'Ticket 2' }];
		const result = await runNode(node('ticket', 'create', NUMBERED, { items, continueOnFail: true }));
		expect(recordRequests(sandbox)).toHaveLength(4);
		expect(result.json.map(({ subject }) => subject)).toEqual(['Ticket 0', undefined, 'Ticket 2']);
		expect(result.json[1]?.error).toMatch(/is not a stage of pipeline/);
	});

	test('without it the run ends there', async () => {
		sandbox.current.faults.add(refusal);
		const result = await runNode(node('ticket', 'create', NUMBERED, { items: numbered(200) }));
		expect(messageOf(result)).toMatch(/^HubSpot says: /);
		expect(recordRequests(sandbox)).toHaveLength(1);
	});

	test('a token that is refused is not tried again with every item', async () => {
		const { hubSpotTicketsApi } = node('ticket', 'create').credentials;
		const credentials = { hubSpotTicketsApi: { ...hubSpotTicketsApi, accessToken: 'wrong-token' } };
		const result = await runNode(
			node('ticket', 'create', NUMBERED, { items: numbered(3), continueOnFail: true, credentials }),
		);
		expect(recordRequests(sandbox)).toHaveLength(1);
		expect(result.json.map(({ error }) => error)).toEqual(
			Array(3).fill(expect.stringMatching(/Check the access token/)),
		);
	});
});

describe('a connection that is cut after a batch took effect', () => {
	const cut = { kind: 'resetAfter', service: 'hubspot', path: 'batch/create', skip: 1 } as const;

	test('without Continue On Fail nothing is sent again, and the error names what was done', async () => {
		const before = await ticketCount();
		sandbox.current.faults.add(cut);
		const result = await runNode(node('ticket', 'create', NUMBERED, { items: numbered(1_500) }));
		expect(messageOf(result)).toMatch(/^The outcome is unknown: the connection was cut/);
		expect(result.error?.description).toMatch(/before you run this item again/);
		// The batches that were under way beside it ended; no further one was begun.
		const sent = requests(sandbox.current, 'hubspot', 'POST').filter(({ path }) => path.endsWith('/batch/create'));
		expect(sent.length).toBeLessThanOrEqual(7);
		expect(await ticketCount()).toBe(before + sent.length * 100);
		const [, done = ''] =
			/were done before the run stopped: ([-\d, ]+)\./.exec(String(result.error?.description)) ?? [];
		const counted = done.split(', ').map((range) => range.split('-').map(Number));
		expect(counted.reduce((sum, [from = 0, to = from]) => sum + to - from + 1, 0)).toBe((sent.length - 1) * 100);
	});

	test('in the first batch ends the run before more is sent', async () => {
		const before = await ticketCount();
		sandbox.current.faults.add({ ...cut, skip: 0 });
		await runNode(node('ticket', 'create', NUMBERED, { items: numbered(300) }));
		expect(await ticketCount()).toBe(before + 100);
	});

	test('with it the items of that batch are unknown and the others pass', async () => {
		const before = await ticketCount();
		sandbox.current.faults.add(cut);
		const result = await runNode(node('ticket', 'create', NUMBERED, { items: numbered(300), continueOnFail: true }));
		const unknown = result.json.flatMap(({ error }, index) => (error === undefined ? [] : [index]));
		expect(unknown).toEqual(upTo(100).map((index) => index + 100));
		expect(result.json[100]?.error).toMatch(/^The outcome is unknown/);
		expect(await ticketCount()).toBe(before + 300);
	});
});

test('bad input of one item stops a run without Continue On Fail before anything is sent', async () => {
	const items = [...numbered(150), { subject: '' }];
	const result = await runNode(node('ticket', 'create', NUMBERED, { items }));
	expect(messageOf(result)).toBe('The field "Subject" is empty');
	expect(result.error?.context.itemIndex).toBe(150);
	expect(recordRequests(sandbox)).toEqual([]);
});

test('properties from the items cost one more request, not one per item', async () => {
	const items = numbered(150).map((item) => ({ ...item, impact_score: 3 }));
	const result = await runNode(node('ticket', 'create', { ...NUMBERED, properties: automatic }, { items }));
	expect(requests(sandbox.current, 'hubspot').map(({ method }) => method)).toEqual(['GET', 'POST', 'POST', 'GET']);
	expect(result.json[149]).toMatchObject({ subject: 'Ticket 149', impact_score: '3' });
	expect(result.hints).toEqual([]);
});

describe('Update of many items', () => {
	const change = { ticketId: byId('={{ $json.id }}'), updateFields: { content: '={{ $json.content }}' } };

	test('changes 250 tickets with 3 requests', async () => {
		const ids = await seeded(250);
		const items = ids.map((id) => ({ id, content: `Note ${id}` }));
		const result = await runNode(node('ticket', 'update', change, { items }));
		expect(batches()).toEqual([100, 100, 50]);
		expect(result.json.map(({ id, content }) => ({ id, content }))).toEqual(items);
	});

	test('evaluates expressions for each item, also inside collections, and takes fixed values for all', async () => {
		const ids = await seeded(3);
		const items = ids.map((id, index) => ({ id, priority: ['LOW', 'MEDIUM', 'HIGH'][index] }));
		const fields = { content: 'for all', priority: byId('={{ $json.priority }}'), stageId: byId('2') };
		const result = await runNode(node('ticket', 'update', { ...change, updateFields: fields }, { items }));
		const stored = result.json.map(({ id, content, hs_ticket_priority, hs_pipeline_stage }) => ({
			id,
			content,
			priority: hs_ticket_priority,
			stage: hs_pipeline_stage,
		}));
		expect(stored).toEqual(items.map((item) => ({ ...item, content: 'for all', stage: '2' })));
	});

	const slowBatch = { kind: 'slow', service: 'hubspot', path: 'batch', skip: 1, delayMs: 300 } as const;
	const firstOfEach = () =>
		requests(sandbox.current, 'hubspot', 'POST').map(({ body }) => Object(inputsOf(body)[0]).id);

	test('does not wait with the next batch of other tickets once the first one went well', async () => {
		const ids = await seeded(300);
		sandbox.current.faults.add(slowBatch);
		const items = ids.map((id) => ({ id, content: 'x' }));
		const result = await runNode(node('ticket', 'update', change, { items }));
		expect(result.json.map(({ id }) => id)).toEqual(ids);
		// In the order of the responses: the slow one came last.
		expect(firstOfEach()).toEqual([ids[0], ids[200], ids[100]]);
	});

	test('waits with it when a ticket occurs again', async () => {
		const ids = await seeded(250);
		sandbox.current.faults.add(slowBatch);
		const items = [...ids, ids[0]].map((id) => ({ id, content: 'x' }));
		await runNode(node('ticket', 'update', change, { items }));
		expect(firstOfEach()).toEqual([ids[0], ids[100], ids[200]]);
	});

	test('puts a repeated ticket into a later batch, so that every change is made, the last one last', async () => {
		const [a = '', b = ''] = await seeded(2);
		const items = [
			{ id: a, content: 'first' },
			{ id: b, content: 'only' },
			{ id: a, content: 'second' },
			{ id: a, content: 'third' },
		];
		const result = await runNode(node('ticket', 'update', change, { items }));
		expect(batches()).toEqual([2, 1, 1]);
		expect(result.json.map(({ content }) => content)).toEqual(['first', 'only', 'second', 'third']);
		const [ticket] = (await runNode(node('ticket', 'get', { ticketId: byId(a) }))).json;
		expect(ticket?.content).toBe('third');
	});

	test('keeps the order of changes to one ticket when a batch is refused', async () => {
		const [a = '', b = ''] = await seeded(2);
		sandbox.current.faults.add({ kind: 'status', status: 400, service: 'hubspot', path: 'batch' });
		const items = [
			{ id: a, content: 'first' },
			{ id: b, content: 'only' },
			{ id: a, content: 'second' },
		];
		const result = await runNode(node('ticket', 'update', change, { items, continueOnFail: true }));
		expect(result.json.map(({ content }) => content)).toEqual(['first', 'only', 'second']);
		const [ticket] = (await runNode(node('ticket', 'get', { ticketId: byId(a) }))).json;
		expect(ticket?.content).toBe('second');
	});

	test('gives a missing ticket its own message', async () => {
		const [a = '', b = ''] = await seeded(2);
		const items = [a, '999999', b].map((id) => ({ id, content: 'x' }));
		const result = await runNode(node('ticket', 'update', change, { items, continueOnFail: true }));
		expect(result.json.map(({ id }) => id)).toEqual([a, undefined, b]);
		expect(result.json[1]?.error).toMatch(/Could not get some TICKET objects.*deleted or merged/);
	});

	test('is sent again after a cut connection, because it doubles nothing', async () => {
		const ids = await seeded(2);
		sandbox.current.faults.add({ kind: 'resetAfter', service: 'hubspot' });
		const items = ids.map((id) => ({ id, content: 'x' }));
		const result = await runNode(node('ticket', 'update', change, { items }));
		expect(result.error).toBeUndefined();
		expect(recordRequests(sandbox)).toHaveLength(2);
	});
});

describe('Get of many items', () => {
	const byItem = { ticketId: byId('={{ $json.id }}') };

	test('reads 250 tickets with 3 requests, repeated IDs too', async () => {
		const ids = await seeded(250);
		const items = [...ids, ids[0] ?? ''].map((id) => ({ id }));
		const result = await runNode(node('ticket', 'get', byItem, { items }));
		expect(batches()).toEqual([100, 100, 50]);
		expect(result.json.map(({ id }) => id)).toEqual(items.map(({ id }) => id));
		expect(result.json[0]).toHaveProperty('subject');
	});

	test('asks for 50 at a time with histories', async () => {
		const items = (await seeded(60)).map((id) => ({ id }));
		const options = { propertiesWithHistory: ['subject'] };
		const result = await runNode(node('ticket', 'get', { ...byItem, options }, { items }));
		expect(batches()).toEqual([50, 10]);
		expect(result.json[59]?.propertiesWithHistory).toMatchObject({ subject: [{ value: 'Seeded ticket 60' }] });
	});

	test('adds associations, and treats items with other options apart', async () => {
		sandbox.current.setSwitches('hubspot', { associationPageSize: 1 });
		const all = (await runNode(node('ticket', 'getAll', { returnAll: true }))).json;
		const [first = '', second = ''] = all.map(({ id }) => String(id));
		const additionalFields = { contactIds: '201,202,203' };
		const create = node('ticket', 'create', { subject: 'Many', stageId: list('1'), additionalFields });
		const many = String((await runNode(create)).json[0]?.id);
		const items = [first, many, second].map((id) => ({ id, kinds: id === second ? [] : ['contacts'] }));
		const options = { associations: '={{ $json.kinds }}' };
		const result = await runNode(node('ticket', 'get', { ...byItem, options }, { items }));
		expect(result.json.map(({ id, associations }) => ({ id, associations }))).toEqual([
			{ id: first, associations: { contacts: ['201'] } },
			{ id: many, associations: { contacts: ['201', '202', '203'] } },
			{ id: second, associations: undefined },
		]);
		const single = await runNode(
			node('ticket', 'get', { ticketId: byId(many), options: { associations: ['contacts'] } }),
		);
		expect(single.json[0]?.associations).toEqual({ contacts: ['201', '202', '203'] });
	});

	test('gives a missing ticket its own message', async () => {
		const [a = ''] = await seeded(1);
		const items = [{ id: a }, { id: '999999' }];
		const result = await runNode(node('ticket', 'get', byItem, { items, continueOnFail: true }));
		expect(result.json[0]?.id).toBe(a);
		expect(result.json[1]?.error).toMatch(/Could not get some TICKET objects/);
	});
});

async function merge(primaryObjectId: string, objectIdToMerge: string): Promise<string> {
	const response = await fetch(`${sandbox.current.url}/hubspot/crm/objects/2026-09/tickets/merge`, {
		method: 'POST',
		headers: { authorization: 'Bearer hubspot-sandbox-token', 'content-type': 'application/json' },
		body: JSON.stringify({ primaryObjectId, objectIdToMerge }),
	});
	return String(Object(await response.json()).id);
}

test('Get and Update follow the ID of a ticket that was merged away, also among many', async () => {
	const [a = '', b = '', c = ''] = await seeded(3);
	const merged = await merge(a, b);
	const items = [b, c].map((id) => ({ id }));
	const byItem = { ticketId: byId('={{ $json.id }}') };
	const got = await runNode(node('ticket', 'get', byItem, { items }));
	expect(got.json.map(({ id }) => id)).toEqual([merged, c]);
	const updated = await runNode(node('ticket', 'update', { ...byItem, updateFields: { content: 'new' } }, { items }));
	expect(updated.error).toBeUndefined();
	expect(updated.json).toMatchObject([
		{ id: merged, content: 'new' },
		{ id: c, content: 'new' },
	]);
});

test('Delete moves 150 tickets to the bin with 2 requests and names each', async () => {
	const ids = await seeded(150);
	const items = ids.map((id) => ({ id }));
	const result = await runNode(node('ticket', 'delete', { ticketId: byId('={{ $json.id }}') }, { items }));
	expect(batches()).toEqual([100, 50]);
	expect(result.json).toEqual(ids.map((id) => ({ id, deleted: true })));
	const bin = await runNode(node('ticket', 'getAll', { returnAll: true, options: { archived: true } }));
	expect(bin.json.map(({ id, archived }) => ({ id, archived }))).toEqual(ids.map((id) => ({ id, archived: true })));
});
