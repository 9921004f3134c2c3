import { SEED_GROUPS, SEED_PHONES } from '../../sandbox/kaizala';
import { mentions, recordsIn, textOf } from '../../scripts/lib/json';
import type { ExecutionDetails } from '../../scripts/lib/n8nClient';
import { startN8n } from '../../scripts/lib/n8n';
import type { RunningN8n } from '../../scripts/lib/n8n';
import { PACKAGE_NAME } from '../../scripts/lib/paths';
import { freePort } from '../../scripts/lib/ports';
import { cardsIn } from '../../scripts/lib/story';
import { waitFor } from '../../scripts/lib/wait';
import { startTestRelay, type TestRelay } from '../harness/relay';

const MINUTE = 60_000;
const NODE = 'Ask in Kaizala';
const AFTER = 'After the answer';
const GROUP = SEED_GROUPS.supportDesk;

/** A call starts it, it asks a question and goes on with what came. */
function workflow(credential: { id: string; name: string }, path: string, parameters: object) {
	return {
		name: `Send and wait: ${path}`,
		settings: { executionOrder: 'v1' },
		nodes: [
			{
				id: '5e0d0000-0000-4000-8000-000000000001',
				name: 'Call',
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2,
				position: [0, 0],
				webhookId: `relay-${path}`,
				parameters: { httpMethod: 'POST', path, options: {} },
			},
			{
				id: '5e0d0000-0000-4000-8000-000000000002',
				name: NODE,
				type: `${PACKAGE_NAME}.kaizala`,
				typeVersion: 1,
				position: [220, 0],
				credentials: { kaizalaApi: credential },
				parameters: {
					resource: 'action',
					operation: 'sendAndWaitForResponse',
					groupId: { __rl: true, mode: 'id', value: GROUP },
					actionType: 'Survey',
					title: '={{ $json.body.title }}',
					questionsMode: 'json',
					questionsJson: '[{ "title": "Solved?", "type": "SingleOption", "options": ["Yes", "No"] }]',
					recipients: 'group',
					...parameters,
				},
			},
			{
				id: '5e0d0000-0000-4000-8000-000000000003',
				name: AFTER,
				type: 'n8n-nodes-base.noOp',
				typeVersion: 1,
				position: [440, 0],
				parameters: {},
			},
		],
		connections: {
			Call: { main: [[{ node: NODE, type: 'main', index: 0 }]] },
			[NODE]: { main: [[{ node: AFTER, type: 'main', index: 0 }]] },
		},
	};
}

// n8n answers for an execution only when it is stored as waiting, and Kaizala checks the address at once.
describe('Send and Wait for Response on the real n8n', () => {
	let relay: TestRelay;
	let n8n: RunningN8n;
	let port: number;

	beforeAll(async () => {
		port = await freePort();
		relay = await startTestRelay('wait', { n8nPort: port });
		n8n = relay.n8n;
	}, 5 * MINUTE);

	afterAll(async () => {
		if (n8n !== relay?.n8n) await n8n?.stop();
		await relay?.stop();
	}, MINUTE);

	/** Makes, publishes and starts a workflow; answers with its ID. */
	async function begin(path: string, parameters: object): Promise<string> {
		const credential = relay.credentials.find(({ type }) => type === 'kaizalaApi');
		if (credential === undefined) throw new Error('There is no credential of Kaizala');
		const { id, name } = credential;
		const workflowId = await n8n.client.createWorkflow(workflow({ id, name }, path, parameters));
		await n8n.client.publishWorkflow(workflowId);
		// n8n listens a moment after it has published.
		await waitFor('the call that starts it', async () => {
			const response = await fetch(`${n8n.url}/webhook/${path}`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ title: path }),
			});
			if (response.status === 200) return true;
			throw new Error(`${response.status} ${await response.text()}`);
		});
		return workflowId;
	}

	const execution = async (workflowId: string, status: string): Promise<ExecutionDetails> =>
		await waitFor(
			`an execution that is ${status}`,
			async () => {
				const [newest] = await n8n.client.listExecutions({ workflowId });
				return newest?.status === status ? await n8n.client.getExecution(newest.id) : undefined;
			},
			{
				timeoutMs: 2 * MINUTE,
				lastSeen: async () => JSON.stringify((await n8n.client.listExecutions({ workflowId }))[0]),
			},
		);

	const outputOf = ({ data }: ExecutionDetails, node: string) =>
		(data.resultData.runData?.[node]?.at(-1)?.data?.main?.[0] ?? []).map(({ json }) => json);

	const cardOf = async (title: string) =>
		await waitFor(`the survey "${title}"`, async () =>
			cardsIn(await relay.sandbox.state('kaizala')).find((card) => mentions(card, title)),
		);

	const hooks = async () => recordsIn((await relay.sandbox.state('kaizala')).webhooks);

	it(
		'goes on with the answer, although n8n was restarted while it waited',
		async () => {
			const workflowId = await begin('answered', {});
			const actionId = textOf(await cardOf('answered'), 'actionId');
			await execution(workflowId, 'waiting');
			await waitFor('the webhook', async () => (await hooks()).find(({ objectId }) => objectId === actionId));
			await n8n.stop();
			n8n = await startN8n({ port, userFolder: relay.userFolder, name: 'wait-n8n-2' });
			await n8n.client.enter();
			const answers = { groupId: GROUP, actionId, phone: SEED_PHONES.agent, answers: ['Yes'] };
			await relay.sandbox.act('kaizala', 'answerCard', answers);
			const done = await execution(workflowId, 'success');
			expect(outputOf(done, AFTER)).toEqual([
				expect.objectContaining({
					eventType: 'SurveyResponse',
					actionId,
					responder: SEED_PHONES.agent,
					answers: { 'Solved?': 'Yes' },
					timedOut: false,
				}),
			]);
			await waitFor('the removal of the webhook', async () => ((await hooks()).length === 0 ? true : undefined));
		},
		5 * MINUTE,
	);

	it(
		'goes on without an answer when the time is over',
		async () => {
			const workflowId = await begin('unanswered', { limitWaitTime: true, resumeAmount: 0.1, resumeUnit: 'minutes' });
			const card = await cardOf('unanswered');
			const done = await execution(workflowId, 'success');
			expect(outputOf(done, AFTER)).toEqual([
				{ groupId: GROUP, actionId: card.actionId, referenceId: card.referenceId, timedOut: true },
			]);
		},
		5 * MINUTE,
	);
});
