import { SEED_GROUPS, SEED_PHONES } from '../../sandbox/kaizala';
import type { JsonObject, ServiceName } from '../../sandbox/core/types';
import { PACKAGE_NAME } from '../../scripts/lib/paths';
import { waitFor } from '../../scripts/lib/wait';
import { useRelay } from '../harness/relay';

const MINUTE = 60_000;

/** As the sandbox's credential of jtel has it. */
const CALLBACK_SECRET = 'jtel-sandbox-callback-secret';

/** A workflow with nothing but a trigger. */
interface Trigger {
	type: string;
	parameters: Record<string, unknown>;
	credential: string;
}

// Whether a vendor's check reaches a webhook that is just being made can only be seen on the real n8n.
describe('webhook triggers on the real n8n', () => {
	const relay = useRelay('triggers');

	/** Makes the workflow, publishes it, and returns its ID. */
	async function publish({ type, parameters, credential }: Trigger): Promise<string> {
		const found = relay.credentials.find((each) => each.type === credential);
		if (found === undefined) throw new Error(`No sandbox credential of type ${credential}`);
		const node = {
			id: '7c1e0000-0000-4000-8000-000000000001',
			name: 'Trigger',
			type: `${PACKAGE_NAME}.${type}`,
			typeVersion: 1,
			position: [0, 0],
			webhookId: `e2e-${type}`,
			parameters,
			credentials: { [credential]: { id: found.id, name: found.name } },
		};
		const workflow = { name: type, nodes: [node], connections: {}, settings: { executionOrder: 'v1' } };
		const id = await relay.n8n.client.createWorkflow(workflow);
		await relay.n8n.client.publishWorkflow(id);
		return id;
	}

	/** What the trigger handed out, once so many executions have ended. */
	async function outputs(workflowId: string, count: number): Promise<Array<Record<string, unknown>>> {
		const ended = await waitFor(`${count} executions`, async () => {
			const all = await relay.n8n.client.listExecutions();
			const list = all.filter((execution) => execution.workflowId === workflowId);
			return list.length >= count && list.every(({ status }) => status !== 'running' && status !== 'new')
				? list
				: undefined;
		});
		const details = await Promise.all(ended.map(async ({ id }) => await relay.n8n.client.getExecution(id)));
		return details.reverse().flatMap(({ data }) => {
			const [run] = data.resultData.runData?.Trigger ?? [];
			return (run?.data?.main?.[0] ?? []).map(({ json }) => json);
		});
	}

	/** n8n answers before it has told the vendor. */
	const subscriptions = async (service: ServiceName, count: number) =>
		await waitFor(`${count} webhooks in ${service}`, async () => {
			const { webhooks } = await relay.sandbox.state(service);
			return Array.isArray(webhooks) && webhooks.length === count ? true : undefined;
		});

	const act = async (service: ServiceName, action: string, input: JsonObject) =>
		await relay.sandbox.act(service, action, input);

	it(
		'Kaizala: answers the check while it is being published, receives events, and goes away',
		async () => {
			const groupId = SEED_GROUPS.supportDesk;
			const id = await publish({
				type: 'kaizalaTrigger',
				credential: 'kaizalaApi',
				parameters: {
					objectType: 'Group',
					groupId: { __rl: true, mode: 'id', value: groupId },
					events: ['TextMessageCreated'],
				},
			});
			await subscriptions('kaizala', 1);
			await act('kaizala', 'sendMessage', { groupId, phone: SEED_PHONES.lead, text: 'first' });
			await act('kaizala', 'sendMessage', { groupId, phone: SEED_PHONES.lead, text: 'second' });
			expect((await outputs(id, 2)).map(({ text }) => text)).toEqual(['first', 'second']);
			await relay.n8n.client.unpublishWorkflow(id);
			await subscriptions('kaizala', 0);
		},
		3 * MINUTE,
	);

	it(
		'Thulium: registers itself, receives an event in the form that Thulium sends, and goes away',
		async () => {
			const id = await publish({
				type: 'thuliumTrigger',
				credential: 'thuliumApi',
				parameters: { events: ['TICKET_CREATED'] },
			});
			await subscriptions('thulium', 1);
			await act('thulium', 'raiseTicket', { subject: 'From the real n8n' });
			expect(await outputs(id, 1)).toMatchObject([{ action: 'TICKET_CREATED' }]);
			await relay.n8n.client.unpublishWorkflow(id);
			await subscriptions('thulium', 0);
		},
		3 * MINUTE,
	);

	it(
		'jtel: takes the call of a group with the secret and refuses the one without',
		async () => {
			const id = await publish({
				type: 'jtelAcdCallbackTrigger',
				credential: 'jtelAcdApi',
				parameters: { source: 'acdGroup', authentication: 'secretPath', responseMode: 'onReceived' },
			});
			const base = `${relay.n8n.url}/webhook/e2e-jtelAcdCallbackTrigger/e2e-jtelAcdCallbackTrigger`;
			const push = async (secret: string) =>
				await relay.sandbox.act<{ status: number }>('jtel', 'pushEvent', { ID: 2001, url: `${base}/${secret}` });
			const { status } = await waitFor('The webhook of the callback trigger', async () => {
				const answer = await push('wrong-secret-of-24-letters');
				return answer.status === 404 ? undefined : answer;
			});
			expect(status).toBe(401);
			expect(await push(CALLBACK_SECRET)).toMatchObject({ status: 200 });
			expect(await outputs(id, 1)).toMatchObject([{ source: 'acdGroup', call: { eventId: 2001 } }]);
			await relay.n8n.client.unpublishWorkflow(id);
		},
		3 * MINUTE,
	);

	it(
		'HubSpot: a signed call starts the workflow, an unsigned one does not',
		async () => {
			const id = await publish({
				type: 'hubSpotTicketsWebhookTrigger',
				credential: 'hubSpotTicketsApi',
				parameters: { authentication: 'accessToken', events: ['creation'] },
			});
			const url = await waitFor('The webhook of HubSpot', async () => {
				const address = `${relay.n8n.url}/webhook/e2e-hubSpotTicketsWebhookTrigger/webhook`;
				const response = await fetch(address, { method: 'POST', body: '[]' });
				return response.status === 404 ? undefined : { address, status: response.status };
			});
			expect(url.status).toBe(401);
			const wanted = [{ subscriptionType: 'ticket.creation' }];
			await act('hubspot', 'setWebhook', { targetUrl: url.address, subscriptions: wanted });
			await act('hubspot', 'raiseTicket', { subject: 'Signed' });
			await act('hubspot', 'sendWebhooks', {});
			expect(await outputs(id, 1)).toHaveLength(1);
			await relay.n8n.client.unpublishWorkflow(id);
		},
		3 * MINUTE,
	);
});
