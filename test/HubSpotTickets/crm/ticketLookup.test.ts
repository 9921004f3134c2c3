import { createHubSpot } from '../../../sandbox/hubspot';
import { messageOf, runNode } from '../../harness/engine';
import { requests, useSandbox } from '../../harness/sandbox';
import { useInstantWaits } from '../../harness/waits';
import { byId, hubSpot, list, mapped } from '../setup';

useInstantWaits();
const sandbox = useSandbox([createHubSpot]);
// What is looked up for a write is the subject here, not what its labels cost.
const node = hubSpot(sandbox, { simplify: false });
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
		expect(json[0]?.error).toMatch(/^HubSpot says: internal error\. This is an error on the side of HubSpot/);
		expect(json.slice(1).map(({ error }) => error)).toEqual(
			Array(2).fill(
				expect.stringMatching(/^The field "Additional Fields > Owner" has no active owner with the email address/),
			),
		);
		// Five tries for the first item. The list that the second one gets has nobody of that address, which is final.
		expect(paths()).toEqual(Array(6).fill('owners/2026-09'));
	});
});

describe('a stage of another pipeline without the pipeline', () => {
	const RETURNS = '1094427714';
	const create = (stageId: string, parameters = {}) =>
		node('ticket', 'create', { subject: 'x', stageId: list(stageId), ...parameters }, { items: [{}, {}] });

	test('is enough: the pipeline is looked up once per run', async () => {
		const result = await runNode(create(RETURNS));
		expect(result.json).toMatchObject(
			Array(2).fill({ properties: { hs_pipeline: '748215903', hs_pipeline_stage: RETURNS } }),
		);
		expect(paths()).toEqual(['2026-09/tickets', 'batch/create']);
	});

	test('is left to HubSpot where the pipelines may not be read', async () => {
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path: 'pipelines', status: 403, times: -1 });
		const result = await runNode(create(RETURNS));
		expect(messageOf(result)).toMatch(/is not a stage of pipeline 0/);
	});

	test.each([true, false])(
		'nothing is looked up for the default pipeline or a given one (%s)',
		async (requirePipeline) => {
			sandbox.current.setSwitches('hubspot', { requirePipeline });
			expect((await runNode(create('2'))).error).toBeUndefined();
			await runNode(create(RETURNS, { pipelineId: list('748215903') }));
			expect(paths()).toEqual(['batch/create', 'batch/create']);
			const [first] = requests(sandbox.current, 'hubspot');
			expect(Object(first?.body).inputs[0].properties).toEqual({
				subject: 'x',
				hs_pipeline: '0',
				hs_pipeline_stage: '2',
			});
		},
	);

	test('the pipeline of a mapped property stays where the pipelines may not be read', async () => {
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path: 'pipelines', status: 403, times: -1 });
		const result = await runNode(create(RETURNS, { properties: mapped({ hs_pipeline: '748215903' }) }));
		expect(result.json).toMatchObject(
			Array(2).fill({ properties: { hs_pipeline: '748215903', hs_pipeline_stage: RETURNS } }),
		);
	});
});
