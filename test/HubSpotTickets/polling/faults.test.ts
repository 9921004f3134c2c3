import { useInstantWaits } from '../../harness/waits';
import type { JsonObject } from '../../../sandbox/core/types';
import { createHubSpot } from '../../../sandbox/hubspot';
import { useSandbox } from '../../harness/sandbox';
import { NO_LIMITS, TriggerFixture } from './fixture';

useInstantWaits();
const sandbox = useSandbox([createHubSpot]);

describe.each(['closed', 'created', 'noteAdded', 'propertyChanged', 'stageChanged', 'updated'])('%s', (event) => {
	/** A trigger that has seen the account, and then a ticket that was made and moved. */
	async function prepared(): Promise<{ trigger: TriggerFixture; id: string }> {
		const trigger = new TriggerFixture(sandbox.current, { event, watchedProperties: ['hs_pipeline_stage'] });
		trigger.switches(NO_LIMITS);
		await trigger.poll();
		const id = await trigger.raise('Pump leaks');
		await trigger.move(id, '4');
		await trigger.note(id, 'It leaks');
		return { trigger, id };
	}

	const partly = (fields: JsonObject) =>
		sandbox.current.faults.add({
			kind: 'status',
			service: 'hubspot',
			path: 'batch/read',
			status: 207,
			body: { status: 'COMPLETE', results: [], numErrors: 1, ...fields },
		});

	test('a ticket that HubSpot could not read just now fails the poll, and the next one finds it', async () => {
		const { trigger, id } = await prepared();
		const before = structuredClone(trigger.staticData);
		partly({ errors: [{ status: 'error', category: 'INTERNAL_ERROR', message: 'try again later' }] });
		await expect(trigger.poll()).rejects.toThrow('HubSpot says: try again later');
		expect(trigger.staticData).toEqual(before);
		expect((await trigger.poll()).map((item) => item.id)).toEqual([id]);
	});

	test('so do errors that are only counted', async () => {
		const { trigger, id } = await prepared();
		partly({});
		await expect(trigger.poll()).rejects.toThrow('1 of the inputs failed');
		expect((await trigger.poll()).map((item) => item.id)).toEqual([id]);
	});

	test('a ticket that is gone is passed over', async () => {
		const { trigger, id } = await prepared();
		const gone = { status: 'error', category: 'OBJECT_NOT_FOUND', message: 'gone', context: { ids: [id] } };
		partly({ errors: [gone] });
		expect(await trigger.poll()).toEqual([]);
	});
});
