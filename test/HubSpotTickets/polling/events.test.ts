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

/** What each event must bring in the simplest case. */
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

	test('a service key is enough', async () => {
		const trigger = await active('stageChanged');
		await trigger.move(OLDEST, '2');
		expect(await trigger.poll()).toHaveLength(1);
		// Nothing but reads of tickets and pipelines with the token: no app, no subscription, no developer key.
		const calls = trigger.calls(/./).map(({ path }) => path);
		expect(calls.filter((path) => !/^\/crm\/(objects|pipelines)\/2026-09\/tickets/.test(path))).toEqual([]);
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
