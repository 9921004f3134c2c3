import { resources } from '../../nodes/HubSpotTickets/actions';
import { enrichTicket } from '../../nodes/HubSpotTickets/crm/ticketLabels';
import type { Resource } from '../../nodes/shared/operations/operation';
import { createHubSpot } from '../../sandbox/hubspot';
import { messageOf, runNode } from '../harness/engine';
import { useSandbox } from '../harness/sandbox';
import { useInstantWaits } from '../harness/waits';
import { byId, hubSpot, list, recordRequests } from './setup';

useInstantWaits();
const sandbox = useSandbox([createHubSpot]);
const node = hubSpot(sandbox);

const KNOWN = 'RET-2026-0001';
const byRef = { lookUpBy: 'uniqueProperty', uniqueProperty: list('external_ref'), uniqueValue: '={{ $json.ref }}' };
const byItem = { ticketId: byId('={{ $json.id }}') };
const calls = () => recordRequests(sandbox).map(({ method, path }) => `${method} ${path.split('/').at(-1)}`);

async function made(ref: string): Promise<string> {
	const properties = { external_ref: ref };
	const { id } = Object(await sandbox.current.act('hubspot', 'raiseTicket', { subject: ref, properties }));
	sandbox.current.journal.clear();
	return String(id);
}

describe('a ticket by a unique property', () => {
	test('Get: one with the query, many in a batch', async () => {
		const id = await made('A/1');
		const one = await runNode(node('ticket', 'get', byRef, { items: [{ ref: 'A/1' }] }));
		expect(one.json[0]).toMatchObject({ id, subject: 'A/1' });
		expect(recordRequests(sandbox)[0]).toMatchObject({ query: { idProperty: 'external_ref' } });
		sandbox.current.journal.clear();
		const items = [{ ref: KNOWN }, { ref: 'nobody' }, { ref: 'A/1' }];
		const many = await runNode(node('ticket', 'get', byRef, { items, continueOnFail: true }));
		expect(many.json.map(({ subject }) => subject)).toEqual(['Return of two meters', undefined, 'A/1']);
		expect(many.json[1]?.error).toMatch(/\(nobody\)/);
		expect(calls()).toEqual(['POST read']);
	});

	test('Get: one has the same fields as one of many', async () => {
		const item = { ref: KNOWN };
		const one = await runNode(node('ticket', 'get', byRef, { items: [item] }));
		const many = await runNode(node('ticket', 'get', byRef, { items: [item, item] }));
		expect(one.json[0]?.external_ref).toBe(KNOWN);
		expect(many.json).toEqual([one.json[0], one.json[0]]);
	});

	test('Update: one and many', async () => {
		const id = await made('A-2');
		const update = (content: string) => ({ ...byRef, updateFields: { content } });
		const one = await runNode(node('ticket', 'update', update('one'), { items: [{ ref: 'A-2' }] }));
		expect(one.json[0]).toMatchObject({ id, content: 'one' });
		const items = [{ ref: 'A-2' }, { ref: KNOWN }, { ref: 'nobody' }];
		const many = await runNode(node('ticket', 'update', update('many'), { items, continueOnFail: true }));
		expect(many.json.map(({ external_ref, content }) => [external_ref, content])).toEqual([
			['A-2', 'many'],
			[KNOWN, 'many'],
			[undefined, undefined],
		]);
		expect(many.json[2]?.error).toMatch(/deleted or merged/);
	});

	test('of one ticket named by ID and by property, the last change comes last', async () => {
		const id = await made('A-4');
		const lookUpBy = '={{ $json.ref ? "uniqueProperty" : "id" }}';
		const parameters = { ...byRef, ...byItem, lookUpBy, updateFields: { content: '={{ $json.content }}' } };
		const items = [
			{ id, content: '1' },
			{ ref: 'A-4', content: '2' },
			{ id, content: '3' },
		];
		await runNode(node('ticket', 'update', parameters, { items }));
		const [last] = (await runNode(node('ticket', 'get', byItem, { items: [{ id }] }))).json;
		expect(last).toMatchObject({ content: '3' });
		await runNode(node('ticket', 'update', parameters, { items: items.slice(0, 2) }));
		const [ticket] = (await runNode(node('ticket', 'get', byItem, { items: [{ id }] }))).json;
		expect(ticket).toMatchObject({ content: '2' });
	});

	test('a value that looks like the ID of a merged ticket is another ticket, and is written once', async () => {
		const [a, b] = [await made('M-1'), await made('M-2')];
		const merge = { primaryTicketId: byId(a), ticketIdToMerge: byId(b) };
		const merged = String((await runNode(node('ticket', 'merge', merge))).json[0]?.id);
		await made(merged);
		const lookUpBy = '={{ $json.ref ? "uniqueProperty" : "id" }}';
		const parameters = { ...byRef, ...byItem, lookUpBy, updateFields: { content: '={{ $json.content }}' } };
		const items = [
			{ id: b, content: '1' },
			{ ref: merged, content: '2' },
		];
		const { json } = await runNode(node('ticket', 'update', parameters, { items }));
		expect(json).toMatchObject([
			{ id: merged, content: '1' },
			{ subject: merged, content: '2' },
		]);
		expect(calls()).toEqual(['POST update', `PATCH ${b}`, 'POST update']);
	});

	test('items by ID and items by property go in batches of their own', async () => {
		const id = await made('A-3');
		const lookUpBy = '={{ $json.ref ? "uniqueProperty" : "id" }}';
		const parameters = { ...byRef, ...byItem, lookUpBy, updateFields: { content: 'x' } };
		const items = [{ id }, { ref: KNOWN }];
		const { json } = await runNode(node('ticket', 'update', parameters, { items }));
		expect(json.map(({ content }) => content)).toEqual(['x', 'x']);
		expect(calls()).toEqual(['POST update', 'POST update']);
	});

	test('a result without trace ID is matched by the value, not by a ticket ID that looks alike', async () => {
		const [a, b] = [await made('1001'), await made('1002')];
		const results = [
			{ id: '1002', properties: { external_ref: '1001' } },
			{ id: '77', properties: { external_ref: '1002' } },
		];
		const body = { status: 'COMPLETE', results };
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path: 'batch/update', status: 200, body });
		const items = [{ ref: '1001' }, { ref: '1002' }];
		const { json } = await runNode(node('ticket', 'update', { ...byRef, updateFields: { content: 'x' } }, { items }));
		expect(json.map(({ id }) => id)).toEqual(['1002', '77']);
		expect([a, b]).not.toContain('77');
	});
});

describe('Ignore Missing', () => {
	const options = { ignoreMissing: true };

	test('Get passes over what does not exist, alone and among many', async () => {
		const id = await made('A-4');
		expect((await runNode(node('ticket', 'get', { ...byItem, options }, { items: [{ id: '999' }] }))).json).toEqual([]);
		const items = [{ id: '999' }, { id }, { id: '998' }];
		const result = await runNode(node('ticket', 'get', { ...byItem, options }, { items }));
		expect(result.json.map((ticket) => ticket.id)).toEqual([id]);
		expect(result.items[0]?.pairedItem).toEqual({ item: 1 });
		expect(messageOf(await runNode(node('ticket', 'get', byItem, { items: [{ id: '999' }] })))).toMatch(/not found/);
	});

	test('it ignores nothing else', async () => {
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', status: 403 });
		const result = await runNode(node('ticket', 'get', { ...byItem, options }, { items: [{ id: '999' }] }));
		expect(result.error).toMatchObject({ httpCode: '403' });
		expect(result.json).toEqual([]);
	});

	test('Delete: HubSpot mostly does not tell; where it does, the item says so', async () => {
		const remove = async (parameters = {}) =>
			await runNode(node('ticket', 'delete', { ...byItem, ...parameters }, { items: [{ id: '999' }] }));
		expect((await remove()).json).toEqual([{ id: '999', deleted: true }]);
		sandbox.current.setSwitches('hubspot', { deleteMissing404: true });
		expect(messageOf(await remove())).toMatch(/resource not found \(999\)/);
		expect((await remove({ options })).json).toEqual([{ id: '999', deleted: false }]);
	});

	test('Delete of many: an error about a missing ticket inside the response', async () => {
		const id = await made('A-5');
		const error = { status: 'error', category: 'OBJECT_NOT_FOUND', message: 'no', context: { ids: ['999'] } };
		const body = { status: 'COMPLETE', results: [], numErrors: 1, errors: [error] };
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path: 'archive', status: 207, body });
		const items = [{ id }, { id: '999' }];
		const { json } = await runNode(node('ticket', 'delete', { ...byItem, options }, { items }));
		expect(json).toEqual([
			{ id, deleted: true },
			{ id: '999', deleted: false },
		]);
	});
});

describe('Include Record Link', () => {
	test('does something wherever it is offered', () => {
		const operations = Object.entries<Resource>(resources).flatMap(([resource, { operations: of }]) =>
			Object.entries(of).map(([name, operation]) => ({ name: `${resource}.${name}`, operation })),
		);
		const offering = operations.filter(({ operation }) =>
			JSON.stringify(operation.properties).includes('"recordLink"'),
		);
		expect(offering.length).toBeGreaterThan(5);
		expect(offering).toEqual(operations.filter(({ operation }) => operation.enrich === enrichTicket));
	});

	const options = { recordLink: true };
	const link = (id: unknown) => `https://app-eu1.hubspot.com/contacts/24816357/record/0-5/${String(id)}`;
	const v3 = hubSpot(sandbox, { apiVersion: 'v3' });
	const account = () => calls().filter((call) => call === 'GET details').length;

	test('is given up for the run when HubSpot does not tell it, so that a run of many items comes to its end', async () => {
		const path = '/details';
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path, status: 502, times: -1 });
		const items = Array.from({ length: 5 }, (_, index) => ({ ref: `L-${index}` }));
		const create = { subject: '={{ $json.ref }}', stageId: list('1'), options };
		const { json } = await runNode(v3('ticket', 'create', create, { items }));
		expect(json.map(({ subject }) => subject)).toEqual(items.map(({ ref }) => ref));
		expect(account()).toBe(5);
	});

	// HubSpot's answers may carry the address themselves.
	test.each([true, false])('is there whether HubSpot gives it (%s) or not', async (recordUrls) => {
		sandbox.current.setSwitches('hubspot', { recordUrls });
		const { json } = await runNode(node('ticket', 'getAll', { returnAll: true, options }));
		expect(json.map(({ url }) => url)).toEqual(json.map(({ id }) => link(id)));
		expect(account()).toBe(recordUrls ? 0 : 1);
	});

	test('is asked for once per run, also with 150 items and every operation', async () => {
		const items = Array.from({ length: 150 }, (_, index) => ({ ref: `L-${index}` }));
		const create = { subject: '={{ $json.ref }}', stageId: list('1'), options };
		const { json } = await runNode(v3('ticket', 'create', create, { items }));
		expect(json[149]?.url).toBe(link(json[149]?.id));
		expect(account()).toBe(1);
		const ids = json.slice(0, 2).map(({ id }) => String(id));
		const [a = '', b = ''] = ids;
		const few = { items: ids.map((id) => ({ id })) };
		const upsert = {
			uniqueProperty: list('external_ref'),
			uniqueValue: KNOWN,
			updateFields: { content: 'x' },
			options,
		};
		for (const run of [
			v3('ticket', 'get', { ...byItem, options }, few),
			v3('ticket', 'update', { ...byItem, updateFields: { content: 'x' }, options }, few),
			v3('ticket', 'search', { query: 'return', options }),
			v3('ticket', 'upsert', upsert),
			v3('ticket', 'merge', { primaryTicketId: byId(a), ticketIdToMerge: byId(b), options }),
		]) {
			sandbox.current.journal.clear();
			const result = await runNode(run);
			expect(result.json.map(({ url }) => url)).toEqual(result.json.map(({ id }) => link(id)));
			expect(account()).toBe(1);
		}
	});

	test('is left out with a hint when the account does not tell, and the ticket is made all the same', async () => {
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path: 'account-info', status: 403, times: -1 });
		const items = [{}, {}];
		const result = await runNode(v3('ticket', 'create', { subject: 'x', stageId: list('1'), options }, { items }));
		expect(result.error).toBeUndefined();
		expect(result.json).toHaveLength(2);
		expect(result.json[0]).not.toHaveProperty('url');
		expect(result.hints).toHaveLength(1);
		expect(result.hints[0]?.message).toMatch(/^The address of the ticket is missing/);
		expect(account()).toBe(1);
	});

	test('is not added to a count, and not asked for when nobody wants it', async () => {
		const count = await runNode(v3('ticket', 'search', { options: { ...options, countOnly: true } }));
		expect(count.json).toEqual([{ total: 5 }]);
		await runNode(v3('ticket', 'getAll'));
		expect(account()).toBe(0);
	});
});

test('Search returns histories, 50 tickets per request', async () => {
	await sandbox.current.act('hubspot', 'seedTickets', { count: 120 });
	const options = { propertiesWithHistory: ['hs_pipeline_stage'], associations: ['contacts'] };
	const { json } = await runNode(node('ticket', 'search', { returnAll: true, options }));
	expect(json).toHaveLength(125);
	expect(json[124]?.propertiesWithHistory).toMatchObject({ hs_pipeline_stage: [{ value: '4' }] });
	expect(json[0]?.associations).toEqual({ contacts: ['201'] });
	const reads = recordRequests(sandbox).filter(({ path }) => path.endsWith('tickets/batch/read'));
	expect(reads.map(({ body }) => Object(body).inputs.length)).toEqual([50, 50, 25]);
});
