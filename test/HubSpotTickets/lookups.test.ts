import { createHubSpot } from '../../sandbox/hubspot';
import { runNode } from '../harness/engine';
import { requests, useSandbox } from '../harness/sandbox';
import { useInstantWaits } from '../harness/waits';
import { byId, hubSpot, list } from './setup';

useInstantWaits();
const sandbox = useSandbox([createHubSpot]);
const node = hubSpot(sandbox);
const paths = () => requests(sandbox.current, 'hubspot').map(({ path }) => path.split('/').slice(-2).join('/'));

describe('a look-up that fails', () => {
	const additionalFields = { ownerId: byId('klara.vogt@example.com') };
	const create = () =>
		node(
			'ticket',
			'create',
			{ subject: 'x', stageId: list('1'), additionalFields },
			{ items: [{}, {}, {}], continueOnFail: true },
		);

	test('because it is refused is not repeated for every item', async () => {
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path: 'owners', status: 403, times: -1 });
		const { json } = await runNode(create());
		expect(json.map(({ error }) => error)).toEqual(Array(3).fill(expect.stringMatching(/scope/)));
		expect(paths()).toEqual(['owners/2026-09']);
	});

	test('because the connection broke is tried again for the next item', async () => {
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path: 'owners', status: 500, times: 5 });
		const { json } = await runNode(create());
		expect(json[0]?.error).toBeDefined();
		expect(paths().filter((path) => path.startsWith('owners')).length).toBeGreaterThan(5);
	});
});
