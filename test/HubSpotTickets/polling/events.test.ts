import { useInstantWaits } from '../../harness/waits';
import type { INodeParameters } from 'n8n-workflow';

import type { EventName } from '../../../nodes/HubSpotTickets/polling/events';
import { createHubSpot } from '../../../sandbox/hubspot';
import { loadPackage } from '../../harness/package';
import { useSandbox } from '../../harness/sandbox';
import { NO_LIMITS, TriggerFixture } from './fixture';

useInstantWaits();
const sandbox = useSandbox([createHubSpot]);

const OLDEST = '38402119001';
const CLOSED = '38402119004';

/** A trigger that is active already. */
async function active(event: string, parameters: INodeParameters = {}): Promise<TriggerFixture> {
	const trigger = new TriggerFixture(sandbox.current, { event, ...parameters });
	trigger.switches({ ...NO_LIMITS, strictDated: true });
	expect(await trigger.poll()).toEqual([]);
	return trigger;
}

/** How somebody makes an event happen, and what then comes out beside the ticket. */
interface Scene {
	words: string;
	parameters?: INodeParameters;
	act: (by: TriggerFixture) => Promise<unknown>;
	item: object;
}

const SCENES: Record<EventName, Scene> = {
	created: { words: 'created', act: async (by) => await by.raise('New'), item: { subject: 'New' } },
	updated: {
		words: 'updated',
		act: async (by) => await by.update(OLDEST, { content: 'x' }),
		item: { id: OLDEST, content: 'x' },
	},
	propertyChanged: {
		words: 'property changed',
		parameters: { watchedProperties: ['content'] },
		act: async (by) => await by.update(OLDEST, { content: 'x' }),
		item: { id: OLDEST, propertyName: 'content', newValue: 'x' },
	},
	stageChanged: {
		words: 'stage changed',
		act: async (by) => await by.move(OLDEST, '2'),
		item: { id: OLDEST, previousStageId: '1', stageId: '2' },
	},
	closed: {
		words: 'closed',
		act: async (by) => await by.move(OLDEST, '4'),
		item: { id: OLDEST, stageId: '4', isClosed: true },
	},
	reopened: {
		words: 'reopened',
		act: async (by) => await by.move(CLOSED, '1'),
		item: { id: CLOSED, previousStageId: '4', isClosed: false },
	},
	deleted: {
		words: 'deleted (opt-in)',
		act: async (by) => await by.delete(OLDEST),
		item: { id: OLDEST, deletedAt: expect.any(String) },
	},
	noteAdded: {
		words: 'note added',
		act: async (by) => await by.note(OLDEST, 'x'),
		item: { id: OLDEST, note: expect.objectContaining({ hs_note_body: 'x' }) },
	},
};

const scenes = Object.entries(SCENES).map(([event, scene]) => ({ event, ...scene }));

describe('polling', () => {
	test('every event that can be chosen has a scene here', async () => {
		const { properties } = (await loadPackage()).node('hubSpotTicketsTrigger').description;
		const choices = properties.find(({ name }) => name === 'event')?.options ?? [];
		expect(choices.map((choice) => ('value' in choice ? choice.value : '')).sort()).toEqual(Object.keys(SCENES).sort());
	});

	test.each(scenes)('$words: one item, which a test in the editor shows too', async ({ event, ...scene }) => {
		const trigger = await active(event, scene.parameters);
		await scene.act(trigger);
		const items = await trigger.poll();
		expect(items).toEqual([expect.objectContaining(scene.item)]);
		expect(await trigger.poll()).toEqual([]);
		// What happens to other tickets afterwards is no sample of this event.
		await trigger.update('38402119002', { subject: 'Changed later' });
		if (event !== 'updated') expect(await trigger.poll({ mode: 'manual' })).toEqual(items);
		else expect(await trigger.poll({ mode: 'manual' })).toMatchObject([{ subject: 'Changed later' }]);
	});

	test('a service key is enough', async () => {
		const trigger = await active('stageChanged');
		await trigger.move(OLDEST, '2');
		expect(await trigger.poll()).toHaveLength(1);
		// Nothing but reads of tickets, pipelines and properties with the token: no app, no subscription, no developer key.
		const calls = trigger.calls(/./).map(({ path }) => path);
		expect(calls.filter((path) => !/^\/crm\/(objects|pipelines|properties)\/2026-09\/tickets/.test(path))).toEqual([]);
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
