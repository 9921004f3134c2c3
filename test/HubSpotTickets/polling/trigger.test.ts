import { useInstantWaits } from '../../harness/waits';
import type { INodeParameters } from 'n8n-workflow';

import { POLLING_EVENTS } from '../../../nodes/HubSpotTickets/polling/events';
import { createHubSpot } from '../../../sandbox/hubspot';
import { startSandbox } from '../../../sandbox/server';
import { useSandbox } from '../../harness/sandbox';
import { MINUTE, NO_LIMITS, TriggerFixture } from './fixture';

useInstantWaits();
const sandbox = useSandbox([createHubSpot]);

function fixture(event: string, parameters: INodeParameters = {}): TriggerFixture {
	const made = new TriggerFixture(sandbox.current, { event, ...parameters });
	made.switches({ strictDated: true });
	return made;
}

/** A trigger that is active already. */
async function active(event: string, parameters: INodeParameters = {}): Promise<TriggerFixture> {
	const made = fixture(event, parameters);
	made.switches(NO_LIMITS);
	await made.poll();
	return made;
}

const SEEDED = 5;
const OLDEST = '38402119001';
const EVENTS = Object.keys(POLLING_EVENTS);
const RETURNS = '748215903';

test.each(['created', 'updated', 'noteAdded'])('%s: a record that a page has twice is told once', async (event) => {
	const trigger = await active(event);
	const id = await trigger.raise('Twice in the index');
	await trigger.note(id, 'Twice as well');
	trigger.later(2 * MINUTE);
	const type = event === 'noteAdded' ? 'notes' : 'tickets';
	const { results = [] } = await trigger.api('POST', `/crm/objects/2026-09/${type}/search`, {
		sorts: [{ propertyName: type === 'notes' ? 'hs_createdate' : 'hs_lastmodifieddate', direction: 'DESCENDING' }],
		properties: ['createdate', 'hs_createdate', 'hs_lastmodifieddate'],
		limit: 1,
	});
	const twice = JSON.parse(JSON.stringify([results, results].flat()));
	const body = { total: 2, results: twice };
	sandbox.current.faults.add({ kind: 'status', status: 200, body, service: 'hubspot', path: 'search$', times: 2 });
	expect((await trigger.poll()).map((item) => item.id)).toEqual([id]);
	expect(await trigger.poll()).toEqual([]);
});

describe('the first activation', () => {
	test.each(EVENTS)('%s: sets the baseline and emits nothing', async (event) => {
		const trigger = fixture(event, { watchedProperties: ['content'] });
		expect(await trigger.poll()).toEqual([]);
		expect(trigger.staticData).toEqual({
			state: {
				...{ version: 2, identity: expect.any(String), check: expect.any(String), event },
				...{ from: expect.any(Number), to: expect.any(Number), seen: '' },
			},
		});
		expect(await trigger.poll()).toEqual([]);
	});

	test('in an account without tickets: the first ticket ever is emitted', async () => {
		const trigger = fixture('created');
		for (let index = 0; index < SEEDED; index++) await trigger.delete(String(Number(OLDEST) + index));
		expect(await trigger.poll()).toEqual([]);
		const id = await trigger.raise('The very first');
		expect(await trigger.poll()).toEqual([expect.objectContaining({ id, subject: 'The very first' })]);
		expect(await trigger.poll()).toEqual([]);
	});

	test('another event chosen later begins with a baseline of its own', async () => {
		const trigger = await active('created');
		await trigger.raise('Raised before the change');
		const changed = new TriggerFixture(sandbox.current, { event: 'updated' });
		changed.staticData = trigger.staticData;
		expect(await changed.poll()).toEqual([]);
		expect(changed.staticData).toEqual({ state: expect.objectContaining({ event: 'updated' }) });
	});
});

describe('Ticket Created', () => {
	test('emits each new ticket once, the oldest first, with its properties beside its ID', async () => {
		const trigger = await active('created');
		const first = await trigger.raise('Pump 9 rattles', { hs_ticket_priority: 'HIGH' });
		const second = await trigger.raise('Meter shows nothing');
		const items = await trigger.poll();
		expect(items).toEqual([
			expect.objectContaining({
				id: first,
				subject: 'Pump 9 rattles',
				hs_ticket_priority: 'HIGH',
				hs_pipeline: '0',
				hs_pipeline_stage: '1',
				archived: false,
			}),
			expect.objectContaining({ id: second, subject: 'Meter shows nothing' }),
		]);
		expect(await trigger.poll()).toEqual([]);
	});

	test('a back-dated create date does not hide a new ticket', async () => {
		const trigger = await active('created');
		const id = await trigger.raise('Written down late', { createdate: '2025-01-01T00:00:00.000Z' });
		expect(await trigger.poll()).toEqual([expect.objectContaining({ id, createdate: '2025-01-01T00:00:00.000Z' })]);
		expect(await trigger.poll()).toEqual([]);
	});

	test('an old ticket whose create date is moved to now is not new', async () => {
		const trigger = await active('created');
		await trigger.update(OLDEST, { createdate: new Date(sandbox.current.core.clock.now()).toISOString() });
		expect(await trigger.poll()).toEqual([]);
	});

	test('a new ticket that is changed again and again is emitted once', async () => {
		const trigger = await active('created');
		const id = await trigger.raise('Busy ticket');
		expect(await trigger.poll()).toHaveLength(1);
		for (const minutes of [1, 3, 10, 60]) {
			trigger.later(minutes * MINUTE);
			await trigger.update(id, { content: `after ${minutes}` });
			expect(await trigger.poll()).toEqual([]);
		}
	});

	test('filters ask for the pipeline and stage that it was created in', async () => {
		const inNew = await active('created', { filters: { pipelines: ['0'], stages: ['1'] } });
		const inWaiting = await active('created', { filters: { stages: ['2'] } });
		const moved = await inNew.raise('Created in New, moved at once');
		await inNew.move(moved, '2');
		await inNew.raise('A return', { hs_pipeline: RETURNS, hs_pipeline_stage: '1094427713' });
		expect(await inNew.poll()).toEqual([expect.objectContaining({ id: moved, hs_pipeline_stage: '2' })]);
		expect(await inWaiting.poll()).toEqual([]);
	});

	test('a new ticket that was emitted and then merged is not emitted again under its new ID', async () => {
		const trigger = await active('created');
		const one = await trigger.raise('Same trouble');
		const two = await trigger.raise('Same trouble, reported twice');
		expect(await trigger.poll()).toHaveLength(2);
		await fetch(`${sandbox.current.url}/hubspot/crm/objects/2026-09/tickets/merge`, {
			method: 'POST',
			headers: { authorization: 'Bearer hubspot-sandbox-token', 'content-type': 'application/json' },
			body: JSON.stringify({ primaryObjectId: one, objectIdToMerge: two }),
		}).then(async (answer) => expect(answer.status).toBe(200));
		expect(await trigger.poll()).toEqual([]);
	});
});

describe('Ticket Updated', () => {
	test('emits a change once; several changes between two polls are one item with the latest values', async () => {
		const trigger = await active('updated');
		await trigger.update(OLDEST, { content: 'one' });
		await trigger.update(OLDEST, { content: 'two' });
		expect(await trigger.poll()).toEqual([expect.objectContaining({ id: OLDEST, content: 'two' })]);
		expect(await trigger.poll()).toEqual([]);
		await trigger.update(OLDEST, { content: 'three' });
		expect(await trigger.poll()).toEqual([expect.objectContaining({ id: OLDEST, content: 'three' })]);
	});

	test('filters ask for the pipeline and stage that the ticket is in', async () => {
		const trigger = await active('updated', { filters: { pipelines: [RETURNS], stages: ['1094427714'] } });
		await trigger.update(OLDEST, { content: 'not a return' });
		const inReturns = String(Number(OLDEST) + 4);
		await trigger.update(inReturns, { content: 'a return' });
		expect(await trigger.poll()).toEqual([expect.objectContaining({ id: inReturns })]);
	});

	test('a hundred chosen stages do not make the search too long', async () => {
		const stages = Array.from(
			{ length: 100 },
			(_, index) => `59300000000000000000000000000000${String(index).padStart(4, '0')}`,
		);
		const trigger = await active('updated', { filters: { stages: [...stages, '1'] } });
		await trigger.update(OLDEST, { content: 'in stage 1' });
		await trigger.update(String(Number(OLDEST) + 1), { content: 'in stage 2' });
		expect(await trigger.poll()).toEqual([expect.objectContaining({ id: OLDEST })]);
	});

	test('what was read is newer than what the index showed: the index shows it later as nothing new', async () => {
		const trigger = await active('updated');
		trigger.switches({ searchLagMs: 30_000 });
		await trigger.update(OLDEST, { content: 'one' });
		trigger.later(20_000);
		await trigger.update(OLDEST, { content: 'two' });
		trigger.later(15_000);
		expect(await trigger.poll()).toEqual([expect.objectContaining({ content: 'two' })]);
		trigger.later(30_000);
		expect(await trigger.poll()).toEqual([]);
	});
});

describe('Stage Changed', () => {
	test('says where the ticket came from, where it went, when, and through whom', async () => {
		const trigger = await active('stageChanged');
		await trigger.move(OLDEST, '4');
		expect(await trigger.poll()).toEqual([
			expect.objectContaining({
				id: OLDEST,
				subject: 'Pump 7 does not start',
				previousStageId: '1',
				previousStageLabel: 'New',
				stageId: '4',
				stageLabel: 'Closed',
				pipelineId: '0',
				pipelineLabel: 'Support Pipeline',
				isClosed: true,
				changedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
				source: 'CRM_UI',
			}),
		]);
		expect(await trigger.poll()).toEqual([]);
	});

	test('two moves between two polls are two items, in order', async () => {
		const trigger = await active('stageChanged');
		await trigger.move(OLDEST, '2');
		await trigger.move(OLDEST, '3');
		const moves = (await trigger.poll()).map(({ previousStageId, stageId }) => [previousStageId, stageId]);
		expect(moves).toEqual([
			['1', '2'],
			['2', '3'],
		]);
	});

	test('other changes, and creating a ticket, are no moves', async () => {
		const trigger = await active('stageChanged');
		await trigger.raise('New in stage 1');
		await trigger.update(OLDEST, { content: 'no move' });
		expect(await trigger.poll()).toEqual([]);
	});

	test('a move into another pipeline', async () => {
		const trigger = await active('stageChanged');
		await trigger.update(OLDEST, { hs_pipeline: RETURNS, hs_pipeline_stage: '1094427713' });
		expect(await trigger.poll()).toEqual([
			expect.objectContaining({ previousStageLabel: 'New', stageLabel: 'Announced', pipelineLabel: 'Returns' }),
		]);
	});

	test('filters ask for the stage that it was moved to, even if it has moved on since', async () => {
		const trigger = await active('stageChanged', { filters: { pipelines: ['0'], stages: ['4'] } });
		await trigger.move(OLDEST, '4');
		await trigger.move(OLDEST, '2');
		expect(await trigger.poll()).toEqual([expect.objectContaining({ stageId: '4', hs_pipeline_stage: '2' })]);
	});

	test('asks for the history of at most 50 tickets at once, and for nothing that is not new', async () => {
		const trigger = await active('stageChanged');
		await trigger.seed(120, true);
		expect(await trigger.poll()).toEqual([]);
		expect(trigger.calls(/batch\/read$/)).toHaveLength(3);
		expect(await trigger.poll()).toEqual([]);
		expect(trigger.calls(/batch\/read$/)).toHaveLength(3);
	});
});

describe('what comes out', () => {
	test('selected properties', async () => {
		const trigger = await active('created', {
			propertySelection: 'selected',
			propertyNames: ['jtel_event_id', 'subject'],
		});
		const id = await trigger.raise('Selected', { jtel_event_id: '77' });
		const [item] = await trigger.poll();
		expect(item).toMatchObject({ id, jtel_event_id: '77', subject: 'Selected' });
		expect(item).not.toHaveProperty('content');
	});

	test('all properties', async () => {
		const trigger = await active('created', { propertySelection: 'all' });
		await trigger.raise('All', { external_ref: 'REF-1' });
		const [item] = await trigger.poll();
		expect(item).toMatchObject({ external_ref: 'REF-1', promised_on: null, hs_is_closed: 'false' });
	});

	test('without Simplify the record as HubSpot gave it', async () => {
		const trigger = await active('stageChanged', { simplify: false });
		await trigger.move(OLDEST, '2');
		expect(await trigger.poll()).toEqual([
			expect.objectContaining({
				id: OLDEST,
				properties: expect.objectContaining({ subject: 'Pump 7 does not start' }),
				propertiesWithHistory: { hs_pipeline_stage: expect.any(Array) },
				previousStageId: '1',
				stageId: '2',
			}),
		]);
	});

	test.each(['2026-03', 'v3'])('with API version %s', async (apiVersion) => {
		const trigger = new TriggerFixture(sandbox.current, { event: 'stageChanged', apiVersion });
		await trigger.poll();
		await trigger.move(OLDEST, '2');
		expect(await trigger.poll()).toEqual([expect.objectContaining({ stageLabel: 'Waiting on contact' })]);
		const prefix = apiVersion === 'v3' ? '/crm/v3/' : '/crm/objects/2026-03/';
		expect(trigger.calls(/search$/).every(({ path }) => path.startsWith(prefix))).toBe(true);
	});
});

describe('nothing lost', () => {
	test('the scan asks by the last change, by ID, with pages of 200 and never with "after"', async () => {
		const trigger = await active('updated');
		await trigger.seed(450, true);
		sandbox.current.journal.clear();
		expect(await trigger.poll()).toHaveLength(450);
		const bodies = trigger.calls(/search$/).map(({ body }) => body);
		expect(bodies).toHaveLength(4);
		expect(JSON.stringify(bodies)).not.toContain('"after"');
		expect(bodies[2]).toMatchObject({
			filterGroups: [
				{
					filters: [
						{ propertyName: 'hs_lastmodifieddate', operator: 'GTE' },
						{ propertyName: 'hs_object_id', operator: 'GT', value: String(Number(OLDEST) + SEEDED + 199) },
					],
				},
			],
			sorts: [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }],
			limit: 200,
		});
	});

	test.each([true, false])('whether pages of a search are short (%s) although more follow', async (shortPages) => {
		const trigger = await active('created');
		trigger.switches({ shortPages });
		await trigger.seed(450, true);
		expect(new Set((await trigger.poll()).map(({ id }) => id)).size).toBe(450);
		expect(await trigger.poll()).toEqual([]);
	});

	test('many tickets with one last-modified timestamp, more than the 10,000 that a search shows', async () => {
		const trigger = await active('created');
		await trigger.seed(12_000, true);
		const ids = (await trigger.poll({ budgetMs: 10 * MINUTE })).map(({ id }) => id);
		expect(ids).toHaveLength(12_000);
		expect(new Set(ids).size).toBe(12_000);
		expect(JSON.stringify(trigger.staticData).length).toBeLessThan(64 * 1024);
		expect(await trigger.poll({ budgetMs: 10 * MINUTE })).toEqual([]);
	}, 60_000);

	test('an index that lags longer than a poll, but within the lookback', async () => {
		const trigger = await active('stageChanged');
		trigger.switches({ searchLagMs: 3 * MINUTE });
		await trigger.move(OLDEST, '2');
		for (let minute = 0; minute < 2; minute++) {
			trigger.later(MINUTE);
			expect(await trigger.poll()).toEqual([]);
		}
		trigger.switches({ searchLagMs: 0 });
		trigger.later(MINUTE);
		expect(await trigger.poll()).toEqual([expect.objectContaining({ id: OLDEST, stageId: '2' })]);
		expect(await trigger.poll()).toEqual([]);
	});

	test('a ticket that the index shows after younger ones is still met', async () => {
		const trigger = await active('updated', { options: { overlapMinutes: 5 } });
		const late = await trigger.raise('Slow in the index');
		trigger.later(4 * MINUTE);
		await trigger.update(OLDEST, { content: 'quick in the index' });
		// The newest change is in the index, but the page of the scan does not show the older one yet.
		sandbox.current.faults.add({
			kind: 'status',
			status: 200,
			path: 'search$',
			skip: 1,
			body: { total: 0, results: [] },
		});
		expect(await trigger.poll()).toEqual([]);
		const items = await trigger.poll();
		expect(items.map(({ id }) => id)).toEqual([late, OLDEST]);
	});

	test.each([
		['fast', -3 * 60 * MINUTE],
		['slow', 3 * 60 * MINUTE],
	])('a host whose clock is three hours %s', async (_name, shift) => {
		sandbox.current.core.clock.shift(shift);
		const trigger = await active('stageChanged');
		await trigger.raise('Makes the account move');
		expect(await trigger.poll()).toEqual([]);
		await trigger.move(OLDEST, '2');
		expect(await trigger.poll()).toHaveLength(1);
		trigger.later(MINUTE);
		await trigger.move(OLDEST, '3');
		expect(await trigger.poll()).toHaveLength(1);
		expect(await trigger.poll()).toEqual([]);
	});

	test('a ticket deleted between search and read is skipped', async () => {
		const trigger = await active('created');
		trigger.switches({ searchLagMs: 30_000 });
		const gone = await trigger.raise('Raised by mistake');
		const kept = await trigger.raise('Raised on purpose');
		trigger.later(40_000);
		await trigger.delete(gone);
		expect((await trigger.poll()).map(({ id }) => id)).toEqual([kept]);
		expect(await trigger.poll()).toEqual([]);
	});

	test('429 and 503 answers only slow a poll down', async () => {
		const trigger = await active('updated');
		await trigger.update(OLDEST, { content: 'still there' });
		sandbox.current.faults.add([
			{ kind: 'status', status: 429, path: 'search$', headers: { 'retry-after': '0' } },
			{ kind: 'html', status: 503, path: 'batch/read$' },
		]);
		expect(await trigger.poll()).toHaveLength(1);
		expect(await trigger.poll()).toEqual([]);
	});
});

describe('the state', () => {
	test('a failure leaves it as it was, and the next poll emits what the failed one had found', async () => {
		const trigger = await active('stageChanged');
		await trigger.seed(300, true);
		await trigger.move(OLDEST, '2');
		const before = structuredClone(trigger.staticData);
		sandbox.current.faults.add({ kind: 'status', status: 400, path: 'batch/read$', skip: 5 });
		await expect(trigger.poll()).rejects.toThrow('HubSpot');
		expect(trigger.staticData).toEqual(before);
		expect(await trigger.poll()).toEqual([expect.objectContaining({ id: OLDEST, stageId: '2' })]);
	});

	test('the same poll run twice with the same state emits the same items', async () => {
		const trigger = await active('stageChanged');
		await trigger.move(OLDEST, '2');
		await trigger.move(OLDEST, '4');
		const before = structuredClone(trigger.staticData);
		const first = await trigger.poll();
		trigger.staticData = before;
		expect(await trigger.poll()).toEqual(first);
	});

	test('polls that emit nothing need not be saved', async () => {
		const trigger = await active('stageChanged', { filters: { stages: ['4'] } });
		const saved = structuredClone(trigger.staticData);
		for (const stage of ['2', '3']) {
			trigger.later(10 * MINUTE);
			await trigger.move(OLDEST, stage);
			expect(await trigger.poll()).toEqual([]);
		}
		trigger.staticData = saved;
		await trigger.move(OLDEST, '4');
		expect(await trigger.poll()).toEqual([expect.objectContaining({ previousStageId: '3', stageId: '4' })]);
		expect(await trigger.poll()).toEqual([]);
	});

	test('a budget that is used up: the rest is drained in the next polls, once each', async () => {
		const trigger = await active('created');
		await trigger.seed(900, true);
		const ids: unknown[] = [];
		for (let index = 0; index < 5; index++) {
			const items = await trigger.poll({ budgetMs: 0 });
			ids.push(...items.map(({ id }) => id));
			if (index < 4) expect(trigger.staticData.state).toHaveProperty('resume');
			await trigger.raise(`Raised during the scan ${index}`);
		}
		for (let index = 0; index < 2; index++) ids.push(...(await trigger.poll()).map(({ id }) => id));
		expect(ids).toHaveLength(905);
		expect(new Set(ids).size).toBe(905);
	});

	test('an engine that names no budget gets all that a poll finds', async () => {
		const trigger = await active('created');
		await trigger.seed(250, true);
		expect(await trigger.poll({ budgetMs: 'none' })).toHaveLength(250);
	});

	test('forgets what has left the lookback', async () => {
		const trigger = await active('updated');
		await trigger.seed(300, true);
		expect(await trigger.poll()).toHaveLength(300);
		const full = JSON.stringify(trigger.staticData).length;
		trigger.later(6 * MINUTE);
		await trigger.update(OLDEST, { content: 'moves the cursor' });
		expect(await trigger.poll()).toHaveLength(1);
		expect(JSON.stringify(trigger.staticData).length).toBeLessThan(full / 3);
		expect(await trigger.poll()).toEqual([]);
	});

	test('two polls at once in one process: the second one leaves the work to the first, and ends after it', async () => {
		const trigger = await active('updated');
		await trigger.update(OLDEST, { content: 'once' });
		sandbox.current.setLatency(50);
		const [{ poll }, { sandboxCredentials }] = [
			await import('../../harness/engine'),
			await import('../../harness/sandbox'),
		];
		const setup = {
			type: 'hubSpotTicketsTrigger',
			parameters: trigger.parameters,
			credentials: sandboxCredentials(sandbox.current),
			nodeId: 'one-and-the-same',
		};
		// In the order in which they end. The idle one must not be the first: n8n would take the engine of expressions away
		// from the other.
		const ended: number[] = [];
		await Promise.all(
			[0, 1].map(async () => {
				ended.push((await poll({ ...setup, staticData: structuredClone(trigger.staticData) }))?.length ?? 0);
			}),
		);
		sandbox.current.setLatency(0);
		expect(ended).toEqual([1, 0]);
	});

	test('a credential of another server begins anew, also when the clock of the last one was ahead', async () => {
		const tried = await active('created');
		sandbox.current.core.clock.shift(24 * 60 * MINUTE);
		await tried.raise('In the future');
		expect(await tried.poll()).toHaveLength(1);
		const elsewhere = await startSandbox({ port: 0, services: [createHubSpot] });
		try {
			const real = new TriggerFixture(elsewhere, tried.parameters);
			real.staticData = tried.staticData;
			expect(await real.poll()).toEqual([]);
			const id = await real.raise('Now');
			expect(await real.poll()).toEqual([expect.objectContaining({ id })]);
		} finally {
			await elsewhere.close();
		}
	});

	test('an activation with another event, while a poll of the last one is at work, begins at once', async () => {
		const trigger = await active('updated');
		await trigger.update(OLDEST, { content: 'once' });
		sandbox.current.setLatency(50);
		const [{ poll }, { sandboxCredentials }] = [
			await import('../../harness/engine'),
			await import('../../harness/sandbox'),
		];
		const setup = {
			type: 'hubSpotTicketsTrigger',
			credentials: sandboxCredentials(sandbox.current),
			nodeId: 'the-same-before-and-after',
		};
		const changed = fixture('created');
		changed.staticData = structuredClone(trigger.staticData);
		const polls = [trigger, changed].map(
			async ({ parameters, staticData }) => await poll({ ...setup, parameters, staticData }),
		);
		expect(await Promise.all(polls)).toEqual([[expect.anything()], null]);
		sandbox.current.setLatency(0);
		const id = await changed.raise('Between the activation and the next poll');
		expect(await changed.poll()).toEqual([expect.objectContaining({ id })]);
	});
});

describe('a test in the editor', () => {
	test.each(['created', 'updated', 'stageChanged'])('%s: shows one recent ticket and moves nothing', async (event) => {
		const trigger = fixture(event);
		expect(await trigger.poll({ mode: 'manual' })).toHaveLength(1);
		expect(trigger.staticData).toEqual({});
	});

	test('shows the newest ticket, whatever its create date', async () => {
		const trigger = fixture('created');
		const id = await trigger.raise('Newest', { createdate: '2020-01-01T00:00:00.000Z' });
		expect(await trigger.poll({ mode: 'manual' })).toEqual([expect.objectContaining({ id })]);
	});

	test('Stage Changed: shows the newest move; without one the stage that a ticket is in', async () => {
		const trigger = fixture('stageChanged');
		expect(await trigger.poll({ mode: 'manual' })).toEqual([
			expect.objectContaining({ previousStageId: null, previousStageLabel: null, stageLabel: expect.any(String) }),
		]);
		await trigger.move(OLDEST, '2');
		await trigger.update(String(Number(OLDEST) + 1), { content: 'changed later' });
		expect(await trigger.poll({ mode: 'manual' })).toEqual([
			expect.objectContaining({ id: OLDEST, previousStageLabel: 'New', stageLabel: 'Waiting on contact' }),
		]);
	});

	test('says what to do when there is no ticket', async () => {
		const trigger = fixture('created', { filters: { stages: ['1094427717'] } });
		await expect(trigger.poll({ mode: 'manual' })).rejects.toMatchObject({
			message: 'There is no ticket to show as a sample',
			description: expect.stringContaining('Create a ticket in HubSpot'),
		});
	});

	test('a wrong token is told as such', async () => {
		const { poll } = await import('../../harness/engine');
		const credentials = { hubSpotTicketsApi: { accessToken: 'wrong', baseUrl: `${sandbox.current.url}/hubspot` } };
		const setup = { type: 'hubSpotTicketsTrigger', parameters: { event: 'created' }, credentials, staticData: {} };
		await expect(poll(setup)).rejects.toMatchObject({ description: expect.stringContaining('access token') });
	});
});
