import { useInstantWaits } from '../../harness/waits';
import type { INodeParameters } from 'n8n-workflow';

import { createHubSpot } from '../../../sandbox/hubspot';
import { useSandbox } from '../../harness/sandbox';
import { NO_LIMITS, TriggerFixture } from './fixture';

useInstantWaits();
const sandbox = useSandbox([createHubSpot]);

const OLDEST = '38402119001';

/** A trigger that is active already. */
async function active(event: string, parameters: INodeParameters = {}): Promise<TriggerFixture> {
	const trigger = new TriggerFixture(sandbox.current, { event, ...parameters });
	trigger.switches({ ...NO_LIMITS, strictDated: true });
	expect(await trigger.poll()).toEqual([]);
	return trigger;
}

describe('the comparison with other connectors, for what polling does', () => {
	test('trigger · new ticket', async () => {
		const trigger = await active('created');
		const id = await trigger.raise('Pump 9 rattles');
		expect(await trigger.poll()).toEqual([expect.objectContaining({ id, subject: 'Pump 9 rattles' })]);
		expect(await trigger.poll()).toEqual([]);
	});

	test('trigger · updated ticket', async () => {
		const trigger = await active('updated');
		await trigger.update(OLDEST, { content: 'It rattles' });
		expect(await trigger.poll()).toEqual([expect.objectContaining({ id: OLDEST, content: 'It rattles' })]);
		expect(await trigger.poll()).toEqual([]);
	});

	test('trigger · property / stage changed with old → new value', async () => {
		const [property, stage] = [
			await active('propertyChanged', { watchedProperties: ['hs_ticket_priority', 'hs_pipeline_stage'] }),
			await active('stageChanged'),
		];
		await property.update(OLDEST, { hs_ticket_priority: 'URGENT' });
		await property.move(OLDEST, '3');
		expect(await property.poll()).toEqual([
			expect.objectContaining({ propertyName: 'hs_ticket_priority', previousValue: 'HIGH', newValue: 'URGENT' }),
			expect.objectContaining({ propertyName: 'hs_pipeline_stage', previousValue: '1', newValue: '3' }),
		]);
		expect(await stage.poll()).toEqual([
			expect.objectContaining({ previousStageLabel: 'New', stageLabel: 'Waiting on us' }),
		]);
	});

	test('trigger · closed / reopened', async () => {
		const [closed, reopened] = [await active('closed'), await active('reopened')];
		await closed.move(OLDEST, '4');
		await closed.move(OLDEST, '1');
		expect(await closed.poll()).toEqual([
			expect.objectContaining({ id: OLDEST, stageLabel: 'Closed', isClosed: true }),
		]);
		expect(await reopened.poll()).toEqual([
			expect.objectContaining({ id: OLDEST, stageLabel: 'New', isClosed: false }),
		]);
	});

	test('trigger · deleted, merged, restored, association changed: deleted also by poll', async () => {
		const trigger = await active('deleted');
		await trigger.delete(OLDEST);
		expect(await trigger.poll()).toEqual([
			expect.objectContaining({ id: OLDEST, subject: 'Pump 7 does not start', deletedAt: expect.any(String) }),
		]);
	});

	test('trigger · full ticket in the event', async () => {
		const trigger = await active('created', { propertySelection: 'all' });
		await trigger.raise('Full', { customer_phone: '+48 600 100 201', impact_score: '4' });
		expect(await trigger.poll()).toEqual([
			expect.objectContaining({ customer_phone: '+48 600 100 201', impact_score: '4', hs_is_closed: 'false' }),
		]);
	});

	test('trigger works with service key', async () => {
		const trigger = await active('stageChanged');
		await trigger.move(OLDEST, '2');
		expect(await trigger.poll()).toHaveLength(1);
		// Nothing but reads of tickets and pipelines with the token: no app, no subscription, no developer key.
		const calls = trigger.calls(/./).map(({ path }) => path);
		expect(calls.filter((path) => !/^\/crm\/(objects|pipelines)\/2026-09\/tickets/.test(path))).toEqual([]);
	});
});

/** What each event must bring in the simplest case, by the words of the recommended surface. */
const SURFACE: Array<
	[words: string, event: string, parameters: INodeParameters, act: (by: TriggerFixture) => Promise<unknown>]
> = [
	['created', 'created', {}, async (by) => await by.raise('New')],
	['updated', 'updated', {}, async (by) => await by.update(OLDEST, { content: 'x' })],
	[
		'property changed',
		'propertyChanged',
		{ watchedProperties: ['content'] },
		async (by) => await by.update(OLDEST, { content: 'x' }),
	],
	['stage changed', 'stageChanged', {}, async (by) => await by.move(OLDEST, '2')],
	['closed', 'closed', {}, async (by) => await by.move(OLDEST, '4')],
	['reopened', 'reopened', {}, async (by) => await by.move('38402119004', '1')],
	['deleted (opt-in)', 'deleted', {}, async (by) => await by.delete(OLDEST)],
	['note added', 'noteAdded', {}, async (by) => await by.note(OLDEST, 'x')],
];

describe('polling', () => {
	test.each(SURFACE)('%s', async (_words, event, parameters, act) => {
		const trigger = await active(event, parameters);
		await act(trigger);
		expect(await trigger.poll()).toHaveLength(1);
		expect(await trigger.poll()).toEqual([]);
	});

	test('filters: pipeline, stage, owner, priority, custom filters', async () => {
		const row = { propertyName: 'warranty', operator: 'EQ', value: 'true', highValue: '', values: '' };
		const filters = { pipelines: ['0'], stages: ['1'], owners: ['71440001'], priorities: ['HIGH'] };
		const trigger = await active('created', { filters, customFilters: { filter: [row] } });
		const wanted = { hubspot_owner_id: '71440001', hs_ticket_priority: 'HIGH', warranty: 'true' };
		const id = await trigger.raise('Wanted', wanted);
		const others = [{ hubspot_owner_id: '71440002' }, { hs_ticket_priority: 'LOW' }, { warranty: 'false' }];
		for (const other of others) await trigger.raise('Not wanted', { ...wanted, ...other });
		await trigger.raise('Not wanted', { ...wanted, hs_pipeline_stage: '2' });
		expect((await trigger.poll()).map((item) => item.id)).toEqual([id]);
	});
});
